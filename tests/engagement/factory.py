"""A client made by hand for tests of budget and timeline: every price and age is written here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from planner.engagement import Basis
from planner.model.budget_rule import BudgetRules
from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.fact import Observation, Value
from planner.model.inventory import Fact, FactState, Inventory, Item
from planner.model.lifecycle import HardwareNorm
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.rate import Price, PriceBook
from planner.model.record import Record
from planner.model.roadmap import CostedLine, Initiative, Placement, QuarterLoad, Roadmap, UnusedSeats
from planner.model.settings import Settings
from planner.standards import load_budget_rules, load_catalogue

TEMPLATES = Path(__file__).parents[2] / "templates"
TODAY = date(2026, 11, 22)
PRICES = {"laptop": (900.0, 1000.0, 1200.0), "desktop": (700.0, 800.0, 900.0), "server_hw": (6e3, 8e3, 9e3)}
YEARS = {"laptop": 4, "desktop": 4, "server": 5, "printer": 5, "firewall": 5}


@lru_cache(maxsize=1)
def catalogue() -> Catalogue:
    """Return the shipped catalogue with a small price book of our own."""
    prices = {
        name: Price(id=name, title=name, unit="device", low=a, expected=b, high=c, grade="estimate")
        for name, (a, b, c) in PRICES.items()
    }
    book = PriceBook(id="test", title="Test", currency="USD", date="2026-11-22", prices=prices)
    return replace(load_catalogue([TEMPLATES]), prices=book)


@lru_cache(maxsize=1)
def rules() -> BudgetRules:
    """Return the shipped rules."""
    found, problems = load_budget_rules([TEMPLATES])
    assert problems == ()
    return found


def item(kind: str, name: str, **facts: Value) -> Item:
    """Return a record whose facts are all known."""
    known = {
        field: Fact(value=value, state=FactState.KNOWN, observed="2026-11-20", sources=("s1",))
        for field, value in {"name": name, **facts}.items()
        if value is not None
    }
    return Item(id=name, kind=kind, label=name, facts=known)


def work(
    key: str,
    *,
    once: float = 0,
    monthly: float = 0,
    hours: float = 0,
    buys: Mapping[str, int] | None = None,
    unused: tuple[UnusedSeats, ...] = (),
) -> Initiative:
    """Return an initiative that buys so many units of each price."""
    lines = tuple(
        CostedLine(
            item=name, price=name, timing="once", per="device", quantity=number, counted="", amount=Range()
        )
        for name, number in (buys or {}).items()
    )
    return Initiative(
        id=key, title=key.upper(), outcome="", findings=(), unverified=(), risk_removed=1, partner_hours=hours,
        one_time=Range(once / 2, once, once * 2), monthly=Range(monthly, monthly, monthly * 2),
        first_year=once + 12 * monthly, weight=1, value=1, quick_win=False, priority="P2", requires=(), duration=1, lines=lines,
        unused=unused,
    )  # fmt: skip


def roadmap(
    *placed: tuple[Initiative, int | None, int | None], first: int = 2027, quarters: int = 12
) -> Roadmap:
    """Return a roadmap from the first quarter of a year with each initiative from and to a quarter."""
    ids = [f"{first + at // 4}-Q{at % 4 + 1}" for at in range(quarters)]
    loads = tuple(
        QuarterLoad(
            id=name, one_time=0, recurring=0, hours=0, cap=None, hours_cap=None, risk_start=0, risk_end=0
        )
        for name in ids
    )
    placements = {
        one.id: Placement(initiative=one.id, start=start, finish=finish) for one, start, finish in placed
    }
    return Roadmap(
        quarters=loads, initiatives=tuple(one for one, _, _ in placed), placements=placements,
        risk_carried=0, carried=0, bound=0, seconds=0,
    )  # fmt: skip


def basis(
    items: Iterable[Item] = (),
    *,
    plan: Plan | None = None,
    found: Roadmap | None = None,
    raws: Mapping[tuple[str, str, str], str] | None = None,
    currency: str = "USD",
    fiscal_year_start: int = 1,
    settings: Settings | None = None,
) -> Basis:
    """Return what budget and timeline are derived from.

    Args:
        items: The inventory.
        plan: The plan; a bare one when None.
        found: The roadmap; an empty one when None.
        raws: Kind, record and field to the text its cell had.
        currency: The plan's.
        fiscal_year_start: Month.
        settings: Of a bare plan.
    """
    kinds: dict[str, list[Item]] = {}
    for one in items:
        kinds.setdefault(one.kind, []).append(one)
    records: dict[str, dict[str, Record]] = {}
    for (kind, record, field), raw in (raws or {}).items():
        seen = Observation(value=0, source="s1", observed="2026-11-20", raw=raw)
        known = records.setdefault(kind, {}).get(record, Record(id=record, kind=kind))
        records[kind][record] = replace(known, facts={**known.facts, field: (seen,)})
    bare = Plan(
        id="1",
        created="2026-11-22",
        client=Client(name="Acme", currency=currency, fiscal_year_start=fiscal_year_start),
        settings=settings or Settings(hourly_rate=100),
        records=records,
    )
    return Basis(
        plan=plan or bare,
        catalogue=catalogue(),
        rules=rules(),
        hardware={
            name: HardwareNorm(id=name, plan_years=years, end_years=years + 2, source="test")
            for name, years in YEARS.items()
        },
        inventory=Inventory(
            today=TODAY.isoformat(), items={kind: tuple(found) for kind, found in kinds.items()}
        ),
        roadmap=found or roadmap(),
        today=TODAY,
    )
