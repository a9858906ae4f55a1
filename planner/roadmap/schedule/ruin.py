"""Ruin and recreate: take some jobs out of a schedule, put them back differently, keep what is no worse."""

from __future__ import annotations

import random

from planner.roadmap.schedule.draft import Draft, Rank, Tables
from planner.roadmap.schedule.guide import FAR, Guide
from planner.roadmap.schedule.packed import Packed
from planner.roadmap.schedule.polish import polish

_SEED = 20261127
_FEWEST, _MOST = 3, 24
"""How many jobs are taken out at a time."""
_NOISES = (0.3, 1.0, 3.0)
"""By how many quarters the order in which jobs are put back may differ from one of the guide's."""
_LEADS = (0.0, 2.0, 100.0)
"""By how many quarters jobs that have to be there go before others when they are put back."""
_PRICED = 0.5
"""How often a job is put where it takes least from others, not where there is room first."""
_BLINK = 0.05
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
        self._draft, self._tables, self._guide = draft, tables, guide
        self._pressed = [draft.frame.is_pressed(n) for n in range(len(draft.frame.jobs))]
        self._frame = draft.frame
        self._leads = _LEADS if any(draft.frame.must[n] for n in draft.frame.free) else _LEADS[:1]
        self._orders = [guide.mean] * len(guide.orders) + guide.orders
        self._dice = random.Random(_SEED)  # noqa: S311 - a repeatable walk, no secret
        self.cycle = max(1, cycle)
        self._free = list(self._frame.free)
        self.rank: Rank = tables.rank(self._frame, draft.starts)
        self.best = dict(draft.starts)
        self._here = self.rank
        self.steps = 0
        self._priced = False

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
        dice, draft = self._dice, self._draft
        placed = [n for n in self._free if n in draft.starts]
        if not placed:
            return []
        count = min(len(placed), dice.randint(_FEWEST, _MOST))
        roll = dice.random()
        if roll < 0.6:
            at = draft.starts[dice.choice(placed)]
            near = sorted(placed, key=lambda n: (abs(draft.starts[n] - at) + 2 * dice.random(), n))
            return near[:count]
        if roll < 0.75:
            n = dice.choice(placed)
            chain = [n, *(r for r in (*self._frame.requires[n], *self._frame.users[n]) if r in draft.starts)]
            chain = [r for r in chain if not self._frame.fixed[r]]
            rest = [r for r in placed if r not in chain]
            return [*chain, *dice.sample(rest, min(len(rest), max(0, count - len(chain))))]
        return dice.sample(placed, count)

    def _recreate(self, taken: dict[int, int]) -> list[int] | None:
        """Put jobs back, and others that are out.

        Returns:
            Those put in; None, with nothing put in, when one that has to be there is not.
        """
        dice, draft, frame = self._dice, self._draft, self._frame
        out = [n for n in self._free if n not in draft.starts and n not in taken and frame.is_wanted(n)]
        if len(out) > _MOST:
            out = dice.sample(out, _MOST)
        pressed = self._pressed
        noise, lead, done = dice.choice(_NOISES), dice.choice(self._leads), dice.choice(self._orders)
        order = sorted(
            (*taken, *out),
            key=lambda n: (done[n] + noise * dice.random() - lead * frame.must[n] - FAR * pressed[n], n),
        )
        self._priced = dice.random() < _PRICED
        added: list[int] = []
        tried: set[int] = set()
        for n in order:
            if frame.is_wanted(n) or frame.must[n]:
                self._place(n, added, tried)
        for n in taken:
            needed = frame.must[n] or any(u in draft.starts for u in frame.users[n])
            if n not in draft.starts and needed and not self._place(n, added, tried):
                for r in added:
                    draft.take(r)
                return None
        return added

    def _place(self, n: int, added: list[int], tried: set[int]) -> bool:
        """Put a job in, what it requires first; return whether it is in."""
        draft = self._draft
        if n in draft.starts:
            return True
        if n in tried:
            return False
        tried.add(n)
        if not all(self._place(r, added, tried) for r in self._frame.requires[n]):
            return False
        start = draft.first_of(n, self._guide.ranked[n]) if self._priced else draft.first_fit(n)
        if start is not None and self._dice.random() < _BLINK:
            fits = draft.room.fits
            start = next((s for s in range(start + 1, draft.high(n) + 1) if fits(n, s)), start)
        if start is None:
            return False
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
