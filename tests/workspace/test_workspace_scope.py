"""What a scope asks about is known before it is chosen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.workspace import ScopeChoice, Session, Workspace


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    workspace = Workspace(tmp_path / "plans", author="Kim")
    opened = workspace.open(workspace.create("Acme", people=31))
    yield opened
    opened.close()


def by_id(session: Session) -> dict[str, ScopeChoice]:
    return {choice.id: choice for choice in session.scope_choices()}


def test_each_choice_says_what_it_means_and_leaves_out(session: Session) -> None:
    found = by_id(session)
    assert list(found) == ["auto", "core", "standard", "advanced"]
    assert [choice.id for choice in found.values() if choice.in_force] == ["auto"]
    assert found["auto"].title == "By size and duties: Core and Standard"
    assert found["auto"].text == "31 people, fewer than 50, and no duty that asks for more."
    assert found["auto"].beyond == found["standard"].beyond
    assert {standard.tier for standard in found["core"].beyond} == {"standard", "advanced"}
    assert found["advanced"].title == "Core, Standard and Advanced"
    assert not found["advanced"].beyond


@pytest.mark.parametrize("tier", ["auto", "core", "standard", "advanced"])
def test_the_number_told_is_the_number_asked(session: Session, tier: str) -> None:
    beyond = by_id(session)[tier].beyond
    taken = [standard.id for standard in beyond[:2]]
    told = session.scope_questions(tier, taken)
    session.set_scope(tier, take=taken)
    asked = [r for r in session.assessment.results.values() if r.status != "na"]
    assert told == session.scope_questions() == len(asked)
    assert session.taken_in == tuple(taken)
    assert by_id(session)[tier].in_force


@pytest.mark.parametrize(
    ("people", "traits", "why"),
    [
        (None, (), "Nobody has said how many people there are, so nothing is left out."),
        (1, (), "1 person, fewer than 50, and no duty that asks for more."),
        (50, (), "50 people: from 50 people on everything counts."),
        (9, ("health_data",), "9 people, fewer than 50, but with a duty that asks for everything: “Handles health data”."),
    ],
)  # fmt: skip
def test_it_is_told_why_a_size_asks_for_it(
    session: Session, people: int | None, traits: tuple[str, ...], why: str
) -> None:
    session.set_client(people=people, traits=traits)
    assert by_id(session)["auto"].text == why


def test_what_the_tiers_cover_anyway_is_not_said_to_be_taken_in(session: Session) -> None:
    standard = by_id(session)["core"].beyond[0].id
    session.set_scope("core", take=[standard])
    assert session.scope_words.startswith("Core as set for this client; ")
    assert session.scope_words.endswith(", 1 taken in by name.")
    session.set_scope("advanced")
    assert session.taken_in == ()
    told = "Core, Standard and Advanced as set for this client; 0 standards are beyond this size."
    assert session.scope_words == told
