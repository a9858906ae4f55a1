"""No flipped bit is read as a fact, no number that is none is read at all, and every refusal is in words."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planner.model.answer import Answer
from planner.model.fact import Observation
from planner.model.plan import Plan
from planner.model.record import Record
from planner.store import PlanAltered, PlanDamaged, PlanRefused, Store, StoreError
from planner.store.checksum import BLANK, checksum_holds, with_checksum


@pytest.fixture
def saved(store: Store, make_plan: Callable[..., Plan]) -> Path:
    facts: dict[str, tuple[Observation, ...]] = {
        "name": (Observation(value="PC-1", source="s1", observed="2026-11-20"),)
    }
    slug = store.new(
        make_plan(
            answers={"IAM-01": Answer(answer="yes", note='says “checksum”: "00"')},
            records={"devices": {"d1": Record(id="d1", kind="devices", facts=facts)}},
        )
    )
    return store.folder / f"{slug}.json"


@pytest.mark.parametrize("every", [8, pytest.param(1, marks=pytest.mark.campaign)])
def test_no_single_flipped_bit_is_accepted(store: Store, saved: Path, every: int) -> None:
    """With 8: one bit of each byte, each byte another one than its neighbour."""
    good = saved.read_bytes()
    flips = 0
    for position in range(len(good)):
        for bit in range(position % every, 8, every):
            data = bytearray(good)
            data[position] ^= 1 << bit
            saved.write_bytes(data)
            with pytest.raises(StoreError):
                store.altered(saved.stem) if checksum_holds(bytes(data)) else store.read(saved.stem)
            flips += 1
        for kept in store.folder.glob("*.damaged-*"):
            kept.unlink()
    assert flips == len(good) * 8 // every


@given(st.binary(max_size=200))
def test_any_bytes_can_be_asked(data: bytes) -> None:
    assert checksum_holds(data) in (None, False)


@given(st.dictionaries(st.text(), st.text() | st.floats(allow_nan=False, allow_infinity=False), max_size=4))
def test_what_carries_a_checksum_fits_it_however_it_is_indented(rest: dict[str, object]) -> None:
    tables = {"meta": {"1": {"schema": "1.1", "checksum": BLANK}}, "x": {"1": rest}}
    data = with_checksum(json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode())
    assert checksum_holds(data)
    assert BLANK.encode() not in data[:80]
    assert not checksum_holds(data.replace(b'"1.1"', b'"1.2"'))


def test_an_editors_change_is_told_and_can_be_accepted(store: Store, saved: Path) -> None:
    before = saved.read_bytes()
    edited = before.replace(b'"answer":"yes"', b'"answer":"no"')
    saved.write_bytes(edited)
    for use in (store.read, store.open):
        with pytest.raises(
            PlanAltered, match=r"changed by something other than the planner since it was saved"
        ):
            use(saved.stem)
    assert saved.read_bytes() == edited, "nothing was touched"
    assert store.altered(saved.stem).answers["IAM-01"].answer == "no", "it can be looked at"
    store.accept(saved.stem)
    assert store.read(saved.stem).answers["IAM-01"].answer == "no"
    (copy,) = store.backups(saved.stem)
    assert (copy.reason, copy.readable) == ("before acceptance", False)
    assert copy.path.read_bytes() == edited


def test_an_edited_file_from_elsewhere_is_asked_about(store: Store, saved: Path, tmp_path: Path) -> None:
    there = tmp_path / "theirs.json"
    there.write_bytes(saved.read_bytes().replace(b"PC-1", b"PC-2"))
    with pytest.raises(PlanAltered):
        store.import_file(there)
    slug = store.import_file(there, altered_too=True)
    assert store.read(slug).records["devices"]["d1"].facts["name"][0].value == "PC-2"


def test_a_file_whose_checksum_was_taken_out_is_no_older_file(store: Store, saved: Path) -> None:
    saved.write_bytes(saved.read_bytes().replace(b'"checksum"', b'"chocksum"'))
    with pytest.raises(PlanAltered):
        store.read(saved.stem)


def test_an_altered_copy_is_never_offered(store: Store, saved: Path, make_plan: Callable[..., Plan]) -> None:
    with store.open(saved.stem) as file:
        file.save(make_plan("Acme 2"))
    for copy in store.backups(saved.stem):
        copy.path.write_bytes(copy.path.read_bytes().replace(b"Acme", b"Bcme"))
    saved.write_bytes(b"")
    with pytest.raises(PlanDamaged, match="There is no earlier copy") as caught:
        store.read(saved.stem)
    assert caught.value.backup is None


# -- what cannot be worked with ---------------------------------------------------------------------


def change(path: Path, *where: str, to: object) -> None:
    """Put a value into a plan file, as somebody with an editor and no checksum would."""
    tables: Any = json.loads(path.read_bytes())
    tables["meta"]["1"]["checksum"] = BLANK
    inner = tables
    for key in where[:-1]:
        inner = inner[int(key) if isinstance(inner, list) else key]
    inner[where[-1]] = to
    path.write_bytes(with_checksum(json.dumps(tables).encode()))


@pytest.mark.parametrize(
    ("where", "to", "told"),
    [
        (("settings", "1", "hourly_rate"), float("nan"), "settings.1.hourly_rate is nan"),
        (("settings", "1", "budget_per_quarter"), float("inf"), "settings.1.budget_per_quarter is inf"),
        (
            ("records:devices", "1", "facts", "ram", "0", "value"),
            float("-inf"),
            "records:devices.1.facts.ram.0.value is -inf",
        ),
        (("client", "1", "people"), 10**400, "client.1.people is a number of 401 digits"),
        (("client", "1", "people"), -3, "client: -3 people"),
        (("client", "1", "fiscal_year_start"), 13, "client: The fiscal year starts in a month"),
        (("client", "1", "currency"), "€", "client: '€' is not a currency"),
        (("settings", "1", "start"), "soon", "settings: 'soon' is not a quarter"),
        (("settings", "1", "start"), "9999-Q4", "settings: 9999-Q4 is no year to plan in"),
        (("settings", "1", "quarters"), 10**9, "settings: A roadmap has 1 to 40 quarters"),
        (("settings", "1", "hourly_rate"), -1.0, "settings: The hourly rate"),
        (("answers", "1", "answer"), "number", "answers: IAM-01 says that it is a number"),
        (("meta", "1", "migrations"), "\ud800", "meta: Expected `array`"),
        (("records:devices", "1", "facts", "name", "0", "row"), "\ud800", "records:devices: Expected `int"),
        (("records:devices", "1", "retired"), [], "records:devices: Expected `bool`"),
    ],
)
def test_what_nobody_can_work_with_is_refused_with_its_place(
    store: Store, saved: Path, where: tuple[str, ...], to: object, told: str
) -> None:
    if "ram" in where:
        change(saved, *where[:-2], to=[{"value": 1, "source": "s1", "observed": ""}])
    change(saved, *where, to=to)
    with pytest.raises(PlanDamaged) as caught:
        store.read(saved.stem)
    assert told in str(caught.value)
    with pytest.raises(PlanRefused) as refused:
        store.import_file(saved)
    assert told in str(refused.value)


def test_a_hostile_shape_is_damage_and_no_traceback(store: Store, saved: Path) -> None:
    deep: Any = "\x1b"
    for _ in range(900):
        deep = [deep]
    shapes: tuple[Any, ...] = (deep, {"a": deep}, True, None, 1e308, "x" * 10**6, {}, [])
    for to in shapes:
        for where in (
            ("meta", "1", "schema"), ("client", "1"), ("settings", "1", "documents"), ("answers", "1"),
            ("records:devices", "1", "facts"), ("sources",),
        ):  # fmt: skip
            before = saved.read_bytes()
            change(saved, *where, to=to)
            with contextlib.suppress(StoreError):  # nothing else may come out
                store.read(saved.stem)
            saved.write_bytes(before)


def test_texts_are_cleaned_where_they_are_loaded(store: Store, saved: Path) -> None:
    evil = "Evil\x1b]0;TITLE\x07\x1b]52;c;UFdO\x07\x9b31mX\ud800\x7f"
    change(saved, "client", "1", "name", to=evil)
    change(saved, "answers", "1", "note", to=f"first\n\tsecond {evil}")
    plan = store.read(saved.stem)
    assert plan.client.name == "Evil]0;TITLE]52;c;UFdO31mX"
    assert plan.answers["IAM-01"].note.startswith("first\n\tsecond Evil]0")
    with store.open(saved.stem) as file:
        file.save(plan)
    assert not any(byte in saved.read_bytes() for byte in (b"\\u001b", b"\x7f", b"\xc2\x9b", b"\\ud800"))
