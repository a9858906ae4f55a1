"""The questions the interview asks its own person: texts beside an answer, and where to go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.answer import Answer
from planner.model.finding import Status
from planner.model.internal import internal_fields
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.screens.interview.note import Note

if TYPE_CHECKING:
    from planner.model.catalogue import Catalogue
    from planner.model.finding import Assessment
    from planner.model.standard import Standard

ALL = "*"
"""Stands for all domains."""
_TEXTS = {
    "note": ("Note", "Said in front of the client, and printed."),
    "internal": ("Internal note", "For you only: never on paper, never in the client view."),
    "evidence": ("Evidence", "What you were shown, or where it is kept."),
}
_STATES = {
    Status.MET: "met", Status.GAP: "gap", Status.PARTIAL: "in part", Status.UNVERIFIED: "not sure",
    Status.OPEN: "open", Status.NOT_APPLICABLE: "not applicable",
}  # fmt: skip


def write(what: str, standard: Standard, answer: Answer | None) -> Note:
    """Return the dialog for a note, an internal note or the evidence.

    Args:
        what: ``note``, ``internal`` or ``evidence``.
        standard: What it is about.
        answer: The present answer, whose text is changed.
    """
    title, text = _TEXTS[what]
    value = str(getattr(answer, what)) if answer is not None else ""
    hidden = what in internal_fields(Answer)
    return Note(f"{title} · {standard.id}", f"{standard.title}\n{text}", value=value, internal=hidden)


def follow_up(standard: Standard, answer: Answer | None) -> Form:
    """Return the dialog for what has to be found out, and by whom."""
    told = answer or Answer(answer="unknown")
    return Form(
        f"Follow-up · {standard.id}",
        (
            Field(id="follow_up", label="To find out", value=told.follow_up, hint="empty takes it back"),
            Field(id="owner", label="Who", value=told.owner, hint="a name"),
        ),
        text=standard.ask,
    )


def which_path(catalogue: Catalogue, current: str) -> Choose:
    """Return the dialog that asks how long the meeting is."""
    choices = [
        Choice(p.id, f"{p.minutes} minutes", f"{p.title}: up to {p.questions} questions")
        for p in catalogue.vocabulary.paths
    ]
    return Choose(
        "Path", "How much time is there? The questions that settle most come first.", choices, current=current
    )


def which_domain(catalogue: Catalogue, assessment: Assessment, current: str) -> Choose:
    """Return the dialog that asks for one domain or all."""
    choices = [Choice(ALL, "All domains", f"{assessment.score.unknown} open")]
    for key, domain in catalogue.domains.items():
        score = assessment.domains.get(key)
        if score is not None and score.answered + score.unknown:
            choices.append(Choice(key, domain.title, f"{score.unknown} open"))
    return Choose("Domain", "", choices, current=current or ALL)


def which_standard(catalogue: Catalogue, assessment: Assessment, current: str) -> Choose:
    """Return the dialog that searches all standards."""
    choices = [
        Choice(key, f"{key}  {standard.title}", _STATES[assessment.results[key].status])
        for key, standard in catalogue.standards.items()
        if key in assessment.results
    ]
    return Choose("Go to a standard", "", choices, current=current)
