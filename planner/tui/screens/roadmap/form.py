"""What the roadmap asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative
from planner.model.settings import Cap, Settings
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import name_field
from planner.tui.text import clean, one_line
from planner.workspace.cap import CapError, cap_text, read_cap
from planner.writing import half_up, read_number, whole

Store = Callable[[dict[str, str]], object]

if TYPE_CHECKING:
    from planner.workspace import Session

_CHOICES = (
    ("approve", "Approve: it must be scheduled"),
    ("defer", "Defer: not before a date"),
    ("decline", "Decline: its risk stays"),
)


def decision(session: Session, item: Initiative, choice: str, store: Store) -> Form:
    """Ask who decides what, and why.

    Args:
        session: The open plan; the name it has for who decides stands there to begin with.
        item: What is decided about.
        choice: ``approve``, ``defer`` or ``decline``: what is chosen to begin with.
        store: Records the answers.
    """
    known = item.decision
    by = one_line(known.by if known else session.plan.client.contact)
    until = one_line(known.until) if known and known.until else ""
    fields = (
        name_field(session, "Who decides", by, required=True),
        Field(id="why", label="Why", kind="lines", required=True, value=clean(known.why if known else "")),
        Field(id="choice", label="Decision", kind="choice", required=True, choices=_CHOICES, value=choice),
        Field(id="until", label="Not before", kind="date", hint="2027-06-30, for a deferral", value=until),
    )
    text = f"{item.title}. The client reads name and reason in the document."
    return Form(
        f"{dict(_CHOICES)[choice].partition(':')[0]}?",
        fields,
        text=text,
        done="Record it",
        check=_until_fits,
        store=store,
        at="until",
    )


def _until_fits(told: dict[str, str]) -> dict[str, str]:
    if told["until"] and told["choice"] != "defer":
        return {"until": "Only a deferral has a date: leave it empty."}
    return {}


def change(session: Session, item: Initiative, currency: str, store: Store) -> Form:
    """Ask which figure is changed, to what and why; ``store`` changes it."""
    figures = (
        ("hours", f"Hours of work (now {half_up(item.partner_hours, 1):,})"),
        ("one_time", f"One-time money in {currency} (now {whole(item.one_time.expected):,})"),
        ("monthly", f"Money a month in {currency} (now {whole(item.monthly.expected):,})"),
        ("duration", f"Quarters it takes (now {item.duration})"),
        ("due", f"Due date (now {item.due or 'none'})"),
        ("effect", "Share of its risk that is gone when done, 0 to 1"),
        ("pin", f"Quarter it starts in (now {item.pinned or 'free'})"),
    )
    fields = (
        Field(id="field", label="Figure", kind="choice", choices=figures, value="hours", required=True),
        Field(id="value", label="New value", hint="empty puts the planner's own figure back"),
        Field(id="why", label="Why", kind="lines"),
        name_field(session, "Who says so", session.author),
    )
    return Form(
        "Change a figure",
        fields,
        text=item.title,
        done="Change",
        check=_reason_given,
        store=store,
        at="value",
    )


def _reason_given(told: dict[str, str]) -> dict[str, str]:
    return {"why": "A changed figure keeps its reason."} if told["value"] and not told["why"] else {}


def caps(settings: Settings, tried: dict[str, object], currency: str, mark: str) -> Form:
    """Ask for caps to try; an empty field means no cap. ``mark`` is the decimal mark of who types."""

    def shown(name: str) -> str:
        value = tried.get(name, getattr(settings, name))
        return str(value) if value is not None else ""

    def cap(name: str) -> str:
        value = tried.get(name, getattr(settings, name))
        known = value if isinstance(value, int | float | tuple) else None
        return cap_text(known, lambda figure: f"{figure:.15g}".replace(".", mark))

    fields = (
        Field(id="budget_per_quarter", label=f"{currency} a quarter", value=cap("budget_per_quarter"), hint="no cap"),
        Field(id="hours_per_quarter", label="Hours a quarter", value=cap("hours_per_quarter"), hint="no cap"),
        Field(id="quarters", label="Quarters", kind="number", value=shown("quarters"), required=True),
        Field(id="start", label="First quarter", value=shown("start"), required=True, check=_quarter),
    )  # fmt: skip
    text = (
        "The roadmap is planned again at once; nothing is changed until you keep it. A list such as 80; 40 "
        "gives the first quarters their own figures."
    )
    return Form("What if …", fields, text=text, done="Try", check=lambda told: _sensible(told, mark))


def _sensible(told: dict[str, str], mark: str) -> dict[str, str]:
    found = {}
    for name in _CAPS:
        try:
            cap = _read_cap(told[name], mark)
        except CapError:
            found[name] = "A number, or a list such as 80; 40; empty for no cap."
            continue
        if any(figure is not None and figure < 0 for figure in (cap if isinstance(cap, tuple) else (cap,))):
            found[name] = "No less than 0; empty for no cap."
    quarters = read_number(told["quarters"], mark)
    if quarters is None or quarters != int(quarters) or not 1 <= quarters <= 40:
        found["quarters"] = "A whole number from 1 to 40."
    return found


def _quarter(text: str) -> str:
    try:
        Quarter.parse(text)
    except ValueError as error:
        return f"{one_line(error)}."
    return ""


def read_caps(told: dict[str, str], mark: str) -> dict[str, object]:
    """Return the settings the form was filled in with."""
    numbers = {name: _read_cap(told[name], mark) for name in _CAPS}
    return {
        **numbers,
        "quarters": int(read_number(told["quarters"], mark) or 0),
        "start": Quarter.parse(told["start"]).id,
    }


def _read_cap(text: str, mark: str) -> Cap:
    return read_cap(text, lambda part: read_number(part, mark))


_CAPS = ("budget_per_quarter", "hours_per_quarter")
