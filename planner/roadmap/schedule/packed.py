"""What is left of all caps in one whole number, so that a search can ask thousands of times a second.

Each cap of each quarter is a field of bits in one number, in steps of 2⁻⁴⁰ of the cap. What a job takes from
every quarter when it starts in one of them is such a number as well: one subtraction takes the job in, and
shows in the guard bits above the fields whether it fits.
"""

from __future__ import annotations

from math import isinf

from planner.roadmap.schedule.frame import Frame, slack

_STEPS = 1 << 40
"""Steps in a cap: rounding a thousand jobs to them stays below what counts as on the cap."""
_MOST = 2 * _STEPS
"""What takes more than the cap takes this much: it does not fit, and nothing spills into the next field."""
_GUARD = 46
"""The bit above each field; fields have room for jobs put in whether they fit or not."""
_WIDTH = _GUARD + 1
_HALF = 0.5
"""The share of the slack that sums may use; the rest is for rounding to steps."""

Need = tuple[int, int]
"""What a job takes from all fields, and the guard bits of the fields it takes from."""


class Packed:
    """Money and hours left in each quarter beside the fixed jobs.

    Attributes:
        left: What is left, guard bits set.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        caps = frame.problem.caps
        self._money = [_scale(cap) for cap in caps.money]
        self._hours = [_scale(cap) for cap in caps.hours]
        self._needs: list[list[Need] | None] = [None] * len(frame.jobs)
        self.left = 0
        for at, room, cap, scale in (
            *zip(range(frame.quarters), frame.money, caps.money, self._money, strict=True),
            *zip(
                range(frame.quarters, 2 * frame.quarters), frame.hours, caps.hours, self._hours, strict=True
            ),
        ):
            left = 0 if cap is None or isinf(room) else int((room + _HALF * slack(cap)) * scale)
            self.left |= (left | 1 << _GUARD) << at * _WIDTH

    def copy(self) -> Packed:
        """Return an independent copy."""
        twin = object.__new__(Packed)
        twin.__dict__.update(self.__dict__)
        return twin

    def needs(self, n: int) -> list[Need]:
        """Return what a job takes, for each quarter it could start in by its duration alone."""
        found = self._needs[n]
        if found is None:
            found = self._needs[n] = self._pack(n)
        return found

    def fits(self, n: int, start: int) -> bool:
        """Return whether a job can start in a quarter without carrying any over a cap."""
        need, guard = self.needs(n)[start]
        return (self.left - need) & guard == guard

    def _pack(self, n: int) -> list[Need]:
        frame, job, quarters = self._frame, self._frame.jobs[n], self._frame.quarters
        each = [_field(t, job.money_each, self._money[t]) for t in range(quarters)]
        work = [_field(quarters + t, job.hours_each, self._hours[t]) for t in range(quarters)]
        after = (0, 0)
        tails = [after]
        for t in range(quarters - 1, -1, -1):
            if not frame.lenient[t]:
                after = _both(after, _field(t, job.recurring, self._money[t]))
            tails.append(after)
        tails.reverse()
        found = []
        for s in range(quarters - job.duration + 1):
            need = tails[s + job.duration]
            for t in range(s, s + job.duration):
                need = _both(_both(need, each[t]), work[t])
            found.append(need)
        return found


def _scale(cap: float | None) -> float:
    return 0.0 if cap is None else _STEPS / max(cap, 1.0)


def _field(at: int, amount: float, scale: float) -> Need:
    if amount <= 0 or not scale:
        return 0, 0
    taken = min(_MOST, max(1, round(amount * scale)))
    return taken << at * _WIDTH, 1 << at * _WIDTH + _GUARD


def _both(one: Need, other: Need) -> Need:
    return one[0] + other[0], one[1] | other[1]
