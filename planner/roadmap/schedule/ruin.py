"""Ruin and recreate: take some jobs out of a schedule, put them back differently, keep what is no worse."""

from __future__ import annotations

import random

from planner.roadmap.schedule.draft import Draft, Rank, Tables
from planner.roadmap.schedule.guide import FAR, Guide
from planner.roadmap.schedule.packed import Packed
from planner.roadmap.schedule.polish import polish

_SEED = 20261127
_FEWEST, _MOST = 3, 32
"""How many jobs are taken out at a time."""
_NOISES = (0.3, 1.0, 3.0, 6.0)
"""By how many quarters the order in which jobs are put back may differ from one of the guide's."""
_LEADS = (0.0, 2.0, 100.0)
"""By how many quarters jobs that have to be there go before others when they are put back."""
_NEEDED = 0.35
"""How often what others still wait for goes before others like what has to be there."""
_PRICED = 0.5
"""How often a job is put where it takes least from others, not where there is room first."""
_BLINK = 0.02
"""How often a job is put one place later than that: what is always first leaves no room for others."""
_THRESHOLD = 0.015
"""By what share of the weight carried a schedule may be worse than the present one and still be kept, at first."""


class Improver:
    """A schedule that gets better step by step; the same steps give the same schedule.

    Attributes:
        best: The best schedule so far: job to start.
        rank: How good it is.
        steps: How many steps were made.
        cycle: In how many steps the threshold falls to nothing; then it begins again.
    """

    def __init__(self, draft: Draft, tables: Tables, guide: Guide, cycle: int) -> None:
        """Begin with a schedule.

        Args:
            draft: The schedule; it is changed in place.
            tables: What each start contributes.
            guide: Where jobs belong.
            cycle: See above.
        """
        self._draft, self._tables = draft, tables
        self._frame = frame = draft.frame
        self._dice = random.Random(_SEED)  # noqa: S311 - a repeatable walk, no secret
        self.cycle = max(1, cycle)
        self._free = list(frame.free)
        self._worth = [frame.is_wanted(n) or frame.must[n] for n in range(len(frame.jobs))]
        self._optional = [n for n in self._free if frame.is_wanted(n)]
        self._first = [FAR * frame.is_pressed(n) for n in range(len(frame.jobs))]
        self.follow(guide)
        self._soon = [list(frame.starts(n)) for n in range(len(frame.jobs))]
        self.rank: Rank = tables.rank(frame, draft.starts)
        self.best = dict(draft.starts)
        self._here = self.rank
        self.steps = 0

    def follow(self, guide: Guide) -> None:
        """Go by a guide from now on."""
        self._orders = [guide.mean] * len(guide.orders) + guide.orders
        self._ranked = guide.ranked

    def run(self, steps: int) -> bool:
        """Make so many steps; return whether a better schedule was found."""
        before = self.rank
        if self._free:
            for _ in range(steps):
                self._step()
        if self.rank < before:
            self._polish()
        return self.rank < before

    def _step(self) -> None:
        self.steps += 1
        draft, frame, part = self._draft, self._frame, self._tables.part
        ruined = self._ruin()
        taken = {n: draft.take(n) for n in ruined}
        added = self._recreate(taken)
        if added is None:
            self._back(taken, [])
            return
        touched = {*taken, *added}
        here = _changed(self._here, part(frame, taken, touched), part(frame, draft.starts, touched))
        unmet, late, carried, *_ = self._here
        limit = carried * (1 + _THRESHOLD * (1 - self.steps % self.cycle / self.cycle))
        if here < self._here or (here[:2] <= (unmet, late) and here[2] <= limit):
            self._here = here
            if here < self.rank:
                self.rank, self.best = here, dict(draft.starts)
        else:
            self._back(taken, added)

    def _polish(self) -> None:
        """Take what is free in the best schedule, and go on from there."""
        draft = Draft(self._frame, Packed(self._frame))
        for n, start in self.best.items():
            if n not in draft.starts:
                draft.put(n, start)
        polish(draft, self._tables)
        self._draft = draft
        self._here = self.rank = self._tables.rank(self._frame, draft.starts)
        self.best = dict(draft.starts)

    def _back(self, taken: dict[int, int], added: list[int]) -> None:
        """Undo a step."""
        draft = self._draft
        for n in added:
            draft.take(n)
        for n, start in taken.items():
            draft.put(n, start)

    def _ruin(self) -> list[int]:
        """Return jobs to take out: of a stretch of time, of a chain, or any."""
        dice, starts, frame = self._dice, self._draft.starts, self._frame
        placed = [n for n in self._free if n in starts]
        if not placed:
            return []
        count = min(len(placed), dice.randint(_FEWEST, _MOST))
        roll = dice.random()
        if roll < 0.6:
            at, chance = starts[dice.choice(placed)], dice.random
            near = sorted([(abs(starts[n] - at) + 2 * chance(), n) for n in placed])
            return [n for _, n in near[:count]]
        if roll < 0.75:
            n = dice.choice(placed)
            chain = {n: None}
            chain.update((r, None) for r in (*frame.requires[n], *frame.users[n]) if r in starts)
            chosen = [r for r in chain if not frame.fixed[r]]
            rest = [r for r in placed if r not in chain]
            return [*chosen, *dice.sample(rest, min(len(rest), max(0, count - len(chosen))))]
        return dice.sample(placed, count)

    def _recreate(self, taken: dict[int, int]) -> list[int] | None:
        """Put jobs back, and others that are out.

        Returns:
            Those put in; None, with nothing put in, when one that has to be there is not.
        """
        dice, draft, frame = self._dice, self._draft, self._frame
        starts, must, worth = draft.starts, frame.must, self._worth
        out = [n for n in self._optional if n not in starts and n not in taken]
        if len(out) > _MOST:
            out = dice.sample(out, _MOST)
        users = frame.users
        bound = dict.fromkeys(n for n in taken if must[n] or any(u in starts for u in users[n]))
        sooner = bound if dice.random() < _NEEDED else {}
        noise, lead, done = dice.choice(_NOISES), dice.choice(_LEADS), dice.choice(self._orders)
        first, chance = self._first, dice.random
        order = sorted(
            [
                (done[n] + noise * chance() - lead * (must[n] or n in sooner) - first[n], n)
                for n in (*taken, *out)
                if worth[n]
            ]
        )
        ranked = self._ranked if dice.random() < _PRICED else self._soon
        added: list[int] = []
        tried: set[int] = set()
        for _, n in order:
            if n in starts or self._place(n, ranked, added, tried):
                continue
            if n in bound:
                break
        if all(n in starts or (n not in tried and self._place(n, ranked, added, tried)) for n in bound):
            return added
        for r in added:
            draft.take(r)
        return None

    def _place(self, n: int, ranked: list[list[int]], added: list[int], tried: set[int]) -> bool:
        """Put a job in, what it requires first; return whether it is in."""
        if n in tried:
            return False
        tried.add(n)
        draft = self._draft
        starts = draft.starts
        for r in self._frame.requires[n]:
            if r not in starts and not self._place(r, ranked, added, tried):
                return False
        start = draft.first_of(n, ranked[n])
        if start is None:
            return False
        if self._dice.random() < _BLINK:
            fits = draft.room.fits
            start = next((s for s in range(start + 1, draft.high(n) + 1) if fits(n, s)), start)
        draft.put(n, start)
        added.append(n)
        return True


def _changed(rank: Rank, before: Rank, after: Rank) -> Rank:
    """Return a rank in which some jobs contribute something else than before."""
    return (
        rank[0] - before[0] + after[0],
        round(rank[1] - before[1] + after[1], 7),
        round(rank[2] - before[2] + after[2], 7),
        rank[3] - before[3] + after[3],
        round(rank[4] - before[4] + after[4], 7),
    )
