"""Starts that no schedule can have: too soon even with nothing planned but the job and what it requires."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from planner.roadmap.schedule.frame import Frame, slack
from planner.roadmap.schedule.problem import Job


def close(frame: Frame) -> dict[int, set[int]]:
    """Rule out starts for which a job's own chain finds no room beside the fixed jobs.

    In every schedule in which a job starts in quarter s: what it requires has finished by then, so that
    its monthly money is due from the next quarter on; the job's own money and hours fit into its quarters,
    its monthly money into those after; and the one-time money and the hours of them all fit, together, into
    the quarters up to the job's last one, those of what it requires into the quarters up to s.

    The first and last starts of the frame move inwards where nothing is left before or after them.

    Returns:
        The starts in between that are ruled out as well, by job.
    """
    sums = _sums(frame, money=True), _sums(frame, money=False)
    closed: dict[int, set[int]] = {}
    for n in range(len(frame.jobs)):
        if frame.fixed[n]:
            continue
        frame.first[n] = max([frame.first[n], *(frame.finish(r, frame.first[r]) for r in frame.requires[n])])
        chain = [frame.jobs[r] for r in frame.ancestors(n) if not frame.fixed[r]]
        blocked = any(frame.first[r] > frame.last[r] for r in frame.requires[n])
        possible = [
            s for s in frame.starts(n)
            if not blocked and _fits_beside(frame, n, s, chain) and _fits_in_all(frame, n, s, chain, sums)
        ]  # fmt: skip
        if possible:
            frame.first[n], frame.last[n] = possible[0], possible[-1]
            closed[n] = set(frame.starts(n)) - set(possible)
        else:
            frame.last[n] = frame.first[n] - 1
    return closed


def _fits_beside(frame: Frame, n: int, start: int, chain: Sequence[Job]) -> bool:
    """Return whether a job fits into each quarter beside the monthly money of what it requires."""
    job = frame.jobs[n]
    end, tail = start + job.duration, fsum(required.recurring for required in chain)
    for t in range(start, frame.quarters):
        due = tail if t > start and not frame.lenient[t] else 0.0
        if t < end:
            if job.hours_each > frame.hours[t] + _slack(frame, t, money=False):
                return False
            due = due + job.money_each if job.money_each else due
        elif not frame.lenient[t]:
            due += job.recurring
        if due > 0 and due > frame.money[t] + _slack(frame, t, money=True):
            return False
    return True


def _fits_in_all(
    frame: Frame, n: int, start: int, chain: Sequence[Job], sums: tuple[list[float], list[float]]
) -> bool:
    """Return whether a job and what it requires fit, all together, into the quarters up to its last."""
    job = frame.jobs[n]
    last = start + job.duration - 1
    for room, before, mine in (
        (sums[0], fsum(required.one_time for required in chain), job.one_time),
        (sums[1], fsum(required.hours for required in chain), job.hours),
    ):
        if (before > 0 and before > room[start]) or (before + mine > 0 and before + mine > room[last]):
            return False
    return True


def _sums(frame: Frame, *, money: bool) -> list[float]:
    """Return what is left of the caps from the beginning up to each quarter, rounding included."""
    left = frame.money if money else frame.hours
    found, total = [], 0.0
    for t in range(frame.quarters):
        total += left[t] + _slack(frame, t, money=money)
        found.append(total)
    return found


def _slack(frame: Frame, t: int, *, money: bool) -> float:
    caps = frame.problem.caps
    cap = caps.money[t] if money else caps.hours[t]
    return 0.0 if cap is None else slack(cap)
