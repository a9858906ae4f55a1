"""The joint proof per computer, and the mark of a plan's state that a signature is about."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace

from planner.model.fact import Value
from planner.model.inventory import Fact, FactState, Inventory, Item
from planner.report import Material, compose
from planner.report.fingerprint import fingerprint
from planner.report.section import read_template
from planner.report.view.proof import ProofView, proof
from planner.standards import load_catalogue

GOOD: dict[str, Value] = {
    "disk_encrypted": True, "edr_installed": True, "patches_missing_critical": 0,
    "os_supported": True,
}  # fmt: skip


def computer(name: str, *, idle: bool = False, stale: str = "", sort: str = "laptop", **facts: Value) -> Item:
    known = {
        field: Fact(
            value=value,
            state=FactState.STALE if field == stale else FactState.KNOWN,
            observed="2026-11-20",
            sources=("s",),
        )
        for field, value in {**GOOD, "class": sort, **facts}.items()
        if value is not None
    }
    return Item(id=name, kind="devices", label=name, facts=known, idle=("lifecycle_state",) if idle else ())


def proven(material: Material, shipped: tuple[Path, ...], *items: Item) -> ProofView | None:
    inventory = Inventory(today="2026-11-22", items={"devices": items})
    return proof(replace(material, inventory=inventory), read_template("roadmap", shipped))


def test_only_what_is_known_to_hold_is_proven(material: Material, shipped: tuple[Path, ...]) -> None:
    found = proven(
        material, shipped, computer("good"), computer("open", disk_encrypted=False),
        computer("worse", disk_encrypted=False, os_supported=False), computer("silent", edr_installed=None),
        computer("aged", stale="os_supported"), computer("retired", idle=True, disk_encrypted=False),
        computer("phone", sort="phone"),
    )  # fmt: skip
    assert found is not None
    assert (found.total, found.proven, found.failed, found.unsure) == (5, 1, 2, 2)
    # A system without updates is not patched either.
    assert [(one.names, len(one.lacks), one.count) for one in found.failing] == [
        (("worse",), 3, 1),
        (("open",), 1, 1),
    ]
    assert next((c.title, c.met, c.unmet, c.unknown) for c in found.checks) == ("encrypted", 3, 2, 0)
    for check in found.checks:
        assert check.met + check.unmet + check.unknown == found.total


def test_a_computer_of_no_stated_class_is_one(material: Material, shipped: tuple[Path, ...]) -> None:
    with_kinds = replace(
        material, catalogue=replace(material.catalogue, kinds=load_catalogue(list(shipped)).kinds)
    )
    found = proven(with_kinds, shipped, computer("some", sort="computer"))
    assert found is not None
    assert (found.total, found.proven) == (1, 1)


def test_what_had_no_update_for_a_month_is_not_patched(material: Material, shipped: tuple[Path, ...]) -> None:
    late = computer("late", patches_missing_critical=None, days_since_last_update=41)
    quiet = computer("quiet", patches_missing_critical=None, days_since_last_update=2)
    fine = computer("fine", days_since_last_update=2)
    found = proven(material, shipped, late, quiet, fine)
    assert found is not None
    assert [one.names for one in found.failing] == [("late",)]
    assert (found.proven, found.unsure) == (1, 1), "a date alone does not prove that nothing is missing"


def test_without_computers_nothing_is_asked(material: Material, shipped: tuple[Path, ...]) -> None:
    assert proven(material, shipped) is None
    assert proven(material, shipped, computer("phone", sort="phone")) is None


def test_the_mark_changes_with_whatever_changes(
    material: Material, make_material: Callable[[], Material], shipped: tuple[Path, ...]
) -> None:
    plan = material.plan
    assert fingerprint(plan) == fingerprint(make_material().plan)
    noted = replace(plan, client=replace(plan.client, internal="Something else"))
    assert fingerprint(noted) != fingerprint(plan)
    assert fingerprint(plan) in compose(material, folders=shipped)
    # Typed, not saved yet: half of a pair is no text a file could hold.
    assert len(fingerprint(replace(plan, client=replace(plan.client, name="\udc9b")))) == len(
        fingerprint(plan)
    )


def test_so_many_names_in_all_and_one_in_each_group(material: Material, shipped: tuple[Path, ...]) -> None:
    wanted = read_template("roadmap", shipped).proof
    assert wanted is not None
    assert wanted.names == 12
    many = [computer(f"old{n:02}", os_supported=False) for n in range(14)]
    both = [computer(f"worse{n}", disk_encrypted=False, os_supported=False) for n in range(2)]
    machine = computer("CNC", sort="ot", os_supported=False)
    found = proven(material, shipped, *many, *both, computer("open", disk_encrypted=False), machine)
    assert found is not None
    assert [(len(one.names), one.count) for one in found.failing] == [(2, 2), (10, 14), (1, 1)]
    assert found.beside == "The computer that steers a machine is not counted here."
