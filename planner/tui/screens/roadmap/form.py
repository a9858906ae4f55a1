"""What the roadmap asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.model.roadmap import Initiative
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import name_field
from planner.tui.text import clean, one_line

Store = Callable[[dict[str, str]], object]

if TYPE_CHECKING:
    from planner.workspace import Session

_CHOICES = (
    ("approve", "Approve: it must be scheduled"),
    ("defer", "Defer: not before a date"),
    ("decline", "Decline: its risk stays"),
)


def decision(session: Session, items: Sequence[Initiative], choice: str, store: Store) -> Form:
    """Ask who decides what about one piece of work or several, and why.

    Args:
        session: The open plan; the name it has for who decides stands there to begin with.
        items: What is decided about.
        choice: ``approve``, ``defer`` or ``decline``: what is chosen to begin with.
        store: Records the answers.
    """
    known = items[0].decision if len(items) == 1 else None
    by = one_line(known.by if known else session.plan.client.contact)
    until = one_line(known.until) if known and known.until else ""
    revisit = one_line(known.revisit) if known and known.revisit else ""
    fields = (
        name_field(session, "Who decides", by, required=True),
        Field(id="why", label="Why", kind="lines", required=True, value=clean(known.why if known else "")),
        Field(id="choice", label="Decision", kind="choice", required=True, choices=_CHOICES, value=choice),
        Field(id="until", label="Not before", kind="date", hint="2027-06-30, for a deferral", value=until),
        Field(
            id="revisit", label="Look at it again", kind="date", hint="2027-06-30, or empty", value=revisit
        ),
    )
    verb = dict(_CHOICES)[choice].partition(":")[0]
    named = items[0].title if len(items) == 1 else f"{len(items)} at once: {_titles(items)}"
    return Form(
        f"{verb}?" if len(items) == 1 else f"{verb} {len(items)} pieces of work?",
        fields,
        text=f"{one_line(named, 200)}. The client reads name and reason in the document.",
        done="Record it",
        check=_until_fits,
        store=store,
        at="until",
    )


def adoption(session: Session, said: Sequence[str], store: Store) -> Form:
    """Ask who decides that a what-if becomes the plan, and why.

    Args:
        session: The open plan.
        said: What is different in it, a phrase each.
        store: Makes it the plan's own.
    """
    fields = (
        name_field(session, "Who decides", one_line(session.plan.client.contact), required=True),
        Field(id="why", label="Why", kind="lines", required=True),
    )
    text = (
        f"What is different: {one_line(', '.join(said), 300)}. What is left out is declined and what is taken in is approved, "
        "in this name and for this reason."
    )
    return Form("Make it the plan?", fields, text=text, done="Make it so", store=store)


def _titles(items: Sequence[Initiative]) -> str:
    return ", ".join(one_line(item.title, 50) for item in items)


def _until_fits(told: dict[str, str]) -> dict[str, str]:
    if told["until"] and told["choice"] != "defer":
        return {"until": "Only a deferral has a date: leave it empty."}
    return {}
