"""The schedule as a linear program: columns, rows, and what the solver says about them.

For each job and each quarter it can start in, one column says whether it has started by then: it rises from
quarter to quarter, and its step is the start. Whether a job runs in a quarter is the difference of two columns.
A start that is ruled out shares the column of the one before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from planner.roadmap.schedule.frame import Frame, slack

Terms = list[tuple[int, float]]
"""Columns with their factors."""
Row = tuple[Terms, float, float]
"""Terms, and the lower and upper bound of their sum."""
Load = tuple[float, Terms]
"""What a job takes in a state, and the columns that come to 1 when it is in it."""


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
        self.rows: list[Row] = []
        self.offset = 0.0
        self._begun: dict[int, list[int]] = {}
        self.over: list[tuple[int, float]] = []
        """Columns that pass a cap, each with that cap."""
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
        return self._begun[n][min(by, high) - low], 0.0

    def values(self, starts: Mapping[int, int]) -> list[float]:
        """Return the value of each column in a schedule."""
        found = [0.0] * len(self.lower)
        for n in self.members:
            s = starts.get(n)
            if s is not None:
                for column in self._begun[n][s - self.frame.first[n] :]:
                    found[column] = 1.0
        return found

    def starts(self, values: Sequence[float]) -> dict[int, int]:
        """Return the schedule that whole values of the columns stand for."""
        found = {}
        for n in self.members:
            for s, column in zip(self.frame.starts(n), self._begun[n], strict=True):
                if values[column] > 0.5:
                    found[n] = s
                    break
        return found

    def begun(self, values: Sequence[float]) -> dict[int, list[float]]:
        """Return for each job how much of it has started by each quarter it can start in."""
        return {n: [values[column] for column in self._begun[n]] for n in self.members}

    def dearer(self, reduced: Sequence[float]) -> dict[int, list[float]]:
        """Return for each job and start what it costs more than leaving the job out.

        Args:
            reduced: What each column costs when all else is valued at what it is worth in the relaxed program.
        """
        found = {}
        for n in self.members:
            columns = self._begun[n]
            costs, total = [0.0] * len(columns), 0.0
            for k in range(len(columns) - 1, -1, -1):
                if k + 1 == len(columns) or columns[k] != columns[k + 1]:
                    total += reduced[columns[k]]
                costs[k] = total
            found[n] = costs
        return found

    def narrowed(self, reduced: Sequence[float], spare: float) -> dict[int, tuple[int, int | None]]:
        """Return the starts jobs can have in anything that comes to little more than the relaxed optimum.

        Args:
            reduced: What each column costs beside what its rows are worth.
            spare: How much more.

        Returns:
            For each job its first start and, where it has to be scheduled, its last.
        """
        found: dict[int, tuple[int, int | None]] = {}
        for n in self.members:
            low, high = self.frame.first[n], None
            for s, column in zip(self.frame.starts(n), self._begun[n], strict=True):
                if self.lower[column] == self.upper[column]:
                    continue
                if reduced[column] > spare:
                    low = s + 1
                elif reduced[column] < -spare and high is None:
                    high = s
            found[n] = low, high
        return found

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

        frame, terms = self.frame, []
        for n in self.members:
            for s in frame.starts(n):
                money = spending(frame.jobs[n], s, frame.quarters)
                terms += [(column, sign * money) for column, sign in self._between(n, s, s)]
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
        columns: list[int] = []
        for s in frame.starts(n):
            if not columns or s not in closed:
                column = self._column(whole=True)
                if columns:
                    self.rows.append(([(columns[-1], 1.0), (column, -1.0)], -inf, 0.0))
            columns.append(column)
        if frame.must[n] and columns:
            self.lower[columns[-1]] = 1.0
        self._begun[n] = columns

    def _waits(self, n: int) -> None:
        frame, columns = self.frame, self._begun[n]
        for r in frame.requires[n]:
            if frame.fixed[r]:
                continue
            for k, s in enumerate(frame.starts(n)):
                if k and columns[k] == columns[k - 1]:
                    continue
                theirs, value = self.finished(r, s)
                if theirs is not None:
                    self.rows.append(([(columns[k], 1.0), (theirs, -1.0)], -inf, 0.0))
                elif value == 0.0:
                    self.upper[columns[k]] = 0.0

    def loads(self) -> Iterator[tuple[float, float, list[tuple[Load, Load]]]]:
        """Yield each cap of each quarter, the room in it and, for each job, what it takes running and done."""
        frame, caps = self.frame, self.frame.problem.caps
        for t in range(frame.quarters):
            for cap, room, of_money in (
                (caps.money[t], frame.money[t], True), (caps.hours[t], frame.hours[t], False),
            ):  # fmt: skip
                if cap is not None:
                    loads = [self._load(n, t, of_money=of_money) for n in self.members]
                    yield cap, room + slack(cap), [load for load in loads if load[0][1] or load[1][1]]

    def _cap_rows(self, *, excess: bool) -> None:
        for cap, room, loads in self.loads():
            if sum(max(running[0], done[0]) for running, done in loads) <= room:
                continue
            row = merged(
                (column, factor * load)
                for states in loads
                for load, terms in states
                for column, factor in terms
            )
            if excess:
                column = self._column(inf)
                self.over.append((column, cap))
                row.append((column, -1.0))
            self.rows.append((row, -inf, room))

    def _load(self, n: int, t: int, *, of_money: bool) -> tuple[Load, Load]:
        """Return what a job takes in a quarter while it runs, and once it has finished."""
        frame, job = self.frame, self.frame.jobs[n]
        each = job.money_each if of_money else job.hours_each
        running = self._running(n, t) if each > 0 else []
        done: Terms = []
        if of_money and job.recurring > 0 and t > 0 and not frame.lenient[t]:
            column, value = self.finished(n, t - 1)
            if column is None and value:
                column = self._begun[n][-1]  # it has to be finished by then: the column is 1
            if column is not None:
                done = [(column, 1.0)]
        return (each if running else 0.0, running), (job.recurring if done else 0.0, done)

    def _running(self, n: int, t: int) -> Terms:
        """Return the columns that say whether a job runs in a quarter; nothing when it cannot."""
        low = max(self.frame.first[n], t - self.frame.jobs[n].duration + 1)
        return self._between(n, low, min(self.frame.last[n], t))

    def _between(self, n: int, low: int, high: int) -> Terms:
        """Return the columns that say whether a job starts from one quarter to another."""
        if low > high:
            return []
        first, columns = self.frame.first[n], self._begun[n]
        after = columns[high - first]
        if low == first:
            return [(after, 1.0)]
        before = columns[low - 1 - first]
        return [] if before == after else [(after, 1.0), (before, -1.0)]


def merged(terms: Iterable[tuple[int, float]]) -> Terms:
    """Return terms with each column once."""
    found: dict[int, float] = {}
    for column, factor in terms:
        found[column] = found.get(column, 0.0) + factor
    return [(column, factor) for column, factor in found.items() if factor]
