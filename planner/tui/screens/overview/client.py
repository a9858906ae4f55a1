"""Who the client is and who works for it, to be put right at any time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from planner.model.client import Client, typed_goal
from planner.model.internal import internal_fields
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import people_fields, read_people
from planner.tui.screens.home.form import client_fields, rate_field, read_client
from planner.writing import decimal_mark

if TYPE_CHECKING:
    from planner.workspace import Session


def _rate(session: Session, text: str) -> str:
    figure = session.read_number(text)
    return "The rate must be more than 0." if figure is None or figure <= 0 else ""


def _shown(session: Session, figure: float) -> str:
    return f"{figure:.15g}".replace(".", decimal_mark(session.locale))


def _stated(session: Session) -> str:
    rate = session.plan.settings.exchange_rate
    return "" if rate is None else _shown(session, rate)


def client_form(session: Session, store: Callable[[dict[str, str]], object]) -> Form:
    """Return the form, filled in.

    Args:
        session: The open plan.
        store: Keeps the answers.
    """
    client, settings = session.plan.client, session.plan.settings
    name, *others = client_fields(session.knowledge.catalogue.vocabulary, client)
    mark = decimal_mark(session.locale)

    goals = "\n".join(goal.line for goal in client.goals)
    fields = [
        name,
        Field(id="contact", label="Who decides", value=client.contact, hint="name and role"),
        *people_fields(client),
        Field(id="provider", label="IT looked after by", value=client.provider, hint="who does it today"),
        *others,
        Field(id="goals", label="Goals, one a line; (by 2027-03-31) dates one", kind="lines", value=goals),
        rate_field(session.knowledge.catalogue.prices.currency, client.currency, _stated(session)),
        Field(
            id="hourly_rate", label="Hourly rate", kind="number", value=_shown(session, settings.hourly_rate),
            required=True, check=lambda text: _rate(session, text), mark=mark,
        ),
        Field(id="internal", label="Internal note", kind="lines", value=client.internal),
    ]  # fmt: skip
    hidden = internal_fields(Client)
    shown_fields = [replace(f, internal=f.id in hidden) for f in fields]
    return Form("Client", shown_fields, store=store, at="currency")


def keep_client(session: Session, told: dict[str, str]) -> bool:
    """Store what was changed; return whether anything was.

    Args:
        session: The open plan.
        told: The answers to `client_form`.
    """
    client, settings_before = session.plan.client, session.plan.settings
    known = {goal.text: goal for goal in client.goals}
    goals = (typed_goal(line) for line in told["goals"].splitlines() if line.strip())
    wanted: dict[str, object] = {
        **read_client(told),
        **{name: told[name] for name in ("contact", "provider", "internal")},
        **dict(zip(("consultant", "attendees"), read_people(told), strict=True)),
        "goals": tuple(
            msgspec.structs.replace(goal, initiatives=known[goal.text].initiatives)
            if goal.text in known
            else goal
            for goal in goals
        ),
    }
    if set(told["traits"].split(",")) - {""} == set(client.traits):
        del wanted["traits"]  # in another order, they are still the same
    currency = str(wanted.pop("currency"))
    given, before = told["exchange_rate"], _stated(session)
    if currency != client.currency or (given and given != before):
        # the rate of the old currency, still standing there, says nothing of the new one
        session.set_currency(currency, session.read_number(given) if given != before else None)
    changed = {name: value for name, value in wanted.items() if getattr(client, name) != value}
    if changed:
        session.set_client(**changed)
    rate = session.read_number(told["hourly_rate"])
    if currency != client.currency and rate == settings_before.hourly_rate:
        return True  # it was converted with everything else
    if rate is None or rate == session.plan.settings.hourly_rate:
        return bool(changed)
    session.set_settings(hourly_rate=rate)
    return True
