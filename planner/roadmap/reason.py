"""Why an initiative stands where it stands, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.model.decision import Choice
from planner.model.plan import Plan
from planner.model.roadmap import Initiative
from planner.model.text import one_line
from planner.roadmap.case import Case
from planner.roadmap.job import Job
from planner.roadmap.ledger import Ledger
from planner.roadmap.options import Options
from planner.writing import half_up


class Reasons:
    """Finds the reason for each placement of one finished schedule."""

    def __init__(
        self,
        case: Case,
        starts: Mapping[str, int],
        initiatives: Sequence[Initiative],
        options: Options,
        plan: Plan,
    ) -> None:
        self._case = case
        self._starts = starts
        self._initiatives = {i.id: i for i in initiatives}
        self._options = options
        self._plan = plan
        self._ledger = Ledger(case.quarters, case.money_cap, case.hours_cap)
        for key, start in starts.items():
            self._ledger.add(case.jobs[key], start)
        scheduled = [case.jobs[key] for key in starts]
        self._best = max(scheduled, key=lambda j: (j.value, j.id), default=None)

    def of(self, key: str) -> str:
        """Return why an initiative is in its quarter, or in none."""
        job = self._case.jobs[key]
        start = self._starts.get(key)
        if start is None:
            return f"unscheduled: {self._why_not(job)}"
        return f"{self._quarter(start)}: {'; '.join(self._why(job, start))}"

    def shortfall(self, key: str) -> str:
        """Return what a job without a quarter would need in the quarter it comes closest to fit."""
        job = self._case.jobs[key]
        starts = range(self._low(job), self._case.quarters - job.duration + 1)
        if not starts:
            return "no quarter is left for it"
        options = {s: self._ledger.shortage(job, s) for s in starts}
        start = min(options, key=lambda s: (self._weight(options[s]), s))
        (money_at, money), (hours_at, hours) = options[start]
        parts = []
        if money > 0:
            parts.append(f"{_amount(money)} more in {self._quarter(money_at)}")
        if hours > 0:
            parts.append(f"{_amount(hours)} h more in {self._quarter(hours_at)}")
        return f"would need {' and '.join(parts)}" if parts else "fits, but only after what it needs"

    def _why_not(self, job: Job) -> str:
        if job.never:
            return job.never
        lost = next((r for r in job.requires if r not in self._starts), None)
        if lost is not None:
            return f"needs {self._title(lost)}, which is unscheduled"
        if job.id not in self._case.first:
            return "no quarter is left for it after what it waits for"
        if job.weight <= 0 and not job.approved:
            return "would remove no known risk"
        return self.shortfall(job.id)

    def _why(self, job: Job, start: int) -> list[str]:
        """Return the reasons for a quarter, the strongest first."""
        initiative = self._initiatives[job.id]
        parts = []
        decision = initiative.decision
        if decision is not None and decision.choice is Choice.APPROVE:
            parts.append(f"approved by {one_line(decision.by)}")
        if job.pinned is not None:
            return [*parts, f"pinned by {self._pinned_by(job.id)}"]
        if job.id in self._case.forced:
            return [*parts, f"needed by {self._needed_by(job.id)}, which stands fixed by a pin"]
        if decision is not None and decision.choice is Choice.DEFER:
            parts.append(f"deferred by {one_line(decision.by)} until {(decision.until or '')[:10]}")
        if job.due is not None:
            parts.append(f"due {initiative.due}")
        low = self._low(job)
        blockers = [r for r in job.requires if self._finish(r) == low and low > job.earliest]
        if blockers:
            names = " and ".join(f"{self._title(r)} ({self._quarter(self._finish(r))})" for r in blockers)
            parts.append(f"waits for {names}")
        if start > low:
            parts.append(self._full(job, low, start))
        elif not blockers:
            parts.append(self._gain(job, start))
        return parts

    def _gain(self, job: Job, start: int) -> str:
        lead = "first free quarter" if start == job.earliest == 0 else "first quarter it may start in"
        if self._best is not None and job.id == self._best.id and job.value > 0:
            return f"{lead}; removes the most risk for its money"
        money = f" for {_amount(job.first_year)} in the first year" if job.first_year else ""
        return f"{lead}; removes {half_up(job.risk, 1):,} risk{money}"

    def _full(self, job: Job, low: int, start: int) -> str:
        """Return why a job could not start in any quarter from ``low`` up to ``start``."""
        self._ledger.remove(job, start)
        full: dict[str, list[int]] = {}
        later: dict[int, None] = {}
        for s in range(low, start):
            (money_at, money), (hours_at, hours) = self._ledger.shortage(job, s)
            running = range(s, s + job.duration)
            what = [
                word
                for word, at, lack in (("money", money_at, money), ("hours", hours_at, hours))
                if lack > 0 and at in running
            ]
            if what:
                full.setdefault(" and ".join(what), []).append(s)
            elif money > 0:
                later[money_at] = None
        self._ledger.add(job, start)
        parts = []
        for lacking, quarters in full.items():
            verb = "is" if len(quarters) == 1 else "are"
            parts.append(f"{self._span(quarters)} {verb} full ({lacking})")
        if later:
            parts.append(
                f"its monthly cost from an earlier quarter would not fit into {self._span(list(later))}"
            )
        return "; ".join(parts) or "no earlier quarter has room"

    def _span(self, quarters: Sequence[int]) -> str:
        """Return quarters in words: ``2027-Q1``, ``2027-Q1 and 2027-Q2``, ``2027-Q1 to 2027-Q4``."""
        names = [self._quarter(t) for t in quarters]
        if len(names) > 2 and quarters[-1] - quarters[0] == len(quarters) - 1:
            return f"{names[0]} to {names[-1]}"
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"

    def _low(self, job: Job) -> int:
        finishes = [self._finish(r) for r in job.requires if r in self._starts]
        return max([job.earliest, *finishes])

    def _finish(self, key: str) -> int:
        return self._starts.get(key, -1) + self._case.jobs[key].duration - 1

    def _needed_by(self, key: str) -> str:
        """Return the titles of the fixed jobs that wait for a job."""
        waiting = [j.id for j in self._case.jobs.values() if key in j.requires and j.id in self._case.placed]
        return " and ".join(self._title(k) for k in waiting)

    def _pinned_by(self, key: str) -> str:
        change = next((c for c in self._plan.changes.get(key, ()) if c.field == "pin"), None)
        if change is None:
            return "hand"
        by = one_line(change.by) or "hand"
        return f"{by}: {one_line(change.why)}" if change.why else by

    def _weight(self, shortage: tuple[tuple[int, float], tuple[int, float]]) -> float:
        """Return how much is missing, each kind as a share of its cap."""
        (_, money), (_, hours) = shortage
        return money / (self._case.money_cap or 1.0) + hours / (self._case.hours_cap or 1.0)

    def _title(self, key: str) -> str:
        return self._initiatives[key].title

    def _quarter(self, index: int) -> str:
        return self._options.quarter_id(index)


def _amount(number: float) -> str:
    """Return a figure without needless digits, rounded up: less would not be enough."""
    if number >= 100:
        return f"{-int(-number // 1):,}"
    return f"{half_up(number, 2):,}".rstrip("0").rstrip(".")
