"""Random scheduling problems of the kinds the planner meets, always the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from planner.roadmap.schedule import Caps, Job, Problem
from planner.roadmap.schedule.problem import spread

QUARTERS = 12
KINDS = {
    "30 loose": (30, 0.35, False),
    "30 wishes": (30, 0.6, True),
    "60 mixed": (60, 0.8, True),
    "60 tight": (60, 1.3, False),
    "150 mixed": (150, 0.9, True),
    "150 tight": (150, 1.3, False),
}
"""Name to number of jobs, what they take as a share of all caps, and whether there are wishes."""


def instance(kind: str, seed: int) -> Problem:
    """Return a problem.

    Jobs weigh and take what initiatives of the catalogue do: a few hours to a few weeks, half of them
    no purchase, a third with a monthly price.
    """
    count, load, wishes = KINDS[kind]
    dice = random.Random(f"{kind}/{seed}")
    raw = [_work(dice, n) for n in range(count)]
    monthly = sum(job.recurring for job in raw)
    money = sum(job.one_time for job in raw) + monthly * QUARTERS / 2
    caps = Caps.of(
        QUARTERS,
        money=round(money / QUARTERS / load, -1),
        hours=round(sum(job.hours for job in raw) / QUARTERS / load),
    )
    linked = list(_linked(dice, raw))
    jobs = [_wished(dice, job) if wishes else job for job in linked]
    return Problem(jobs=tuple(_spread(job, caps) for job in jobs), quarters=QUARTERS, caps=caps)


def _work(dice: random.Random, n: int) -> Job:
    return Job(
        id=f"i{n}",
        weight=dice.choice([0.0, *(round(dice.uniform(1, 25), 1) for _ in range(11))]),
        one_time=round(dice.lognormvariate(7.4, 0.9), -1) if dice.random() < 0.5 else 0.0,
        hours=round(min(150.0, dice.lognormvariate(2.6, 0.7))),
        recurring=3 * round(dice.lognormvariate(4.6, 0.8)) if dice.random() < 0.33 else 0.0,
        duration=dice.choice([1, 1, 1, 1, 2, 2, 3]),
    )


def _linked(dice: random.Random, jobs: list[Job]) -> Iterator[Job]:
    for n, job in enumerate(jobs):
        count = dice.choice([0, 0, 0, 1, 1, 2]) if n else 0
        requires = dice.sample([j.id for j in jobs[:n]], min(n, count))
        yield _replace(job, requires=tuple(requires))


def _wished(dice: random.Random, job: Job) -> Job:
    roll = dice.random()
    if roll < 0.08:
        return _replace(job, pinned=dice.randrange(1, 8))
    if roll < 0.16:
        return _replace(job, earliest=dice.randrange(1, 6))
    if roll < 0.28:
        return _replace(job, due=dice.randrange(1, 9))
    if roll < 0.42:
        return _replace(job, approved=True)
    return job


def _spread(job: Job, caps: Caps) -> Job:
    return _replace(job, duration=spread(job.duration, job.one_time, job.hours, caps))


def _replace(job: Job, **changes: object) -> Job:
    from msgspec.structs import replace

    return replace(job, **changes)
