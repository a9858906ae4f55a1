"""The questions about a new client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.dialogs.field import Field, number
from planner.tui.dialogs.form import Form

if TYPE_CHECKING:
    from planner.model.catalogue import Vocabulary

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def _people(text: str) -> str:
    figure = number(text)
    if figure is None or figure < 1 or figure != int(figure):
        return "People must be a whole number of 1 or more."
    return ""


def _currency(text: str) -> str:
    return (
        ""
        if len(text) == 3 and text.isalpha() and text.isascii()
        else "Write the currency as USD, EUR or GBP."
    )


def new_client(vocabulary: Vocabulary) -> Form:
    """Return the form. Only the name has to be known; everything else can be filled in later.

    Args:
        vocabulary: The industries and traits to choose from.
    """
    return Form(
        "New client",
        (
            Field(id="name", label="Name", required=True, hint="as it should stand on the document"),
            Field(id="people", label="People", kind="number", hint="head count, if known", check=_people),
            Field(
                id="industry", label="Industry", kind="choice", hint="not known yet",
                choices=tuple((t.id, t.title) for t in vocabulary.industries),
            ),
            Field(id="currency", label="Currency", value="USD", required=True, check=_currency),
            Field(
                id="fiscal_year_start", label="Fiscal year starts in", kind="choice", value="1", required=True,
                choices=tuple((str(i), month) for i, month in enumerate(MONTHS, start=1)),
            ),
            Field(
                id="traits", label="True of this client", kind="many",
                choices=tuple((t.id, t.title) for t in vocabulary.traits),
            ),
        ),
        done="Create",
    )  # fmt: skip
