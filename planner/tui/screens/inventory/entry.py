"""Entering facts by hand: the form of one field and the form of a new record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.error import PlannerError
from planner.model.fact import Observation
from planner.model.field import Field, FieldType, Kind
from planner.tui.dialogs.field import Field as Question
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import name_field
from planner.tui.screens.inventory.provenance import FieldRow
from planner.tui.screens.inventory.value import accepted, input_text
from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.workspace import Session

_MOST = 9
"""Questions of the form for a new record; the rest is entered in its sheet."""


def by_hand(row: FieldRow, session: Session) -> Observation | None:
    """Return what a person entered, or None when only files say something."""
    sources = session.plan.sources
    found = [o for o in row.observations if (s := sources.get(o.source)) and s.kind == "person"]
    return max(found, key=lambda o: o.observed) if found else None


def edit_form(session: Session, kind: Kind, record: str, row: FieldRow, label: str) -> Form:
    """Return the form that enters one field and stores it; what does not fit is said in the form."""
    field, hand = row.field, by_hand(row, session)
    value = input_text(hand.value) if hand is not None else ""
    source = session.plan.sources[hand.source] if hand is not None else None
    author = source.title if source is not None and source.named else session.author

    def store(told: dict[str, str]) -> dict[str, str]:
        try:
            session.edit_fact(kind.id, record, field.id, told["value"], by=told["by"] or None)
        except PlannerError as error:
            return {"value": str(error)}
        return {}

    text = f"{one_line(label, 60)}. Accepted: {one_line(accepted(field), 300)}; - when there is none."
    if hand is not None:
        text += " Leave it empty to take back what was entered by hand."
    fields = (
        _question(field, "value", "Value", value),
        name_field(session, "Who says so", author),
    )
    return Form(one_line(field.title, 50), fields, text=text, check=store, internal=field.internal)


def new_form(session: Session, kind: Kind, *, client_view: bool) -> Form:
    """Return the form that enters a new record of a kind and stores it."""
    names = [f for f in kind.field if f.id in kind.label[:1]]
    rest = [f for f in kind.field if f.column and f not in names]
    asked = [f for f in (*names, *rest) if f.derive is None and not (client_view and f.internal)][:_MOST]

    def store(told: dict[str, str]) -> dict[str, str]:
        facts = {f.id: told[f"f-{f.id}"] for f in asked}
        try:
            session.add_record(kind.id, facts, by=told["by"] or None)
        except PlannerError as error:
            guilty = next((f for f in asked if str(error).startswith(f.title)), asked[0])
            return {f"f-{guilty.id}": str(error)}
        return {}

    questions = [
        _question(f, f"f-{f.id}", f.title, "", required=not at and f in names) for at, f in enumerate(asked)
    ]
    questions.append(name_field(session, "Who says so", session.author))
    text = "Fill in what you know; everything else can be entered later."
    return Form(f"New {one_line(kind.singular, 50)}", questions, text=text, done="Add", check=store)


def _question(field: Field, key: str, label: str, value: str, *, required: bool = False) -> Question:
    hint = one_line(accepted(field), 60) if field.type is not FieldType.TEXT else ""
    choices = {
        FieldType.BOOLEAN: (("yes", "yes"), ("no", "no")),
        FieldType.CHOICE: tuple((c, field.label_of(c)) for c in field.choices),
    }.get(field.type)
    return Question(
        id=key, label=label, kind="text" if choices is None else "choice", value=value, choices=choices or (),
        hint=hint if choices is None else "", required=required, internal=field.internal,
    )  # fmt: skip
