"""The next 30, 60 and 90 days: who does what."""

from __future__ import annotations

from datetime import timedelta

import msgspec

from planner.report.material import Material
from planner.report.view.word import quarter_start, standard_title

STRETCH = 30
"""Days."""
ENDS = (30, 60, 90)
LAST = ENDS[-1]


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to do."""

    text: str
    work: str
    """Title of the work it belongs to, or of the question it answers."""
    side: str
    """``client`` or ``partner``: who does it; empty when that is open."""
    owner: str
    """A name, when one is known."""
    sort: str
    """``step`` of work, ``question`` to find out, or ``decide`` about the work that waits."""
    count: int = 0
    """How many pieces of work wait for a decision."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Thirty days."""

    days: int
    """30, 60 or 90."""
    until: str
    """ISO date of its last day."""
    steps: tuple[Step, ...]


def first_days(material: Material) -> tuple[Stretch, ...]:
    """Return the stretches in which something is to do.

    Work that starts within the next 90 days brings its first steps, each on its day counted from
    the day the work starts and with the side that does it. What is still to be decided and
    found out comes first. Unscheduled work brings none.
    """
    names = {
        "client": material.plan.client.contact or material.plan.client.name,
        "partner": material.plan.client.consultant,
    }
    dated = [(0, step) for step in (*_decisions(material, names["client"]), *_questions(material))]
    for one in material.roadmap.initiatives:
        placement = material.roadmap.placements.get(one.id)
        entry = material.catalogue.initiatives.get(one.id)
        if placement is None or placement.start is None or entry is None:
            continue
        quarter = material.roadmap.quarters[placement.start].id
        begin = quarter_start(quarter, material.plan.client.fiscal_year_start)
        wait = 0 if entry.at_once else max(0, (begin - material.today).days)
        for first in entry.first_steps:
            step = Step(
                text=first.text.strip(),
                work=one.title,
                side=first.who,
                owner=names.get(first.who, ""),
                sort="step",
            )
            dated.append((wait + first.day, step))
    dated.sort(key=lambda pair: pair[0])
    stretches = tuple(
        tuple(step for day, step in dated if end - STRETCH < max(day, 1) <= end) for end in ENDS
    )
    return tuple(
        Stretch(days=end, until=(material.today + timedelta(days=end)).isoformat(), steps=steps)
        for end, steps in zip(ENDS, stretches, strict=True)
        if steps
    )


def first_step(initiative: str, standard: str, material: Material) -> str:
    """Return the first thing that is done about a finding; empty when the catalogue names none.

    That is the work's first step about this finding, else its first that is about all of them.
    """
    entry = material.catalogue.initiatives.get(initiative)
    steps = entry.first_steps if entry is not None else ()
    own = (step.text for step in steps if standard in step.standards)
    common = (step.text for step in steps if not step.standards)
    return next(own, next(common, "")).strip()


def _decisions(material: Material, owner: str) -> list[Step]:
    count = sum(1 for one in material.roadmap.initiatives if one.decision is None)
    return [Step(text="", work="", side="client", owner=owner, sort="decide", count=count)] if count else []


def _questions(material: Material) -> list[Step]:
    return [
        Step(
            text=answer.follow_up,
            work=standard_title(name, material.catalogue),
            side="",
            owner=answer.owner,
            sort="question",
        )
        for name, answer in sorted(material.plan.answers.items())
        if answer.follow_up.strip()
    ]
