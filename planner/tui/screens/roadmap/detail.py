"""What one initiative is made of: its findings, money, hours and the reason for its place."""

from __future__ import annotations

from textual.content import Content

from planner.model.decision import Decision
from planner.model.money import Range
from planner.model.roadmap import CostedLine, Initiative
from planner.tui.screens.roadmap.row import Row
from planner.tui.text import clean, one_line
from planner.workspace import Session

Piece = str | tuple[str, str]
_DECIDED = {"approve": "Approved", "defer": "Deferred", "decline": "Declined"}


def panel(session: Session, row: Row) -> Content:
    """Return what stands beside the list: the short form."""
    item = row.item
    pieces: list[Piece] = [(f"{item.title}\n", "bold"), f"{item.outcome}.\n"]
    pieces += [("\nWhy here\n", "bold $primary"), f"{clean(row.placement.reason, 600)}\n", *_decision(item)]
    pieces += _closes(session, item)
    pieces += [("\nTakes\n", "bold $primary"), *_takes(session, item)]
    return Content.assemble(*pieces)


def summary(session: Session, row: Row) -> Content:
    """Return what stands below list, board or chart: four lines."""
    item = row.item
    pieces: list[Piece] = [(one_line(item.title), "bold"), f"  {item.outcome}.\n"]
    decision = item.decision
    if decision is not None:
        pieces.append((f"{_decided(decision)}: ", "bold"))
        pieces.append(f"{one_line(decision.why, 300)}\n")
    pieces += [("Why here: ", "bold $primary"), f"{one_line(row.placement.reason, 400)}\n"]
    pieces += [("Takes ", "bold $primary"), *_takes(session, item)]
    if decision is not None:
        return Content.assemble(*pieces)
    closes = f"{len(item.findings)} {'finding' if len(item.findings) == 1 else 'findings'}"
    pieces += [("Closes ", "bold $primary"), f"{closes}, removes {item.risk_removed:.1f} of risk"]
    return Content.assemble(*pieces)


def details(session: Session, row: Row) -> Content:
    """Return the long form: every line of money with its quantity and where that comes from."""
    item, currency = row.item, one_line(session.plan.client.currency, 8)
    pieces: list[Piece] = [
        f"{item.outcome}.\n",
        ("\nWhy here\n", "bold $primary"),
        f"{clean(row.placement.reason, 600)}\n",
    ]
    pieces += [*_decision(item), *_closes(session, item)]
    pieces += [("\nTakes\n", "bold $primary"), *_takes(session, item)]
    for line in item.lines:
        each = "a month" if line.timing == "monthly" else "once"
        optional = ", only in the high figure" if line.optional else ""
        pieces.append(
            f"  {line.item}: {_count(line)} × a price = {_range(line.amount)} {currency} {each}{optional} "
            f"({one_line(line.counted, 200)})\n"
        )
    if item.hours_why:
        pieces.append(f"  {clean(item.hours_why, 600)}\n")
    pieces += [f"  {one_line(sentence, 200)}\n" for sentence in item.not_bought]
    settings = session.plan.settings
    rate = settings.hourly_rate
    pieces += [
        ("\nThe figures\n", "bold $primary"),
        (
            f"First year = {item.one_time.expected:,.0f} once + 12 × {item.monthly.expected:,.0f} a month "
            f"+ {item.partner_hours:,.1f} h × {rate:,.2f} = {item.first_year:,.0f} {currency}\n"
            f"Weight = {item.risk_removed:.1f} risk removed + {settings.likely:g} × {item.unverified_removed:.1f} that may be"
            f" + {item.gain:,.0f} saved a year ÷ {settings.point:,.0f}"
            f" = {item.weight:.1f}\n"
            f"Value = {item.weight:.1f} ÷ (1 + {item.first_year:,.0f} ÷ {settings.point:,.0f}) = {item.value:.2f}\n"
        ),
    ]
    for change in session.plan.changes.get(item.id, ()):
        pieces.append(
            f"Changed by {one_line(change.by)}: {one_line(change.field)} {one_line(change.original)} → {one_line(change.value)}: "
            f"{clean(change.why, 300)}\n"
        )
    return Content.assemble(*pieces)


def _decision(item: Initiative) -> list[Piece]:
    decision = item.decision
    if decision is None:
        return []
    return [("\nDecided\n", "bold $primary"), f"{_decided(decision)}: {clean(decision.why, 600)}\n"]


def _decided(decision: Decision) -> str:
    until = f" until {one_line(decision.until)}" if decision.until else ""
    return f"{_DECIDED[decision.choice.value]}{until} by {one_line(decision.by, 80)}"


def _closes(session: Session, item: Initiative) -> list[Piece]:
    standards = session.knowledge.catalogue.standards
    results = session.assessment.results
    pieces: list[Piece] = [
        (f"\nCloses {len(item.findings)}: removes {item.risk_removed:.1f} of risk\n", "bold $primary")
    ]
    pieces += [f"  {results[f].risk:4.1f}  {f}  {standards[f].title}\n" for f in item.findings]
    if item.unverified:
        pieces.append(
            (f"  and may close {', '.join(item.unverified)} once they are settled\n", "$text-muted")
        )
    return pieces


def _takes(session: Session, item: Initiative) -> list[Piece]:
    currency = one_line(session.plan.client.currency, 8)
    parts = [f"{item.partner_hours:,.0f} hours"]
    if item.client_hours:
        parts.append(f"{item.client_hours:,.0f} hours of the client's own")
    if item.one_time.high:
        parts.append(f"{_range(item.one_time)} {currency} once")
    if item.monthly.high:
        parts.append(f"{_range(item.monthly)} {currency} a month")
    quick = " · quick win" if item.quick_win else ""
    return [f"{', '.join(parts)}; first year {item.first_year:,.0f} {currency} with labour{quick}\n"]


def _count(line: CostedLine) -> str:
    return f"{line.quantity:g}" + (f" to {line.quantity + line.possible:g}" if line.possible else "")


def _range(amount: Range) -> str:
    if round(amount.low) == round(amount.high):
        return f"{amount.expected:,.0f}"
    return f"{amount.expected:,.0f} ({amount.low:,.0f}–{amount.high:,.0f})"
