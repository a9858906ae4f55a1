"""Taking what is free: earlier starts, jobs that fit after all, money spent later or not at all."""

from __future__ import annotations

from planner.roadmap.schedule.draft import Draft, Tables

_ROUNDS = 20
"""Each round makes the schedule better; more are hardly ever needed."""


def polish(draft: Draft, tables: Tables) -> None:
    """Improve a schedule where one job can be moved, put in or left out by itself.

    Afterwards no job with weight could start sooner where it is looked at alone, and none that would fit with
    what it requires is left out: the reasons that are given for a place rest on it.
    """
    for _ in range(_ROUNDS):
        moved = _sooner(draft)
        moved = _put_in(draft) or moved
        moved = _left_out(draft) or moved
        moved = _later(draft, tables) or moved
        if not moved:
            return


def _sooner(draft: Draft) -> bool:
    """Move jobs with weight to the first quarter with room."""
    frame, moved = draft.frame, False
    for n in sorted(draft.starts, key=lambda n: (draft.starts[n], n)):
        if frame.fixed[n] or frame.jobs[n].weight <= 0:
            continue
        start = draft.take(n)
        found = draft.first_fit(n)
        draft.put(n, start if found is None or found >= start else found)
        moved = moved or draft.starts[n] != start
    return moved


def _put_in(draft: Draft) -> bool:
    """Place jobs that are wanted and fit with what they require."""
    frame, moved = draft.frame, False
    out = [n for n in frame.free if n not in draft.starts and frame.is_wanted(n)]
    for n in sorted(out, key=lambda n: (not frame.jobs[n].approved, -frame.jobs[n].weight, n)):
        if n in draft.starts:
            continue
        added = []
        for r in frame.closure([n]):
            if r in draft.starts:
                continue
            start = draft.first_fit(r)
            if start is None:
                break
            draft.put(r, start)
            added.append(r)
        if n in draft.starts:
            moved = True
        else:
            for r in added:
                draft.take(r)
    return moved


def _left_out(draft: Draft) -> bool:
    """Leave out what is not wanted and nothing needs."""
    frame, moved = draft.frame, False
    for n in range(len(frame.jobs) - 1, -1, -1):
        if n not in draft.starts or frame.fixed[n] or frame.must[n] or frame.is_wanted(n):
            continue
        if not any(user in draft.starts for user in frame.users[n]):
            draft.take(n)
            moved = True
    return moved


def _later(draft: Draft, tables: Tables) -> bool:
    """Move jobs without weight to where they cost least, keeping their own due dates as well as before."""
    frame, moved = draft.frame, False
    for n in sorted(draft.starts, key=lambda n: (-draft.starts[n], n)):
        if frame.fixed[n] or frame.jobs[n].weight > 0:
            continue
        start = draft.take(n)
        low = draft.low(n)
        assert low is not None, "what it requires is placed"
        possible = [s for s in range(low, draft.high(n) + 1) if s == start or draft.room.fits(n, s)]
        best = min(possible, key=lambda s: (tables.unasked[n][s], round(tables.spending[n][s], 7), s))
        draft.put(n, best)
        moved = moved or best != start
    return moved
