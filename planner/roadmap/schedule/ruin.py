"""Ruin and recreate: take some jobs out of a schedule, put them back differently, keep what is no worse."""

from __future__ import annotations

import random
from collections.abc import Sequence

from planner.roadmap.schedule.draft import Draft, Rank, Tables
from planner.roadmap.schedule.polish import polish

_SEED = 20261127
_FEWEST, _MOST = 3, 12
"""How many jobs are taken out at a time."""
_NOISES = (0.3, 1.0, 3.0)
"""By how many quarters the order in which jobs are put back may differ from the relaxed program's."""
_FAR = 100
"""More quarters than any noise moves a job: what has to be there is put back first."""
_PRICED = 0.4
"""How often a job is put where it takes least from others, not where there is room first."""
_THRESHOLD = 0.004
"""By what share of the weight carried a schedule may be worse than the present one and still be kept, at first."""


class Guide:
    """What the relaxed program says about where jobs belong.

    Attributes:
        mean: For each job the quarter it finishes in on average; the number of quarters for one left out.
        price: For each job and start what its money and hours are worth to the others.
    """

    def __init__(self, mean: Sequence[float], price: Sequence[Sequence[float]]) -> None:
        self.mean, self.price = mean, price


class Improver:
    """A schedule that gets better step by step; the same steps give the same schedule.

    Attributes:
        best: The best schedule so far: job to start.
        rank: How good it is.
        steps: How many steps were made.
    """

    def __init__(self, draft: Draft, tables: Tables, guide: Guide, total: int, seed: int = 0) -> None:
        """Begin with a schedule.

        Args:
            draft: The schedule; it is changed in place.
            tables: What each start contributes.
            guide: Where jobs belong.
            total: In how many steps the threshold falls to nothing.
            seed: Different seeds give different walks.
        """
        self._draft, self._tables, self._guide = draft, tables, guide
        self._frame = draft.frame
        self._dice = random.Random(_SEED + seed)  # noqa: S311 - a repeatable walk, no secret
        self._total = max(1, total)
        self._free = list(self._frame.free)
        self._cost = [
            [carried + price for carried, price in zip(tables.carried[n], guide.price[n], strict=False)]
            for n in range(len(self._frame.jobs))
        ]
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
        return self.rank < before

    def _step(self) -> None:
        self.steps += 1
        draft, frame = self._draft, self._frame
        taken = {n: draft.take(n) for n in self._ruin()}
        added = self._recreate(taken)
        if added is None:
            self._back(taken, [])
            return
        here = self._tables.rank(frame, draft.starts)
        unmet, late, carried, *_ = self._here
        limit = carried * (1 + _THRESHOLD * max(0.0, 1 - self.steps / self._total))
        if here < self._here or (here[:2] <= (unmet, late) and here[2] <= limit):
            self._here = here
            if here < self.rank:
                self._keep()
        else:
            self._back(taken, added)

    def _keep(self) -> None:
        polish(self._draft, self._tables)
        self._here = self.rank = self._tables.rank(self._frame, self._draft.starts)
        self.best = dict(self._draft.starts)

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
        noise, mean = dice.choice(_NOISES), self._guide.mean
        order = sorted(
            (*taken, *out), key=lambda n: (mean[n] + noise * dice.random() - _FAR * frame.must[n], n)
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
        start = self._cheapest(n) if self._priced else draft.first_fit(n)
        if start is None:
            return False
        draft.put(n, start)
        added.append(n)
        return True

    def _cheapest(self, n: int) -> int | None:
        """Return the start with room at which a job and what it takes from others cost least."""
        draft = self._draft
        low = draft.low(n)
        if low is None:
            return None
        cost = self._cost[n]
        fits = draft.room.fits
        found = [s for s in range(low, draft.high(n) + 1) if fits(n, s)]
        return min(found, key=lambda s: (cost[s], s), default=None)
