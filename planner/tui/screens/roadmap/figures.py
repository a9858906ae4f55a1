"""The figures of one piece of work as a form: each can be changed, and each original stays beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.model.roadmap import Initiative
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import name_field
from planner.tui.text import one_line
from planner.workspace.edit import EditError
from planner.workspace.figure import range_text, read_range
from planner.writing import decimal_mark, plain

if TYPE_CHECKING:
    from planner.workspace import Session

_RANGE = "1000, or 800..1000..1500"


def fields(session: Session, item: Initiative) -> tuple[Field, ...]:
    """Return a question for every figure, with what holds now.

    Args:
        session: The open plan.
        item: The piece of work.
    """
    mark, currency = decimal_mark(session.locale), one_line(session.plan.client.currency, 8)
    changes = {change.field: change for change in session.plan.changes.get(item.id, ())}
    spec = session.catalogue.initiatives.get(item.id)
    effect = changes["effect"].value if "effect" in changes else spec.effect if spec else 1.0

    def label(field: str, name: str) -> str:
        change = changes.get(field)
        if change is None:
            return name
        was = change.original
        return f"{name} (was {one_line(was, 12) if isinstance(was, str) else plain(was or 0)})"

    def figure(value: object) -> str:
        return plain(value).replace(",", "").replace(".", mark) if isinstance(value, int | float) else ""

    def money(text: str) -> str:
        try:
            read_range(text, "one_time", mark)
        except EditError as error:
            return one_line(error, 200)
        return ""

    return (
        Field(id="hours", label=label("hours", "Hours"), kind="number", mark=mark, value=figure(round(item.partner_hours, 1))),
        Field(id="one_time", label=label("one_time", f"{currency} once"), value=range_text(item.one_time, mark), hint=_RANGE, check=money),
        Field(id="monthly", label=label("monthly", f"{currency} a month"), value=range_text(item.monthly, mark), hint=_RANGE, check=money),
        Field(id="duration", label=label("duration", "Quarters it takes"), kind="number", value=figure(item.duration)),
        Field(id="due", label=label("due", "Due"), kind="date", value=item.due or "", hint="2027-06-30"),
        Field(id="effect", label=label("effect", "Risk it ends, 0–1"), kind="number", mark=mark, value=figure(effect)),
    )  # fmt: skip


def changed(asked: Sequence[Field], told: dict[str, str]) -> dict[str, str]:
    """Return the figures that were typed anew; an emptied one goes back to the planner's own."""
    return {field.id: told[field.id] for field in asked if told[field.id] != field.value}


def form(
    session: Session, item: Initiative, asked: Sequence[Field], store: Callable[[dict[str, str]], object]
) -> Form:
    """Return the form.

    Args:
        session: The open plan.
        item: The piece of work.
        asked: From `fields`.
        store: Stores the answers.
    """

    def check(told: dict[str, str]) -> dict[str, str]:
        stated = [text for text in changed(asked, told).values() if text]
        return {"why": "A changed figure keeps its reason."} if stated and not told["why"] else {}

    why = Field(id="why", label="Why", kind="lines")
    return Form(
        "Change figures",
        (*asked, why, name_field(session, "Who says so", session.author)),
        text=f"{one_line(item.title, 120)}. Emptied, a figure goes back to the planner's own.",
        done="Change",
        check=check,
        store=store,
    )
