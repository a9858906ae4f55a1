"""The pieces of the overview as text with the theme's colours: one function a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from rich.cells import cell_len
from textual.content import Content

from planner.model.finding import Score, Status
from planner.tui.text import clean, fit, one_line
from planner.tui.widgets.score import band_text
from planner.writing import formatter, locale_of, score_text, whole

if TYPE_CHECKING:
    from planner.model.budget import Budget
    from planner.model.finding import Assessment, Result
    from planner.model.roadmap import Initiative, Roadmap
    from planner.model.timeline import Event, Timeline
    from planner.workspace import Session

Part: TypeAlias = str | tuple[str, str]

YEAR = 4
"""Quarters."""
DATES = 5
"""So many dates stand on the card."""
_LABEL = 11
_TONES = ("$error", "$warning", "$primary", "$text-muted")
_GLYPHS = ("▲", "◆", "●", "·")


def money(amount: float, currency: str, locale: str = "") -> str:
    """Return an amount in whole units: ``$12,400``, ``CHF 12,400``; as the document writes it.

    Args:
        amount: In the plan's currency.
        currency: ISO 4217 code.
        locale: How the client writes figures; empty for what the currency suggests.
    """
    return formatter(one_line(currency, 3), locale_of(currency, locale)).money(amount)


def phrase(text: str, limit: int = 160) -> str:
    """Return the first sentence of a text."""
    line = one_line(text, 1000)
    end = line.find(". ")
    return clean(line[: end + 1] if 0 < end < limit else line, limit)


def headline(score: Score) -> Content:
    """Return what the score and its band mean, in one sentence."""
    low, high = whole(score.low * 100), whole(score.high * 100)
    if score.point is None:
        return Content("Nothing is known yet: the score could be anything from 0 to 100.")
    if score.shown is None:
        return Content.assemble(
            "Too little is known for one figure. The score lies between ",
            (f"{low} and {high}", "bold"),
            ".",
        )
    if low == high:
        return Content.assemble(
            (f"{whole(score.point * 100):,} of 100", "bold"), " of good practice is in place."
        )
    return Content.assemble(
        (f"{whole(score.point * 100):,} of 100", "bold"),
        ", as far as known. The unknown could make it ",
        (f"{low} to {high}", "bold"),
        ".",
    )


def must(assessment: Assessment) -> Content:
    """Return how the must-haves stand; empty when none applies."""
    found = assessment.must
    if not found.total:
        return Content("")
    parts: list[Part] = [
        ("Must-haves  ", "bold"),
        (f"✓ {found.met} of {found.total} in place", "$success"), "   ",
        (f"✗ {found.missing} missing", "bold $error" if found.missing else "$text-muted"), "   ",
        (f"? {found.unknown} unknown", "$text-muted"),
    ]  # fmt: skip
    return Content.assemble(*parts)


def counts(session: Session) -> Content:
    """Return what is known to be wrong, what is in place and what is open."""
    assessment = session.assessment
    of = [result.status for result in assessment.results.values()]
    met, open_ones = of.count(Status.MET), of.count(Status.OPEN) + of.count(Status.UNVERIFIED)
    tally = assessment.tally(session.knowledge.catalogue.vocabulary.bands)
    parts: list[Part] = [
        (f"▲ {tally.critical} critical", "$error"), "   ",
        (f"◆ {tally.high} high", "$warning"), "   ",
        (f"● {tally.rest} lesser", ""), "   ",
        (f"✓ {met} met", "$success"), "   ",
        (f"? {open_ones} open", "$text-muted"),
    ]  # fmt: skip
    return Content.assemble(*parts)


def risks(session: Session) -> Content:
    """Return the three worst risks: what is wrong, and why it matters; what was seen stands in the Gaps."""
    catalogue = session.knowledge.catalogue
    worst = session.assessment.gravest(session.accepted)
    if not worst:
        return Content.assemble(("No risk is known yet.", "$text-muted"))
    parts: list[Part] = []
    for number, result in enumerate(worst):
        standard = catalogue.standards[result.standard]
        index, title = _band(session, result)
        tone = _TONES[min(index, len(_TONES) - 1)]
        parts += [
            "\n\n" if number else "",
            (f"{_GLYPHS[min(index, len(_GLYPHS) - 1)]} {title}  ", f"bold {tone}"),
            (one_line(session.sentence(result.standard), 300), "bold"),
            ("\nWhy it matters  ", "$text-muted"), phrase(standard.why),
        ]  # fmt: skip
    return Content.assemble(*parts)


def _band(session: Session, result: Result) -> tuple[int, str]:
    bands = session.knowledge.catalogue.vocabulary.bands
    for index, band in enumerate(bands):
        if result.risk >= band.at_least:
            return index, one_line(band.title, 20)
    return len(bands), ""


def decisions(session: Session, roadmap: Roadmap) -> Content:
    """Return the three most urgent initiatives nobody has decided about, with quarter and money."""
    gravest = session.assessment.gravest(session.accepted)
    waiting = roadmap.wanted([result.standard for result in gravest])
    if not waiting:
        return Content.assemble(("✓ Nothing waits for a decision.", "$success"))
    currency = session.plan.client.currency
    parts: list[Part] = []
    for item in waiting[:3]:
        parts += [
            (f"{item.priority}  ", "bold $warning"), (one_line(item.title, 120), "bold"),
            f"\n    {_quarter(roadmap, item)} · {money(item.first_year, currency, session.locale)} in the first year\n",
        ]  # fmt: skip
    more = len(waiting) - 3
    tail = f"and {more} more in the Roadmap (5); labour is included" if more > 0 else "Labour is included."
    parts.append((tail, "$text-muted"))
    return Content.assemble(*parts)


def _quarter(roadmap: Roadmap, item: Initiative) -> str:
    placement = roadmap.placements.get(item.id)
    if placement is None or placement.start is None or placement.start >= len(roadmap.quarters):
        return "no quarter yet"
    return "this week" if item.at_once and placement.start == 0 else roadmap.quarters[placement.start].id


def year(session: Session, roadmap: Roadmap, width: int) -> Content:
    """Return the money and hours of the first four quarters against their caps."""
    quarters, currency = roadmap.quarters[:YEAR], session.plan.client.currency
    if not quarters:
        return Content.assemble(("No quarters are planned.", "$text-muted"))
    figure = session.first_year(roadmap)
    once, recurring, hours = figure.one_time, figure.recurring, figure.hours
    cap, hours_cap = figure.cap, figure.hours_cap
    total = f"{money(once + recurring, currency, session.locale)}{f' of {money(cap, currency, session.locale)}' if cap is not None else ''}"
    worked = f"{whole(hours):,}{f' of {whole(hours_cap):,}' if hours_cap is not None else ''} hours"
    beside = max(cell_len(total), cell_len(worked))
    room = min(width - _LABEL - beside - 2, 16)
    lines: list[Part] = [
        (f"{'One-time':<{_LABEL}}", "$text-muted"), f"{money(once, currency, session.locale)}\n",
        (f"{'Recurring':<{_LABEL}}", "$text-muted"), f"{money(recurring, currency, session.locale)}\n",
        (f"{'Together':<{_LABEL}}", "$text-muted"), (fit(total, beside), "bold"),
        *_gauge(once + recurring, cap, room), "\n",
        (f"{'Work':<{_LABEL}}", "$text-muted"), (fit(worked, beside), "bold"), *_gauge(hours, hours_cap, room), "\n",
        (f"{quarters[0].id} to {quarters[-1].id}", "$text-muted"),
    ]  # fmt: skip
    return Content.assemble(*lines).rstrip()


def _gauge(value: float, cap: float | None, room: int) -> tuple[Part, ...]:
    """Return a bar of how much of a cap is used, full only when it is; nothing without a cap or room."""
    if not cap or room < 5:
        return ()
    filled = min(int(value / cap * room), room)
    return (
        "  ",
        ("━" * filled, "bold $error" if value > cap else "bold $primary"),
        ("─" * (room - filled), "$text-disabled"),
    )


def dates(timeline: Timeline, budget: Budget, width: int, locale: str = "") -> Content:
    """Return what closes soon with its money, what has passed, and what unused seats cost."""
    closing, missed, currency = timeline.pressing(), timeline.missed(), budget.currency
    parts: list[Part] = []
    if timeline.notice_money:
        worth = money(timeline.notice_money, currency, locale)
        parts.append((f"Notice closes for contracts worth {worth} a year\n", "bold $warning"))
    parts += [f"{_dated(event, currency, width, locale)}\n" for event in closing[:DATES]]
    more = len(closing) - DATES
    if more > 0:
        parts.append(
            (f"and {more} more within {timeline.soon_days} days; all in the Roadmap (5, v)\n", "$text-muted")
        )
    for event in missed[:1]:
        parts += [("Passed  ", "bold $error"), f"{_dated(event, currency, width - 8, locale)}\n"]
    if budget.unused:
        seats = sum(line.seats for line in budget.seats)
        parts.append(f"{whole(seats):,} unused seats cost {money(budget.unused, currency, locale)} a year\n")
    if not parts:
        return Content.assemble(("✓ No date closes soon.", "$success"))
    return Content.assemble(*parts).rstrip()


def _dated(event: Event, currency: str, width: int, locale: str) -> str:
    worth = "" if event.money is None else f"  {money(event.money, currency, locale)}"
    room = max(width - cell_len(worth) - 12, 8)
    return f"{event.date}  {fit(one_line(event.title, 200), room)}{worth}"


def unknown(session: Session) -> Content:
    """Return the three questions that would narrow the band most."""
    standards = session.knowledge.catalogue.standards
    waiting = session.assessment.next_questions()
    if not waiting:
        return Content.assemble(("✓ Everything is settled.", "$success"))
    parts: list[Part] = []
    for result in waiting[:3]:
        parts += [("? ", "bold $primary"), f"{one_line(standards[result.standard].ask, 240)}\n"]
    more = len(waiting) - 3
    rest = f"and {more} more · Enter asks the first" if more > 0 else "Enter asks the first"
    parts.append((rest, "$text-muted"))
    return Content.assemble(*parts)


def domains(session: Session, width: int) -> Content:
    """Return a bar with the band for each domain."""
    figures = 12
    name_width = min(32, max(width - figures - 14, 12))
    bar = max(width - name_width - figures - 2, 8)
    lines: list[Part] = []
    for key, domain in session.knowledge.catalogue.domains.items():
        score = session.assessment.domains.get(key)
        if score is None:
            continue
        name = fit(one_line(domain.title), name_width)
        if score.is_empty:
            continue
        low, high = score.low * 100, score.high * 100
        point = None if score.shown is None else score.shown * 100
        before, band, after = band_text(low, high, point, bar)
        lines += [
            name, " ", (before, "$text-disabled"), (band, "bold $primary"), (after, "$text-disabled"),
            (f" {score_text(low, high, point):<{figures}}\n", ""),
        ]  # fmt: skip
    return Content.assemble(*lines).rstrip()
