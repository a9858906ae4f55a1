"""What starts in the same quarter: by value, but for what somebody put in another place."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.model.client import Client
from planner.model.decision import Change
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.roadmap import Initiative
from planner.model.settings import Settings
from planner.roadmap.order import ordered

NOTHING = Range(low=0, expected=0, high=0)


def work(key: str, value: float) -> Initiative:
    return Initiative(
        id=key, title=key, outcome="", findings=(), unverified=(), risk_removed=1.0, weight=1.0, partner_hours=1.0, one_time=NOTHING,
        monthly=NOTHING, first_year=0.0, value=value, quick_win=False, priority="P1", requires=(), duration=1,
    )  # fmt: skip


def plan(**places: float) -> Plan:
    made = Plan(id="1", created="2026-11-22", client=Client(name="Acme"), settings=Settings(hourly_rate=100))
    return replace(made, changes={
        key: (Change(field="order", value=place, original=None, why="x", by="Kim", at="2026-11-22"),)
        for key, place in places.items()
    })  # fmt: skip


def order(starts: dict[str, int], **places: float) -> str:
    works = [work(key, 9 - at) for at, key in enumerate("abcdef")]
    return "".join(one.id for one in ordered(works, starts, plan(**places)))


def test_quarters_come_first_then_value_and_what_has_no_quarter_last() -> None:
    assert order({"b": 1, "c": 0, "d": 0, "e": 1}) == "cdbeaf"


def test_a_place_given_by_hand_holds_and_the_others_stay_in_their_order_around_it() -> None:
    same = dict.fromkeys("abcdef", 0)
    assert order(same, e=2) == "aebcdf"
    assert order(same, a=6) == "bcdefa"
    assert order(same, a=99) == "bcdefa"
    assert order(same, f=1, a=3) == "fbacde"
    assert order({"a": 0, "b": 0, "f": 1, "e": 1}, f=1) == "abfecd", "within its quarter only"
    assert order({}, f=1) == "fabcde", "and among what has none"


@settings(max_examples=60)
@given(places=st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 6), max_size=6))
def test_whatever_is_given_nothing_is_lost_and_each_has_its_place_when_they_are_apart(
    places: dict[str, int],
) -> None:
    found = order(dict.fromkeys("abcdef", 2), **{key: float(place) for key, place in places.items()})
    assert sorted(found) == list("abcdef")
    if len(set(places.values())) == len(places):
        assert all(found.index(key) + 1 == place for key, place in places.items())
