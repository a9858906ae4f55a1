"""What the header bar says about an open plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.standing import must_words, tally_words
from planner.tui.widgets.header import Heading
from planner.writing import score_text

if TYPE_CHECKING:
    from planner.workspace import SaveState, Session


def heading_of(session: Session, *, client_view: bool, working: str = "") -> Heading:
    """Return the heading of an open plan.

    Args:
        session: The plan.
        client_view: Whether internal things are hidden.
        working: What is going on in the background; stands in place of the save state.
    """
    assessment = session.assessment
    score = assessment.score
    point = None if score.shown is None else score.shown * 100
    tally = assessment.tally(session.knowledge.catalogue.vocabulary.bands)
    must = must_words(assessment.must)
    facts = (
        *([must] if must else []),
        f"score {score_text(score.low * 100, score.high * 100, point)}",
        f"{score.unknown} unknown",
        tally_words(tally),
    )
    state, tone = (f"{working}…", "busy") if working else _state(session)
    return Heading(session.plan.client.name, facts, state, tone, client_view)


def _state(session: Session) -> tuple[str, str]:
    if session.read_only:
        return "read only", ""
    state: SaveState = session.save_state
    if state.phase == "failed":
        return "NOT SAVED ^s", "bad"
    if state.phase == "saving":
        return "saving…", "busy"
    return (f"saved {state.at[11:16]}" if len(state.at) >= 16 else "saved"), "ok"
