"""What one initiative is made of: its findings, money, hours and the reason for its place."""

from __future__ import annotations

from textual.content import Content

from planner.model.decision import Decision
from planner.model.money import Range
from planner.model.roadmap import CostedLine, Initiative
from planner.tui.screens.roadmap.row import Row
from planner.tui.text import clean, one_line
from planner.workspace import Session
from planner.writing import half_up, plain, whole

Piece = str | tuple[str, str]
_DECIDED = {"approve": "Approved", "defer": "Deferred", "decline": "Declined"}


def panel(session: Session, row: Row) -> Content:
    """Return what stands beside the list: the short form."""
    item = row.item
    pieces: list[Piece] = [(f"{item.title}\n", "bold"), f"{item.outcome}.\n"]
    pieces += [("\nWhy here\n", "bold $primary"), f"{clean(row.why, 600)}\n", *_decision(item)]
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
    pieces += [("Why here: ", "bold $primary"), f"{one_line(row.why, 400)}\n"]
    pieces += [("Takes ", "bold $primary"), *_takes(session, item)]
    if decision is not None:
        return Content.assemble(*pieces)
    closes = f"{len(item.findings)} {'finding' if len(item.findings) == 1 else 'findings'}"
    pieces += [("Closes ", "bold $primary"), f"{closes}, removes {half_up(item.risk_removed, 1):,} of risk"]
    return Content.assemble(*pieces)


def details(session: Session, row: Row) -> Content:
    """Return the long form: every line of money with its quantity and where that comes from."""
    item, currency = row.item, one_line(session.plan.client.currency, 8)
    pieces: list[Piece] = [
        f"{item.outcome}.\n",
        ("\nWhy here\n", "bold $primary"),
        f"{clean(row.why, 600)}\n",
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
            f"First year = {whole(item.one_time.expected):,} once + 12 × {whole(item.monthly.expected):,} a month "
            f"+ {half_up(item.partner_hours, 1):,} h × {half_up(rate, 2):,} = {whole(item.first_year):,} {currency}\n"
            f"Weight = {half_up(item.risk_removed, 1):,} risk removed + {plain(settings.likely)} × {half_up(item.unverified_removed, 1):,}"
            f" that may be + {whole(item.gain):,} saved a year ÷ {whole(settings.point):,} = {_weighs(item)}\n"
            f"Value = {half_up(item.weight, 1):,} ÷ (1 + {whole(item.first_year):,} ÷ {whole(settings.point):,}) = {half_up(item.value, 2):,}\n"
        ),
    ]
    pieces += _over_time(session, item)
    for change in session.plan.changes.get(item.id, ()):
        pieces.append(
            f"Changed by {one_line(change.by) or 'hand'}: {one_line(change.field)} {one_line(change.original)} → {one_line(change.value)}: "
            f"{clean(change.why, 300)}\n"
        )
    return Content.assemble(*pieces)


def _weighs(item: Initiative) -> str:
    """Return the weight, and why it is not less where equipment is replaced that nothing is wrong with yet."""
    least = ", at least, so that it is not left out for good" if item.replaces and not item.findings else ""
    return f"{half_up(item.weight, 1):,}{least}"


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
    if item.machines and not item.findings:
        return _replaces(item)
    pieces: list[Piece] = [
        (
            f"\nCloses {len(item.findings)}: removes {half_up(item.risk_removed, 1):,} of risk\n",
            "bold $primary",
        )
    ]
    pieces += [f"  {results[f].risk:4.1f}  {f}  {standards[f].title}\n" for f in item.findings]
    if item.unverified:
        pieces.append(
            (f"  and may close {', '.join(item.unverified)} once they are settled\n", "$text-muted")
        )
    return pieces


def _replaces(item: Initiative) -> list[Piece]:
    """Return the machines and the day each comes of age."""
    pieces: list[Piece] = [
        (f"\nReplaces {', '.join(one.counted for one in item.replaces)}\n", "bold $primary")
    ]
    return [*pieces, *(f"  {one.due}  {one_line(one.label, 60)}\n" for one in item.machines)]


def _over_time(session: Session, item: Initiative) -> list[Piece]:
    """Return what waiting a quarter costs, and what the work costs over some years."""
    waits, currency = session.waits(), one_line(session.plan.client.currency, 8)
    pieces: list[Piece] = []
    one = waits.each.get(item.id)
    if one is not None:
        told = [f"{half_up(one.risk, 1):,} of risk stays open"] if one.risk else []
        told += (
            [f"{len(one.holds_up)} more move, with {half_up(one.held, 1):,} of risk"] if one.holds_up else []
        )
        told += [f"{whole(one.saving):,} {currency} is not saved"] if whole(one.saving) else []
        told += [f"{one_line(x.label, 60)} can be changed only until {x.day}" for x in one.missed]
        told += [f"{x.happens} on {one_line(', '.join(x.records), 120)} ({x.day})" for x in one.endings]
        told += [f"{whole(one.spared):,} {currency} is not paid yet"] if whole(one.spared) else []
        told += [one_line(sentence, 200).rstrip(".") for sentence in one.unknown]
        if told:
            pieces += [("\nA quarter later\n", "bold $primary"), f"{'; '.join(told)}\n"]
    spans = waits.lifetimes.get(item.id, ())
    if any(span.total.high for span in spans):
        costs = ", ".join(f"{_range(span.total)} {currency} over {span.years} years" for span in spans)
        pieces += [("\nOwning it\n", "bold $primary"), f"{costs}\n"]
    return pieces


def _takes(session: Session, item: Initiative) -> list[Piece]:
    currency = one_line(session.plan.client.currency, 8)
    parts = [f"{whole(item.partner_hours):,} hours"]
    if item.client_hours:
        parts.append(f"{whole(item.client_hours):,} hours of the client's own")
    if item.one_time.high:
        parts.append(f"{_range(item.one_time)} {currency} once")
    if item.monthly.high:
        parts.append(f"{_range(item.monthly)} {currency} a month")
    quick = " · quick win" if item.quick_win else ""
    return [f"{', '.join(parts)}; first year {whole(item.first_year):,} {currency} with labour{quick}\n"]


def _count(line: CostedLine) -> str:
    return f"{line.quantity:g}" + (f" to {line.quantity + line.possible:g}" if line.possible else "")


def _range(amount: Range) -> str:
    if round(amount.low) == round(amount.high):
        return f"{whole(amount.expected):,}"
    return f"{whole(amount.expected):,} ({whole(amount.low):,}–{whole(amount.high):,})"
