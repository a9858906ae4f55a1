"""Where jobs belong according to the relaxed program."""

from __future__ import annotations

from planner.roadmap.schedule.program import Program
from planner.roadmap.schedule.solver import Answer

_SHARES = (0.05, 0.15, 0.25, 0.35, 0.45, 0.55, 0.65, 0.75, 0.85, 0.95)
"""How much of a job has to be done for it to count as done, in the orders that are read off."""
_MEAN = 0.3
"""How much the mean finish tells apart jobs that are done in the same quarter."""
FAR = 1000.0
"""More quarters than anything else moves a job: what has hardly a choice is put in first."""
_TINY = 1e-9


class Guide:
    """Orders in which to place jobs, and the starts that suit each.

    The relaxed program splits jobs over several quarters. Each share of a job that may count as the whole
    gives another order, and each of them is a good one.

    Attributes:
        mean: For each job the quarter it finishes in on average; the number of quarters for one left out.
        orders: For each share, for each job, about when it is done.
        ranked: For each job its starts, best first, when money, hours and what others wait for have their price.
    """

    def __init__(self, program: Program, answer: Answer) -> None:
        """Read a solution of the program.

        Args:
            program: The program.
            answer: Its relaxed solution; empty when the solver had none, and then every job belongs where it
                can start first.
        """
        frame = program.frame
        jobs = range(len(frame.jobs))
        self.mean = [float(frame.finish(n, frame.first[n])) for n in jobs]
        self.ranked: list[list[int]] = [list(frame.starts(n)) for n in jobs]
        self.orders = [self.mean]
        if not answer.values:
            return
        begun = program.begun(answer.values)
        for n, shares in begun.items():
            # Up to its first finish it is not done, then for the share that is missing.
            self.mean[n] += sum(1 - share for share in shares) + (1 - shares[-1]) * (
                frame.quarters - frame.finish(n, frame.last[n]) - 1
            )
        for share in _SHARES:
            about = list(self.mean)
            for n, shares in begun.items():
                done = next((k for k, begun_by in enumerate(shares) if begun_by >= share - _TINY), None)
                at = frame.quarters if done is None else frame.finish(n, frame.first[n] + done)
                about[n] = at + _MEAN * self.mean[n]
            self.orders.append(about)
        if answer.reduced:
            for n, costs in program.dearer(answer.reduced).items():
                order = sorted(range(len(costs)), key=[round(cost, 6) for cost in costs].__getitem__)
                self.ranked[n] = [frame.first[n] + k for k in order]
