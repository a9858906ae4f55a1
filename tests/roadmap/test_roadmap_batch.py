"""Equipment that comes of age is work of the roadmap: which machines, when, at what price, and never twice."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from planner.engagement import budget
from planner.model.catalogue import Catalogue
from planner.model.initiative import InitiativeSpec
from planner.model.inventory import Item
from planner.model.money import Range
from planner.model.roadmap import CostedLine, Initiative, WorkLine
from planner.model.settings import Settings
from planner.model.work import OwnWork
from planner.roadmap import Options, with_batches, with_own_work
from planner.roadmap.cost.batch import past_title
from planner.roadmap.overage import overage
from tests.engagement.factory import basis, item, roadmap, work

BATCH = "refresh-computers-2027-04"


def laptop(name: str, bought: str | None, **facts: str) -> Item:
    return item("devices", name, **{"class": "laptop", "purchase_date": bought, **facts})


THREE = tuple(laptop(f"L{n}", f"2023-0{n + 3}-10") for n in range(1, 4))
"""Due in April, May and June 2027."""


def batched(
    items: Sequence[Item],
    other: Sequence[Initiative] = (),
    *,
    settings: Settings | None = None,
    money: float | None = None,
    quarters: int = 12,
) -> Catalogue:
    made = basis(items, settings=settings)
    options = Options(start="2027-Q1", quarters=quarters, budget_per_quarter=money)
    return with_batches(made.catalogue, made.plan, made.fleet, other, options)


def batches(
    items: Sequence[Item], other: Sequence[Initiative] = (), **given: object
) -> dict[str, InitiativeSpec]:
    found = batched(items, other, **given)  # type: ignore[arg-type]  # as the tests give them
    return {key: one for key, one in found.initiatives.items() if one.replaces}


def names(one: InitiativeSpec) -> list[str]:
    return [machine.label for part in one.replaces for machine in part.machines]


def test_what_comes_of_age_in_a_quarter_is_one_piece_of_work() -> None:
    desktop = item("devices", "D", **{"class": "desktop", "purchase_date": "2023-05-01"})
    found = batches([*THREE, desktop, laptop("NEXT", "2023-07-01"), laptop("AND", "2023-08-01")])
    assert list(found) == [BATCH, "refresh-computers-2027-07"]
    one = found[BATCH]
    assert one.title == "Replace 3 laptops and 1 desktop computer that come of age by June 2027"
    assert names(one) == ["L1", "L2", "L3", "D"]
    assert (one.not_before, one.duration) == ("2027-04-01", 1)
    assert one.due == "2029-06-30", "end age is two years past plan age here"


def test_what_is_overdue_belongs_to_the_first_quarter() -> None:
    found = batches([laptop("A", "2019-01-01"), laptop("B", "2023-02-01")])
    assert [(key, names(one)) for key, one in found.items()] == [("refresh-computers-2027-01", ["A", "B"])]


def test_a_system_that_ends_leaves_no_time() -> None:
    facts = {"class": "firewall", "purchase_date": "2026-01-01", "os_name": "SonicWall TZ 400"}
    made = basis([item("network", "FW", **facts, firmware_eol_date="2027-08-01")])
    price = replace(made.catalogue.prices.prices["laptop"], id="firewall", expected=3000.0)
    book = replace(made.catalogue.prices, prices={**made.catalogue.prices.prices, "firewall": price})
    found = with_batches(
        replace(made.catalogue, prices=book), made.plan, made.fleet, (), Options(start="2027-Q1")
    )
    assert found.initiatives["refresh-network-2027-07"].due == "2027-09-30"


@pytest.mark.parametrize(
    ("line", "hours", "left"),
    [
        ({"records": (("devices", "L2"),), "quantity": 1.0}, (), ["L1", "L3"]),
        ({"maybe": (("devices", "L2"),), "possible": 1.0, "quantity": 0.0}, (), ["L1", "L3"]),
        ({"quantity": 1.0}, (), ["L2", "L3"]),
        ({"quantity": 1.0, "optional": True}, (), ["L1", "L2", "L3"]),
        ({"quantity": 1.0, "timing": "monthly"}, (), ["L1", "L2", "L3"]),
        ({"quantity": 0.0}, (("devices", "L3"),), ["L1", "L2"]),
    ],
)  # fmt: skip
def test_what_other_work_replaces_or_updates_is_in_no_batch(
    line: dict[str, object], hours: tuple[tuple[str, str], ...], left: list[str]
) -> None:
    given = {
        "item": "x",
        "price": "laptop",
        "timing": "once",
        "per": "device",
        "counted": "",
        "amount": Range(),
        **line,
    }
    kept = (WorkLine(standards=("S",), who="partner", hours=1, records=hours, keeps=True),)
    other = replace(work("other"), lines=(CostedLine(**given),), work=kept)  # type: ignore[arg-type]  # of any sort
    assert names(batches(THREE, [other])[BATCH]) == left


def test_little_money_an_unknown_age_and_no_price_make_no_work() -> None:
    printer = item("devices", "P", **{"class": "printer", "purchase_date": "2022-05-01"})
    assert batches([THREE[0], laptop("?", None), laptop("??", None), printer]) == {}


def test_a_cap_spreads_a_batch_so_that_it_takes_half() -> None:
    one = batches(THREE, money=2000)[BATCH]
    assert one.duration == 3
    assert one.not_before == "2027-01-01", "it starts sooner, so that it is done in time"


def test_a_ceiling_moves_what_is_due_last_to_the_next_year() -> None:
    levelled = Settings(hourly_rate=100, refresh_per_year=2000)
    more = [*THREE, laptop("L4", "2023-06-20")]
    found = batches(more, settings=levelled)
    assert [(key, names(one)) for key, one in found.items()] == [
        (BATCH, ["L1", "L2"]),
        ("refresh-computers-2028-01", ["L3", "L4"]),
    ]
    own = Settings(hourly_rate=100, refresh_per_year=2000, refresh_ceilings={"computers": 3000.0})
    assert names(batches(more, settings=own)[BATCH]) == ["L1", "L2", "L3"]
    together = Settings(hourly_rate=100, refresh_per_year=2000, refresh_ceilings={"computers": None})
    assert names(batches(more, settings=together)[BATCH]) == ["L1", "L2", "L3", "L4"]


def test_machines_can_be_split_off_and_are_in_one_place() -> None:
    own = OwnWork(id="own-1", title="Sales first", records=(("devices", "L2"),), why="Asked", by="A", at="")
    found = with_own_work(batched([*THREE, laptop("L4", "2023-06-20")]), {"own-1": own}).initiatives
    assert names(found[BATCH]) == ["L1", "L3", "L4"]
    assert found[BATCH].title == "Replace 3 laptops that come of age by June 2027"
    assert names(found["own-1"]) == ["L2"]
    assert (found["own-1"].due, found["own-1"].least_weight) == (found[BATCH].due, found[BATCH].least_weight)
    assert found["own-1"].not_before == found[BATCH].not_before
    mixed = replace(own, standards=("END-12",))
    (both,) = (with_own_work(batched(THREE), {"own-1": mixed}).initiatives[key] for key in ("own-1",))
    assert (both.not_before, names(both)) == ("", ["L2"]), "what is wrong today does not wait"
    every = replace(own, records=tuple(("devices", f"L{n}") for n in range(1, 5)))
    assert (
        BATCH
        not in with_own_work(batched([*THREE, laptop("L4", "2023-06-20")]), {"own-1": every}).initiatives
    )


def planned() -> Initiative:
    """Return the batch as the roadmap has it, with a price for each laptop."""
    spec = batches(THREE)[BATCH]
    line = CostedLine(
        item="laptop", price="laptop", timing="once", per="device", quantity=3, counted="", amount=Range(),
        records=tuple(("devices", f"L{n}") for n in range(1, 4)),
    )  # fmt: skip
    return replace(work(BATCH, once=3000), lines=(line,), replaces=spec.replaces)


def test_a_batch_is_in_the_budget_once_and_comes_of_age_again() -> None:
    years = Settings(hourly_rate=100, budget_years=5)
    found = budget(basis(THREE, found=roadmap((planned(), 1, 1)), settings=years))
    assert [q.spend.projects.expected for q in found.quarters[:3]] == [0, 3000, 0]
    assert [(one.label, one.due) for one in found.refresh] == [(f"L{n}", "2031-07-01") for n in range(1, 4)]
    assert found.replaced == {"2027": {"laptop": 3}, "2031": {"laptop": 3}}
    assert found.replaced_words["2027"] == "3 laptops"


def test_a_batch_without_a_place_is_in_no_total_until_the_roadmap_ends() -> None:
    years = Settings(hourly_rate=100, budget_years=5)
    found = budget(basis(THREE, found=roadmap((planned(), None, None)), settings=years))
    assert {one.quarter for one in found.refresh} == {12}
    assert sum(q.spend.total.expected for q in found.quarters[:12]) == 0


def test_a_batch_counts_against_the_ceiling_of_what_is_replaced_beside_it() -> None:
    settings = Settings(hourly_rate=100, refresh_per_year=3500)
    beside = laptop("X", "2023-12-01")
    found = budget(basis([*THREE, beside], found=roadmap((planned(), 1, 1)), settings=settings))
    assert [(one.label, one.quarter) for one in found.refresh] == [("X", 4)]
    assert budget(basis([beside], settings=settings)).refresh[0].quarter == 3


def test_a_decision_about_a_batch_that_is_no_more_still_has_a_name() -> None:
    assert past_title(BATCH) == "Replacement of computers from April 2027 on"
    assert [past_title(key) for key in ("mfa-everywhere", "own-2027-04", "refresh-2027-04", "refresh-x-2027-13")] == [
        "mfa-everywhere", "own-2027-04", "refresh-2027-04", "refresh-x-2027-13",
    ]  # fmt: skip


def test_what_runs_past_its_age_is_said() -> None:
    told = budget(basis(THREE, found=roadmap((planned(), 4, 4)))).assumed
    assert "3 machines run beyond the planned age until replaced, up to 3 quarters." in told
    assert not any("beyond the planned age" in x for x in budget(basis(THREE)).assumed)
    tight = Settings(hourly_rate=100, refresh_per_year=2000)
    told = budget(basis(THREE, settings=tight)).assumed
    assert "1 machine runs beyond the planned age until replaced, up to 3 quarters." in told
    late = overage(roadmap((planned(), 4, 4)), 1)[BATCH]
    assert (late.machines, late.quarters) == (3, 3)
    assert overage(roadmap((planned(), 1, 1)), 1) == {}
    never = overage(roadmap((planned(), None, None)), 1)[BATCH]
    assert (never.machines, never.quarters) == (3, 11)
