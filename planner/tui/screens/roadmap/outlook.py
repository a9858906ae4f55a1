"""The whole IT budget and the timeline as tables, with what has to be said beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from textual.content import Content

from planner.tui.text import one_line
from planner.tui.widgets.column import Cell, Column
from planner.writing import half_up, whole

if TYPE_CHECKING:
    from planner.model.budget import Budget
    from planner.model.timeline import Event, Timeline
    from planner.report.spend import Row, Spending

_PARTS = (
    ("run", "Running"),
    ("refresh", "Replace"),
    ("projects", "Roadmap"),
    ("fee", "Provider"),
    ("work", "Work"),
)
_RANGE = 80
"""Terminal columns of the table from which on it shows low and high."""
Piece = str | tuple[str, str]


def budget_rows(printed: Spending) -> tuple[Row, ...]:
    """Return each fiscal year with its quarters below it, and all of it at the end."""
    rows: list[Row] = []
    quarters = list(printed.quarters)
    for year in printed.years:
        rows += [year, *quarters[: year.quarters]]
        del quarters[: year.quarters]
    return (*rows, printed.total)


def budget_columns() -> tuple[Column[Row], ...]:
    """Return the columns of the budget."""
    return (
        Column(id="id", title="", width=8, text=lambda r: Cell(_name(r), _tone(r))),
        *(_part(part, title) for part, title in _PARTS),
        Column(id="total", title="Total", width=9, right=True, text=lambda r: Cell(f"{r.total.expected:,}", "strong")),
        Column(
            id="range", title="From–to", width=20, right=True, least=_RANGE,
            text=lambda r: Cell(f"{r.total.low:,}–{r.total.high:,}", "muted"),
        ),
    )  # fmt: skip


def _part(part: str, title: str) -> Column[Row]:
    def text(row: Row) -> Cell:
        return Cell(f"{row.parts[part].expected:,}", _tone(row))

    def sort(row: Row) -> float:
        return -row.parts[part].expected

    return Column(id=part, title=title, width=8, right=True, text=text, sort=sort)


def _name(row: Row) -> str:
    return "Together" if row.id == "total" else row.id if "-" in row.id else f"▾ {row.id}"


def _tone(row: Row) -> str:
    return "" if "-" in row.id else "strong"


def budget_notes(found: Budget, printed: Spending, money: Callable[[float], str]) -> Content:
    """Return what stands beside the budget: unused seats, the stated budget, what is unknown.

    Args:
        found: The budget.
        printed: Its printed amounts.
        money: Writes an amount.
    """
    pieces: list[Piece] = [("Everything IT costs\n", "bold")]
    if found.unused:
        seats = sum(line.seats for line in found.seats)
        pieces += [
            (f"{money(found.unused)} a year", "bold $warning"),
            f" for {whole(seats):,} seats nobody uses\n",
        ]
    first = next((row for row in printed.years if row.over is not None), None)
    if first is not None and first.over is not None:
        way = "over" if first.over > 0 else "under"
        pieces.append(f"{first.id}: {money(abs(first.over))} {way} the IT budget of {found.stated.year}\n")
    share = next((row for row in printed.years if row.share is not None), None)
    if share is not None and share.share is not None:
        pieces.append(f"{share.id}: {half_up(share.share * 100, 1)}% of the revenue of {found.stated.year}\n")
    pieces += _sentences("Replaced", (f"{year}: {what}" for year, what in found.replaced_words.items()))
    pieces += _sentences("Not in these totals", found.unknown)
    pieces += [
        f"· {one_line(one.what, 60)}: {whole(one.amount.expected):,} {one_line(one.currency, 3)}"
        f"{' a year' if one.yearly else ''}\n"
        for one in found.apart
    ]
    pieces += _sentences("How it is counted", found.assumed)
    return Content.assemble(*pieces).rstrip()


def _sentences(title: str, told: Iterable[str]) -> list[Piece]:
    lines: list[Piece] = [f"· {one_line(sentence, 400)}\n" for sentence in told]
    return [(f"\n{title}\n", "$text-muted"), *lines] if lines else []


def date_rows(found: Timeline) -> tuple[Event, ...]:
    """Return what closes soon, then what has passed, then all the rest."""
    closing = found.closing()
    first = {event.id for event in closing}
    rest = (event for event in found.ahead() if event.id not in first)
    return (*closing, *found.passed(), *rest)


def date_columns(found: Timeline) -> tuple[Column[Event], ...]:
    """Return the columns of the timeline."""
    closing = {event.id for event in found.closing()}

    def when(event: Event) -> Cell:
        days = event.days(found.today)
        if days < 0:
            return Cell(f"{-days} d ago", "bad" if event.closes else "muted")
        return Cell(f"in {days} d", "warn" if event.id in closing else "muted")

    def mark(event: Event) -> Cell:
        if event.id in closing:
            return Cell("!", "warn")
        passed = event.days(found.today) < 0
        return Cell("✗", "bad") if passed and event.closes else Cell("✓" if passed else "·", "muted")

    return (
        Column(id="mark", title="", width=1, text=mark),
        Column(id="date", title="Date", width=10, text=lambda e: e.date),
        Column(id="when", title="When", width=10, least=90, right=True, text=when, sort=lambda e: e.days(found.today)),
        Column(id="title", title="What", text=lambda e: e.title),
        Column(
            id="money", title="Money", width=13, right=True, text=_money,
            sort=lambda e: None if e.money is None else -e.money,
        ),
    )  # fmt: skip


def _money(event: Event) -> str:
    if event.money is None:
        return ""
    return f"{whole(event.money):,}{' a year' if event.per_year else ''}"


def date_notes(found: Timeline, event: Event | None, money: Callable[[float], str]) -> Content:
    """Return what stands beside the timeline: what closes soon, and the chosen date in full."""
    closing, missed = found.closing(), found.missed()
    pieces: list[Piece] = [("Dates that will not wait\n", "bold")]
    if found.notice_money:
        pieces += [
            (f"{money(found.notice_money)} a year", "bold $warning"),
            f": contracts whose notice closes within {found.soon_days} days\n",
        ]
    pieces.append(f"! {len(closing)} close within {found.soon_days} days · ✗ {len(missed)} passed\n")
    if event is not None:
        pieces += ["\n", *date_detail(found, event, money)]
    return Content.assemble(*pieces).rstrip()


def date_detail(found: Timeline, event: Event, money: Callable[[float], str]) -> list[Piece]:
    """Return one date in full."""
    pieces: list[Piece] = [(f"{event.date}  {one_line(found.titles.get(event.kind, event.kind))}\n", "bold")]
    pieces.append(f"{one_line(event.title, 400)}\n")
    if event.money is not None:
        pieces.append(f"{money(event.money)}{' a year' if event.per_year else ''}\n")
    if event.notice_of is not None:
        pieces.append(f"Without notice it renews on {event.notice_of}.\n")
    if event.assumed:
        pieces.append("Nobody stated this date; it follows from a rule.\n")
    return pieces
