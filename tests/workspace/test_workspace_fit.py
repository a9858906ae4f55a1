"""Whatever a person types comes into a plan without control characters, by whichever verb."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.model.answer import Answer
from planner.model.client import Client, Goal
from planner.model.error import PlannerError
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.settings import Settings
from planner.workspace import Session, Workspace
from planner.workspace import fit as module
from planner.workspace.fit import fit_to_keep

EVIL = "Ev\x1b]52;c;QQ==\x07il\x9b31m\u202e\ud800"
KEPT = "Ev]52;c;QQ==il31m"


@pytest.fixture(scope="module")
def catalogue_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return Workspace(tmp_path_factory.mktemp("store"))


@pytest.fixture
def session(catalogue_workspace: Workspace) -> Session:
    return catalogue_workspace.open(catalogue_workspace.create(EVIL, people=4))


def _texts(value: object) -> str:
    return repr(value)


def test_no_verb_keeps_what_could_drive_a_terminal(session: Session) -> None:
    catalogue = session.knowledge.catalogue
    standard, initiative = next(iter(catalogue.standards)), next(iter(catalogue.initiatives))
    session.answer(
        standard, "no", note=EVIL, internal=EVIL, evidence=EVIL, follow_up=EVIL, owner=EVIL, by=EVIL
    )
    session.decide(initiative, "approve", by=EVIL, why=EVIL)
    session.change(initiative, "hours", 4, why=EVIL, by=EVIL)
    session.accept(standard, by=EVIL, why=EVIL)
    session.add_record("devices", {"name": EVIL}, by=EVIL)
    session.edit_fact("devices", "devices-1", "model", EVIL, by=EVIL)
    session.mark_complete("devices", by=EVIL)
    session.set_client(contact=EVIL, provider=EVIL, consultant=EVIL, internal=EVIL, goals=(Goal(text=EVIL),))
    session.arrange(off=(EVIL,), order=(EVIL,))
    plan = session.plan
    told = _texts(plan)
    for bad in ("\\x1b", "\\x07", "\\x9b", "\\u202e", "\\ud800"):
        assert bad not in told, bad
    assert plan.answers[standard].internal == plan.client.goals[0].text == KEPT
    assert plan.client.name == KEPT
    session.close()


def test_a_name_of_control_characters_alone_is_no_name(session: Session) -> None:
    for bad in ("\x1b\x07", "\u202e", " \x9b "):
        with pytest.raises(PlannerError, match="missing"):
            session.accept(next(iter(session.knowledge.catalogue.standards)), by=bad, why="x")
        with pytest.raises(PlannerError, match="needs a name"):
            session.set_client(name=bad)
    session.close()


def test_who_works_is_kept_clean_whatever_the_shell_says(tmp_path: Path) -> None:
    workspace = Workspace(tmp_path / "plans", author=EVIL)
    session = workspace.open(workspace.create("Acme"))
    assert session.plan.client.consultant == KEPT
    session.close()


def test_harmless_texts_are_kept_as_they_are() -> None:
    plan = Plan(
        id="1",
        created="2026-11-22",
        client=Client(name="Müller\u200f שלום", goals=(Goal(text="a\nb\tc"),)),
        settings=Settings(hourly_rate=1),
    )
    assert fit_to_keep(plan) is plan


def test_what_did_not_change_is_not_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    records = {"devices": {f"d{i}": Record(id=f"d{i}", kind="devices") for i in range(50)}}
    plan = Plan(
        id="1", created="2026-11-22", client=Client(name="Acme"), settings=Settings(hourly_rate=1),
        records=records, answers={f"A{i}": Answer(answer="yes", note="n") for i in range(50)},
    )  # fmt: skip
    seen: list[str] = []

    def counted(text: str) -> str:
        seen.append(text)
        return text

    monkeypatch.setattr(module, "without_controls", counted)
    new = replace(plan, answers={**plan.answers, "A7": Answer(answer="no", note="new")})
    assert fit_to_keep(new, plan) is new
    assert sorted(seen) == ["new", "no"]


def test_an_undo_names_no_internal_field(session: Session) -> None:
    kinds = session.knowledge.catalogue.kinds.values()
    kind, field = next((k, f) for k in kinds for f in k.field if f.internal and f.type == "text")
    session.add_record(kind.id, {kind.label[0]: "X"})
    record = next(iter(session.plan.records[kind.id]))
    session.edit_fact(kind.id, record, field.id, "secret")
    told = session.undo() or ""
    assert field.title not in told
    assert record in told
    session.close()
