"""What changes when one piece of work starts a quarter earlier or later: for the page about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from textual.content import Content

from planner.tui.screens.roadmap.trial import percent_more
from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.model.roadmap import Initiative
    from planner.tui.screens.roadmap.planned import Planned
    from planner.workspace import Session

WORKING_OUT = Content.styled("  working out …\n", "$text-muted")


def consequences(session: Session, planned: Planned, item: Initiative) -> Content:
    """Return what follows from a quarter earlier and from one later; plans both: meant for a thread.

    Args:
        session: The open plan.
        planned: What is shown, with the what-if it is of.
        item: The piece of work.

    Raises:
        PlannerError: The what-if makes no sense any more.
    """
    start = planned.found.placements[item.id].start
    if start is None:
        return Content("  It has no quarter: o shows what follows when it is done in any case.\n")
    last = len(planned.found.quarters) - item.duration
    steps = [(start - 1, "A quarter earlier"), (start + 1, "A quarter later")]
    return Content.assemble(
        *(_one(session, planned, item.id, quarter, said) for quarter, said in steps if 0 <= quarter <= last)
    )


def _one(session: Session, planned: Planned, key: str, quarter: int, said: str) -> Content:
    name = planned.found.quarters[quarter].id
    found = session.try_out(replace(planned.what, pins={**planned.what.pins, key: name}))
    told = session.compared(found, planned.found)
    titles = {one.id: one.title for one in found.initiatives}
    others = sum(1 for move in told.moved if move.initiative != key)
    parts = [f"{others or 'no'} {'other moves' if others == 1 else 'others move'}"]
    parts += [f"{one_line(titles.get(k, k), 60)} falls out" for k in told.fell_out if k != key]
    parts += [f"{one_line(titles.get(k, k), 60)} comes in" for k in told.came_in if k != key]
    percent = percent_more(planned.found, told)
    parts.append(
        f"{abs(percent)}% {'more' if percent > 0 else 'less'} risk until all is done"
        if percent
        else "about as much risk until all is done"
    )
    known = set(session.words(planned.found).problems())
    fresh = [one_line(note, 200) for note in session.words(found).problems() if note not in known]
    more = f" ({len(fresh) - 1} more of this kind)" if len(fresh) > 1 else ""
    return Content(
        f"  {said} ({name}): {', '.join(parts)}.{' ' if fresh else ''}{''.join(fresh[:1])}{more}\n"
    )
