"""Many copies of the last hour, few of last year, and none goes because a clock jumped."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from planner.store.thinning import ALWAYS, LONGEST, superfluous

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def left(ages: list[timedelta], now: datetime = NOW) -> list[timedelta]:
    """Return the ages of the copies that stay of copies so long before NOW."""
    copies = [(NOW - age, False, age) for age in ages]
    return sorted(set(ages) - set(superfluous(copies, now)))


def every(step: timedelta, until: timedelta) -> list[timedelta]:
    return [step * n for n in range(1, until // step + 1)]


def test_the_rule() -> None:
    stay = left(every(timedelta(minutes=10), timedelta(days=800)))
    hour, day, month = timedelta(hours=1), timedelta(days=1), timedelta(days=31)
    assert len([a for a in stay if a <= hour]) == 6, "all of the last hour"
    newest = timedelta(minutes=10) * ALWAYS
    assert len([a for a in stay if newest < a <= day]) in (20, 21), "one an hour of the last day"
    assert len([a for a in stay if day < a <= month]) in (30, 31), "one a day of the last month"
    assert len([a for a in stay if month < a]) in (99, 100, 101), "one a week for two years"
    assert max(stay) <= LONGEST


def test_of_each_span_the_newest_stays() -> None:
    days = every(timedelta(hours=6), timedelta(days=20))
    stay = [age for age in left(days) if age > timedelta(days=10)]
    assert {(NOW - age).hour for age in stay} == {18}


def test_a_clock_that_jumped_ahead_lets_nothing_go() -> None:
    ages = every(timedelta(minutes=10), timedelta(days=3))
    for jump in (timedelta(days=20), timedelta(days=365), timedelta(days=36500)):
        assert left(ages, NOW + jump) == sorted(ages)


def test_a_clock_that_was_set_back_lets_nothing_go_that_would_not_have_gone() -> None:
    ages = every(timedelta(hours=5), timedelta(days=30))
    future = {age for age in ages if age < timedelta(days=3)}
    assert future <= set(left(ages, NOW - timedelta(days=3)))


def test_copies_from_before_something_drastic_stay() -> None:
    copies = [(NOW - timedelta(days=n), n % 2 == 0, n) for n in range(1, 700)]
    gone = superfluous(copies, NOW)
    assert gone
    assert all(n % 2 for n in gone)


@given(st.lists(st.integers(0, 10**8), max_size=80), st.booleans())
def test_the_newest_always_stay_and_thinning_again_finds_nothing(seconds: list[int], drastic: bool) -> None:
    copies = [(NOW - timedelta(seconds=s), drastic, i) for i, s in enumerate(seconds)]
    gone = set(superfluous(copies, NOW))
    rest = [c for c in copies if c[2] not in gone]
    assert len(rest) >= min(len(copies), ALWAYS)
    oldest_kept = sorted((c[0] for c in rest), reverse=True)[:ALWAYS]
    assert oldest_kept == sorted((c[0] for c in copies), reverse=True)[:ALWAYS]
    assert not superfluous(rest, NOW)
