"""Every sentence about a place or a problem is true: its claim is checked against the numbers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.model import reason as r
from planner.model.decision import Choice
from planner.model.initiative import Machine, Replaced
from planner.model.quarter import Quarter
from planner.model.roadmap import Initiative, Roadmap
from planner.roadmap import Options, Words, arrange
from tests.assess.factory import plan
from tests.roadmap.factory import decided, options, work

_NEAR = 1e-6
LAPTOP = Replaced(
    equipment="laptop",
    title="laptop",
    plural="laptops",
    price="laptop",
    machines=(Machine(kind="devices", id="1", label="LT-1", due="2027-06-01"),),
)
_START = Quarter(2027, 1)


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Initiative], Options]:
    """Draw initiatives with every kind of wish, and caps that bind."""
    found: list[Initiative] = []
    decisions = [
        None,
        None,
        None,
        decided(Choice.APPROVE),
        decided(Choice.DECLINE),
        decided(Choice.DEFER, "2027-05-01"),
    ]
    for n in range(draw(st.integers(1, 8))):
        earlier = [i.id for i in found]
        found.append(
            work(
                f"i{n}",
                risk=draw(st.integers(0, 25)),
                hours=draw(st.integers(0, 30)),
                once=draw(st.sampled_from([0, 50, 120, 300])),
                monthly=draw(st.sampled_from([0, 0, 5, 20])),
                duration=draw(st.integers(1, 2)),
                requires=tuple(draw(st.lists(st.sampled_from(earlier), max_size=2, unique=True)))
                if earlier
                else (),
                due=draw(st.sampled_from([None, None, None, "2026-01-31", "2027-03-31", "2027-08-01"])),
                pinned=draw(st.sampled_from([None, None, None, None, "2027-Q1", "2027-Q2", "2031-Q1"])),
                decision=draw(st.sampled_from(decisions)),
            )
        )
        if draw(st.integers(0, 4)) == 0:
            # Equipment that comes of age in the second quarter.
            found[-1] = replace(found[-1], not_before="2027-05-01", replaces=(LAPTOP,), findings=())
    money = draw(st.sampled_from([None, 100, 250, (300, 120)]))
    hours = draw(st.sampled_from([None, 20, 45, (40, 20)]))
    return found, options(money=money, hours=hours, quarters=draw(st.integers(2, 5)))


class Numbers:
    """What a roadmap's own numbers say, worked out from its placements alone."""

    def __init__(self, found: Roadmap) -> None:
        self.found = found
        self.works = {i.id: i for i in found.initiatives}
        self.starts = {k: p.start for k, p in found.placements.items() if p.start is not None}
        self.quarters = len(found.quarters)

    def finish(self, key: str) -> int:
        return self.starts[key] + self.works[key].duration - 1

    def low(self, key: str) -> int:
        """The first quarter after what a work waits for and its deferral."""
        one = self.works[key]
        low = max((self.finish(q) for q in one.requires if q in self.starts), default=0)
        if one.decision is not None and one.decision.choice is Choice.DEFER:
            low = max(low, 1)
        if one.not_before is not None:
            low = max(low, min(1, self.quarters - one.duration))
        return low

    def pins_over(self, t: int) -> bool:
        """Whether what is pinned, or held for a pin, is over the cap on money by itself."""
        cap = self.found.quarters[t].cap
        fixed = {k for k in self.starts if self.is_fixed(k)}
        return cap is not None and self.load(t, fixed)[0] > cap + _NEAR

    def is_fixed(self, key: str) -> bool:
        reasons = self.found.placements[key].reasons
        held = isinstance(reasons[-1], r.NeededBy)
        return any(isinstance(one, r.Pinned) for one in reasons) or held

    def load(self, t: int, keys: set[str]) -> tuple[float, float]:
        money = hours = 0.0
        for key in keys & set(self.starts):
            one = self.works[key]
            if self.starts[key] <= t <= self.finish(key):
                money += one.one_time.expected / one.duration
                hours += one.partner_hours / one.duration
            elif t > self.finish(key):
                money += 3 * one.monthly.expected
        return money, hours

    def room(self, t: int, without: str) -> tuple[float, float]:
        """What the caps leave in a quarter beside everything but one work."""
        quarter = self.found.quarters[t]
        money, hours = self.load(t, set(self.starts) - {without})
        return (
            float("inf") if quarter.cap is None else quarter.cap - money,
            float("inf") if quarter.hours_cap is None else quarter.hours_cap - hours,
        )

    def lacks(self, key: str, start: int) -> dict[str, dict[int, float]]:
        """What is missing, where, for a work to start in a quarter."""
        one = self.works[key]
        found: dict[str, dict[int, float]] = {"money": {}, "hours": {}}
        for t in range(start, self.quarters):
            money, hours = self.room(t, key)
            running = t < start + one.duration
            needed = one.one_time.expected / one.duration if running else 3 * one.monthly.expected
            if self.pins_over(t):
                money = 0.0 if running else float("inf")
            if needed > _NEAR and needed > money + _NEAR:
                found["money"][t] = needed - max(money, 0.0)
            each = one.partner_hours / one.duration
            if running and each > _NEAR and each > hours + _NEAR:
                found["hours"][t] = each - max(hours, 0.0)
        return found

    # -- claims -----------------------------------------------------------------------------

    def wrong(self) -> Iterator[str]:
        for key in self.works:
            for one in self.found.placements[key].reasons:
                if not self.holds(key, one):
                    yield f"{key}: {one}"
        for problem in self.found.problems:
            if not self.is_unmet(problem):
                yield f"{problem}"

    def holds(self, key: str, one: r.Reason) -> bool:  # noqa: C901, PLR0911, PLR0912 - a table
        work_, start, decision = self.works[key], self.starts.get(key), self.works[key].decision
        chosen = None if decision is None else decision.choice
        match one:
            case r.Declined():
                return start is None and chosen is Choice.DECLINE
            case r.DeferredAway(_, until):
                return (
                    start is None
                    and chosen is Choice.DEFER
                    and until is not None
                    and 1 + work_.duration > self.quarters
                )
            case r.TooLong(takes, quarters):
                return start is None and takes == work_.duration > quarters == self.quarters
            case r.PinnedOutside(pin):
                at = Quarter.parse(pin).minus(_START)
                return start is None and not 0 <= at <= self.quarters - work_.duration
            case r.NeedsImpossible(other, _):
                return start is None and other in work_.requires and other not in self.starts
            case r.NeedsUnscheduled(other):
                return start is None and other in work_.requires and other not in self.starts
            case r.NoQuarterLeft():
                return start is None
            case r.NothingToGain():
                due = work_.due
                later = due is None or Quarter.of(date.fromisoformat(due)).minus(_START) >= self.quarters
                return start is None and work_.weight == 0 and later and chosen is not Choice.APPROVE
            case r.Short(lacks):
                return start is None and self.is_short(key, lacks)
            case r.Approved():
                return chosen is Choice.APPROVE
            case r.Pinned():
                return work_.pinned is not None and start == Quarter.parse(work_.pinned).minus(_START)
            case r.NeededBy(works, by):
                return all(key in self.works[u].requires and self.is_fixed(u) for u in works) and by == min(
                    self.starts[u] for u in works
                )
            case r.NotSooner(works):
                return work_.weight == 0 and all(
                    key in self.works[u].requires and u in self.starts for u in works
                )
            case r.Deferred():
                return chosen is Choice.DEFER and start is not None and start >= 1
            case r.Due(day):
                return work_.due == day
            case r.Waits(works, until):
                return set(works) <= set(work_.requires) and all(self.finish(w) == until for w in works)
            case r.Full(quarters, what):
                return all(
                    (("money" in what) == any(t < s + work_.duration for t in self.lacks(key, s)["money"]))
                    and (("hours" in what) == bool(self.lacks(key, s)["hours"]))
                    for s in quarters
                )
            case r.MonthlyFull(quarters):
                assert start is not None
                lacking = [self.lacks(key, s)["money"] for s in range(self.low(key), start)]
                return all(any(t in found for found in lacking) for t in quarters)
            case r.OfAge():
                return bool(work_.replaces) and start == self.low(key)
            case r.FirstFree(at_start):
                return start == self.low(key) and at_start == (start == 0)
            case r.Brings(risk, first_year, best):
                values = [self.works[k].value for k in self.starts]
                return (risk, first_year) == (work_.risk_removed, work_.first_year) and (
                    not best or work_.value == max(values)
                )
            case r.Crowded() | r.Circular():
                return False  # never needed in these cases

    def is_short(self, key: str, lacks: tuple[r.Lack, ...]) -> bool:
        """Whether something is missing at every start, and these amounts are what one of them lacks."""
        one = self.works[key]
        if any(q not in self.starts for q in one.requires):
            return bool(lacks)
        starts = range(self.low(key), self.quarters - one.duration + 1)
        missing = [self.lacks(key, s) for s in starts]
        told = {lack.what: (round(lack.amount, 6), lack.first, lack.last) for lack in lacks}
        seen = [
            {what: (round(max(f.values()), 6), min(f), max(f)) for what, f in found.items() if f}
            for found in missing
        ]
        return all(seen) and told in seen

    def is_unmet(self, problem: r.Unmet) -> bool:
        match problem:
            case r.ApprovedOut(key, _) | r.PinnedOut(key, _, _) | r.DueOut(key, _):
                return key not in self.starts
            case r.PinnedEarly(key, quarter, needs):
                late = needs not in self.starts or self.finish(needs) > quarter
                return self.starts[key] == quarter and needs in self.works[key].requires and late
            case r.PinnedDespite(key, quarter, _):
                return self.starts[key] == quarter
            case r.Late(key, due, finish, quarters):
                at = max(0, Quarter.of(date.fromisoformat(due)).minus(_START))
                return self.finish(key) == finish == at + quarters
            case r.Unpriced():
                return False
            case r.Over(t, what, amount, monthly):
                load = self.found.quarters[t]
                money, hours = self.load(t, set(self.starts))
                fixed = {k for k in self.starts if self.is_fixed(k)}
                if what == "hours":
                    return load.hours_cap is not None and abs(hours - load.hours_cap - amount) < _NEAR
                others = money - self.load(t, fixed)[0]
                return (
                    load.cap is not None
                    and abs(money - load.cap - amount) < _NEAR
                    and abs(min(others, amount) - monthly) < _NEAR
                )


@settings(max_examples=120)
@given(cases())
def test_every_reason_and_problem_is_true(case: tuple[list[Initiative], Options]) -> None:
    initiatives, under = case
    found = arrange(initiatives, under, plan())
    assert list(Numbers(found).wrong()) == []
    words = Words(found)
    assert all(words.place(i.id) for i in initiatives)
    assert all(problem.endswith(".") for problem in words.problems())


@settings(max_examples=100)
@given(cases())
def test_every_quarter_over_a_cap_and_every_missed_wish_is_told(
    case: tuple[list[Initiative], Options],
) -> None:
    found = arrange(*case, plan())
    numbers = Numbers(found)
    over = {(p.quarter, p.what) for p in found.problems if isinstance(p, r.Over)}
    for t, quarter in enumerate(found.quarters):
        assert abs(quarter.one_time + quarter.recurring - numbers.load(t, set(numbers.starts))[0]) < _NEAR
        if quarter.cap is not None and quarter.one_time + quarter.recurring > quarter.cap + _NEAR:
            assert (t, "money") in over
        if quarter.hours_cap is not None and quarter.hours > quarter.hours_cap + _NEAR:
            assert (t, "hours") in over
    told = {getattr(p, "work", None) for p in found.problems}
    for key, placement in found.placements.items():
        decision = numbers.works[key].decision
        if placement.start is None and decision is not None and decision.choice is Choice.APPROVE:
            assert key in told
        if placement.late:
            assert key in told
    assert replace(found, seconds=0) == replace(arrange(*case, plan()), seconds=0)
