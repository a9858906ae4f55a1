"""The client's own figures and the plan's settings: checked before they are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.decision import Change
from planner.model.error import PlannerError
from planner.model.fault import client_fault, settings_fault
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.scenario import Scenario
from planner.model.settings import Settings
from planner.model.text import without_controls
from planner.workspace.lookup import find
from planner.writing import is_locale

_HALF_A_QUARTER = timedelta(days=45)
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
    name = " ".join(without_controls(client.name).split())
    if not name:
        raise ProfileError("The client needs a name.")
    if len(name) > 200:
        raise ProfileError("The client's name is longer than 200 characters.")
    if fault := client_fault(client):
        raise ProfileError(fault)
    if client.locale and not is_locale(client.locale):
        raise ProfileError(
            f"There is no locale {client.locale!r}: write one such as en_GB or de_DE, or leave it empty."
        )
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


def new_settings(client: Client, catalogue: Catalogue, day: date, exchange_rate: float | None) -> Settings:
    """Return what a new plan starts with.

    The catalogue's hourly rate and horizon; hours a quarter by head count (so many a person, but
    not fewer than a minimum); no cap on money. Amounts are turned into the client's currency.

    Args:
        client: The client.
        catalogue: What a plan starts with, in the currency of its prices.
        day: The day it is made.
        exchange_rate: How many units of the client's currency one unit of the price book's buys.

    Raises:
        ProfileError: The client's money is another than the prices', and nobody says what it is worth.
    """
    defaults, book = catalogue.vocabulary.defaults, catalogue.prices.currency
    if exchange_rate is None and client.currency != book:
        raise ProfileError(
            f"Prices are in {book}: say how many {client.currency} one {book} buys (exchange_rate)."
        )
    worth = 1.0 if exchange_rate is None else exchange_rate
    settings = Settings(
        hourly_rate=defaults.hourly_rate * worth,
        exchange_rate=exchange_rate,
        start=first_quarter(day, client.fiscal_year_start),
        quarters=defaults.quarters,
        likely=defaults.likely,
        point=defaults.point * worth,
        hours_per_quarter=usual_hours(client, catalogue),
        hours_follow=True,
    )
    return checked_settings(settings)


def checked_settings(settings: Settings) -> Settings:
    """Return the settings.

    Raises:
        ProfileError: A figure is out of range.
    """
    if fault := settings_fault(settings):
        raise ProfileError(fault)
    return settings


def with_client(plan: Plan, catalogue: Catalogue, fields: dict[str, object]) -> Plan:
    """Return the plan with fields of the client changed and checked.

    Raises:
        ProfileError: A figure makes no sense, or the currency is another one: amounts have to be
            converted with it (`planner.workspace.currency`).
    """
    client = checked_client(_merged(plan.client, Client, fields), catalogue)
    if client.currency != plan.client.currency:
        raise ProfileError(
            f"The plan's money is in {plan.client.currency}: change the currency together with its rate, "
            f"how many {client.currency} one {catalogue.prices.currency} buys (exchange_rate)."
        )
    plan = _renamed(plan, client.fiscal_year_start)
    return with_usual_hours(replace(plan, client=client), catalogue)


def with_usual_hours(plan: Plan, catalogue: Catalogue) -> Plan:
    """Return the plan with its cap on hours by head count, unless somebody has set it."""
    if not plan.settings.hours_follow:
        return plan
    settings = replace(plan.settings, hours_per_quarter=usual_hours(plan.client, catalogue))
    return replace(plan, settings=settings)


def usual_hours(client: Client, catalogue: Catalogue) -> tuple[float, float]:
    """Return the caps on hours by head count: of the first quarter, and of those after it.

    So many a person, but not fewer than a minimum.
    """
    defaults, people = catalogue.vocabulary.defaults, client.people or 0
    return (
        max(defaults.minimum_hours_first_quarter, defaults.hours_per_person_first_quarter * people),
        max(defaults.minimum_hours_quarter, defaults.hours_per_person_quarter * people),
    )


def _renamed(plan: Plan, month: int) -> Plan:
    """Return the plan with its quarters named by a fiscal year that starts in another month.

    The roadmap's start and the pins, those of kept what-ifs among them, keep their place in the calendar;
    where the quarters of the two fiscal years do not coincide they go to the quarter that holds the middle
    of the old one.
    """
    old = plan.client.fiscal_year_start
    if month == old:
        return plan

    def named(text: str) -> str:
        try:
            quarter = Quarter.parse(text)
        except ValueError:
            return text
        return Quarter.of(quarter.first_day(old) + _HALF_A_QUARTER, month).id

    def moved(change: Change) -> Change:
        if change.field != "pin":
            return change
        value, original = (named(x) if isinstance(x, str) else x for x in (change.value, change.original))
        return replace(change, value=value, original=original)

    def kept(one: Scenario) -> Scenario:
        start = one.settings.get("start")
        settings = {**one.settings, "start": named(start)} if isinstance(start, str) else one.settings
        return replace(
            one, settings=settings, pins={key: named(quarter) for key, quarter in one.pins.items()}
        )

    return replace(
        plan,
        settings=replace(plan.settings, start=named(plan.settings.start)),
        changes={key: tuple(moved(c) for c in made) for key, made in plan.changes.items()},
        scenarios={key: kept(one) for key, one in plan.scenarios.items()},
    )


def with_settings(plan: Plan, fields: dict[str, object]) -> Plan:
    """Return the plan with settings changed and checked; a cap on hours that is set no longer follows anything."""
    if "hours_per_quarter" in fields:
        fields = {"hours_follow": False, **fields}
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
