"""Whatever a plan holds comes back as it was, from memory and from a disk."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from tinydb import TinyDB

from planner.model.answer import Answer
from planner.model.client import Client, Goal
from planner.model.decision import Acceptance, Change, Choice, Decision
from planner.model.fact import Observation, Source, Value
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.scenario import Scenario
from planner.model.settings import DocumentSettings, Settings
from planner.model.text import without_controls
from planner.model.vouch import Vouch
from planner.model.work import OwnWork
from planner.store import PlanAltered, PlanUnsavable, Store
from planner.store.codec import decode, encode, first
from planner.store.migration import SCHEMA
from planner.store.storage import AtomicStorage, EncodedStorage, MemoryStorage, PlanDatabase

T = TypeVar("T")

NASTY = (
    "", " ", "[/etc]", "[bold]x", "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "[31mred[0m",
    "e\u0301 is not \u00e9", "🧾 emoji 👩‍💻", "line\nbreak\n", '"quotes" and \\back\\slashes', "../../x", "NaN", "null", "1", "-0",
)  # fmt: skip

texts = st.sampled_from(NASTY) | st.text(st.characters(exclude_categories=()), max_size=12).map(
    without_controls  # what cannot be kept is taken out when it is typed, imported or read
)
finite = st.floats(allow_nan=False, allow_infinity=False)
whole = st.integers(-(2**63) + 1, 2**63 - 1)
values: st.SearchStrategy[Value] = st.one_of(
    st.none(), st.booleans(), whole, finite, texts, st.lists(texts, max_size=3).map(tuple)
)


def dicts(value: st.SearchStrategy[T], size: int = 3) -> st.SearchStrategy[dict[str, T]]:
    return st.dictionaries(texts, value, max_size=size)


def tuples(value: st.SearchStrategy[T]) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(value, max_size=3).map(tuple)


observations = st.builds(
    Observation,
    value=values,
    source=texts,
    observed=texts,
    row=st.none() | whole,
    raw=st.none() | texts,
)
facts = dicts(tuples(observations), 4)


@st.composite
def records(draw: st.DrawFn) -> dict[str, dict[str, Record]]:
    return {
        kind: {
            key: Record(id=key, kind=kind, facts=draw(facts), retired=draw(st.booleans()))
            for key in draw(st.lists(texts, max_size=3))
        }
        for kind in draw(st.lists(texts, max_size=3))
    }


@st.composite
def sources(draw: st.DrawFn) -> dict[str, Source]:
    return {
        key: Source(
            id=key, title=draw(texts), kind=draw(texts), quality=draw(st.integers(0, 100)), at=draw(texts)
        )
        for key in draw(st.lists(texts, max_size=3))
    }


@st.composite
def works(draw: st.DrawFn) -> dict[str, OwnWork]:
    money = st.builds(Range, finite, finite, finite)
    made = st.builds(
        OwnWork, id=texts, title=texts, outcome=texts, standards=tuples(texts), requires=tuples(texts),
        records=tuples(st.tuples(texts, texts)),
        partner_hours=finite, client_hours=finite, one_time=money, monthly=money, duration=st.integers(1, 40),
        why=texts, by=texts, at=texts,
    )  # fmt: skip
    return {one.id: one for one in draw(st.lists(made, max_size=3))}


@st.composite
def scenarios(draw: st.DrawFn) -> dict[str, Scenario]:
    made = st.builds(
        Scenario, name=texts, settings=dicts(st.none() | finite | st.integers(-9, 9) | texts), prices=finite,
        leave_out=tuples(texts), take_in=tuples(texts), pins=dicts(texts), by=texts, at=texts,
        refresh=dicts(st.none() | finite),
    )  # fmt: skip
    return {one.name: one for one in draw(st.lists(made, max_size=3))}


clients = st.builds(
    Client, name=texts, people=st.none() | st.integers(1, 10**6), industry=texts, fiscal_year_start=st.integers(1, 12),
    traits=tuples(texts), goals=tuples(st.builds(Goal, text=texts, initiatives=tuples(texts))), internal=texts,
)  # fmt: skip
figures = st.builds(
    Settings, hourly_rate=finite, exchange_rate=finite, start=texts, budget_per_quarter=st.none() | finite,
    refresh_ceilings=dicts(st.none() | finite),
    documents=dicts(st.builds(DocumentSettings, off=tuples(texts), order=tuples(texts))),
)  # fmt: skip
amounts = st.none() | finite | texts
plans = st.builds(
    Plan, id=texts, created=texts, client=clients, settings=figures, records=records(), sources=sources(),
    complete=dicts(tuples(texts)),
    vouched=tuples(st.builds(Vouch, kind=texts, field=texts, source=texts, where=dicts(texts), by=texts, at=texts)),
    answers=dicts(st.builds(Answer, answer=texts, number=st.none() | finite, note=texts, internal=texts)),
    decisions=dicts(
        st.builds(Decision, choice=st.sampled_from(Choice), by=texts, why=texts, at=texts, until=st.none() | texts)
    ),
    changes=dicts(
        tuples(st.builds(Change, field=texts, value=amounts, original=amounts, why=texts, by=texts, at=texts))
    ),
    accepted=dicts(st.builds(Acceptance, by=texts, why=texts, at=texts, until=st.none() | texts)),
    work=works(), scenarios=scenarios(),
    archived=st.booleans(), stage=texts,
)  # fmt: skip


def through(storage: EncodedStorage, plan: Plan) -> Plan:
    PlanDatabase(storage=lambda: storage).encoded.write(encode(first(plan, app="0.1.0", saved="")))
    tables = PlanDatabase(storage=lambda: storage).encoded.read()
    assert tables is not None
    return decode(tables).plan


@given(plans)
@settings(max_examples=80)
def test_any_plan_comes_back_from_memory_and_from_disk(plan: Plan) -> None:
    with TemporaryDirectory() as folder:
        for storage in (MemoryStorage(), AtomicStorage(Path(folder) / "x.json")):
            back = through(storage, plan)
            assert back == plan
            # Order is part of what was entered, and dictionaries compare without it.
            assert list(back.answers) == list(plan.answers)
            assert [list(r) for r in back.records.values()] == [list(r) for r in plan.records.values()]


@given(clients)
@settings(max_examples=30)
def test_any_client_gets_a_plan_file_inside_the_store(client: Client) -> None:
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "plans")
        plan = Plan(id="p", created="", client=client, settings=Settings(hourly_rate=1.0))
        slug = store.new(plan)
        assert store.read(slug) == plan
        assert [p.name for p in Path(folder).iterdir()] == ["plans"]
        assert (Path(folder) / "plans" / f"{slug}.json").is_file()


def test_plain_tinydb_opens_a_plan_file(store: Store, make_plan: Callable[..., Plan]) -> None:
    device = Record(
        id="d1", kind="devices",
        facts={"name": (Observation(value="PC-1 é", source="s1", observed="2026-11-20"),)},
    )  # fmt: skip
    slug = store.new(
        make_plan(
            records={"devices": {"d1": device}},
            answers={"IAM-01": Answer(answer="yes", note="said so")},
            sources={"s1": Source(id="s1", title="devices.csv", kind="file")},
        )
    )
    with TinyDB(store.folder / f"{slug}.json", encoding="utf-8") as db:
        assert db.tables() == {
            "meta", "client", "settings", "records:devices", "sources", "complete", "answers", "decisions", "changes",
            "accepted",
        }  # fmt: skip
        (meta,) = db.table("meta").all()
        assert (meta["schema"], meta["revision"], meta["app"], meta["plan"]) == (SCHEMA, 1, "0.1.0", "p1")
        assert db.table("answers").get(doc_id=1) == {"standard": "IAM-01", "answer": "yes", "note": "said so"}
        (found,) = db.table("records:devices").all()
        assert found["facts"]["name"][0]["value"] == "PC-1 é"
        db.table("answers").update({"note": "changed by a script"})
    with pytest.raises(PlanAltered, match="changed by something other than the planner"):
        store.read(slug)
    store.accept(slug)
    assert store.read(slug).answers["IAM-01"].note == "changed by a script"


def test_text_is_stored_as_it_came(store: Store, make_plan: Callable[..., Plan]) -> None:
    slug = store.new(make_plan("Cafe\u0301"))
    data = (store.folder / f"{slug}.json").read_bytes()
    assert "Cafe\u0301".encode() in data, "neither escaped nor normalised"
    assert json.loads(data)["client"]["1"]["name"] == "Cafe\u0301"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
@pytest.mark.parametrize("place", ["fact", "answer", "settings"])
def test_what_would_not_come_back_is_refused_and_the_file_stays(
    store: Store, make_plan: Callable[..., Plan], number: float, place: str
) -> None:
    plan = make_plan()
    slug = store.new(plan)
    before = (store.folder / f"{slug}.json").read_bytes()
    bad = {
        "fact": replace(
            plan,
            records={
                "devices": {
                    "d": Record(
                        id="d",
                        kind="devices",
                        facts={"ram": (Observation(value=number, source="s", observed=""),)},
                    )
                }
            },
        ),
        "answer": replace(plan, answers={"BAK-01": Answer(answer="number", number=number)}),
        "settings": replace(plan, settings=Settings(hourly_rate=number)),
    }[place]
    with store.open(slug) as file:
        with pytest.raises(PlanUnsavable, match="not a number"):
            file.save(bad)
        assert file.plan == plan
        assert (store.folder / f"{slug}.json").read_bytes() == before
        file.save(plan)


def test_a_value_json_cannot_hold_never_touches_the_file(tmp_path: Path) -> None:
    storage = AtomicStorage(tmp_path / "x.json")
    storage.write({"t": {"1": {"a": 1}}})
    before = storage.path.read_bytes()
    with pytest.raises(ValueError, match="object"):
        storage.write({"t": {"1": {"a": object()}}})
    assert storage.path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir() if p.name != "home"] == ["x.json"]


def test_memory_shares_nothing_with_what_was_written() -> None:
    storage = MemoryStorage()
    document = {"tags": ["a"]}
    storage.write({"t": {"1": document}})
    document["tags"].append("b")
    read = storage.read()
    assert read == {"t": {"1": {"tags": ["a"]}}}
    read["t"]["1"]["tags"].append("c")
    assert storage.read() == {"t": {"1": {"tags": ["a"]}}}


def test_tinydb_works_through_our_storage_without_a_cache(tmp_path: Path) -> None:
    db = PlanDatabase(tmp_path / "x.json", storage=AtomicStorage)
    db.table("t").insert({"tags": ["a"]})
    db.table("t").all()[0]["tags"].append("b")
    assert db.table("t").search(lambda _: True) == [{"tags": ["a"]}]
    PlanDatabase(tmp_path / "x.json", storage=AtomicStorage).table("t").insert({"tags": []})
    assert len(db.table("t").search(lambda _: True)) == 2, "another object's write is seen at once"


def test_structs_of_the_model_are_all_covered() -> None:
    # A field added to Plan must get a table or a place in meta, or it is lost at the first save.
    assert set(Plan.__struct_fields__) == {
        "id", "created", "archived", "stage", "client", "settings", "records", "sources", "complete", "answers",
        "decisions", "changes", "accepted", "vouched", "work", "scenarios", "schedule",
    }  # fmt: skip
