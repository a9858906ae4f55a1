"""The questions about who a client is: for a new one, and to change what was said."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

from planner.model.client import Client
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import people_fields
from planner.writing import decimal_mark, is_locale, locale_of, read_number

if TYPE_CHECKING:
    from planner.model.catalogue import Catalogue, Vocabulary

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


class ClientDetails(TypedDict):
    """The fields of `planner.model.client.Client` the form asks for."""

    name: str
    people: int | None
    industry: str
    currency: str
    locale: str
    fiscal_year_start: int
    traits: tuple[str, ...]


def _people(text: str) -> str:
    figure = read_number(text)
    if figure is None or figure < 1 or figure != int(figure):
        return "People must be a whole number of 1 or more."
    return ""


def _currency(text: str) -> str:
    return (
        ""
        if len(text) == 3 and text.isalpha() and text.isascii()
        else "Write the currency as USD, EUR or GBP."
    )


def _locale(text: str) -> str:
    return "" if is_locale(text) else "There is no such locale: write one such as en_GB or de_DE."


def client_fields(vocabulary: Vocabulary, client: Client) -> tuple[Field, ...]:
    """Return the questions about who the client is, filled in with what is known.

    Args:
        vocabulary: The industries and traits to choose from.
        client: What stands there to begin with.
    """
    return (
        Field(
            id="name", label="Name", value=client.name, required=True,
            hint="as it should stand on the document",
        ),
        Field(
            id="people", label="People", kind="number", hint="head count, if known", check=_people,
            value="" if client.people is None else str(client.people),
        ),
        Field(
            id="industry", label="Industry", kind="choice", value=client.industry, hint="not known yet",
            choices=tuple((t.id, t.title) for t in vocabulary.industries),
        ),
        Field(id="currency", label="Currency", value=client.currency, required=True, check=_currency),
        Field(
            id="locale", label="Writes figures as", value=client.locale, check=_locale,
            hint="empty for English; or de_DE, fr_FR …",
        ),
        Field(
            id="fiscal_year_start", label="Fiscal year starts in", kind="choice", required=True,
            value=str(client.fiscal_year_start),
            choices=tuple((str(i), month) for i, month in enumerate(MONTHS, start=1)),
        ),
        Field(
            id="traits", label="True of this client", kind="many", value=",".join(client.traits),
            choices=tuple((t.id, t.title) for t in vocabulary.traits),
        ),
    )  # fmt: skip


def read_client(told: dict[str, str]) -> ClientDetails:
    """Return the answers to `client_fields` as the fields of a client."""
    return ClientDetails(
        name=told["name"],
        people=int(read_number(told["people"]) or 0) or None,
        industry=told["industry"],
        currency=told["currency"].upper(),
        locale=told["locale"],
        fiscal_year_start=int(told["fiscal_year_start"]),
        traits=tuple(t for t in told["traits"].split(",") if t),
    )


def rate_field(book: str, currency: str, value: str = "") -> Field:
    """Return the question what money is worth in another currency than the prices'.

    Args:
        book: The price book's currency.
        currency: The client's; it says with which mark figures are written.
        value: What stands there to begin with.
    """
    return Field(
        id="exchange_rate", label="Currency's rate", kind="number", value=value,
        hint=f"how many one {book} buys; only for another", mark=decimal_mark(locale_of(currency)),
    )  # fmt: skip


def new_client(catalogue: Catalogue, client: Client, rate: str = "") -> Form:
    """Return the form. Only the name has to be known; everything else can be filled in later.

    Args:
        catalogue: The industries and traits to choose from, and the currency of the prices.
        client: What stands there to begin with.
        rate: What its currency is worth, as it was typed.
    """
    fields = (
        *client_fields(catalogue.vocabulary, client),
        rate_field(catalogue.prices.currency, client.currency, rate),
        *people_fields(client),
    )
    return Form("New client", fields, done="Create")
