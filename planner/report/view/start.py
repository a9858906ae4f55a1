"""The next 30, 60 and 90 days: who does what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import msgspec

from planner.model.initiative import FirstStep
from planner.model.roadmap import Initiative
from planner.model.timeline import Event
from planner.report.material import Material
from planner.report.view.must import must_haves
from planner.report.view.people import SUPPORT, people, spoken
from planner.report.view.word import quarter_name, quarter_start
from planner.writing import whole

STRETCH = 30
"""Days."""
ENDS = (30, 60, 90)
CLIENT = "client"
_AFTER = ("acceptance", "revisit")
"""Kinds of date whose title says after the colon what they are about."""
SOON = 2
"""Quarters about whose work a decision is asked for now."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do."""

    text: str
    opens: bool = False
    """It is the first step of its work."""
    side: str = ""
    """``client`` or ``partner``: who does it; empty when that is open or `owner` names somebody."""
    owner: str = ""
    """A name, when one of the other two sides does not say it."""

    @property
    def named(self) -> bool:
        """Whether the sentence itself begins with who does it."""
        return self.text.startswith((f"{SUPPORT} ", "You "))


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """The steps of one piece of work."""

    title: str
    steps: tuple[Step, ...]

    @property
    def asked(self) -> tuple[Step, ...]:
        """The client's steps."""
        return tuple(step for step in self.steps if step.side == CLIENT)


class Deadline(msgspec.Struct, frozen=True, kw_only=True):
    """What closes on one day."""

    kind: str
    """Id of the sort of date."""
    date: str
    """ISO date."""
    what: tuple[str, ...]
    """What it is about."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Thirty days."""

    days: int
    """30, 60 or 90."""
    until: str
    """ISO date of its last day."""
    decide: int = 0
    """How many pieces of work that start soon wait for a decision."""
    decide_by: str = ""
    """The last quarter in which they start."""
    deadlines: tuple[Deadline, ...] = ()
    find: tuple[Step, ...] = ()
    """Questions somebody took with them."""
    unknown: tuple[str, ...] = ()
    """Ids of the must-haves nobody could say anything certain about."""
    work: tuple[Work, ...] = ()

    @property
    def begun(self) -> tuple[str, ...]:
        """Titles of the work that the other side begins in these days."""
        return tuple(one.title for one in self.work if any(s.opens and s.side != CLIENT for s in one.steps))


def first_days(material: Material) -> tuple[Stretch, ...]:
    """Return the stretches in which something is to do.

    First what is to be decided and found out, then the dates that close, then the first steps of work,
    each on its day counted from the day the work starts. Steps about what is in order here and work
    without a place bring nothing.
    """
    asked, steps = pending(material), list(_steps(material))
    found: list[Stretch] = []
    for end in ENDS:
        first = end == ENDS[0]
        days = range(end - STRETCH + 1, end + 1) if not first else range(end + 1)
        found.append(
            Stretch(
                days=end,
                until=(material.today + timedelta(days=end)).isoformat(),
                decide=len(asked) if first else 0,
                decide_by=soon_until(material) if first else "",
                deadlines=_deadlines(material, days),
                find=tuple(_questions(material)) if first else (),
                unknown=_unknown(material) if first else (),
                work=_work([(title, step) for title, day, step in steps if day in days]),
            )
        )
    return tuple(one for one in found if one.decide or one.deadlines or one.find or one.unknown or one.work)


def pending(material: Material) -> tuple[Initiative, ...]:
    """Return the work nobody has decided about that starts soon, in the roadmap's order."""
    places = material.roadmap.placements
    return tuple(
        one
        for one in material.roadmap.initiatives
        if one.decision is None
        and (place := places.get(one.id)) is not None
        and place.start is not None
        and place.start < SOON
    )


def soon_until(material: Material) -> str:
    """Return the name of the last quarter that is soon."""
    quarters = material.roadmap.quarters[:SOON]
    return quarter_name(quarters[-1].id) if quarters else ""


def first_step(initiative: str, standard: str, material: Material) -> str:
    """Return the first thing that is done about a finding; empty when the catalogue names none.

    That is the work's first step about this finding, else its first that is about all of them.
    """
    entry = material.catalogue.initiatives.get(initiative)
    steps = entry.first_steps if entry is not None else ()
    own = (step.text for step in steps if standard in step.standards)
    common = (step.text for step in steps if not step.standards)
    return spoken(next(own, next(common, "")), people(material).support or SUPPORT)


def _steps(material: Material) -> Iterator[tuple[str, int, Step]]:
    """Yield the title of the work, the day from today and the step, in order of days."""
    dated: list[tuple[str, int, Step]] = []
    for one in material.roadmap.initiatives:
        placement = material.roadmap.placements.get(one.id)
        entry = material.catalogue.initiatives.get(one.id)
        if placement is None or placement.start is None or entry is None:
            continue
        quarter = material.roadmap.quarters[placement.start].id
        begin = quarter_start(quarter, material.plan.client.fiscal_year_start)
        wait = 0 if one.at_once else max(0, (begin - material.today).days)
        dated += [
            (one.title, wait + first.day, Step(text=spoken(first.text), side=first.who, opens=at == 0))
            for at, first in enumerate(step for step in entry.first_steps if _concerns(step, one))
        ]
    yield from sorted(dated, key=lambda found: found[1])


def _concerns(step: FirstStep, work: Initiative) -> bool:
    """Whether a step is about anything that is or may be wrong here."""
    return not step.standards or any(
        name in work.findings or name in work.unverified for name in step.standards
    )


def _work(steps: list[tuple[str, Step]]) -> tuple[Work, ...]:
    groups: dict[str, list[Step]] = {}
    for title, step in steps:
        groups.setdefault(title, []).append(step)
    return tuple(Work(title=title, steps=tuple(found)) for title, found in groups.items())


def _deadlines(material: Material, days: range) -> tuple[Deadline, ...]:
    """Return what closes on some days from today; when work has to be finished is in the roadmap."""
    groups: dict[tuple[str, str], list[str]] = {}
    spare = {
        one.supplier: f" (nobody uses {whole(one.seats):,} of the {whole(one.bought):,} seats)"
        for work in material.roadmap.initiatives
        for one in work.unused
        if one.supplier
    }
    for event in material.timeline.pressing() if material.timeline is not None else ():
        if event.days(material.today) in days:
            groups.setdefault((event.kind, event.date), []).append(
                _about(event) + spare.get(_about(event), "")
            )
    return tuple(Deadline(kind=kind, date=day, what=tuple(what)) for (kind, day), what in groups.items())


def _about(event: Event) -> str:
    """Return what a date is about: its title says it before the colon, that of what is looked at again after it."""
    before, colon, after = event.title.rpartition(": ")
    if event.kind in _AFTER:
        return event.title.partition(": ")[2] or event.title
    return before if colon else after


def _questions(material: Material) -> Iterator[Step]:
    for _, answer in sorted(material.plan.answers.items()):
        if answer.follow_up.strip():
            yield Step(text=answer.follow_up.strip(), owner=answer.owner)


def _unknown(material: Material) -> tuple[str, ...]:
    """Return the must-haves that are to be looked at and that no question asks about already."""
    answers = material.plan.answers
    return tuple(
        one.standard
        for one in must_haves(material).unknown
        if one.standard not in answers or not answers[one.standard].follow_up.strip()
    )
