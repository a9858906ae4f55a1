"""Work of the consultant's own: initiatives split, merged, added and put back. Pure edits of the plan."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.initiative import InitiativeSpec
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.text import without_controls
from planner.model.work import OwnWork
from planner.roadmap import waits_for_itself, with_own_work
from planner.workspace.edit import DURATIONS, LARGEST_AMOUNT, EditError
from planner.workspace.lookup import find

_PREFIX = "own-"
_LONGEST = 200
"""Characters of a title or an outcome."""


def add_work(plan: Plan, catalogue: Catalogue, new: OwnWork) -> Plan:
    """Return the plan with work of the consultant's own.

    The findings and machines it stands for leave the work they were in; own work that loses its last is
    gone, with what was decided and changed about it.

    Args:
        plan: The plan.
        catalogue: As the templates have it, with the plan's batches of replacements.
        new: The work; its id is made here, its standards and prerequisites may be in any case.

    Raises:
        EditError: Title or reason is missing, a figure makes no sense, or work would wait for itself.
    """
    now = with_own_work(catalogue, plan.work)
    clean = replace(
        new,
        id=_free(plan, catalogue),
        title=_text(new.title, "A title"),
        outcome=without_controls(new.outcome).strip()[:_LONGEST],
        why=_text(new.why, "Why the work was made"),
        standards=tuple(dict.fromkeys(find(s, catalogue.standards, "standard") for s in new.standards)),
        requires=tuple(dict.fromkeys(find(r, now.initiatives, "initiative") for r in new.requires)),
    )
    _check(clean)
    taken, moved = set(clean.standards), set(clean.records)
    kept = {key: _without(one, taken, moved) for key, one in plan.work.items()}
    gone = {key for key, one in kept.items() if _stands_for(plan.work[key]) and not _stands_for(one)}
    found = _dropped(replace(plan, work={**kept, clean.id: clean}), gone)
    if circle := waits_for_itself(with_own_work(catalogue, found.work)):
        names = ", ".join(with_own_work(catalogue, found.work).initiatives[key].title for key in circle)
        raise EditError(f"This cannot be one piece of work: {names} would have to wait for themselves.")
    return found


def split_work(plan: Plan, catalogue: Catalogue, initiative: str, new: OwnWork) -> Plan:
    """Return the plan with some findings or machines of an initiative made work of their own.

    Raises:
        EditError: A finding or machine is not the initiative's, or none would be left.
    """
    now = with_own_work(catalogue, plan.work)
    key = find(initiative, now.initiatives, "initiative")
    wanted = [find(s, catalogue.standards, "standard") for s in new.standards]
    own = {s.id for s in now.standards.values() if s.initiative == key}
    mine = {machine.key for one in now.initiatives[key].replaces for machine in one.machines}
    machines = _machines(new.records, now.initiatives[key])
    if stray := [s for s in wanted if s not in own]:
        raise EditError(f"{', '.join(stray)} is not closed by {now.initiatives[key].title}.")
    if not (wanted or machines) or (own <= set(wanted) and mine <= set(machines)):
        raise EditError("A split takes some of the findings or machines and leaves some.")
    return add_work(plan, catalogue, replace(new, records=machines))


def merge_work(plan: Plan, catalogue: Catalogue, initiatives: Sequence[str], new: OwnWork) -> Plan:
    """Return the plan with several initiatives made one.

    Raises:
        EditError: Fewer than two are named, or the one work would wait for itself.
    """
    now = with_own_work(catalogue, plan.work)
    keys = dict.fromkeys(find(name, now.initiatives, "initiative") for name in initiatives)
    if len(keys) < 2:
        raise EditError("A merger needs at least two pieces of work.")
    standards = tuple(s.id for s in now.standards.values() if s.initiative in keys)
    mine = [plan.work[key] for key in keys if key in plan.work]
    total = replace(
        new,
        standards=standards,
        records=tuple(m.key for key in keys for one in now.initiatives[key].replaces for m in one.machines),
        requires=tuple(r for one in mine for r in one.requires if r not in keys),
        partner_hours=new.partner_hours + sum(one.partner_hours for one in mine),
        client_hours=new.client_hours + sum(one.client_hours for one in mine),
        one_time=sum((one.one_time for one in mine), new.one_time),
        monthly=sum((one.monthly for one in mine), new.monthly),
        duration=max([new.duration, *(one.duration for one in mine)]),
    )
    without_findings = {one.id for one in mine if not _stands_for(one)}
    return add_work(_dropped(plan, without_findings), catalogue, total)


def drop_work(plan: Plan, catalogue: Catalogue, key: str) -> Plan:
    """Return the plan without a piece of own work; its findings go back where the catalogue has them.

    Raises:
        EditError: It is no work of the consultant's own, or other own work waits for it.
    """
    known = find(key, with_own_work(catalogue, plan.work).initiatives, "initiative")
    if known not in plan.work:
        raise EditError(f"{known} comes from the catalogue: decline it, or accept its risks, with a reason.")
    return _dropped(plan, {known})


def _dropped(plan: Plan, gone: set[str]) -> Plan:
    """Return the plan without pieces of own work and without what was said of them."""
    if not gone:
        return plan
    kept = {key: one for key, one in plan.work.items() if key not in gone}
    return replace(
        plan,
        work={
            key: replace(one, requires=tuple(r for r in one.requires if r not in gone))
            for key, one in kept.items()
        },
        decisions={key: one for key, one in plan.decisions.items() if key not in gone},
        changes={key: one for key, one in plan.changes.items() if key not in gone},
    )


def _stands_for(one: OwnWork) -> bool:
    return bool(one.standards or one.records)


def _without(one: OwnWork, taken: set[str], moved: set[tuple[str, str]]) -> OwnWork:
    return replace(
        one,
        standards=tuple(s for s in one.standards if s not in taken),
        records=tuple(r for r in one.records if r not in moved),
    )


def _machines(named: Sequence[tuple[str, str]], spec: InitiativeSpec) -> tuple[tuple[str, str], ...]:
    """Return machines of a batch by kind and id, or by name where the kind is empty.

    Raises:
        EditError: It is none of the batch.
    """
    here = [machine for one in spec.replaces for machine in one.machines]
    found: dict[tuple[str, str], None] = {}
    for kind, name in named:
        mine = [
            m
            for m in here
            if (m.kind, m.id) == (kind, name)
            or (not kind and name.casefold() in (m.id.casefold(), m.label.casefold()))
        ]
        if not mine:
            raise EditError(f"{name!r} is not replaced by {spec.title}.")
        found |= dict.fromkeys(m.key for m in mine)
    return tuple(found)


def _free(plan: Plan, catalogue: Catalogue) -> str:
    number = 1
    while f"{_PREFIX}{number}" in plan.work or f"{_PREFIX}{number}" in catalogue.initiatives:
        number += 1
    return f"{_PREFIX}{number}"


def _text(text: str, what: str) -> str:
    kept = " ".join(without_controls(text).split())
    if not kept:
        raise EditError(f"{what} is missing.")
    if len(kept) > _LONGEST:
        raise EditError(f"{what} has at most {_LONGEST} characters.")
    return kept


def _check(new: OwnWork) -> None:
    figures = (new.partner_hours, new.client_hours, *_figures(new.one_time), *_figures(new.monthly))
    if any(not 0 <= figure < LARGEST_AMOUNT for figure in figures):
        raise EditError("Hours and money must not be negative or absurdly large.")
    for money in (new.one_time, new.monthly):
        if not money.low <= money.expected <= money.high:
            raise EditError("Money goes from low over expected to high.")
    if new.duration not in DURATIONS:
        raise EditError(f"Work takes 1 to {DURATIONS[-1]} quarters.")


def _figures(money: Range) -> tuple[float, float, float]:
    return money.low, money.expected, money.high
