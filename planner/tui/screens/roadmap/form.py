"""What the roadmap asks."""

from __future__ import annotations

from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative
from planner.model.settings import Settings
from planner.tui.dialogs.field import Field, number
from planner.tui.dialogs.form import Form
from planner.tui.text import clean, one_line

_CHOICES = (
    ("approve", "Approve: it must be scheduled"),
    ("defer", "Defer: not before a date"),
    ("decline", "Decline: its risk stays"),
)


def decision(item: Initiative, choice: str, by: str) -> Form:
    """Ask who decides what, and why.

    Args:
        item: What is decided about.
        choice: ``approve``, ``defer`` or ``decline``: what is chosen to begin with.
        by: Stands in the field to begin with.
    """
    known = item.decision
    until = one_line(known.until) if known and known.until else ""
    fields = (
        Field(id="by", label="Who decides", required=True, value=one_line(known.by if known else by)),
        Field(id="why", label="Why", kind="lines", required=True, value=clean(known.why if known else "")),
        Field(id="choice", label="Decision", kind="choice", required=True, choices=_CHOICES, value=choice),
        Field(id="until", label="Not before", kind="date", hint="2027-06-30, for a deferral", value=until),
    )
    text = f"{item.title}. The client reads name and reason in the document."
    return Form(f"{choice.title()}?", fields, text=text, done="Record it", check=_until_fits)


def _until_fits(told: dict[str, str]) -> dict[str, str]:
    if told["until"] and told["choice"] != "defer":
        return {"until": "Only a deferral has a date: leave it empty."}
    return {}


def change(item: Initiative, currency: str) -> Form:
    """Ask which figure is changed, to what and why."""
    figures = (
        ("hours", f"Hours of work (now {item.partner_hours:,.1f})"),
        ("one_time", f"One-time money in {currency} (now {item.one_time.expected:,.0f})"),
        ("monthly", f"Money a month in {currency} (now {item.monthly.expected:,.0f})"),
        ("duration", f"Quarters it takes (now {item.duration})"),
        ("due", f"Due date (now {item.due or 'none'})"),
        ("effect", "Share of its risk that is gone when done, 0 to 1"),
        ("pin", f"Quarter it starts in (now {item.pinned or 'free'})"),
    )
    fields = (
        Field(id="field", label="Figure", kind="choice", choices=figures, value="hours", required=True),
        Field(id="value", label="New value", hint="empty puts the planner's own figure back"),
        Field(id="why", label="Why", kind="lines"),
    )
    return Form("Change a figure", fields, text=item.title, done="Change", check=_reason_given)


def _reason_given(told: dict[str, str]) -> dict[str, str]:
    return {"why": "A changed figure keeps its reason."} if told["value"] and not told["why"] else {}


def caps(settings: Settings, tried: dict[str, object], currency: str) -> Form:
    """Ask for caps to try; an empty field means no cap."""

    def shown(name: str) -> str:
        value = tried.get(name, getattr(settings, name))
        return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)

    fields = (
        Field(
            id="budget_per_quarter", label=f"{currency} a quarter", kind="number",
            value=shown("budget_per_quarter"), hint="no cap",
        ),
        Field(id="hours_per_quarter", label="Hours a quarter", kind="number", value=shown("hours_per_quarter"), hint="no cap"),
        Field(id="quarters", label="Quarters", kind="number", value=shown("quarters"), required=True),
        Field(id="start", label="First quarter", value=shown("start"), required=True, check=_quarter),
    )  # fmt: skip
    text = "The roadmap is planned again at once; nothing is changed until you keep it."
    return Form("What if …", fields, text=text, done="Try", check=_sensible)


def _sensible(told: dict[str, str]) -> dict[str, str]:
    found = {
        name: "No less than 0; empty for no cap."
        for name in _CAPS
        if told[name] and (number(told[name]) or 0) < 0
    }
    quarters = number(told["quarters"])
    if quarters is None or quarters != int(quarters) or not 1 <= quarters <= 40:
        found["quarters"] = "A whole number from 1 to 40."
    return found


def _quarter(text: str) -> str:
    try:
        Quarter.parse(text)
    except ValueError as error:
        return f"{one_line(error)}."
    return ""


def read_caps(told: dict[str, str]) -> dict[str, object]:
    """Return the settings the form was filled in with."""
    numbers = {name: number(told[name]) if told[name] else None for name in _CAPS}
    return {
        **numbers,
        "quarters": int(number(told["quarters"]) or 0),
        "start": Quarter.parse(told["start"]).id,
    }


_CAPS = ("budget_per_quarter", "hours_per_quarter")
