"""The one writing of every reason and problem."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from planner.model import reason as r
from planner.model.roadmap import Roadmap
from planner.model.text import one_line
from planner.writing import half_up, whole


class Words:
    """Words for one roadmap, with the names of quarters that are used where they are shown."""

    def __init__(self, roadmap: Roadmap, quarter: Callable[[str], str] = str) -> None:
        """Speak about a roadmap.

        Args:
            roadmap: Its titles and quarters.
            quarter: Turns a quarter's id into its name.
        """
        self._roadmap = roadmap
        self._titles = {i.id: i.title for i in roadmap.initiatives}
        self._name = quarter

    def why(self, initiative: str) -> str:
        """Return why an initiative stands in its quarter, or in none."""
        return self.reasons(self._roadmap.placements[initiative].reasons)

    def place(self, initiative: str) -> str:
        """Return the quarter of an initiative, or "unscheduled", and why."""
        start = self._roadmap.placements[initiative].start
        return f"{'unscheduled' if start is None else self._quarter(start)}: {self.why(initiative)}"

    def problems(self) -> tuple[str, ...]:
        """Return what could not be met, one sentence each."""
        return tuple(self.unmet(one) for one in self._roadmap.problems)

    def reasons(self, reasons: Iterable[r.Reason]) -> str:
        """Return reasons in a row."""
        return "; ".join(self.reason(one) for one in reasons)

    def reason(self, one: r.Reason) -> str:  # noqa: C901, PLR0911, PLR0912 - a table, one case a kind
        """Return one reason, a clause without a full stop."""
        match one:
            case r.Declined(by, why):
                return f"declined by {one_line(by)}: {one_line(why)}"
            case r.DeferredAway(by, None):
                return f"deferred by {one_line(by)} without a date"
            case r.DeferredAway(by, until):
                return f"deferred by {one_line(by)} until {until}, too late for this roadmap"
            case r.TooLong(takes, quarters):
                return f"takes {takes:,} quarters and the roadmap has {quarters}"
            case r.PinnedOutside(pin):
                return f"pinned to {self._name(pin)}, where it does not fit into the roadmap"
            case r.Circular():
                return "waits for itself through its prerequisites"
            case r.NeedsImpossible(work, because):
                tail = f" ({self.reason(because)})" if because is not None else ""
                return f"needs {self._title(work)}, which cannot be scheduled{tail}"
            case r.NeedsUnscheduled(work):
                return f"needs {self._title(work)}, which is not in the plan"
            case r.NoQuarterLeft():
                return "no quarter is left for it after what it waits for"
            case r.NothingToGain():
                return "would remove no known risk"
            case r.Short(lacks):
                return f"would need {' and '.join(self._lack(lack) for lack in lacks)}"
            case r.Crowded():
                return "no room was found for it beside the rest"
            case r.Approved(by):
                return f"approved by {one_line(by)}"
            case r.Pinned(by, why):
                name = one_line(by) or "hand"
                return f"pinned by {name}: {one_line(why)}" if why else f"pinned by {name}"
            case r.NeededBy(works, by):
                verb = "is" if len(works) == 1 else "are"
                return f"needed by {self._titles_of(works)}, which {verb} fixed, in {self._quarter(by)}"
            case r.NotSooner(works):
                return (
                    f"not needed before {self._titles_of(works)}"
                    if works
                    else "nothing is gained by doing it sooner"
                )
            case r.Deferred(by, until):
                return f"deferred by {one_line(by)} until {until}"
            case r.Due(date):
                return f"due {date}"
            case r.Waits(works, until):
                names = " and ".join(f"{self._title(work)} ({self._quarter(until)})" for work in works)
                return f"waits for {names}"
            case r.Full(quarters, what):
                verb = "is" if len(quarters) == 1 else "are"
                return f"{self._span(quarters)} {verb} full ({' and '.join(what)})"
            case r.MonthlyFull(quarters):
                return f"its monthly cost from an earlier quarter would not fit into {self._span(quarters)}"
            case r.FirstFree(at_start):
                return "first free quarter" if at_start else "first quarter it may start in"
            case r.OfAge():
                return "what it replaces has come of age by this quarter"
            case r.Brings(_, _, True):
                return "removes the most risk for its money"
            case r.Brings(risk, first_year, _):
                money = f" for {_amount(first_year)} in the first year" if first_year else ""
                return f"removes {half_up(risk, 1):,} risk{money}"

    def unmet(self, one: r.Unmet) -> str:  # noqa: PLR0911 - a table, one case a kind
        """Return one thing that could not be met, as a sentence."""
        match one:
            case r.Unpriced(book, own):
                return (
                    f"Nothing has a price yet: the prices are in {book}. "
                    f"State how many {own} one {book} buys, with the client."
                )
            case r.ApprovedOut(work, reasons):
                return f"{self._title(work)} is approved but has no quarter: {self.reasons(reasons)}."
            case r.PinnedOut(work, pin, reasons):
                return f"{self._title(work)} is pinned to {self._name(pin)} but has no quarter: {self.reasons(reasons)}."
            case r.PinnedEarly(work, quarter, needs):
                return (
                    f"{self._title(work)} is pinned to {self._quarter(quarter)}, before {self._title(needs)} "
                    "can be finished, which it needs."
                )
            case r.PinnedDespite(work, quarter, by):
                return f"{self._title(work)} is pinned to {self._quarter(quarter)} although {one_line(by)} deferred it."
            case r.Late(work, due, finish, _):
                return (
                    f"{self._title(work)} was to be done by {due} and is finished in {self._quarter(finish)}."
                )
            case r.DueOut(work, due):
                return f"{self._title(work)} was to be done by {due} and has no quarter."
            case r.Over(quarter, "hours", amount, _):
                return f"{self._quarter(quarter)} is {_hours(amount)} hours over the cap on hours because of what is pinned."
            case r.Over(quarter, _, amount, monthly):
                tail = f", {whole(monthly):,} of it monthly money of other work" if monthly >= 1 else ""
                return f"{self._quarter(quarter)} is {whole(amount):,} over the cap on money because of what is pinned{tail}."

    def _lack(self, lack: r.Lack) -> str:
        unit = " hours" if lack.what == "hours" else ""
        amount = f"{_amount(lack.amount)}{unit} more"
        if lack.first == lack.last:
            return f"{amount} in {self._quarter(lack.first)}"
        return f"up to {amount} a quarter from {self._quarter(lack.first)} to {self._quarter(lack.last)}"

    def _titles_of(self, works: Sequence[str]) -> str:
        return " and ".join(self._title(work) for work in works)

    def _title(self, work: str) -> str:
        return self._titles.get(work, work)

    def _quarter(self, index: int) -> str:
        return self._name(self._roadmap.quarters[index].id)

    def _span(self, quarters: Sequence[int]) -> str:
        """Return quarters in words: ``2027-Q1``, ``2027-Q1 and 2027-Q2``, ``2027-Q1 to 2027-Q4``."""
        names = [self._quarter(t) for t in quarters]
        if len(names) > 2 and quarters[-1] - quarters[0] == len(quarters) - 1:
            return f"{names[0]} to {names[-1]}"
        return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _amount(number: float) -> str:
    """Return a figure without needless digits, rounded up: less would not be enough."""
    if number >= 100:
        return f"{-int(-number // 1):,}"
    return f"{half_up(number, 2):,}".rstrip("0").rstrip(".")


def _hours(number: float) -> str:
    return f"{half_up(number, 1):,}"
