"""What is replaced when: the earlier of age and end of support, once, and under a ceiling."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from math import fsum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.engagement import budget
from planner.model.budget import RefreshItem
from planner.model.budget_rule import Held
from planner.model.fact import Value
from planner.model.horizon import Horizon, months_after
from planner.model.inventory import Item
from planner.model.money import Range
from planner.model.quarter import Quarter
from planner.model.roadmap import CostedLine, WorkLine
from planner.model.settings import Settings
from planner.roadmap.cost.level import level
from tests.engagement.factory import basis, item, roadmap, work

OLD = "Windows 10 Pro 10.0.19045"


def laptop(name: str, bought: str | None, **facts: str) -> Item:
    return item("devices", name, **{"class": "laptop", "purchase_date": bought, **facts})


def dues(*items: Item) -> dict[str, tuple[str, int]]:
    return {one.label: (one.due, one.quarter) for one in budget(basis(items)).refresh}


def test_a_device_is_due_at_its_plan_age() -> None:
    assert dues(laptop("A", "2023-06-12")) == {"A": ("2027-06-12", 1)}
    assert dues(laptop("A", "2025-12-31")) == {"A": ("2029-12-31", 11)}
    assert dues(laptop("A", "2026-01-01")) == {}, "2030 is past the three years"


def test_what_is_overdue_is_paid_in_the_first_quarter() -> None:
    (one,) = [r for r in budget(basis([laptop("A", "2020-02-11")])).refresh if r.quarter == 0]
    assert (one.due, one.overdue) == ("2024-02-11", True)


def test_the_end_of_support_counts_only_where_the_system_cannot_be_left() -> None:
    new = laptop("NEW", "2024-03-01", os_name=OLD, os_eol_date="2027-02-01")
    assert dues(new) == {"NEW": ("2028-03-01", 4)}, "this hardware takes the next system"
    facts: dict[str, Value] = {
        "class": "firewall",
        "purchase_date": "2024-06-01",
        "os_name": "SonicWall TZ 400",
    }
    bound = item("network", "FW", **facts, firmware_eol_date="2027-08-01")
    (one,) = budget(basis([bound])).refresh
    assert (one.due, one.held) == ("2027-08-01", "the maker ends support for this model")


def test_of_plan_age_and_the_end_of_a_system_the_earlier_counts() -> None:
    def due(model: str, bought: str | None, ends: str) -> str:
        facts: dict[str, Value] = {"class": "firewall", "model": model, "purchase_date": bought}
        (one,) = budget(basis([item("network", "FW", **facts, firmware_eol_date=ends)])).refresh
        return one.due

    assert due("SonicWall TZ 400", "2022-06-01", "2029-06-01") == "2027-06-01"
    assert due("SonicWall TZ 400", "2024-06-01", "2027-08-01") == "2027-08-01"
    assert due("SonicWall TZ 400", None, "2027-08-01") == "2027-08-01", "the age is not needed"


@pytest.mark.parametrize(
    ("bought", "due"), [("2024-05-31", "2027-02-01"), ("2024-06-01", "2028-06-01"), (None, None)]
)
def test_only_hardware_known_to_be_that_old_cannot_leave_its_system(
    bought: str | None, due: str | None
) -> None:
    found = basis([laptop("L", bought, os_name="Oldie 1", os_eol_date="2027-02-01")])
    held = Held(id="old", system="^oldie", bought_before="2024-06-01", why="It cannot.")
    (one,) = budget(replace(found, rules=replace(found.rules, held=(held,)))).refresh
    assert (one.due, one.assumed) == (due or "2029-01-01", due is None)


def test_what_the_roadmap_buys_serves_for_its_plan_age_and_only_what_there_is_is_replaced() -> None:
    laptops = [laptop("OLD", "2020-01-01"), laptop("NEW", "2026-05-01")]
    one = work("swap", buys={"laptop": 9})
    optional = replace(one.lines[0], optional=True, quantity=1.0)
    long = Settings(hourly_rate=100, budget_years=5)
    found = budget(basis(laptops, found=roadmap((one, 0, 1)), settings=long))
    assert found.bought == {"laptop": 2}
    # There by the end of June 2027, four years later old.
    assert {(r.label, r.due) for r in found.refresh} == {("OLD", "2031-07-01"), ("NEW", "2031-07-01")}
    tried = replace(one, lines=(optional, replace(optional, optional=False, timing="monthly")))
    assert budget(basis(laptops, found=roadmap((tried, 0, 1)))).bought == {}


def test_work_buys_no_replacement_of_what_has_no_price() -> None:
    printer = item("devices", "P", **{"class": "printer", "purchase_date": "2022-05-01"})
    other = replace(
        work("x", buys={"laptop": 1}), lines=(replace(work("x", buys={"laptop": 1}).lines[0], price=""),)
    )
    assert budget(basis([printer], found=roadmap((other, 0, 0)))).bought == {}


def test_what_was_paid_in_another_currency_is_converted() -> None:
    facts: dict[str, Value] = {"class": "printer", "purchase_date": "2022-05-01", "cost": 400.0}
    printer = item("devices", "P", **facts)
    raws = {("devices", "P", "cost"): "400 €"}
    (kept,) = budget(basis([printer], raws=raws)).refresh
    rate = Settings(hourly_rate=100, currency_rates={"EUR": 1.5})
    (one,) = budget(basis([printer], raws=raws, settings=rate)).refresh
    assert (kept.cost, one.cost) == (Range(), Range(600, 600, 600))


def test_what_the_company_does_not_replace_is_left_out() -> None:
    gone = replace(laptop("GONE", "2020-01-01"), idle=("lifecycle_state",))
    own = laptop("OWN", "2020-01-01", owner_kind="personal")
    virtual = item("servers", "VM", virtual=True, purchase_date="2018-01-01")
    assert dues(gone, own, virtual) == {}


@pytest.mark.parametrize(
    ("kind", "facts"), [("servers", {"virtual": False}), ("network", {"class": "firewall"})]
)
def test_nothing_out_of_use_is_replaced_whatever_it_is(kind: str, facts: dict[str, Value]) -> None:
    here = item(kind, "X", purchase_date="2023-06-12", **facts)
    assert set(dues(here)) == {"X"}
    assert dues(replace(here, idle=("lifecycle_state",))) == {}


def test_an_unknown_age_is_spread_evenly_said_and_marked() -> None:
    found = budget(basis([laptop(f"L{n:02}", None) for n in range(16)]))
    assert Counter(one.quarter for one in found.refresh) == dict.fromkeys(range(12), 1)
    pair = budget(basis([laptop("A", None), laptop("B", None)]))
    assert [(one.label, one.quarter) for one in pair.refresh] == [("A", 4)], "each in the middle of its half"
    assert all(one.assumed for one in found.refresh)
    assert any("16 of 16 laptops (over 4 years)" in sentence for sentence in found.assumed)


def test_what_the_roadmap_buys_is_not_counted_twice() -> None:
    laptops = [laptop("OLD", "2020-01-01"), laptop("MID", "2023-05-01"), laptop("NEW", "2025-05-01")]
    buys = roadmap((work("swap", once=2000, buys={"laptop": 2}), 1, 1))
    found = budget(basis(laptops, found=buys))
    assert [(one.label, one.due) for one in found.refresh] == [("NEW", "2029-05-01")]
    assert found.bought == {"laptop": 2}
    # Work without a quarter buys nothing.
    later = budget(basis(laptops, found=roadmap((work("swap", buys={"laptop": 2}), None, None))))
    assert {one.label for one in later.refresh} == {"OLD", "MID", "NEW"}
    assert later.bought == {}


def test_without_a_price_the_last_price_stands_in_or_it_is_said() -> None:
    printer: dict[str, Value] = {"class": "printer", "purchase_date": "2022-05-01"}
    paid = item("devices", "P1", **printer, cost=450.0)
    free = item("devices", "P2", **printer)
    found = budget(basis([paid, free]))
    assert {one.label: one.cost for one in found.refresh} == {"P1": Range(450, 450, 450), "P2": Range()}
    assert "What new ones cost is not known for 1 printer." in found.unknown
    assert "Counted at what was paid the last time: 1 printer." in found.assumed


def test_a_device_of_no_known_sort_is_said() -> None:
    found = budget(basis([item("devices", "MYSTERY")]))
    assert any("MYSTERY" in sentence for sentence in found.unknown)


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2023, 12, 15), 1, date(2024, 1, 15)),
    ],
)
def test_months_after(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


HORIZONS = st.builds(
    Horizon,
    first=st.builds(Quarter, year=st.integers(2026, 2030), number=st.integers(1, 4)),
    count=st.integers(1, 20),
    fiscal_year_start=st.integers(1, 12),
)


@given(horizon=HORIZONS, index=st.integers(0, 19), day=st.integers(0, 91))
def test_a_quarter_holds_its_days(horizon: Horizon, index: int, day: int) -> None:
    inside = min(horizon.begins(index) + timedelta(days=day), horizon.ends(index))
    assert horizon.index(inside) == index
    assert [at for year in horizon.years() for at in year] == list(range(horizon.count))


@st.composite
def batches(draw: st.DrawFn) -> tuple[Horizon, list[RefreshItem]]:
    horizon = draw(HORIZONS)
    costs = draw(st.lists(st.tuples(st.integers(0, horizon.count - 1), st.integers(0, 20_000)), max_size=25))
    items = [
        RefreshItem(
            kind="devices", record=f"r{at}", label=f"r{at}", equipment="laptop", due="2027-01-01", quarter=quarter,
            cost=Range(cost / 2, cost, cost * 2),
        )
        for at, (quarter, cost) in enumerate(costs)
    ]  # fmt: skip
    return horizon, items


@given(given_=batches(), ceiling=st.integers(1, 50_000))
@settings(max_examples=200)
def test_levelling_keeps_totals_and_the_ceiling(
    given_: tuple[Horizon, list[RefreshItem]], ceiling: int
) -> None:
    horizon, items = given_
    levelled = level(items, horizon, ceiling)
    assert sorted(one.record for one in levelled) == sorted(one.record for one in items)
    assert fsum(one.cost.expected for one in levelled) == fsum(one.cost.expected for one in items)
    before = {one.record: one.quarter for one in items}
    assert all(before[one.record] <= one.quarter < horizon.count for one in levelled), (
        "never earlier, never lost"
    )
    for year in horizon.years()[:-1]:
        dear = [one.cost.expected for one in levelled if one.quarter in year and one.cost.expected]
        assert fsum(dear) <= ceiling * (1 + 1e-9) or len(dear) == 1


def test_what_is_dearer_than_the_ceiling_is_bought_alone() -> None:
    found = budget(basis([laptop("L", "2023-01-01")], settings=Settings(hourly_rate=1, refresh_per_year=10)))
    assert [one.quarter for one in found.refresh] == [0]


def test_a_year_that_stays_over_the_ceiling_is_said() -> None:
    found = budget(
        basis(
            [laptop(f"L{n}", "2020-01-01") for n in range(9)],
            settings=Settings(hourly_rate=100, refresh_per_year=2000),
        )
    )
    spent = dict.fromkeys(("2027", "2028", "2029"), 0.0)
    for one in found.refresh:
        spent[found.quarters[one.quarter].id[:4]] += one.cost.expected
    assert spent == {"2027": 2000, "2028": 2000, "2029": 5000}
    over = [sentence for sentence in found.assumed if "over your ceiling" in sentence]
    assert over == ["Replacements are over your ceiling in 2029."], "on the ceiling is not over it"


def test_the_records_the_roadmap_buys_for_are_replaced_and_the_likely_share_of_those_it_may() -> None:
    laptops = [laptop(name, "2023-05-01") for name in ("A", "B", "C", "D", "E")]
    line = CostedLine(
        item="new", price="laptop", timing="once", per="device", quantity=1, possible=2, counted="", amount=Range(),
        records=(("devices", "E"),), maybe=(("devices", "C"), ("devices", "D")),
    )  # fmt: skip
    buys = roadmap((replace(work("swap"), lines=(line,)), 1, 1))
    found = budget(basis(laptops, found=buys))
    assert [one.label for one in found.refresh] == ["A", "B", "D"]
    assert found.bought == {"laptop": 2}


def test_what_two_works_buy_for_one_record_is_there_when_the_first_is_done() -> None:
    line = CostedLine(
        item="new", price="laptop", timing="once", per="device", quantity=1, counted="", amount=Range(),
        records=(("devices", "A"),),
    )  # fmt: skip
    for lines in (line, replace(line, quantity=0, possible=1, records=(), maybe=line.records)):
        late, soon = (replace(work(name), lines=(lines,)) for name in ("late", "soon"))
        buys = roadmap((late, 5, 5), (soon, 0, 0))
        chosen = Settings(hourly_rate=100, budget_years=5, likely=1)
        found = budget(basis([laptop("A", "2023-05-01")], found=buys, settings=chosen))
        assert [one.due for one in found.refresh] == ["2031-04-01"]


def test_what_is_updated_in_place_is_kept_and_not_replaced_as_well() -> None:
    laptops = [laptop("OLD", "2019-05-01"), laptop("OTHER", "2019-05-01")]
    hours = WorkLine(standards=("END-06",), who="partner", hours=2, records=(("devices", "OLD"),), keeps=True)
    updated = roadmap((replace(work("update"), work=(hours,)), 0, 0))
    found = budget(basis(laptops, found=updated))
    assert {one.label: (one.due, one.kept) for one in found.refresh} == {
        "OLD": ("2029-04-01", True),
        "OTHER": ("2023-05-01", False),
    }
    assert any("kept for 2 years" in sentence and "OLD" in sentence for sentence in found.assumed)
    # What is updated twice stays from the later one on, whichever comes first in the roadmap.
    again = roadmap(
        (replace(work("late"), work=(hours,)), 3, 3), (replace(work("soon"), work=(hours,)), 0, 0)
    )
    assert not any(one.label == "OLD" for one in budget(basis(laptops, found=again)).refresh)
    # Work without a quarter updates nothing.
    never = roadmap((replace(work("update"), work=(hours,)), None, None))
    assert not any(one.kept for one in budget(basis(laptops, found=never)).refresh)
