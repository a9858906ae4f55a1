"""What makes a plan impossible to work with, told with its place.

Figures typed by people are checked against these when they are entered, and figures in a file when it
is loaded: there is one range for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from planner.model.client import Client
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.settings import Settings

YEARS = range(1970, 2201)
"""Years a plan may speak of: past any of them a date is a slip of the hand."""
MOST_PEOPLE = 1_000_000
MOST_QUARTERS = 40
BUDGET_YEARS = range(1, 6)
"""Years a budget can cover."""
LARGEST_RATE = 1e6
LARGEST_CAP = 1e12


def client_fault(client: Client) -> str:
    """Return what is wrong with a client's figures, as a sentence; empty when nothing is."""
    if client.people is not None and not 1 <= client.people <= MOST_PEOPLE:
        return f"{client.people} people: write the head count, 1 or more, or leave it out."
    if not re.fullmatch(r"[A-Za-z]{3}", client.currency):
        return f"{client.currency!r} is not a currency: write three letters such as USD or EUR."
    if not 1 <= client.fiscal_year_start <= 12:
        return "The fiscal year starts in a month from 1 to 12."
    return ""


def settings_fault(settings: Settings) -> str:
    """Return what is wrong with a plan's settings, as a sentence; empty when nothing is."""
    if not 0 <= settings.hourly_rate < LARGEST_RATE:
        return "The hourly rate must not be negative or absurdly large."
    if settings.exchange_rate is not None and not 0 < settings.exchange_rate < LARGEST_RATE:
        return "The exchange rate must be above zero."
    if not 0 <= settings.likely <= 1:
        return "How much of the unknown is likely to be wrong goes from 0 to 1."
    if not 0 < settings.point < LARGEST_CAP:
        return "What one point of risk is worth must be above zero."
    if not 1 <= settings.quarters <= MOST_QUARTERS:
        return f"A roadmap has 1 to {MOST_QUARTERS} quarters."
    for cap, what in ((settings.budget_per_quarter, "budget"), (settings.hours_per_quarter, "hours")):
        listed = cap if isinstance(cap, tuple) else (cap,)
        if not listed or len(listed) > MOST_QUARTERS:
            return f"The {what} per quarter has 1 to {MOST_QUARTERS} figures."
        if any(figure is not None and not 0 <= figure < LARGEST_CAP for figure in listed):
            return f"The {what} per quarter must not be negative or absurdly large."
    return _budget_fault(settings) or (quarter_fault(settings.start) if settings.start else "")


def _budget_fault(settings: Settings) -> str:
    ceiling, years = settings.refresh_per_year, settings.budget_years
    ceilings = [one for one in (ceiling, *settings.refresh_ceilings.values()) if one is not None]
    if not all(0 < one < LARGEST_CAP for one in ceilings):
        return "The ceiling for replacements in a year must be above zero and not absurdly large."
    if years is not None and years not in BUDGET_YEARS:
        return f"A budget covers {BUDGET_YEARS.start} to {BUDGET_YEARS.stop - 1} years."
    for currency, rate in settings.currency_rates.items():
        if not re.fullmatch(r"[A-Z]{3}", currency):
            return f"{currency!r} is not a currency: write three capitals such as USD or EUR."
        if not 0 < rate < LARGEST_RATE:
            return f"The rate of {currency} must be above zero and not absurdly large."
    return ""


def quarter_fault(text: str) -> str:
    """Return what is wrong with a quarter's id, as a sentence; empty when nothing is."""
    try:
        quarter = Quarter.parse(text)
    except ValueError as error:
        return f"{error}."
    return "" if quarter.year in YEARS else f"{text} is no year to plan in."


def faults(plan: Plan) -> Iterator[str]:
    """Yield what makes a plan impossible to work with: the place and what is wrong there."""
    if fault := client_fault(plan.client):
        yield f"client: {fault}"
    if fault := settings_fault(plan.settings):
        yield f"settings: {fault}"
    for standard, answer in plan.answers.items():
        if answer.answer == "number" and answer.number is None:
            yield f"answers: {standard} says that it is a number and has none."
