"""What one initiative is made of: its findings, money, hours and the reason for its place."""

from __future__ import annotations

from textual.content import Content

from planner.model.decision import Change, Decision
from planner.model.money import Range
from planner.model.roadmap import CostedLine, Initiative
from planner.tui.screens.roadmap.planned import Planned
from planner.tui.screens.roadmap.row import Row
from planner.tui.text import clean, one_line
from planner.workspace import Session
from planner.writing import half_up, plain, whole

Piece = str | Content | tuple[str, str]
_CHANGED = {
    "hours": "Hours", "one_time": "Money once", "monthly": "Money a month", "duration": "Quarters it takes",
    "due": "Due", "effect": "Share of its risk it ends", "pin": "Quarter it starts in",
}  # fmt: skip
_DECIDED = {"approve": "Approved", "defer": "Deferred", "decline": "Declined"}


def panel(session: Session, row: Row, *, client_view: bool) -> Content:
    """Return what stands beside the list: the short form."""
    item = row.item
    pieces: list[Piece] = [(f"{one_line(item.title)}\n", "bold"), f"{_outcome(item)}\n"]
    pieces += [("\nWhy here\n", "bold $primary"), f"{clean(row.why, 600)}\n", *_decision(item)]
    pieces += _closes(session, item, client_view=client_view)
    pieces += [("\nTakes\n", "bold $primary"), *_takes(session, item)]
    return Content.assemble(*pieces)


def summary(session: Session, row: Row) -> Content:
    """Return what stands below list, board or chart: four lines."""
    item = row.item
    pieces: list[Piece] = [(one_line(item.title), "bold"), f"  {_outcome(item)}\n"]
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


def details(session: Session, row: Row, planned: Planned, moved: Content, *, client_view: bool) -> Content:
    """Return the long form: every line of money with its quantity and where that comes from.

    Args:
        session: The open plan.
        row: The piece of work.
        planned: Where everything else stands.
        moved: What changes when it moves, see `planner.tui.screens.roadmap.consequence`.
        client_view: Leave out the ids and the formulas the schedule goes by.
    """
    item, currency = row.item, one_line(session.plan.client.currency, 8)
    pieces: list[Piece] = [
        f"{_outcome(item)}\n",
        ("\nWhy here\n", "bold $primary"),
        f"{clean(row.why, 600)}\n",
        *_decision(item),
        ("\nIf it moves\n", "bold $primary"),
        moved,
        *_ties(item, planned),
        *_closes(session, item, client_view=client_view),
    ]
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
    pieces += _over_time(session, item)
    if not client_view:
        pieces += _figures(session, item)
    if session.plan.changes.get(item.id):
        pieces.append(("\nChanged\n", "bold $primary"))
    for change in session.plan.changes.get(item.id, ()):
        name = _CHANGED.get(change.field, one_line(change.field))
        pieces.append(
            f"{name}: {_value(change.original)} → {_value(change.value)}{_spread(change)}, by "
            f"{one_line(change.by) or 'hand'}: {clean(change.why, 300)}\n"
        )
    own = session.plan.work.get(item.id)
    if own is not None:
        pieces.append(f"\nAdded by {one_line(own.by) or 'hand'}: {clean(own.why, 300)}\n")
    return Content.assemble(*pieces)


def _ties(item: Initiative, planned: Planned) -> list[Piece]:
    """Return what has to be finished first, and what waits for it."""
    names = {one.id: one for one in planned.found.initiatives}

    def where(key: str) -> str:
        start = planned.found.placements[key].start
        return f"  {one_line(names[key].title, 80)} ({'no quarter' if start is None else planned.found.quarters[start].id})\n"

    first = [where(key) for key in item.requires if key in names]
    then = [where(one.id) for one in planned.found.initiatives if item.id in one.requires]
    pieces: list[Piece] = []
    if first:
        pieces += [("\nIt waits for\n", "bold $primary"), *first]
    if then:
        pieces += [("\nWaits for it\n", "bold $primary"), *then]
    return pieces


def _figures(session: Session, item: Initiative) -> list[Piece]:
    settings, currency = session.plan.settings, one_line(session.plan.client.currency, 8)
    rate = settings.hourly_rate
    return [
        ("\nThe figures\n", "bold $primary"),
        (
            f"First year = {whole(item.one_time.expected):,} once + 12 × {whole(item.monthly.expected):,} a month "
            f"+ {half_up(item.partner_hours, 1):,} h × {half_up(rate, 2):,} = {whole(item.first_year):,} {currency}\n"
            f"Weight = {half_up(item.risk_removed, 1):,} risk removed + {plain(settings.likely)} × {half_up(item.unverified_removed, 1):,}"
            f" that may be + {whole(item.gain):,} saved a year ÷ {whole(settings.point):,} = {_weighs(item)}\n"
            f"Value = {half_up(item.weight, 1):,} ÷ (1 + {whole(item.first_year):,} ÷ {whole(settings.point):,}) = {half_up(item.value, 2):,}\n"
        ),
    ]


def _outcome(item: Initiative) -> str:
    """Return what the client has in the end, as a sentence; nothing where nobody has said."""
    text = one_line(item.outcome, 400)
    return f"{text}." if text and text[-1] not in ".!?" else text


def _value(value: float | str | None) -> str:
    if value is None:
        return "none"
    return one_line(value, 40) if isinstance(value, str) else plain(value)


def _spread(change: Change) -> str:
    if change.low is None or change.high is None:
        return ""
    return f" ({whole(change.low):,}–{whole(change.high):,})"


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


def _closes(session: Session, item: Initiative, *, client_view: bool) -> list[Piece]:
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
    for key in item.findings:
        name = "" if client_view else f"{key}  "
        pieces.append(f"  {results[key].risk:4.1f}  {name}{standards[key].title}\n")
    if item.unverified:
        count = len(item.unverified)
        more = f"{count} more" if client_view else ", ".join(item.unverified)
        pieces.append(
            (f"  and may close {more} once {'it is' if count == 1 else 'they are'} settled\n", "$text-muted")
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
            pieces += [("\nWhat waiting a quarter costs\n", "bold $primary"), f"{'; '.join(told)}\n"]
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
