"""What a person types is stored without secrets, and the person is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from planner.workspace import Session, Workspace

VERBS: dict[str, Callable[[Session], object]] = {
    "note": lambda s: s.answer("GOV-01", "no", note="ask Jo, pw=Zq7Canary"),
    "internal": lambda s: s.answer("GOV-01", "no", internal="ask Jo, pw=Zq7Canary"),
    "evidence": lambda s: s.answer("GOV-01", "no", evidence="ask Jo, pw=Zq7Canary"),
    "new record": lambda s: s.add_record("devices", {"name": "PC-1", "notes": "ask Jo, pw=Zq7Canary"}),
    "acceptance": lambda s: s.accept("GOV-01", by="Jo", why="ask Jo, pw=Zq7Canary"),
    "client": lambda s: s.set_client(contact="ask Jo, pw=Zq7Canary"),
    "decision": lambda s: s.decide(
        next(iter(s.knowledge.catalogue.initiatives)), "approve", by="Jo", why="ask Jo, pw=Zq7Canary"
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_every_text_that_is_typed_is_masked_and_said(verb: str) -> None:
    session = Workspace(author="Ann").open(Workspace(author="Ann").create("Acme"))
    told: list[str] = []
    stop = session.on_removed(told.append)
    VERBS[verb](session)
    assert "Zq7Canary" not in repr(session.plan)
    assert "ask Jo, pw=[removed: password]" in repr(session.plan)
    assert told == [
        "Removed before it was stored: password in 1 text. Plans keep no secrets; they belong in a password manager."
    ]
    session.answer("GOV-02", "no", note="nothing to hide")
    stop()
    VERBS[verb](session)
    assert len(told) == 1
    session.close()


def test_a_fact_that_is_typed_is_masked_and_said() -> None:
    workspace = Workspace(author="Ann")
    session = workspace.open(workspace.create("Acme"))
    told: list[str] = []
    session.on_removed(told.append)
    session.add_record("devices", {"name": "PC-1"})
    (record,) = session.plan.records["devices"]
    session.edit_fact("devices", record, "notes", "at the door, PIN: 8264")
    (seen,) = session.plan.records["devices"][record].facts["notes"]
    assert seen.value == "at the door, PIN: [removed: PIN]"
    assert told == [told[0]]
    assert "PIN in 1 text" in told[0]
    session.close()
