"""What comes before everything else: pins kept, approved work scheduled, due dates met, as far as can be.

Only approved, due and pinned jobs and what they require matter here: all others could stay out.
"""

from __future__ import annotations

from math import fsum

import msgspec

from planner.roadmap.schedule.draft import Draft, Tables
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.packed import Packed
from planner.roadmap.schedule.program import Program, Terms
from planner.roadmap.schedule.solver import Solver

_NODES = 400
_SECONDS = 1.0
"""A safety stop: these programs are small."""
_NEAR = 1e-6


class Goals(msgspec.Struct, frozen=True, kw_only=True):
    """How far the first wishes can be met."""

    unmet: int
    """Approved jobs that have to stay without a quarter."""
    lateness: float
    """The weighted lateness that is left."""
    starts: dict[int, int]
    """A schedule of the jobs concerned that meets them so far; the fixed ones included."""
    as_rows: bool
    """The windows of the frame do not ensure them: a program needs rows for it."""


def keep_pins(frame: Frame) -> tuple[int, ...]:
    """Hold what pins require in quarters where it goes over the caps least, when it has to.

    Where all of it fits under the caps in time nothing is held.

    Returns:
        The jobs that are held, as if they were pinned.
    """
    must = [n for n in frame.free if frame.must[n]]
    draft = _greedy(frame, must)
    if all(n in draft.starts for n in must):
        return ()
    program = Program(frame, must, excess=True)
    terms: Terms = [(column, 1.0 / max(cap, 1.0)) for column, cap in program.over]
    # Among equals, what weighs most is done first.
    carried, _ = program.carried_terms()
    weight = max(1.0, fsum(frame.jobs[n].weight for n in must) * frame.quarters)
    program.minimise([*terms, *((column, factor * 1e-5 / weight) for column, factor in carried)], 0.0)
    answer = Solver(program).whole(nodes=_NODES, seconds=_SECONDS)
    if answer.values and fsum(answer.values[column] * factor for column, factor in terms) <= _NEAR:
        return ()
    starts = program.starts(answer.values) if answer.values else {n: frame.first[n] for n in must}
    frame.hold(starts)
    return tuple(starts)


def goals(frame: Frame, tables: Tables) -> Goals:
    """Return how far the first wishes can be met: first approvals, then due dates.

    As far as they can all be met at their best, the windows of the frame are narrowed to that.
    """
    members = concerned(frame)
    unmet = sum(job.approved for n, job in enumerate(frame.jobs) if frame.first[n] > frame.last[n])
    least = (unmet, round(fsum(tables.late[n][_best(frame, n)] for n in range(len(frame.jobs))), 7))
    draft = _greedy(frame, members)
    found = _figures(frame, tables, draft.starts)
    complete = all(n in draft.starts for n in members if frame.must[n])
    if found > least or not complete:
        draft, found = _improved(frame, tables, members, draft if complete else None, least)
    if found[0] == least[0]:
        for n in members:
            if frame.jobs[n].approved:
                frame.require(n)
    if found[1] <= least[1] + _NEAR:
        for n in members:
            if frame.is_due(n) and frame.jobs[n].weight > 0:
                job = frame.jobs[n]
                limit = max(job.due or 0, 0, frame.finish(n, frame.first[n]))
                frame.require(n)
                frame.tighten(n, limit - job.duration + 1)
    return Goals(
        unmet=found[0], lateness=found[1], starts=draft.starts,
        as_rows=found[0] > least[0] or found[1] > least[1] + _NEAR,
    )  # fmt: skip


def concerned(frame: Frame) -> list[int]:
    """Return the open jobs that goals depend on: approved, due or needed by a pin, with what they require."""
    wished = [
        n for n in frame.free
        if frame.must[n] or frame.jobs[n].approved or (frame.is_due(n) and frame.jobs[n].weight > 0)
    ]  # fmt: skip
    return [n for n in frame.closure(wished) if not frame.fixed[n]]


def add_rows(program: Program, found: Goals, tables: Tables) -> float:
    """Keep a program to the goals; return how late its members may be."""
    outside = set(range(len(program.frame.jobs))) - set(program.members)
    fixed = fsum(tables.late[n][found.starts.get(n, -1)] for n in outside)
    out = sum(program.frame.jobs[n].approved and n not in found.starts for n in outside)
    limit = found.lateness - fixed
    if found.as_rows:
        program.at_most(*program.unmet_terms(), found.unmet - out + 0.5)
        program.at_most(*program.lateness_terms(), limit + _NEAR)
    return limit


def _best(frame: Frame, n: int) -> int:
    return frame.first[n] if frame.first[n] <= frame.last[n] else -1


def _figures(frame: Frame, tables: Tables, starts: dict[int, int]) -> tuple[int, float]:
    unmet, late, *_ = tables.rank(frame, starts)
    return unmet, late


def _greedy(frame: Frame, members: list[int]) -> Draft:
    """Place the jobs one after the other, the most pressing first."""
    draft = Draft(frame, Packed(frame))

    def key(n: int) -> tuple[bool, int, int, bool, float]:
        job = frame.jobs[n]
        due = frame.quarters if job.due is None else job.due - job.duration
        return not frame.must[n], frame.last[n] if frame.must[n] else 0, due, not job.approved, -job.weight

    draft.fill(sorted(members, key=key))
    return draft


def _improved(
    frame: Frame, tables: Tables, members: list[int], draft: Draft | None, least: tuple[int, float]
) -> tuple[Draft, tuple[int, float]]:
    """Return the best schedule of the jobs by unmet approvals, then by weighted lateness."""
    program = Program(frame, members)
    outside = [n for n in range(len(frame.jobs)) if n not in set(members) and not frame.fixed[n]]
    out = sum(frame.jobs[n].approved for n in outside)
    unmet = program.unmet_terms()
    for level in (0, 1):
        figures = None if draft is None else _figures(frame, tables, draft.starts)
        if figures is not None and figures[level] <= least[level]:
            continue
        if level == 1 and figures is not None:
            program.at_most(*unmet, figures[0] - out + 0.5)
        program.minimise(*(unmet if level == 0 else program.lateness_terms()))
        begin = None if draft is None else program.values(draft.starts)
        answer = Solver(program).whole(start=begin, nodes=_NODES, seconds=_SECONDS)
        if answer.values:
            better = Draft(frame, Packed(frame))
            for n, start in program.starts(answer.values).items():
                better.put(n, start)
            if figures is None or _figures(frame, tables, better.starts) < figures:
                draft = better
    if draft is None:  # not even that was found in time: pins stand without what they need
        draft = _greedy(frame, members)
    return draft, _figures(frame, tables, draft.starts)
