"""What is left of the caps beside a schedule, in money and hours: what reasons are told from."""

from __future__ import annotations

from planner.roadmap.schedule.frame import Frame, slack


class Room:
    """Money and hours left in each quarter beside the fixed jobs.

    Attributes:
        money: Money left.
        hours: Hours left.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.quarters = frame.quarters
        self.money, self.hours = frame.money[:], frame.hours[:]
        caps = frame.problem.caps
        self._lenient = frame.lenient
        # What a figure may fall short of and still fit: rounding, not money.
        tiny = max((slack(cap) for cap in (*caps.money, *caps.hours) if cap is not None), default=0.0)
        self._tiny = tiny
        self._takes = [(job.duration, job.money_each, job.hours_each, job.recurring) for job in frame.jobs]

    def add(self, n: int, start: int) -> None:
        """Take a job in, whether it fits or not."""
        self._book(n, start, 1.0)

    def remove(self, n: int, start: int) -> None:
        """Take a job out."""
        self._book(n, start, -1.0)

    def lacking(self, n: int, start: int) -> tuple[list[tuple[int, float]], list[tuple[int, float]]]:
        """Return the quarters in which money, and hours, are missing for a job to start in a quarter."""
        job = self._frame.jobs[n]
        end = start + job.duration
        money, hours = [], []
        for t in range(start, self.quarters):
            needed = job.money_each if t < end else job.recurring
            lenient = t >= end and self._lenient[t]
            if needed > 0 and not lenient and self.money[t] < needed - self._tiny:
                money.append((t, needed - self.money[t]))
            if t < end and self.hours[t] < job.hours_each - self._tiny:
                hours.append((t, job.hours_each - self.hours[t]))
        return money, hours

    def _book(self, n: int, start: int, sign: float) -> None:
        duration, money_each, hours_each, recurring = self._takes[n]
        end = start + duration
        money, hours = self.money, self.hours
        if money_each:
            for t in range(start, end):
                money[t] -= sign * money_each
        if hours_each:
            for t in range(start, end):
                hours[t] -= sign * hours_each
        if recurring:
            for t in range(end, self.quarters):
                if not self._lenient[t]:
                    money[t] -= sign * recurring
