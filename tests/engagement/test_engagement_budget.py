"""The whole IT budget: each contract once, sums that agree, and what it does not hold."""

from __future__ import annotations

from datetime import date
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert
from msgspec.structs import replace

from planner.engagement import budget
from planner.model.budget import PARTS, Spend
from planner.model.inventory import Item
from planner.model.money import Range
from planner.model.settings import Settings
from planner.report.spend import spending
from tests.engagement.factory import basis, item, roadmap, work


def vendor(name: str, cost: float | None, service: str | None = "software", **facts: str) -> Item:
    return item("vendors", name, annual_cost=cost, service=service, **facts)


def licence(
    name: str, maker: str, seller: str, bought: float, each: float | None, *, active: float = 0
) -> Item:
    return item(
        "licences", name, product=name, publisher=maker, supplier=seller, bought=bought, unit_cost_month=each,
        active=active or bought,
    )  # fmt: skip


def yearly(*items: Item) -> dict[str, Range]:
    return {line.label: line.yearly for line in budget(basis(items)).lines}


def test_a_contract_covers_the_licences_and_services_of_its_name() -> None:
    found = yearly(
        vendor("Ledger Software", 27_600),
        licence("Ledger Tax", "Ledger Software", "Ledger Software", 18, 95),
        item("saas", "Ledger Cloud", vendor="Ledger Software", annual_cost=27_600.0),
    )
    assert found == {"Ledger Software": Range(27_600, 27_600, 27_600)}


def test_details_that_come_to_more_raise_the_high_figure_only() -> None:
    found = yearly(vendor("Ledger", 1000), licence("Ledger Tax", "Ledger", "", 10, 10))
    assert found == {"Ledger": Range(1000, 1000, 1200)}


def test_the_maker_is_told_in_the_first_words_of_a_contract() -> None:
    found = yearly(
        vendor("Microsoft through Bright", 11_880, "cloud"),
        licence("Business Premium", "Microsoft", "Bright IT", 28, 22),
    )
    assert list(found) == ["Microsoft through Bright"]


def test_the_contract_of_a_reseller_does_not_cover_what_it_resells() -> None:
    found = yearly(vendor("Bright IT", 38_400, "managed_it"), licence("Backup", "Veeam", "Bright IT", 5, 18))
    assert found["Backup"] == Range(1080, 1080, 1080)


def test_a_longer_word_is_another_name() -> None:
    found = yearly(vendor("Ledgerline", 1000), licence("Tax", "Ledger", "", 10, 10))
    assert {name: amount.expected for name, amount in found.items()} == {"Ledgerline": 1000, "Tax": 1200}


def test_the_details_of_a_contract_add_up_by_their_sort() -> None:
    service = item("saas", "Cloud", vendor="Ledger", annual_cost=1100.0)
    both = [licence("Tax", "Ledger", "", 10, 5), licence("Pay", "Ledger", "", 10, 5)]
    found = yearly(vendor("Ledger", 1000), *both, service)
    assert found == {"Ledger": Range(1000, 1000, 1200)}, (
        "twice 600 of licences, or 1,100 of a service: never both"
    )


def test_a_contract_without_a_price_covers_nothing() -> None:
    found = yearly(vendor("Ledger", None), licence("Tax", "Ledger", "", 10, 10))
    assert found == {"Tax": Range(1200, 1200, 1200)}


def test_two_licences_of_one_maker_are_two() -> None:
    found = yearly(licence("Tax", "Ledger", "", 10, 10), licence("Pay", "Ledger", "", 1, 10))
    assert {name: amount.expected for name, amount in found.items()} == {"Tax": 1200, "Pay": 120}


def test_details_in_another_currency_do_not_raise_a_contract() -> None:
    items = [vendor("Ledger", 1000), item("saas", "Cloud", vendor="Ledger", annual_cost=5000.0)]
    found = budget(basis(items, raws={("saas", "Cloud", "annual_cost"): "5000 EUR"}))
    assert [line.yearly for line in found.lines] == [Range(1000, 1000, 1000)]


def test_a_complete_list_without_a_record_is_no_unknown() -> None:
    found = basis()
    services = f"known about {found.catalogue.kinds['saas'].title.lower()} yet"
    assert any(services in sentence for sentence in budget(found).unknown)
    listed = replace(found, inventory=replace(found.inventory, complete=frozenset({"saas"})))
    assert not any(services in sentence for sentence in budget(listed).unknown)


def test_seats_paid_in_another_currency_are_converted() -> None:
    raws = {("licences", "Office", "unit_cost_month"): "€10"}
    one = licence("Office", "M", "", 20, 10, active=14)
    assert budget(basis([one], raws=raws)).unused == 0, "nobody said what a euro is worth"
    rate = Settings(hourly_rate=100, currency_rates={"EUR": 1.5})
    assert budget(basis([one], raws=raws, settings=rate)).unused == 6 * 10 * 1.5 * 12


def test_two_contracts_of_one_supplier_both_count() -> None:
    items = [vendor("Line A", 100), vendor("Line B", 200)]
    assert sum(line.expected for line in yearly(*items).values()) == 300


def test_the_partners_contract_is_the_fee_and_equipment_is_the_refresh() -> None:
    found = budget(
        basis([vendor("Bright IT", 40_000, "managed_it"), vendor("North Computers", 21_000, "hardware")])
    )
    quarter = found.quarters[0].spend
    assert (quarter.fee.expected, quarter.run.expected, found.yearly) == (10_000, 0, 40_000)
    assert any("North Computers" in sentence for sentence in found.assumed)
    assert "What an IT partner is paid is not known." not in found.unknown
    assert "What an IT partner is paid is not known." in budget(basis()).unknown


def test_what_has_no_price_is_listed() -> None:
    found = budget(basis([item("saas", "Bot", vendor="Botmaker"), vendor("Printing", None)]))
    assert "What is paid in a year for Printing and Bot is not known." in found.unknown


def test_unused_seats() -> None:
    found = budget(
        basis([licence("Office", "M", "", 20, 12.5, active=14), licence("Full", "F", "", 5, 10, active=5)])
    )
    assert [(line.label, line.seats, line.yearly) for line in found.seats] == [("Office", 6, 900)]
    assert found.unused == 900


def test_projects_and_work_follow_the_roadmap_and_go_on_past_its_end() -> None:
    short = roadmap((work("a", once=3000, monthly=100, hours=40), 1, 2), quarters=4)
    found = [quarter.spend for quarter in budget(basis(found=short)).quarters]
    assert [spend.projects.expected for spend in found[:5]] == [0, 1500, 1500, 300, 300]
    assert [spend.projects.high for spend in found[:5]] == [0, 3000, 3000, 600, 600]
    assert [spend.work.expected for spend in found[:4]] == [0, 2000, 2000, 0]
    assert len(found) == 12


def test_work_without_a_quarter_is_said() -> None:
    found = budget(basis(found=roadmap((work("a", once=1), None, None))))
    assert any("1 piece of work has no quarter" in sentence for sentence in found.unknown)


def test_another_currency_is_kept_apart_until_somebody_states_a_rate() -> None:
    items = [vendor("Paris SA", 1000.0)]
    raws = {("vendors", "Paris SA", "annual_cost"): "€1,000"}
    found = budget(basis(items, raws=raws))
    assert found.total.run == Range()
    assert [(one.what, one.currency, one.amount.expected) for one in found.apart] == [
        ("Paris SA", "EUR", 1000)
    ]
    assert any("EUR is kept apart" in sentence for sentence in found.unknown)
    stated = Settings(hourly_rate=100, currency_rates={"EUR": 1.2})
    found = budget(basis(items, raws=raws, settings=stated))
    assert found.lines[0].yearly.expected == 1200
    assert found.apart == ()


def test_a_shared_sign_means_the_plans_own_currency() -> None:
    raws = {("vendors", "A", "annual_cost"): "$1,000", ("vendors", "B", "annual_cost"): "1,000 USD"}
    found = budget(basis([vendor("A", 1000), vendor("B", 1000)], raws=raws, currency="CAD"))
    assert [line.label for line in found.lines] == ["A"]
    assert [one.currency for one in found.apart if one.yearly] == ["USD"]


def test_prices_of_the_book_are_never_relabelled() -> None:
    laptop = item("devices", "L", **{"class": "laptop", "purchase_date": "2023-02-01"})
    planned = roadmap((work("a", once=0), 0, 0))
    found = budget(basis([laptop], found=planned, currency="EUR"))
    assert found.total.refresh == Range()
    assert [(one.what, one.currency, one.amount.expected) for one in found.apart] == [
        ("new laptops", "USD", 1000)
    ]
    assert any(s.startswith("What the roadmap buys is not in the totals") for s in found.unknown)
    for rate in ({"exchange_rate": 0.5}, {"currency_rates": {"USD": 0.5}}):
        settings = convert({"hourly_rate": 100, **rate}, Settings)
        found = budget(basis([laptop], found=planned, currency="EUR", settings=settings))
        assert found.total.refresh.expected == 500
        assert not any("nobody has stated" in s for s in found.unknown)


def test_the_books_are_compared_with_whole_years() -> None:
    books = item("finance", "2026", year="2026", it_budget_year=96_000.0, revenue_year=7_600_000.0)
    found = budget(basis([books, vendor("A", 120_000)]))
    year = spending(found).years[0]
    assert (year.over, year.share) == (24_000, 120_000 / 7_600_000)
    mid = budget(basis([books, vendor("A", 120_000)], found=roadmap(first=2027), fiscal_year_start=7))
    assert mid.quarters[0].starts == "2026-07-01"


def test_the_newest_books_count_in_the_plans_own_money() -> None:
    books = [
        item("finance", year, year=year, it_budget_year=money)
        for year, money in (("2026", 10.0), ("2025", 9.0))
    ]
    rate = Settings(hourly_rate=100, currency_rates={"EUR": 1.5})
    raws = {("finance", "2026", "it_budget_year"): "10 EUR"}
    stated = budget(basis(books, raws=raws, settings=rate)).stated
    assert (stated.year, stated.budget, stated.spend) == ("2026", 15, None)
    assert budget(basis(books, raws=raws)).stated.budget is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [("CA$ 1,000", "CAD"), ("$1,000", "USD"), ("1,000 CHF", "CHF"), ("XUSD 1", "USD"), ("1000", "USD")],
)
def test_the_longest_sign_and_only_a_whole_code_tell_a_currency(raw: str, code: str) -> None:
    found = budget(basis([vendor("A", 1000)], raws={("vendors", "A", "annual_cost"): raw}))
    assert [one.currency for one in found.apart] == ([] if code == "USD" else [code])


def test_only_the_cell_of_the_source_that_counts_tells_the_currency() -> None:
    found = basis([vendor("A", 1000)], raws={("vendors", "A", "annual_cost"): "1000"})
    record = found.plan.records["vendors"]["A"]
    lost = replace(record.facts["annual_cost"][0], source="other", raw="900 EUR")
    kept = replace(record, facts={"annual_cost": (lost, *record.facts["annual_cost"])})
    plan = replace(found.plan, records={"vendors": {"A": kept}})
    assert [line.yearly.expected for line in budget(replace(found, plan=plan)).lines] == [1000]


MONEY = st.integers(0, 10**7).map(lambda cents: cents / 100)


@st.composite
def companies(draw: st.DrawFn) -> list[Item]:
    items = [vendor(f"V{n} x", draw(MONEY)) for n in range(draw(st.integers(0, 4)))]
    for n in range(draw(st.integers(0, 5))):
        bought = draw(st.none() | st.dates(date(2015, 1, 1), date(2026, 11, 1)).map(date.isoformat))
        items.append(item("devices", f"D{n}", **{"class": "laptop", "purchase_date": bought}))
    return items


@given(
    items=companies(),
    works=st.lists(st.tuples(MONEY, MONEY, st.integers(0, 11), st.integers(1, 3)), max_size=4),
    years=st.integers(1, 5),
    ceiling=st.none() | st.integers(1, 5000),
    month=st.integers(1, 12),
)
def test_quarters_years_and_totals_are_the_same_money(
    items: list[Item],
    works: list[tuple[float, float, int, int]],
    years: int,
    ceiling: int | None,
    month: int,
) -> None:
    placed = [
        (work(f"w{at}", once=once, monthly=monthly, hours=once / 100), start, start + long - 1)
        for at, (once, monthly, start, long) in enumerate(works)
    ]
    chosen = Settings(hourly_rate=100, budget_years=years, refresh_per_year=ceiling)
    found = budget(basis(items, found=roadmap(*placed), settings=chosen, fiscal_year_start=month))
    by_year = sum((quarter.spend for of in found.years().values() for quarter in of), Spend())
    for part in PARTS:
        whole: Range = getattr(found.total, part)
        assert isclose(whole.expected, getattr(by_year, part).expected, abs_tol=1e-6)
        assert whole.low <= whole.expected <= whole.high
    parts = sum(getattr(found.total, part).expected for part in PARTS)
    assert isclose(found.total.total.expected, parts, abs_tol=1e-6)
    open_end = Settings(hourly_rate=100, budget_years=years)
    free = budget(basis(items, found=roadmap(*placed), settings=open_end, fiscal_year_start=month))
    assert isclose(found.total.refresh.expected, free.total.refresh.expected, abs_tol=1e-6)
    run = sum(line.yearly.expected for line in found.lines)
    assert isclose(found.total.run.expected, run * years, abs_tol=1e-4)
    printed = spending(found)
    assert printed.total.total.expected == sum(row.total.expected for row in printed.years)
    assert printed.total.total.high == sum(row.total.high for row in printed.quarters)
