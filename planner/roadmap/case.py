"""One scheduling case: jobs, caps, and what is fixed before any search begins."""

from __future__ import annotations

from collections.abc import Mapping

from planner.roadmap.job import Job
from planner.roadmap.ledger import Ledger


class Case:
    """Jobs in quarters 0 … ``quarters`` − 1 under caps.

    Pinned jobs stand where they were pinned, over a cap if need be. So do the jobs a pinned one
    waits for when they can be finished in time at all: they take the first quarter that fits, or
    else the one that goes over the caps least, because the pin leaves no choice.

    Attributes:
        jobs: All jobs by id.
        quarters: How many quarters there are.
        placed: The start of each job that is fixed.
        ledger: What the fixed jobs leave of the caps.
        forced: Fixed jobs that were not pinned themselves.
        first: For each job that can be placed, the first quarter it can start in when caps do
            not count: prerequisites, deferrals and pins only.
        order: The jobs to place, each after those it requires.
    """

    def __init__(
        self, jobs: Mapping[str, Job], quarters: int, money_cap: float | None, hours_cap: float | None
    ) -> None:
        self.jobs = dict(jobs)
        self.quarters = quarters
        self.money_cap, self.hours_cap = money_cap, hours_cap
        self.ledger = Ledger(quarters, money_cap, hours_cap)
        self.placed: dict[str, int] = {}
        self.order = self._sorted()
        self.first = self._first_starts()
        for job in self.jobs.values():
            if job.pinned is not None and job.id in self.first:
                self.placed[job.id] = job.pinned
                self.ledger.add(job, job.pinned)
        self.pins = self.ledger.copy()
        self.forced = self._force()

    def needs(self, job: Job) -> int:
        """Return the first quarter a job can start in given its placed prerequisites."""
        finishes = [self.placed[r] + self.jobs[r].duration - 1 for r in job.requires if r in self.placed]
        return max([job.earliest, *finishes])

    def _sorted(self) -> tuple[str, ...]:
        done: dict[str, None] = {}

        def visit(key: str) -> None:
            if key in done or self.jobs[key].never:
                return
            for required in self.jobs[key].requires:
                visit(required)
            done[key] = None

        for key in self.jobs:
            visit(key)
        return tuple(done)

    def _first_starts(self) -> dict[str, int]:
        first: dict[str, int] = {}
        for key in self.order:
            job = self.jobs[key]
            if any(r not in first for r in job.requires):
                continue
            start = max([job.earliest, *(first[r] + self.jobs[r].duration - 1 for r in job.requires)])
            if job.pinned is not None:
                start = job.pinned
            if start + job.duration <= self.quarters:
                first[key] = start
        return first

    def _force(self) -> tuple[str, ...]:
        """Place what pinned jobs wait for; return those placed."""
        latest = self._latest_starts()
        forced = []
        for key in self.order:
            if key not in latest or key in self.placed:
                continue
            job = self.jobs[key]
            starts = range(self.needs(job), latest[key] + 1)
            start = next((s for s in starts if self.ledger.fits(job, s)), None)
            if start is None:
                start = min(starts, key=lambda s: (self._excess(job, s), s))
            self.placed[key] = start
            self.ledger.add(job, start)
            forced.append(key)
        return tuple(forced)

    def _latest_starts(self) -> dict[str, int]:
        """Return the last start of each job a pinned one waits for, directly or through others.

        A pin before what it waits for can be finished at all is no reason to hurry.
        """
        latest: dict[str, int] = {}
        for key in reversed(self.order):
            job = self.jobs[key]
            start = job.pinned if job.pinned is not None else latest.get(key)
            if start is None:
                continue
            for required in job.requires:
                limit = start - self.jobs[required].duration + 1
                if limit >= self.first.get(required, self.quarters):
                    latest[required] = min(latest.get(required, limit), limit)
        return latest

    def _excess(self, job: Job, start: int) -> float:
        """Return how far a job would go over the caps, each as a share of its cap."""
        (_, money), (_, hours) = self.ledger.shortage(job, start)
        return money / (self.money_cap or 1.0) + hours / (self.hours_cap or 1.0)
