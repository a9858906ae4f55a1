"""From the relaxed program to schedules: whole starts read off fractions of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from planner.roadmap.schedule.draft import Draft, Rank, Tables
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.guide import FAR, Guide
from planner.roadmap.schedule.packed import Packed
from planner.roadmap.schedule.polish import polish

_LEADS = (1.5, 100.0)
"""By how many quarters jobs that have to be there go before others, in some of the schedules that are tried."""
_POLISHED = 3
"""How many of the schedules are polished."""


def drafts(frame: Frame, room: Packed, where: Guide, wished: Mapping[int, int]) -> Iterator[Draft]:
    """Yield schedules made in one pass each.

    Args:
        frame: The jobs.
        room: The room beside the fixed ones.
        where: Where jobs belong.
        wished: Starts of the jobs that wishes are about, which meet them as far as can be.
    """
    free = [n for n in frame.free if frame.is_wanted(n) or frame.must[n]]
    leads = _LEADS if any(frame.must[n] for n in free) else ()

    def order(done: Sequence[float], lead: float = 0.0) -> list[int]:
        """Return the jobs by where they belong, those that have to be there so many quarters earlier."""
        return sorted(free, key=lambda n: (done[n] - lead * frame.must[n] - FAR * frame.is_pressed(n), n))

    for done in where.orders:
        draft = Draft(frame, room)
        draft.fill(order(done))
        yield draft
    for lead in leads:
        for ranked in (None, where.ranked):
            draft = Draft(frame, room)
            draft.fill(order(where.mean, lead), ranked)
            yield draft
    if wished:
        draft = Draft(frame, room)
        for n, start in wished.items():
            if n not in draft.starts:
                draft.put(n, start)
        draft.fill(order(where.mean), where.ranked)
        yield draft


def first_plan(frame: Frame, tables: Tables, where: Guide, wished: Mapping[int, int]) -> Draft:
    """Return the best schedule that can be read off the relaxed program."""

    def rank(draft: Draft) -> tuple[int, Rank]:
        missing = sum(frame.must[n] and n not in draft.starts for n in frame.free)
        return missing, tables.rank(frame, draft.starts)

    found = sorted(drafts(frame, Packed(frame), where, wished), key=rank)[:_POLISHED]
    for draft in found:
        polish(draft, tables)
    return min(found, key=rank)
