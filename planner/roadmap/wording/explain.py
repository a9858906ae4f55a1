"""Why an initiative stands where it stands, found from the numbers of the schedule."""

from __future__ import annotations

from collections.abc import Sequence

from planner.model.decision import Choice
from planner.model.plan import Plan
from planner.model.reason import (
    Approved,
    Brings,
    Crowded,
    Deferred,
    Due,
    FirstFree,
    Full,
    Lack,
    MonthlyFull,
    NeededBy,
    NeedsUnscheduled,
    NoQuarterLeft,
    NothingToGain,
    NotSooner,
    OfAge,
    Pinned,
    Reason,
    Short,
    Waits,
)
from planner.model.roadmap import Initiative
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.problem import Job, Problem
from planner.roadmap.schedule.room import Room
from planner.roadmap.schedule.solution import Solution


class Explainer:
    """Finds the reasons for each placement of one finished schedule."""

    def __init__(
        self, problem: Problem, solution: Solution, initiatives: Sequence[Initiative], plan: Plan
    ) -> None:
        """Take the schedule apart; nothing is solved again."""
        self._problem, self._starts, self._plan = problem, solution.starts, plan
        self._held = set(solution.held)
        self._initiatives = {i.id: i for i in initiatives}
        self._jobs = {job.id: job for job in problem.jobs}
        self._frame = frame = Frame(problem)
        frame.hold({frame.index[key]: solution.starts[key] for key in solution.held})
        self._room = Room(frame)
        for key, start in solution.starts.items():
            if not frame.fixed[frame.index[key]]:
                self._room.add(frame.index[key], start)
        planned = [i for i in initiatives if i.id in solution.starts]
        self._best = max(planned, key=lambda i: (i.value, i.id), default=None)

    def of(self, key: str) -> tuple[Reason, ...]:
        """Return why an initiative is in its quarter, or in none."""
        job, start = self._jobs[key], self._starts.get(key)
        if start is None:
            return (self._why_not(job),)
        return tuple(self._why(job, start))

    # -- no quarter -------------------------------------------------------------------------

    def _why_not(self, job: Job) -> Reason:
        if job.never is not None:
            return job.never
        if job.id not in self._frame.index:
            return NoQuarterLeft()
        lost = next((r for r in job.requires if r not in self._starts), None)
        if lost is not None and self._is_wanted(lost):
            return NeedsUnscheduled(lost)
        if not self._is_wanted(job.id):
            return NothingToGain()
        return self._short(job)

    def _is_wanted(self, key: str) -> bool:
        return key in self._frame.index and self._frame.is_wanted(self._frame.index[key])

    def _short(self, job: Job) -> Reason:
        """Return what is missing for a job, with what it requires, in the place where least is."""
        n = self._frame.index[job.id]
        chain = [r for r in self._frame.closure([n]) if self._frame.jobs[r].id not in self._starts]
        if len(chain) > 1:
            return self._short_chain(chain)
        starts = range(self._low(job), self._problem.quarters - job.duration + 1)
        if not starts:
            return NoQuarterLeft()
        lacks = {s: self._lacks([(n, s)]) for s in starts}
        best = min(starts, key=lambda s: (self._weight(lacks[s]), s))
        return Short(lacks[best]) if lacks[best] else Crowded()

    def _short_chain(self, chain: Sequence[int]) -> Reason:
        """Return what is missing when a job and what it requires start as soon as each may."""
        frame, placed = self._frame, dict(self._starts)
        found = []
        for n in chain:
            job = frame.jobs[n]
            ends = [placed[r] + self._jobs[r].duration - 1 for r in job.requires if r in placed]
            start = max([frame.first[n], *ends])
            if start + job.duration > self._problem.quarters:
                return NoQuarterLeft()
            placed[job.id] = start
            found.append((n, start))
        lacks = self._lacks(found)
        return Short(lacks) if lacks else Crowded()

    def _lacks(self, places: Sequence[tuple[int, int]]) -> tuple[Lack, ...]:
        """Return what is missing for jobs to start in quarters, beside everything planned."""
        missing: dict[str, dict[int, float]] = {"money": {}, "hours": {}}
        for n, start in places:
            money, hours = self._room.lacking(n, start)
            for what, found in (("money", money), ("hours", hours)):
                for t, amount in found:
                    missing[what][t] = max(missing[what].get(t, 0.0), amount)
            self._room.add(n, start)
        for n, start in places:
            self._room.remove(n, start)
        return tuple(
            Lack(what, max(found.values()), min(found), max(found))
            for what, found in missing.items()
            if found
        )

    def _weight(self, lacks: Sequence[Lack]) -> float:
        """Return how much is missing, each kind as a share of the smallest cap."""
        caps = self._problem.caps
        smallest = {"money": caps.smallest_money or 1.0, "hours": caps.smallest_hours or 1.0}
        return sum(lack.amount / smallest[lack.what] for lack in lacks)

    # -- a quarter --------------------------------------------------------------------------

    def _why(self, job: Job, start: int) -> list[Reason]:
        """Return the reasons for a quarter, the strongest first."""
        initiative = self._initiatives[job.id]
        found: list[Reason] = []
        decision = initiative.decision
        if decision is not None and decision.choice is Choice.APPROVE:
            found.append(Approved(decision.by))
        if job.pinned is not None:
            return [*found, self._pin(job.id)]
        needed = self._needed(job)
        if needed is not None and job.id in self._held:
            return [*found, needed]
        if decision is not None and decision.choice is Choice.DEFER:
            found.append(Deferred(decision.by, (decision.until or "")[:10]))
        if job.due is not None and initiative.due is not None:
            found.append(Due(initiative.due))
        if needed is not None:
            found.append(needed)
        low = self._low(job)
        waits = self._waits(job, low)
        if waits is not None:
            found.append(waits)
        if start > low:
            found += self._full(job, low, start)
        elif waits is None:
            of_age = bool(initiative.replaces) and not initiative.findings
            found += [OfAge()] if of_age else [FirstFree(at_start=start == 0), self._brings(initiative)]
        return found

    def _pin(self, key: str) -> Pinned:
        change = next((c for c in self._plan.changes.get(key, ()) if c.field == "pin"), None)
        return Pinned("", "") if change is None else Pinned(change.by, change.why)

    def _needed(self, job: Job) -> NeededBy | None:
        """Return which fixed jobs wait for a job, and by when it has to be finished for them."""
        users = [
            other.id
            for other in self._problem.jobs
            if job.id in other.requires
            and other.id in self._starts
            and (other.pinned is not None or other.id in self._held)
        ]
        return NeededBy(tuple(users), min(self._starts[u] for u in users)) if users else None

    def _waits(self, job: Job, low: int) -> Waits | None:
        works = tuple(r for r in job.requires if self._finish(r) == low)
        return Waits(works, low) if works and low > job.earliest else None

    def _brings(self, initiative: Initiative) -> Brings:
        best = self._best is not None and initiative.id == self._best.id and initiative.value > 0
        return Brings(initiative.risk_removed, initiative.first_year, best)

    def _full(self, job: Job, low: int, start: int) -> list[Reason]:
        """Return why a job does not start in any quarter from ``low`` up to ``start``."""
        n = self._frame.index[job.id]
        self._room.remove(n, start)
        full: dict[tuple[str, ...], list[int]] = {}
        later: dict[int, None] = {}
        free = False
        for s in range(low, start):
            money, hours = self._room.lacking(n, s)
            running = range(s, s + job.duration)
            what = tuple(
                word
                for word, found in (("money", money), ("hours", hours))
                if any(t in running for t, _ in found)
            )
            if what:
                full.setdefault(what, []).append(s)
            elif money:
                later.update(dict.fromkeys(t for t, _ in money))
            else:
                free = True
        self._room.add(n, start)
        found: list[Reason] = [Full(tuple(quarters), what) for what, quarters in full.items()]
        if later:
            found.append(MonthlyFull(tuple(sorted(later))))
        if free and job.weight <= 0:
            users = [u for u in self._frame.users[n] if self._frame.jobs[u].id in self._starts]
            return [NotSooner(tuple(self._frame.jobs[u].id for u in users))]
        return found or [Crowded()]

    def _low(self, job: Job) -> int:
        return max([job.earliest, *(self._finish(r) for r in job.requires if r in self._starts)])

    def _finish(self, key: str) -> int:
        return self._starts.get(key, -1) + self._jobs[key].duration - 1
