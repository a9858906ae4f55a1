"""The next 30, 60 and 90 days: who does what."""

from __future__ import annotations

import re
from datetime import timedelta

import msgspec

from planner.report.material import Material
from planner.report.section import DocumentTemplate
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
    """``client`` or ``partner``: who leads it; empty when that is open."""
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


def first_days(material: Material, spec: DocumentTemplate) -> tuple[Stretch, ...]:
    """Return the stretches in which something is to do.

    Work that starts within the next 90 days brings its first steps, on the day each names, else
    spread evenly over the 90 days from the day the work starts. What is still to be decided and
    found out comes first. Unscheduled work brings none.
    """
    named = _day_pattern(spec)
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
        wait = max(0, (begin - material.today).days)
        for index, text in enumerate(entry.first_steps):
            said, day = _without_day(text, named)
            if day is None:
                day = 1 + index * LAST // len(entry.first_steps)
            step = Step(
                text=said,
                work=one.title,
                side=entry.owner,
                owner=names.get(entry.owner, ""),
                sort="step",
            )
            dated.append((wait + day, step))
    dated.sort(key=lambda pair: pair[0])
    stretches = tuple(
        tuple(step for day, step in dated if end - STRETCH < max(day, 1) <= end) for end in ENDS
    )
    return tuple(
        Stretch(days=end, until=(material.today + timedelta(days=end)).isoformat(), steps=steps)
        for end, steps in zip(ENDS, stretches, strict=True)
        if steps
    )


def first_step(initiative: str, material: Material, spec: DocumentTemplate) -> str:
    """Return the first thing that is done in a piece of work; empty when the catalogue names none."""
    entry = material.catalogue.initiatives.get(initiative)
    if entry is None or not entry.first_steps:
        return ""
    return _without_day(entry.first_steps[0], _day_pattern(spec))[0]


def _day_pattern(spec: DocumentTemplate) -> re.Pattern[str]:
    return re.compile(spec.step_day or "(?!)()", re.IGNORECASE)


def _without_day(text: str, named: re.Pattern[str]) -> tuple[str, int | None]:
    """Return a step without the day it begins with, and that day; None when it names none."""
    match = named.match(text.strip())
    rest = text.strip()[match.end() if match else 0 :].strip()
    day = int(match[1]) if match and match[1].isdecimal() else None
    return rest[:1].upper() + rest[1:], day


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
