"""Absence is a fact only where somebody vouches for it."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from planner.intake.settle.truth import conflicts, settle
from planner.model.client import Client
from planner.model.condition import RawCondition
from planner.model.fact import Observation, Source, Value
from planner.model.inventory import FactState, Inventory
from planner.model.lifecycle import Lifecycle
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.settings import Settings
from planner.model.vouch import Vouch
from planner.workspace import edit
from tests.intake.test_settle_live import shipped

TODAY = date(2026, 11, 22)
COMPUTERS: dict[str, RawCondition] = {"class": ("laptop", "desktop")}


def record(key: str, source: str, observed: str = "2026-11-20", **facts: Value) -> Record:
    seen: dict[str, tuple[Observation, ...]] = {
        f: (Observation(value=v, source=source, observed=observed),) for f, v in facts.items()
    }
    return Record(id=key, kind="devices", facts=seen)


def plan(*records: Record, where: dict[str, RawCondition] | None = None) -> Plan:
    sources = (
        Source(id="console", title="console.csv", kind="file", format="a", at="2026-11-20T10:00:00"),
        Source(id="list", title="list.csv", kind="file", format="b", at="2026-11-20T10:00:00"),
    )
    vouch = Vouch(kind="devices", field="edr_installed", source="console", where=where or {})
    return Plan(
        id="p",
        created="2026-11-22",
        client=Client(name="Acme"),
        settings=Settings(hourly_rate=100),
        records={"devices": {r.id: r for r in records}},
        sources={s.id: s for s in sources},
        vouched=(vouch,),
    )


def settled(mine: Plan) -> Inventory:
    return settle(mine, shipped(), Lifecycle(), TODAY)


def edr(*records: Record, where: dict[str, RawCondition] | None = None) -> list[Value]:
    return [item.value("edr_installed") for item in settled(plan(*records, where=where)).of("devices")]


LISTED = record("a", "console", edr_installed=True)


def test_what_a_complete_source_does_not_list_has_it_not() -> None:
    assert edr(LISTED, record("b", "list", name="PC-2")) == [True, False]


def test_a_record_the_source_lists_without_a_word_stays_unknown() -> None:
    assert edr(LISTED, record("b", "console", name="PC-2")) == [True, None]


def test_only_records_known_to_be_in_the_scope_and_in_use_are_meant() -> None:
    made = [
        LISTED,
        record("laptop", "list", **{"class": "laptop"}),
        record("system", "list", os_name="Windows 11"),
        record("phone", "list", **{"class": "phone"}),
        record("unknown", "list", name="PC-3"),
        record("gone", "list", lifecycle_state="retired", **{"class": "laptop"}),
    ]
    assert edr(*made, where=COMPUTERS) == [True, False, False, None, None, None]


def test_absence_is_as_old_as_the_list() -> None:
    old = record("a", "console", "2026-05-01", edr_installed=True)
    item = settled(plan(old, record("b", "list", name="PC-2"))).of("devices")[1]
    assert item.facts["edr_installed"].state is FactState.STALE


def test_another_source_that_says_otherwise_is_a_conflict() -> None:
    mine = plan(LISTED, record("b", "list", edr_installed=True))
    inventory = settled(mine)
    assert inventory.of("devices")[1].value("edr_installed") is None
    (found,) = conflicts(mine, shipped(), inventory)
    assert set(found.values) == {"yes", "not listed"}


def test_a_declaration_about_one_kind_says_nothing_of_another() -> None:
    mine = plan(LISTED, record("b", "list", name="PC-2"))
    other = Vouch(kind="servers", field="edr_installed", source="console")
    assert settled(replace(mine, vouched=(other,))).of("devices")[1].value("edr_installed") is None


def test_without_its_source_a_declaration_says_nothing() -> None:
    mine = plan(record("b", "list", name="PC-2"))
    assert settled(replace(mine, sources={"list": mine.sources["list"]})).of("devices")[0].facts.keys() == {
        "name"
    }


def test_a_declaration_is_checked_replaced_and_taken_back() -> None:
    mine = replace(plan(LISTED), vouched=())
    new = Vouch(kind="devices", field="edr_installed", source="console.csv")
    once = edit.vouch(mine, shipped(), new, listed=True)
    assert once.vouched == (replace(new, source="console"),)
    again = edit.vouch(once, shipped(), replace(new, where=COMPUTERS), listed=True)
    assert [v.where for v in again.vouched] == [COMPUTERS]
    assert edit.vouch(again, shipped(), new, listed=False).vouched == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"field": "name"}, "no yes-or-no fact"),
        ({"source": "other.csv"}, "console.csv"),
        ({"where": {"clas": "laptop"}}, "no field of this kind"),
    ],
)
def test_a_declaration_that_makes_no_sense_is_refused(changed: dict[str, object], said: str) -> None:
    new = Vouch(kind="devices", field="edr_installed", source="console")
    with pytest.raises(edit.EditError, match=said):
        edit.vouch(plan(LISTED), shipped(), replace(new, **changed), listed=True)
