"""Money and hours of every quarter against the caps while initiatives are placed."""

from __future__ import annotations

from planner.roadmap.job import Job

SLACK = 1e-9
"""How far over a cap still counts as on it: rounding of sums, relative to the cap."""


class Ledger:
    """What is left of the caps in each quarter.

    Attributes:
        money: Money left of the cap of each quarter; negative where a pin went over it.
        hours: Hours left likewise.
    """

    def __init__(self, quarters: int, money_cap: float | None, hours_cap: float | None) -> None:
        self.quarters = quarters
        infinity = float("inf")
        self._money_cap = infinity if money_cap is None else money_cap
        self._hours_cap = infinity if hours_cap is None else hours_cap
        self.money = [self._money_cap] * quarters
        self.hours = [self._hours_cap] * quarters
        self._least = [self._money_cap] * (quarters + 1)
        self._money_slack = SLACK * max(1.0, money_cap or 0.0)
        self._hours_slack = SLACK * max(1.0, hours_cap or 0.0)
        self._refresh()

    def copy(self) -> Ledger:
        """Return an independent copy."""
        twin = object.__new__(Ledger)
        twin.__dict__.update(self.__dict__)
        twin.money, twin.hours, twin._least = self.money[:], self.hours[:], self._least[:]
        return twin

    def fits(self, job: Job, start: int) -> bool:
        """Return whether a job can start in a quarter without carrying any over a cap."""
        end = start + job.duration
        if end > self.quarters:
            return False
        if job.money > 0 and min(self.money[start:end]) < job.money - self._money_slack:
            return False
        if job.hours > 0 and min(self.hours[start:end]) < job.hours - self._hours_slack:
            return False
        return job.recurring <= 0 or self._least[end] >= job.recurring - self._money_slack

    def add(self, job: Job, start: int) -> None:
        """Take a job in at a quarter, whether it fits or not."""
        self._book(job, start, 1)

    def remove(self, job: Job, start: int) -> None:
        """Take a job out again."""
        self._book(job, start, -1)

    def shortage(self, job: Job, start: int) -> tuple[tuple[int, float], tuple[int, float]]:
        """Return the quarter with most money missing and how much, and likewise for hours."""
        money, hours = (start, 0.0), (start, 0.0)
        for t in range(start, self.quarters):
            running = t < start + job.duration
            needed = job.money if running else job.recurring
            lack = needed - self.money[t] if needed > 0 else 0.0
            if lack > money[1] + self._money_slack:
                money = (t, lack)
            lack = job.hours - self.hours[t] if running and job.hours > 0 else 0.0
            if lack > hours[1] + self._hours_slack:
                hours = (t, lack)
        return money, hours

    def over(self) -> list[tuple[int, float, float]]:
        """Return the quarters over a cap, with the money and the hours over it."""
        return [
            (t, max(0.0, -self.money[t]), max(0.0, -self.hours[t]))
            for t in range(self.quarters)
            if self.money[t] < -self._money_slack or self.hours[t] < -self._hours_slack
        ]

    def _book(self, job: Job, start: int, sign: int) -> None:
        end = start + job.duration
        for t in range(start, end):
            self.money[t] -= sign * job.money
            self.hours[t] -= sign * job.hours
        if job.recurring:
            for t in range(end, self.quarters):
                self.money[t] -= sign * job.recurring
        self._refresh()

    def _refresh(self) -> None:
        """Keep the least money left from each quarter on; nothing is needed past the last one."""
        least = float("inf")
        self._least[self.quarters] = least
        for t in range(self.quarters - 1, -1, -1):
            least = min(least, self.money[t])
            self._least[t] = least
