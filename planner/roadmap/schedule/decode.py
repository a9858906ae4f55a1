"""From the relaxed program to schedules: whole starts read off fractions of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from planner.roadmap.schedule.draft import Draft, Tables
from planner.roadmap.schedule.frame import Frame
from planner.roadmap.schedule.polish import polish
from planner.roadmap.schedule.program import Program
from planner.roadmap.schedule.room import Room
from planner.roadmap.schedule.ruin import FAR, Guide
from planner.roadmap.schedule.solver import Answer

_LEADS = (0.0, 1.5, 100.0)
"""By how many quarters jobs that have to be there go before others, in the schedules that are tried."""


def guide(program: Program, tables: Tables, answer: Answer) -> Guide:
    """Return where jobs belong according to a relaxed program.

    Args:
        program: The program.
        tables: What each start contributes.
        answer: Its solution; empty when the solver had none, and then every job belongs where it can start
            first.
    """
    frame = program.frame
    mean = [float(frame.finish(n, frame.first[n])) for n in range(len(frame.jobs))]
    price = [[0.0] * (frame.quarters + 1) for _ in frame.jobs]
    if not answer.values:
        return Guide(mean, tables.carried)
    for n, shares in program.shares(answer.values).items():
        placed = sum(shares)
        ends = sum(share * frame.finish(n, frame.first[n] + k) for k, share in enumerate(shares))
        mean[n] = ends + (1 - placed) * frame.quarters
    if answer.prices:
        money, hours = [0.0] * frame.quarters, [0.0] * frame.quarters
        for row, of_money, t in program.cap_rows:
            (money if of_money else hours)[t] = max(0.0, -answer.prices[row])
        for n in program.members:
            _price(frame, n, money, hours, price[n])
    cost = [[a + b for a, b in zip(*pair, strict=True)] for pair in zip(tables.carried, price, strict=True)]
    return Guide(mean, cost)


def _price(frame: Frame, n: int, money: Sequence[float], hours: Sequence[float], found: list[float]) -> None:
    job = frame.jobs[n]
    for s in frame.starts(n):
        end = s + job.duration
        total = sum(money[t] * job.money_each + hours[t] * job.hours_each for t in range(s, end))
        if job.recurring:
            total += job.recurring * sum(money[t] for t in range(end, frame.quarters) if not frame.lenient[t])
        found[s] = total


def drafts(frame: Frame, room: Room, where: Guide, wished: Mapping[int, int]) -> list[Draft]:
    """Return schedules made in one pass each.

    Args:
        frame: The jobs.
        room: The room beside the fixed ones.
        where: Where jobs belong.
        wished: Starts of the jobs that wishes are about, which meet them as far as can be.
    """
    free = [n for n in frame.free if frame.is_wanted(n) or frame.must[n]]

    def order(lead: float) -> list[int]:
        """Return the jobs by where they belong, those that have to be there so many quarters earlier."""
        return sorted(
            free, key=lambda n: (where.mean[n] - lead * frame.must[n] - FAR * frame.is_pressed(n), n)
        )

    found = []
    for lead in _LEADS:
        for cost in (None, where.cost):
            draft = Draft(frame, room)
            draft.fill(order(lead), cost)
            found.append(draft)
    draft = Draft(frame, room)
    for n, start in wished.items():
        if n not in draft.starts:
            draft.put(n, start)
    draft.fill(order(0), where.cost)
    found.append(draft)
    return found


def first_plan(frame: Frame, tables: Tables, where: Guide, wished: Mapping[int, int]) -> Draft:
    """Return the best schedule that can be read off the relaxed program."""
    room = Room(frame)
    best = None
    for draft in drafts(frame, room, where, wished):
        polish(draft, tables)
        missing = sum(frame.must[n] and n not in draft.starts for n in frame.free)
        rank = (missing, tables.rank(frame, draft.starts))
        if best is None or rank < best[0]:
            best = (rank, draft)
    assert best is not None, "there is always a draft"
    return best[1]
