"""What can be different in a what-if, as fields of a form, and read back from them."""

from __future__ import annotations

from msgspec.structs import replace

from planner.model.quarter import Quarter
from planner.model.scenario import Scenario
from planner.model.settings import Cap, Settings
from planner.tui.dialogs.field import Field
from planner.tui.text import one_line
from planner.workspace.cap import CapError, cap_text, read_cap
from planner.writing import plain, read_number

_CAPS = ("budget_per_quarter", "hours_per_quarter")
_AMOUNT = "refresh_per_year"
_LONGEST = 40
"""Quarters a roadmap may have."""
_YEAR = "year"


def fields(settings: Settings, what: Scenario, currency: str, mark: str) -> tuple[Field, ...]:
    """Return the questions, with what holds in the what-if as it is.

    Args:
        settings: The plan's own.
        what: The what-if.
        currency: The plan's currency, safe to show.
        mark: The decimal mark of who types.
    """

    def held(name: str) -> object:
        return what.settings.get(name, getattr(settings, name))

    def cap(name: str) -> str:
        value = held(name)
        known = value if isinstance(value, int | float | tuple) else None
        return cap_text(known, lambda figure: f"{figure:.15g}".replace(".", mark))

    likely = held("likely")
    prices = (what.prices - 1) * 100
    return (
        Field(id="budget_per_quarter", label=f"Budget in {currency}", value=cap("budget_per_quarter"), hint="no cap"),
        Field(id="per", label="That is for a", kind="choice", choices=(("quarter", "quarter"), (_YEAR, "year")),
              value="quarter", required=True),
        Field(id="hours_per_quarter", label="Hours a quarter", value=cap("hours_per_quarter"), hint="no cap"),
        Field(id="prices", label="Prices, % higher", value=plain(prices).replace(".", mark) if prices else "",
              hint="0; -10 for a tenth lower", kind="number", mark=mark),
        Field(id=_AMOUNT, label="Replacing, a year", value=cap(_AMOUNT), kind="number", mark=mark,
              hint="all of a batch at once"),
        Field(id="quarters", label="Quarters", kind="number", value=str(held("quarters")), required=True),
        Field(id="start", label="First quarter", value=str(held("start")), required=True, check=_quarter),
        Field(id="likely", label="Unknown counts", required=True, kind="number", mark=mark,
              value=f"{likely:g}".replace(".", mark) if isinstance(likely, int | float) else "",
              hint="0: all is well, 1: all is wrong"),
    )  # fmt: skip


def flaws(told: dict[str, str], mark: str) -> dict[str, str]:
    """Return field id to what is wrong with the answers, in a sentence."""
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
    if quarters is None or quarters != int(quarters) or not 1 <= quarters <= _LONGEST:
        found["quarters"] = f"A whole number from 1 to {_LONGEST}."
    if not 0 <= (read_number(told["likely"], mark) or 0) <= 1:
        found["likely"] = "From 0 to 1."
    if (read_number(told[_AMOUNT], mark) or 0) < 0:
        found[_AMOUNT] = "No less than 0; empty for all of a batch at once."
    if not -90 <= (read_number(told["prices"], mark) or 0) <= 900:
        found["prices"] = "From -90 to 900."
    return found


def read(told: dict[str, str], what: Scenario, mark: str) -> Scenario:
    """Return the what-if as the form was filled in; what the form does not ask stays as it is.

    Args:
        told: The answers, without flaws.
        what: The what-if so far.
        mark: The decimal mark of who typed.
    """
    start, quarters = Quarter.parse(told["start"]), int(read_number(told["quarters"], mark) or 0)
    budget = _read_cap(told["budget_per_quarter"], mark)
    if told["per"] == _YEAR:
        budget = a_quarter_of(budget, start, quarters)
    settings: dict[str, object] = {
        "budget_per_quarter": budget,
        "hours_per_quarter": _read_cap(told["hours_per_quarter"], mark),
        "quarters": quarters,
        "start": start.id,
        _AMOUNT: None if not told[_AMOUNT].strip() else read_number(told[_AMOUNT], mark),
        "likely": float(read_number(told["likely"], mark) or 0),
    }
    percent = read_number(told["prices"], mark) or 0
    return replace(what, settings=settings, prices=round(1 + percent / 100, 6))


def a_quarter_of(yearly: Cap, start: Quarter, quarters: int) -> Cap:
    """Return caps a quarter for caps a fiscal year: a quarter of each.

    Args:
        yearly: One figure for every year, or one a fiscal year, the last for the years after it.
        start: The first quarter.
        quarters: How many there are.
    """
    if not isinstance(yearly, tuple):
        return None if yearly is None else yearly / 4
    years = [start.plus(index).year - start.year for index in range(quarters)]
    figures = [yearly[min(year, len(yearly) - 1)] for year in years]
    return tuple(None if figure is None else figure / 4 for figure in figures)


def _quarter(text: str) -> str:
    try:
        Quarter.parse(text)
    except ValueError as error:
        return f"{one_line(error)}."
    return ""


def _read_cap(text: str, mark: str) -> Cap:
    return read_cap(text, lambda part: read_number(part, mark))
