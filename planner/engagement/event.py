"""Where dates come from: contracts, the inventory, the roadmap, and what people decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from planner.engagement.basis import Basis, day_of, number_of, text_of
from planner.engagement.contract import Contracts
from planner.engagement.words import counted, listed
from planner.model.budget import Budget, RefreshItem
from planner.model.budget_rule import Charge
from planner.model.decision import Choice
from planner.model.inventory import Item
from planner.model.roadmap import Initiative
from planner.model.text import one_line
from planner.model.timeline import Event

_LONGEST_NOTICE = 3660
"""Days; a longer notice period is a slip of the hand."""


def renewals(basis: Basis, paid: Contracts) -> Iterator[Event]:
    """Yield the renewal of every contract, and the last day to give notice before it.

    A licence, service or line whose money is inside a contract that renews on the same day is the
    same renewal, and is not told again.
    """
    told: set[tuple[tuple[str, str], date]] = set()
    for charge in basis.rules.charges:
        if not charge.renewal:
            continue
        for item in basis.live(charge.id):
            day = day_of(item.value(charge.renewal))
            key = (item.kind, item.id)
            contract = paid.covered.get(key)
            if day is None or (contract is not None and (contract, day) in told):
                continue
            told.add((key, day))
            yield from _renewal(basis, charge, item, day, paid.yearly(item.kind, item.id))


def _renewal(basis: Basis, charge: Charge, item: Item, day: date, money: float | None) -> Iterator[Event]:
    kind = "renewal"
    about = " ".join(text_of(item.value(field)) for field in charge.about)
    if re.search(basis.rules.policy.insurance, about, re.IGNORECASE):
        kind = "insurance"
    notice = number_of(item.value(charge.notice)) if charge.notice else None
    name = one_line(item.label, 80)
    closes, beside = basis.rules.event(kind).closes, ""
    if charge.notice and notice is None:
        beside = "; ask how long before that notice is due"
    if notice is not None and 0 < notice <= _LONGEST_NOTICE and day >= basis.today:
        last = day - timedelta(days=round(notice))
        # It is the notice that closes: on the day of the renewal nothing can be stopped any more.
        closes, beside = False, "; it is too late to give notice" if last < basis.today else ""
        yield Event(
            id=f"notice-{item.kind}-{item.id}",
            date=last.isoformat(),
            kind="notice",
            title=f"{name}: last day for notice",
            money=money,
            per_year=True,
            notice_of=day.isoformat(),
            records=((item.kind, item.id),),
            closes=basis.rules.event("notice").closes,
        )
    yield Event(
        id=f"{kind}-{item.kind}-{item.id}",
        date=day.isoformat(),
        kind=kind,
        title=f"{name}: the {charge.title} renews{beside}",
        money=money,
        per_year=True,
        records=((item.kind, item.id),),
        closes=closes,
    )


def inventory_dates(basis: Basis) -> Iterator[Event]:
    """Yield the dates of the inventory; what happens to several records on one day is one date."""
    for spec in basis.rules.dates:
        kind = basis.catalogue.kinds.get(spec.of)
        days: dict[date, list[Item]] = {}
        for item in basis.live(spec.of):
            day = day_of(item.value(spec.field))
            if day is not None:
                days.setdefault(day, []).append(item)
        for day, items in days.items():
            if kind is None or len(items) == 1:
                who = one_line(items[0].label, 80)
            else:
                who = f"{len(items)} {kind.title.lower()} ({listed([item.label for item in items])})"
            first = items[0].id if len(items) == 1 else day.isoformat()
            yield Event(
                id=f"{spec.id}-{first}",
                date=day.isoformat(),
                kind=spec.event,
                title=f"{who}: {spec.happens}",
                records=tuple((item.kind, item.id) for item in items),
                closes=basis.rules.event(spec.event).closes,
            )


def planned(basis: Basis, budget: Budget) -> Iterator[Event]:
    """Yield the replacements of each quarter, and when each piece of work starts and has to be finished."""
    words = {one.id: one for one in basis.rules.equipment}
    batches: dict[tuple[int, str], list[RefreshItem]] = {}
    for item in budget.refresh:
        batches.setdefault((item.quarter, item.equipment), []).append(item)
    for (quarter, name), items in batches.items():
        late = sum(1 for item in items if item.overdue)
        what = counted(len(items), words[name].title, words[name].plural)
        overdue = f", {late} of them overdue" if 0 < late < len(items) else ", overdue" if late else ""
        money = sum(item.cost.expected for item in items)
        yield Event(
            id=f"refresh-{name}-{budget.quarters[quarter].id}",
            date=budget.quarters[quarter].starts,
            kind="refresh",
            title=f"{what} to replace in this quarter{overdue}",
            money=money or None,
            records=tuple((item.kind, item.record) for item in items),
            closes=basis.rules.event("refresh").closes,
            assumed=any(item.assumed for item in items),
        )
    for one in basis.roadmap.initiatives:
        start = basis.roadmap.placements[one.id].start
        if start is not None:
            yield Event(
                id=f"initiative-{one.id}",
                date=_starts(basis, one, start).isoformat(),
                kind="initiative",
                title=f"{one_line(one.title, 120)}: work starts",
                money=one.first_year,
                closes=basis.rules.event("initiative").closes,
            )
        due = day_of(one.due)
        if due is not None:
            yield Event(
                id=f"due-{one.id}",
                date=due.isoformat(),
                kind="due",
                title=f"{one_line(one.title, 120)}: has to be finished",
                closes=basis.rules.event("due").closes,
            )


def _starts(basis: Basis, one: Initiative, quarter: int) -> date:
    """Return the day work starts: what starts at once does so today, else with its quarter."""
    first = basis.horizon.begins(quarter)
    return basis.today if one.at_once and quarter == 0 and basis.today <= basis.horizon.ends(0) else first


def decided(basis: Basis) -> Iterator[Event]:
    """Yield when deferrals, accepted risks and open questions come up again."""
    titles = {one.id: one.title for one in basis.catalogue.initiatives.values()}
    for name, decision in basis.plan.decisions.items():
        day = day_of(decision.until)
        if decision.choice is Choice.DEFER and day is not None:
            yield Event(
                id=f"deferral-{name}",
                date=day.isoformat(),
                kind="deferral",
                title=f"{titles.get(name, name)}: put off until this day, decide again",
                closes=basis.rules.event("deferral").closes,
            )
    standards = basis.catalogue.standards
    for name, acceptance in basis.plan.accepted.items():
        day = day_of(acceptance.until)
        if day is not None:
            yield Event(
                id=f"acceptance-{name}",
                date=day.isoformat(),
                kind="acceptance",
                title=f"Accepted until this day, look at it again: {standards[name].title if name in standards else name}",
                closes=basis.rules.event("acceptance").closes,
            )
    for name, answer in basis.plan.answers.items():
        asked = day_of(answer.at)
        if answer.follow_up.strip() and asked is not None:
            owner = f" ({one_line(answer.owner, 60)})" if answer.owner.strip() else ""
            yield Event(
                id=f"follow_up-{name}",
                date=(asked + timedelta(days=basis.rules.policy.follow_up_days)).isoformat(),
                kind="follow_up",
                title=f"Find out: {one_line(answer.follow_up, 160)}{owner}",
                closes=basis.rules.event("follow_up").closes,
                assumed=True,
            )
