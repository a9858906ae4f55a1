"""The schedule as a linear program: columns, rows, and what the solver says about them.

For each job, x[n, f] says "finished by the end of quarter f", rising in f; y[n, s] says "starts in s"
and is the step of x. Cap rows use y for what is spent while a job runs and x for its monthly money.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import inf

from planner.roadmap.schedule.frame import Frame, slack

Terms = list[tuple[int, float]]
"""Columns with their factors."""


class Program:
    """Columns and rows over some of the free jobs of a frame.

    Attributes:
        frame: The jobs and the room they are placed into.
        members: The jobs that have columns.
        lower: Lower bound of each column.
        upper: Upper bound of each column.
        cost: Factor of each column in what is minimised.
        offset: What is added to that.
        whole: Whether a column has to be whole.
        rows: Each row: its terms, lower and upper bound.
    """

    def __init__(
        self,
        frame: Frame,
        members: Sequence[int],
        *,
        closed: Mapping[int, Iterable[int]] | None = None,
        excess: bool = False,
    ) -> None:
        """Set up jobs, prerequisites and caps.

        Args:
            frame: The jobs.
            members: Those to give columns; whatever they require has to be among them or be fixed.
            closed: Starts that are ruled out.
            excess: Let each cap be passed, by columns that `excess_cost` puts a price on.
        """
        self.frame, self.members = frame, list(members)
        self.lower: list[float] = []
        self.upper: list[float] = []
        self.cost: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[Terms, float, float]] = []
        self.offset = 0.0
        self._x: dict[int, int] = {}
        self._y: dict[int, int] = {}
        self.over: list[tuple[int, float]] = []
        """Columns that pass a cap, each with that cap."""
        self.cap_rows: list[tuple[int, bool, int]] = []
        """Rows that keep a cap, each with whether it is one on money, and its quarter."""
        for n in self.members:
            self._job(n, set((closed or {}).get(n, ())))
        for n in self.members:
            self._waits(n)
        self._cap_rows(excess=excess)

    # -- columns --------------------------------------------------------------------------

    def finished(self, n: int, by: int) -> tuple[int | None, float]:
        """Return the column that says whether a job is finished by the end of a quarter, or a constant."""
        frame = self.frame
        if frame.fixed[n]:
            return None, float(by >= frame.finish(n, frame.first[n]))
        low, high = frame.finish(n, frame.first[n]), frame.finish(n, frame.last[n])
        if by < low:
            return None, 0.0
        if by >= high and frame.must[n]:
            return None, 1.0
        return self._x[n] + min(by, high) - low, 0.0

    def start(self, n: int, s: int) -> int | None:
        """Return the column that says whether a job starts in a quarter; None when it cannot."""
        frame = self.frame
        return self._y[n] + s - frame.first[n] if frame.first[n] <= s <= frame.last[n] else None

    def values(self, starts: Mapping[int, int]) -> list[float]:
        """Return the value of each column in a schedule."""
        found = [0.0] * len(self.lower)
        for n in self.members:
            s = starts.get(n)
            if s is not None:
                found[self._y[n] + s - self.frame.first[n]] = 1.0
                for column in range(self._x[n] + s - self.frame.first[n], self._y[n]):
                    found[column] = 1.0
        return found

    def starts(self, values: Sequence[float]) -> dict[int, int]:
        """Return the schedule that whole values of the columns stand for."""
        found = {}
        for n in self.members:
            for s in self.frame.starts(n):
                if values[self._y[n] + s - self.frame.first[n]] > 0.5:
                    found[n] = s
        return found

    def shares(self, values: Sequence[float]) -> dict[int, list[float]]:
        """Return for each job how much of it starts in each quarter from its first on."""
        return {n: list(values[self._y[n] : self._y[n] + len(self.frame.starts(n))]) for n in self.members}

    # -- what is minimised, and wishes as rows ----------------------------------------------

    def carried_terms(self) -> tuple[Terms, float]:
        """Return what the members carry."""
        return self._unfinished((n, self.frame.jobs[n].weight, 0) for n in self.members)

    def lateness_terms(self) -> tuple[Terms, float]:
        """Return the weighted lateness of the members."""
        jobs = self.frame.jobs
        return self._unfinished(
            (n, jobs[n].weight, max(jobs[n].due or 0, 0)) for n in self.members if self.frame.is_due(n)
        )

    def spending_terms(self) -> tuple[Terms, float]:
        """Return the money of the members, each quarter's × the quarters left."""
        from planner.roadmap.schedule.solution import spending

        frame = self.frame
        terms = [
            (self._y[n] + s - frame.first[n], spending(frame.jobs[n], s, frame.quarters))
            for n in self.members
            for s in frame.starts(n)
        ]
        return terms, 0.0

    def unmet_terms(self) -> tuple[Terms, float]:
        """Return how many approved members have no quarter."""
        end = self.frame.quarters - 1
        return self._unfinished((n, 1.0, end) for n in self.members if self.frame.jobs[n].approved)

    def minimise(self, terms: Terms, offset: float) -> None:
        """Set what is minimised."""
        self.cost = [0.0] * len(self.lower)
        self.offset = offset
        for column, factor in terms:
            self.cost[column] += factor

    def at_most(self, terms: Terms, offset: float, limit: float) -> None:
        """Keep a sum of columns to a limit."""
        if terms:
            self.rows.append((terms, -inf, limit - offset))

    def _unfinished(self, wanted: Iterable[tuple[int, float, int]]) -> tuple[Terms, float]:
        """Return Σ factor × quarters from one on in which a job is not finished."""
        terms: dict[int, float] = {}
        constant = 0.0
        for n, factor, since in wanted:
            for t in range(since, self.frame.quarters):
                column, value = self.finished(n, t)
                constant += factor * (1.0 - value)
                if column is not None and factor:
                    terms[column] = terms.get(column, 0.0) - factor
        return list(terms.items()), constant

    # -- rows -----------------------------------------------------------------------------

    def _column(self, upper: float = 1.0, *, whole: bool = False) -> int:
        self.lower.append(0.0)
        self.upper.append(upper)
        self.cost.append(0.0)
        self.whole.append(whole)
        return len(self.lower) - 1

    def _job(self, n: int, closed: set[int]) -> None:
        frame = self.frame
        count = len(frame.starts(n))
        self._x[n] = len(self.lower)
        for _ in range(count):
            self._column(whole=True)
        self._y[n] = len(self.lower)
        for s in frame.starts(n):
            self._column(0.0 if s in closed else 1.0)
        if frame.must[n] and count:
            self.lower[self._x[n] + count - 1] = 1.0
        for k in range(count):
            terms = [(self._x[n] + k, 1.0), (self._y[n] + k, -1.0)]
            if k:
                terms.append((self._x[n] + k - 1, -1.0))
            self.rows.append((terms, 0.0, 0.0))

    def _waits(self, n: int) -> None:
        frame = self.frame
        for r in frame.requires[n]:
            if frame.fixed[r]:
                continue
            for s in frame.starts(n):
                mine, _ = self.finished(n, frame.finish(n, s))
                theirs, value = self.finished(r, s)
                if mine is None:
                    mine = self._x[n] + s - frame.first[n]
                if theirs is not None:
                    self.rows.append(([(mine, 1.0), (theirs, -1.0)], -inf, 0.0))
                elif value == 0.0:
                    self.upper[mine] = 0.0

    def _cap_rows(self, *, excess: bool) -> None:
        frame, caps = self.frame, self.frame.problem.caps
        for t in range(frame.quarters):
            for terms, most, room, cap, of_money in (
                (*self._money(t), frame.money[t], caps.money[t], True),
                (*self._hours(t), frame.hours[t], caps.hours[t], False),
            ):
                if cap is None or most <= room + slack(cap):
                    continue
                if excess:
                    column = self._column(inf)
                    self.over.append((column, cap))
                    terms.append((column, -1.0))
                self.cap_rows.append((len(self.rows), of_money, t))
                self.rows.append((terms, -inf, room + slack(cap)))

    def _money(self, t: int) -> tuple[Terms, float]:
        """Return what the members spend in a quarter, and the most it can be."""
        frame = self.frame
        terms, most = [], 0.0
        for n in self.members:
            job = frame.jobs[n]
            if job.one_time > 0:
                running = self._running(n, t)
                terms += [(column, job.money_each) for column in running]
            else:
                running = []
            tail = False
            if job.recurring > 0 and t > 0 and not frame.lenient[t]:
                column, value = self.finished(n, t - 1)
                if column is not None:
                    terms.append((column, job.recurring))
                    tail = True
                elif value:
                    # It has to be finished by then: its monthly money is certain.
                    terms.append((self._x[n] + len(frame.starts(n)) - 1, job.recurring))
                    tail = True
            most += max(job.money_each if running else 0.0, job.recurring if tail else 0.0)
        return terms, most

    def _hours(self, t: int) -> tuple[Terms, float]:
        terms, most = [], 0.0
        for n in self.members:
            job = self.frame.jobs[n]
            if job.hours > 0 and (running := self._running(n, t)):
                terms += [(column, job.hours_each) for column in running]
                most += job.hours_each
        return terms, most

    def _running(self, n: int, t: int) -> list[int]:
        """Return the columns of the starts with which a job runs in a quarter."""
        low = max(self.frame.first[n], t - self.frame.jobs[n].duration + 1)
        return [self._y[n] + s - self.frame.first[n] for s in range(low, min(self.frame.last[n], t) + 1)]
