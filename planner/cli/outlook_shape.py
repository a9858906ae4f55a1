"""The JSON documents of the budget and the timeline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.cli.shape import Json, amounts, full, head, number
from planner.model.budget import PARTS, Budget, Spend
from planner.model.ownership import Ownership
from planner.model.timeline import Event, Timeline
from planner.workspace import Session

if TYPE_CHECKING:
    from planner.report.spend import Row


def _spend(spend: Spend) -> Json:
    parts = {part: amounts(getattr(spend, part)) for part in PARTS}
    return {**parts, "total": amounts(spend.total)}


def _printed(row: Row) -> Json:
    return {**{part: full(amount) for part, amount in row.parts.items()}, "total": full(row.total)}


def budget_document(session: Session, found: Budget, ownership: Sequence[Ownership]) -> Json:
    """Return the whole IT budget: exact amounts, and under ``printed`` those the document prints."""
    printed = session.spending(found)
    by_id = {row.id: _printed(row) for row in (*printed.quarters, *printed.years)}
    years = []
    for year, quarters in found.years().items():
        spend = sum((quarter.spend for quarter in quarters), Spend())
        ids = [quarter.id for quarter in quarters]
        years.append({"id": year, "quarters": ids, **_spend(spend), "printed": by_id[year]})
    stated = found.stated
    return {
        **head(session),
        "currency": found.currency,
        "quarters": [
            {
                "id": q.id,
                "starts": q.starts,
                "ends": q.ends,
                "hours": number(q.hours),
                **_spend(q.spend),
                "printed": by_id[q.id],
            }
            for q in found.quarters
        ],
        "years": years,
        "total": {**_spend(found.total), "printed": _printed(printed.total)},
        "unknown": list(found.unknown),
        "assumed": list(found.assumed),
        "stated": {
            "year": stated.year or None,
            "budget": number(stated.budget),
            "spend": number(stated.spend),
            "revenue": number(stated.revenue),
        },
        "lines": [{**full(line), "yearly": amounts(line.yearly)} for line in found.lines],
        "refresh": [
            {**full(item), "quarter": found.quarters[item.quarter].id, "cost": amounts(item.cost)}
            for item in found.refresh
        ],
        "bought": dict(found.bought),
        "replaced": {year: dict(numbers) for year, numbers in found.replaced.items()},
        "unused": {
            "seats": number(sum(line.seats for line in found.seats)),
            "yearly": number(found.unused),
            "lines": [full(line) for line in found.seats],
        },
        "handed_back": [
            {**full(one), "yearly": number(one.yearly), "quarter": found.quarters[one.quarter].id}
            for one in found.handed_back
        ],
        "ownership": [
            {
                "years": one.years,
                "as_it_stands": _spend(one.as_it_stands.total),
                "with_plan": _spend(one.with_plan.total),
            }
            for one in ownership
        ],
        "apart": [{**full(one), "amount": amounts(one.amount)} for one in found.apart],
    }


def timeline_document(session: Session, found: Timeline) -> Json:
    """Return every date in order, and what they come to."""
    return {
        **head(session),
        "currency": session.plan.client.currency,
        "soon_days": found.soon_days,
        "notice_money": number(found.notice_money),
        "dates": [_date(event, found) for event in found.events],
    }


def _date(event: Event, found: Timeline) -> Json:
    days = event.days(found.today)
    records = [{"kind": kind, "id": record} for kind, record in event.records]
    return {
        "id": event.id,
        "date": event.date,
        "days": days,
        "kind": event.kind,
        "title": event.title,
        "money": number(event.money),
        "per_year": event.per_year,
        "notice_of": event.notice_of,
        "record": records[0] if len(records) == 1 else None,
        "records": records,
        "closes": event.closes,
        "passed": days < 0,
        "assumed": event.assumed,
    }
