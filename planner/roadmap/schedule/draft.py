"""A schedule in the making: what stands where, what room is left, and how good it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.packed import Packed
from planner.roadmap.schedule.solution import lateness, spending, waits

Rank = tuple[int, float, float, int, float]
"""Unmet approvals, weighted lateness, carried, lateness of what weighs nothing, spending: smaller is better."""


class Tables:
    """What each job contributes to the figures for each start; the last entry is for none.

    Attributes:
        late: Weighted lateness.
        carried: Weight × quarters.
        unasked: Quarters late of a job without weight.
        spending: Money × quarters left.
    """

    def __init__(self, frame: Frame) -> None:
        quarters = frame.quarters
        places: list[int | None] = [*range(quarters), None]
        self.late = [[j.weight * lateness(j, s, quarters) for s in places] for j in frame.jobs]
        self.carried = [[j.weight * waits(j, s, quarters) for s in places] for j in frame.jobs]
        self.unasked = [[0 if j.weight > 0 else lateness(j, s, quarters) for s in places] for j in frame.jobs]
        self.spending = [
            [0.0 if s is None or s + j.duration > quarters else spending(j, s, quarters) for s in places]
            for j in frame.jobs
        ]

    def rank(self, frame: Frame, starts: Mapping[int, int]) -> Rank:
        """Return how good a schedule is."""
        unmet, late, carried, unasked, spent = self.part(frame, starts, range(len(frame.jobs)))
        return unmet, round(late, 7), round(carried, 7), unasked, round(spent, 7)

    def part(self, frame: Frame, starts: Mapping[int, int], jobs: Iterable[int]) -> Rank:
        """Return what some jobs contribute to `rank`, not rounded."""
        unmet, late, carried, unasked, spent = 0, 0.0, 0.0, 0, 0.0
        for n in jobs:
            s = starts.get(n, -1)
            if s < 0 and frame.jobs[n].approved:
                unmet += 1
            late += self.late[n][s]
            carried += self.carried[n][s]
            unasked += self.unasked[n][s]
            spent += self.spending[n][s]
        return unmet, late, carried, unasked, spent


class Draft:
    """Starts of jobs, with the room they leave.

    Attributes:
        starts: Job to its start, the fixed ones included.
        room: What is left of the caps.
    """

    def __init__(self, frame: Frame, room: Packed) -> None:
        """Begin with the fixed jobs; ``room`` is copied."""
        self.frame = frame
        self.starts = frame.fixed_starts()
        self.room = room.copy()

    def copy(self) -> Draft:
        """Return an independent copy."""
        twin = object.__new__(Draft)
        twin.frame, twin.starts, twin.room = self.frame, dict(self.starts), self.room.copy()
        return twin

    def put(self, n: int, start: int) -> None:
        """Place a job."""
        self.starts[n] = start
        room = self.room
        room.left -= room.needs(n)[start][0]

    def take(self, n: int) -> int:
        """Take a job out; return where it stood."""
        start = self.starts.pop(n)
        room = self.room
        room.left += room.needs(n)[start][0]
        return start

    def low(self, n: int) -> int | None:
        """Return the first quarter a job can start in after what it requires; None when that is not placed."""
        low = self.frame.first[n]
        for r in self.frame.requires[n]:
            start = self.starts.get(r)
            if start is None:
                return None
            end = start + self.frame.durations[r] - 1
            low = max(low, end)
        return low

    def high(self, n: int) -> int:
        """Return the last quarter a job can start in before what is placed and requires it."""
        high = self.frame.last[n]
        for user in self.frame.users[n]:
            start = self.starts.get(user)
            if start is not None:
                high = min(high, start - self.frame.durations[n] + 1)
        return high

    def first_fit(self, n: int) -> int | None:
        """Return the first quarter with room for a job."""
        low = self.low(n)
        if low is None:
            return None
        left, needs = self.room.left, self.room.needs(n)
        for s in range(low, self.high(n) + 1):
            need, guard = needs[s]
            if (left - need) & guard == guard:
                return s
        return None

    def first_of(self, n: int, ranked: Sequence[int]) -> int | None:
        """Return the first of some starts, best first, that is possible and has room for a job."""
        frame, placed = self.frame, self.starts
        duration = frame.durations[n]
        # `low` and `high` once more, in place: this is what a search does most.
        low, high = frame.first[n], frame.last[n]
        for r in frame.requires[n]:
            if r not in placed:
                return None
            end = placed[r] + frame.durations[r] - 1
            low = max(low, end)
        for user in frame.users[n]:
            if user in placed:
                high = min(high, placed[user] - duration + 1)
        left, needs = self.room.left, self.room.needs(n)
        for s in ranked:
            if low <= s <= high:
                need, guard = needs[s]
                if (left - need) & guard == guard:
                    return s
        return None

    def fill(self, order: Iterable[int], ranked: Sequence[Sequence[int]] | None = None) -> None:
        """Place jobs one after the other, each with what it requires, where there is room.

        Args:
            order: The jobs.
            ranked: For each job its starts, best first; without it the first start with room is taken.
        """
        tried: set[int] = set(self.starts)

        def place(n: int) -> bool:
            if n in tried:
                return n in self.starts
            tried.add(n)
            if not all(place(r) for r in self.frame.requires[n]):
                return False
            start = self.first_fit(n) if ranked is None else self.first_of(n, ranked[n])
            if start is not None:
                self.put(n, start)
            return start is not None

        for n in order:
            place(n)
