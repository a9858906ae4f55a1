"""The whole IT budget: what is paid anyway, what is replaced, and what the roadmap brings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import reduce
from math import fsum

from planner.engagement.basis import QUARTERS, Basis, text_of
from planner.engagement.contract import Contracts, contracts
from planner.engagement.handback import change, handed_back
from planner.engagement.refresh import Refresh, refresh
from planner.engagement.words import counted, listed
from planner.model.budget import Apart, Budget, BudgetQuarter, HandedBack, RefreshItem, Spend, Stated
from planner.model.money import Range
from planner.model.roadmap import Initiative
from planner.roadmap.cost.currency import Exchange
from planner.roadmap.cost.level import SLACK, Ceilings, levelled
from planner.roadmap.overage import overage

_MONTHS = 3
_FINANCE = "finance"


def budget(basis: Basis) -> Budget:
    """Return the budget of every quarter of the horizon.

    run and fee: a quarter of the yearly money of each contract, less what is handed back by then
    (`handback.handed_back`): low and expected are without it, high holds it. refresh: what is replaced in the
    quarter, levelled when the plan has a ceiling. projects and work: the roadmap's, its one-time
    money and hours spread evenly over the quarters an initiative runs and its monthly money three
    times in every later quarter; past the roadmap's end that goes on.
    """
    exchange = basis.exchange
    paid, replaced = contracts(basis, exchange), refresh(basis, exchange)
    ceilings = Ceilings.of(basis.plan.settings, basis.rules.equipment)
    items = (
        levelled(replaced.items, basis.horizon, ceilings, _taken(basis, ceilings))
        if ceilings.any
        else replaced.items
    )
    back = handed_back(basis, paid)
    years = _replaced(basis, replaced, items)
    apart = [*paid.apart, *_apart(basis, replaced)]
    return Budget(
        currency=basis.plan.client.currency,
        quarters=tuple(_quarters(basis, paid, items, back)),
        hourly_rate=basis.plan.settings.hourly_rate,
        lines=paid.lines,
        refresh=items,
        seats=paid.seats,
        handed_back=back,
        bought=replaced.bought,
        replaced=years,
        replaced_words={year: _in_words(basis, numbers) for year, numbers in years.items()},
        stated=_stated(basis, exchange),
        unknown=(
            *_fee(paid),
            *paid.unknown,
            *replaced.unknown,
            *_kept_apart(apart),
            *_unpriced(basis, exchange),
            *_unscheduled(basis),
        ),
        assumed=(
            *paid.assumed,
            *_handed_back(basis, back),
            *_bought(basis, replaced),
            *replaced.assumed,
            *_runs_on(basis, items),
            *_over(basis, items),
        ),
        apart=tuple(apart),
    )


def _quarters(
    basis: Basis, paid: Contracts, items: tuple[RefreshItem, ...], back: tuple[HandedBack, ...]
) -> Iterator[BudgetQuarter]:
    horizon = basis.horizon
    run = _sum(line.yearly for line in paid.lines if not line.fee).times(1 / QUARTERS)
    fee = _sum(line.yearly for line in paid.lines if line.fee).times(1 / QUARTERS)
    for index in range(horizon.count):
        projects, hours = Range(), 0.0
        for one in basis.roadmap.initiatives:
            money, worked = _share(basis, one, index)
            projects, hours = projects + money, hours + worked
        labour = hours * basis.plan.settings.hourly_rate
        yield BudgetQuarter(
            id=horizon.quarter(index).id,
            starts=horizon.begins(index).isoformat(),
            ends=horizon.ends(index).isoformat(),
            spend=Spend(
                run=run + change(back, index, fee=False),
                refresh=_sum(one.cost for one in items if one.quarter == index),
                projects=projects,
                fee=fee + change(back, index, fee=True),
                work=Range(labour, labour, labour),
            ),
            hours=hours,
        )


def _share(basis: Basis, one: Initiative, index: int) -> tuple[Range, float]:
    """Return the money and hours of an initiative in one quarter."""
    placement = basis.roadmap.placements[one.id]
    start, finish = placement.start, placement.finish
    if start is None or finish is None or index < start:
        return Range(), 0.0
    if index > finish:
        return one.monthly.times(_MONTHS), 0.0
    length = finish - start + 1
    return one.one_time.times(1 / length), one.partner_hours / length


def _apart(basis: Basis, replaced: Refresh) -> Iterator[Apart]:
    book = basis.catalogue.prices.currency
    for what, amount in replaced.apart.items():
        yield Apart(what=f"new {what}", currency=book, yearly=False, amount=amount)


def _kept_apart(apart: list[Apart]) -> Iterator[str]:
    for currency in dict.fromkeys(one.currency for one in apart):
        yield f"Money in {currency} is kept apart: nobody has stated what one {currency} is worth."


def _unpriced(basis: Basis, exchange: Exchange) -> Iterator[str]:
    if exchange.book is None and basis.roadmap.initiatives:
        book = basis.catalogue.prices.currency
        yield f"What the roadmap buys is not in the totals: its prices are in {book}, and nobody has stated what one {book} is worth."


def _fee(paid: Contracts) -> Iterator[str]:
    if not any(line.fee for line in paid.lines):
        yield "What an IT partner is paid is not known."


def _unscheduled(basis: Basis) -> Iterator[str]:
    left = sum(1 for one in basis.roadmap.placements.values() if one.start is None)
    if left:
        what = counted(left, "piece of work has", "pieces of work have")
        yield f"{what} no quarter in the roadmap: what that would cost is not in the totals."


def _handed_back(basis: Basis, back: tuple[HandedBack, ...]) -> Iterator[str]:
    if back:
        first, last = (basis.horizon.quarter(edge(one.quarter for one in back)).id for edge in (min, max))
        when = f"from {first} on" if first == last else f"from {first} to {last} on, each after its renewal"
        yield (
            f"Seats nobody uses are handed back and taken off the running costs {when}: "
            f"{listed([one.label for one in back])}. The high figure keeps them."
        )


def _in_words(basis: Basis, numbers: Mapping[str, int]) -> str:
    words = {one.id: one for one in basis.rules.equipment}
    return ", ".join(counted(n, words[name].title, words[name].plural) for name, n in numbers.items())


def _bought(basis: Basis, replaced: Refresh) -> Iterator[str]:
    if replaced.bought:
        yield f"The roadmap already buys {_in_words(basis, replaced.bought)}: they are counted there, and not again as replacements."


def _replaced(basis: Basis, found: Refresh, items: tuple[RefreshItem, ...]) -> dict[str, dict[str, int]]:
    """Return for each fiscal year how many machines of each class are replaced, by the roadmap or besides."""
    count = basis.horizon.count
    when = [*found.when, *((one.equipment, one.quarter) for one in items)]
    order = {one.id: at for at, one in enumerate(basis.rules.equipment)}
    years: dict[str, dict[str, int]] = {}
    for name, quarter in sorted(when, key=lambda pair: (pair[1], order[pair[0]])):
        if quarter < count:
            year = years.setdefault(str(basis.horizon.quarter(quarter).year), {})
            year[name] = year.get(name, 0) + 1
    return {
        year: dict(sorted(numbers.items(), key=lambda pair: order[pair[0]]))
        for year, numbers in years.items()
    }


def _runs_on(basis: Basis, items: tuple[RefreshItem, ...]) -> Iterator[str]:
    """Say how much equipment runs beyond its plan age because its replacement waits, and for how long."""
    late = overage(basis.roadmap, basis.plan.client.fiscal_year_start).values()
    waits = [one.quarter - max(0, basis.horizon.index(date.fromisoformat(one.due))) for one in items]
    waits = [quarters for quarters in waits if quarters > 0]
    number = sum(one.machines for one in late) + len(waits)
    if number:
        longest = max([*(one.quarters for one in late), *waits])
        yield (
            f"{counted(number, 'machine runs', 'machines run')} beyond the planned age until replaced, "
            f"up to {counted(longest, 'quarter', 'quarters')}."
        )


def _taken(basis: Basis, ceilings: Ceilings) -> dict[tuple[str, int], float]:
    """Return what the roadmap's batches of replacements take of each ceiling, by the first quarter of a fiscal year."""
    found: dict[tuple[str, int], float] = {}
    for year in basis.horizon.years():
        for one in basis.roadmap.initiatives:
            shares = {ceilings.share(part.equipment) for part in one.replaces}
            money = fsum(_share(basis, one, index)[0].expected for index in year) if shares else 0.0
            for share in shares:
                # Classes of one batch are held against one ceiling; own work may mix batches.
                found[share, year.start] = found.get((share, year.start), 0.0) + money / len(shares)
    return found


def _over(basis: Basis, items: tuple[RefreshItem, ...]) -> Iterator[str]:
    """Say in which years replacements are over the plan's ceiling: nothing drops out of the last one."""
    ceilings = Ceilings.of(basis.plan.settings, basis.rules.equipment)
    taken = _taken(basis, ceilings)
    for year in basis.horizon.years():
        spent: dict[str, float] = {
            share: money for (share, start), money in taken.items() if start == year.start
        }
        for one in items:
            if one.quarter in year:
                share = ceilings.share(one.equipment)
                spent[share] = spent.get(share, 0.0) + one.cost.expected
        over = [
            share
            for share, money in spent.items()
            if (ceiling := ceilings.figure(share)) is not None and money > ceiling * (1 + SLACK)
        ]
        if over:
            yield f"Replacements are over your ceiling in {basis.horizon.quarter(year.start).year}."


def _stated(basis: Basis, exchange: Exchange) -> Stated:
    """Return the newest year of the company's own figures."""
    years = sorted(basis.inventory.of(_FINANCE), key=lambda item: text_of(item.value("year")))
    if not years:
        return Stated()
    item = years[-1]

    def figure(field: str) -> float | None:
        found = exchange.amount(item, field)
        rate = None if found is None else exchange.rate(found[1])
        return None if found is None or rate is None else found[0] * rate

    return Stated(
        year=text_of(item.value("year")),
        budget=figure("it_budget_year"),
        spend=figure("it_spend_year"),
        revenue=figure("revenue_year"),
    )


def _sum(amounts: Iterator[Range]) -> Range:
    return reduce(Range.__add__, amounts, Range())
