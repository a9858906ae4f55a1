"""The client's own figures and the plan's settings: checked before they are kept."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.error import PlannerError
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.settings import Settings
from planner.workspace.clock import YEARS
from planner.workspace.lookup import find

_DAYS_WORTH_STARTING = 60
"""A quarter with fewer days left than this is no longer planned into."""


_S = TypeVar("_S", bound=msgspec.Struct)


class ProfileError(PlannerError):
    """A figure of the client or the plan that makes no sense; nothing was changed."""


def first_quarter(day: date, fiscal_year_start: int) -> str:
    """Return the id of the first quarter a plan made on ``day`` should use.

    That is the present quarter while sixty days of it are left, else the next.
    """
    quarter = Quarter.of(day, fiscal_year_start)
    left = (quarter.last_day(fiscal_year_start) - day).days + 1
    return (quarter if left >= _DAYS_WORTH_STARTING else quarter.plus(1)).id


def checked_client(client: Client, catalogue: Catalogue) -> Client:
    """Return the client with ids in their canonical spelling.

    Raises:
        ProfileError: A figure is out of range or a name is missing.
        UnknownNameError: An industry or trait is not in the catalogue.
    """
    vocabulary = catalogue.vocabulary
    name = " ".join(client.name.split())
    if not name:
        raise ProfileError("The client needs a name.")
    if len(name) > 200:
        raise ProfileError("The client's name is longer than 200 characters.")
    if client.people is not None and not 1 <= client.people <= 1_000_000:
        raise ProfileError(f"{client.people} people: write the head count, 1 or more, or leave it out.")
    if not re.fullmatch(r"[A-Za-z]{3}", client.currency):
        raise ProfileError(f"{client.currency!r} is not a currency: write three letters such as USD or EUR.")
    if not 1 <= client.fiscal_year_start <= 12:
        raise ProfileError("The fiscal year starts in a month from 1 to 12.")
    industries = [t.id for t in vocabulary.industries]
    traits = tuple(find(t, (term.id for term in vocabulary.traits), "trait") for t in client.traits)
    industry = find(client.industry, industries, "industry") if client.industry else ""
    return replace(
        client,
        name=name,
        currency=client.currency.upper(),
        industry=industry,
        traits=tuple(dict.fromkeys(traits)),
    )


def new_settings(client: Client, catalogue: Catalogue, day: date) -> Settings:
    """Return what a new plan starts with.

    The catalogue's hourly rate and horizon; hours a quarter by head count (so many a person, but
    not fewer than a minimum); no cap on money.
    """
    defaults = catalogue.vocabulary.defaults
    hours = max(defaults.minimum_hours_quarter, defaults.hours_per_person_quarter * (client.people or 0))
    return Settings(
        hourly_rate=defaults.hourly_rate,
        start=first_quarter(day, client.fiscal_year_start),
        quarters=defaults.quarters,
        hours_per_quarter=hours,
    )


def checked_settings(settings: Settings) -> Settings:
    """Return the settings.

    Raises:
        ProfileError: A figure is out of range.
    """
    if not 0 <= settings.hourly_rate < 1e6:
        raise ProfileError("The hourly rate must not be negative or absurdly large.")
    if not 0 < settings.exchange_rate < 1e6:
        raise ProfileError("The exchange rate must be above zero.")
    if not 1 <= settings.quarters <= 40:
        raise ProfileError("A roadmap has 1 to 40 quarters.")
    for cap, what in ((settings.budget_per_quarter, "budget"), (settings.hours_per_quarter, "hours")):
        if cap is not None and not 0 <= cap < 1e12:
            raise ProfileError(f"The {what} per quarter must not be negative or absurdly large.")
    if settings.start:
        try:
            start = Quarter.parse(settings.start)
        except ValueError as error:
            raise ProfileError(f"{error}.") from None
        if start.year not in YEARS:
            raise ProfileError(f"{settings.start} is no year to plan in.")
    return settings


def with_client(plan: Plan, catalogue: Catalogue, fields: dict[str, object]) -> Plan:
    """Return the plan with fields of the client changed and checked."""
    return replace(plan, client=checked_client(_merged(plan.client, Client, fields), catalogue))


def with_settings(plan: Plan, fields: dict[str, object]) -> Plan:
    """Return the plan with settings changed and checked."""
    return replace(plan, settings=checked_settings(_merged(plan.settings, Settings, fields)))


def _merged(value: msgspec.Struct, kind: type[_S], fields: dict[str, object]) -> _S:
    """Return the struct with fields replaced, each checked against its declared type."""
    known = set(kind.__struct_fields__)
    for name in fields:
        if name not in known:
            raise ProfileError(f"There is no field {name!r}; there are {', '.join(sorted(known))}.")
    merged = {**msgspec.to_builtins(value), **{k: msgspec.to_builtins(v) for k, v in fields.items()}}
    try:
        return msgspec.convert(merged, kind)
    except msgspec.ValidationError as error:
        raise ProfileError(f"{error}.") from None
