"""Where dates come from: contracts, the inventory, the roadmap, and what people decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from msgspec.structs import replace

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
from planner.roadmap.cost.batch import past_title

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
    name, about, records = one_line(item.label, 80), f"{item.kind}-{item.id}", ((item.kind, item.id),)
    closes, beside = basis.rules.event(kind).closes, ""
    if charge.notice and notice is None:
        beside = "; ask how long before that notice is due"
    if notice is not None and 0 < notice <= _LONGEST_NOTICE and day >= basis.today:
        last = day - timedelta(days=round(notice))
        # It is the notice that closes: on the day of the renewal nothing can be stopped any more.
        closes, beside = False, "; it is too late to give notice" if last < basis.today else ""
        told = _event(basis, "notice", about, last, f"{name}: last day for notice")
        yield replace(told, money=money, per_year=True, notice_of=day.isoformat(), records=records)
    told = _event(basis, kind, about, day, f"{name}: the {charge.title} renews{beside}")
    yield replace(told, money=money, per_year=True, records=records, closes=closes)


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
            told = _event(basis, spec.event, first, day, f"{who}: {spec.happens}")
            yield replace(
                told, id=f"{spec.id}-{first}", records=tuple((item.kind, item.id) for item in items)
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
        paid = budget.quarters[quarter]
        title = f"{what} to replace in this quarter{overdue}"
        yield replace(
            _event(basis, "refresh", f"{name}-{paid.id}", paid.starts, title),
            money=money or None,
            records=tuple((item.kind, item.record) for item in items),
            assumed=any(item.assumed for item in items),
        )
    for one in basis.roadmap.initiatives:
        start = basis.roadmap.placements[one.id].start
        if start is not None:
            begins, title = _starts(basis, one, start), f"{one_line(one.title, 120)}: work starts"
            kind, records = ("refresh" if one.replaces else "initiative"), tuple(m.key for m in one.machines)
            yield replace(_event(basis, kind, one.id, begins, title), money=one.first_year, records=records)
        due = day_of(one.due)
        # The plan age of a machine is no deadline: nothing closes on that day.
        if due is not None and not one.replaces:
            yield _event(basis, "due", one.id, due, f"{one_line(one.title, 120)}: has to be finished")


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
            title = (
                f"{one_line(titles.get(name) or past_title(name), 120)}: put off until this day, decide again"
            )
            yield _event(basis, "deferral", name, day, title)
        again = day_of(decision.revisit)
        if again is not None:
            what = one_line(titles.get(name) or past_title(name), 120)
            yield _event(basis, "revisit", name, again, f"Decided until this day, look at it again: {what}")
    standards = basis.catalogue.standards
    for name, acceptance in basis.plan.accepted.items():
        day = day_of(acceptance.until)
        if day is not None:
            risk = standards[name].title if name in standards else name
            yield _event(basis, "acceptance", name, day, f"Accepted until this day, look at it again: {risk}")
    for name, answer in basis.plan.answers.items():
        asked = day_of(answer.at)
        if answer.follow_up.strip() and asked is not None:
            owner = f" ({one_line(answer.owner, 60)})" if answer.owner.strip() else ""
            day = asked + timedelta(days=basis.rules.policy.follow_up_days)
            title = f"Find out: {one_line(answer.follow_up, 160)}{owner}"
            yield replace(_event(basis, "follow_up", name, day, title), assumed=True)


def _event(basis: Basis, kind: str, about: str, day: date | str, title: str) -> Event:
    """Return a date of a sort; whether something closes with it is what the rules say of the sort.

    Args:
        basis: Has the rules.
        kind: The sort.
        about: What it is about: makes the id of one date of the sort, and stays the same when it moves.
        day: The date; as text when it is one already.
        title: What happens.
    """
    return Event(
        id=f"{kind}-{about}", date=str(day), kind=kind, title=title, closes=basis.rules.event(kind).closes
    )
