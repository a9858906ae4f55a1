"""Equipment that comes of age inside the roadmap, as pieces of work: one a batch and quarter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import fsum

from msgspec.structs import replace

from planner.model.budget import RefreshItem
from planner.model.budget_rule import Equipment
from planner.model.catalogue import Catalogue
from planner.model.horizon import Horizon
from planner.model.initiative import InitiativeSpec, Machine, Replaced
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.roadmap import Initiative
from planner.roadmap.cost.age import Aging, Fleet, in_order
from planner.roadmap.cost.level import Ceilings, levelled
from planner.roadmap.options import Options
from planner.roadmap.schedule import spread
from planner.writing import whole

Key = tuple[str, str]
PREFIX = "refresh-"
"""What the id of a batch begins with; then its name and the month its quarter begins in."""
QUARTERS = 4
_ROUTINE = 2
"""The phase it belongs to: standardise."""


def with_batches(
    catalogue: Catalogue, plan: Plan, fleet: Fleet, other: Sequence[Initiative], options: Options
) -> Catalogue:
    """Return the catalogue with the replacements of equipment that comes of age in it.

    A batch holds the machines of its classes that are due in the same quarter, what is overdue in the
    first. It starts then, and has to be done as many quarters later as its classes may run on, from plan age to end
    age; it is spread so that it takes at most half of the money a quarter allows. A machine that other work replaces or updates in place, for certain or perhaps, is in none:
    nothing is bought twice, and what is updated stays. Nor is one whose age nobody knows, or whose
    class has no price. What comes to less than ``batch_least`` is no work of its own. Under a ceiling
    machines wait for a later year, those due first go first.

    Args:
        catalogue: What knows no batches yet.
        plan: For currency, ceilings and fiscal year.
        fleet: The equipment.
        other: The costed work of that catalogue.
        options: The quarters.
    """
    horizon = Horizon(
        first=options.first, count=options.quarters, fiscal_year_start=plan.client.fiscal_year_start
    )
    rate = plan.price_rate(catalogue.prices.currency) or 1.0
    rules = fleet.rules
    known = {one.id: one for one in rules.equipment}
    found: list[RefreshItem] = []
    for equipment in rules.equipment:
        price = catalogue.prices.prices.get(equipment.price)
        if equipment.batch and price is not None:
            cost = Range(price.low, price.expected, price.high).times(rate)
            aging = in_order(fleet.aging(equipment))
            found += _due(equipment, cost, aging, _spoken_for(equipment, aging, other, plan), horizon)
    batches: dict[tuple[str, int], list[RefreshItem]] = {}
    for one in levelled(found, horizon, Ceilings.of(plan.settings, rules.equipment)):
        batches.setdefault((known[one.equipment].batch, one.quarter), []).append(one)
    specs: dict[str, InitiativeSpec] = {}
    for (batch, quarter), items in sorted(batches.items(), key=lambda pair: (pair[0][1], pair[0][0])):
        if fsum(one.cost.expected for one in items) >= rules.policy.batch_least * rate:
            key = f"{PREFIX}{batch}-{horizon.begins(quarter):%Y-%m}"
            replaced = tuple(_replaced(items, rules.equipment))
            duration = _quarters(items, replaced, rules.policy.batch_share, options)
            last = quarter + min(_grace(one, known, fleet) for one in items)
            specs[key] = InitiativeSpec(
                id=key,
                title=titled(replaced, f"{horizon.ends(quarter):%B %Y}"),
                outcome=rules.policy.batch_outcome,
                phase=_ROUTINE,
                duration=duration,
                replaces=replaced,
                not_before=horizon.begins(max(0, quarter - duration + 1)).isoformat(),
                due=horizon.ends(last).isoformat(),
                least_weight=rules.policy.batch_weight,
                owner="partner",
            )
    return replace(catalogue, initiatives={**catalogue.initiatives, **specs}) if specs else catalogue


def past_title(key: str) -> str:
    """Return what a batch was called that is no more: its machines were replaced or retired, or moved to another.

    Args:
        key: Any id; one that is no batch's comes back as it is.
    """
    name, _, month = key.removeprefix(PREFIX).rpartition("-20")
    try:
        since = date.fromisoformat(f"20{month}-01")
    except ValueError:
        return key
    return f"Replacement of {name} from {since:%B %Y} on" if key.startswith(PREFIX) and name else key


def titled(replaced: Sequence[Replaced], by: str) -> str:
    """Return what a batch is called: ``Replace 8 laptops and 1 firewall that come of age by November 2027``.

    Args:
        replaced: What it replaces; something.
        by: The month its quarter ends in.
    """
    *most, last = (one.counted for one in replaced)
    names = f"{', '.join(most)} and {last}" if most else last
    verb = "comes" if sum(len(one.machines) for one in replaced) == 1 else "come"
    return f"Replace {names} that {verb} of age by {by}"


def _grace(one: RefreshItem, known: Mapping[str, Equipment], fleet: Fleet) -> int:
    """Return for how many quarters a machine may wait: from plan age to end age; not at all where its system ends."""
    norm = fleet.hardware[known[one.equipment].norm]
    return 0 if one.held else round((norm.end_years - norm.plan_years) * QUARTERS)


def _quarters(
    items: Sequence[RefreshItem], replaced: Sequence[Replaced], share: float, options: Options
) -> int:
    """Return how many quarters a batch is spread over: so many that it takes at most its share of the money."""
    money = fsum(one.cost.expected for one in items)
    hours = fsum(one.hours * len(one.machines) for one in replaced)
    return spread(1, money / share, hours, options.caps)


def _due(
    equipment: Equipment, cost: Range, aging: Sequence[Aging], spoken_for: set[Key], horizon: Horizon
) -> Iterator[RefreshItem]:
    """Yield the machines of a class that come due inside the horizon."""
    for one in aging:
        index = horizon.count if one.due is None else horizon.index(one.due)
        if one.due is not None and index < horizon.count and one.key not in spoken_for:
            yield RefreshItem(
                kind=one.item.kind,
                record=one.item.id,
                label=one.item.label,
                equipment=equipment.id,
                due=one.due.isoformat(),
                quarter=max(index, 0),
                cost=cost,
                overdue=index < 0,
                held=one.held,
            )


def _spoken_for(
    equipment: Equipment, aging: Sequence[Aging], other: Sequence[Initiative], plan: Plan
) -> set[Key]:
    """Return the machines of a class that other work replaces or keeps, whether it has a place or not.

    Units that are bought for nobody by name are for the machines due first.
    """
    taken: set[Key] = set()
    unnamed = 0
    for work in other:
        taken |= {key for line in work.work if line.keeps for key in line.records}
        for line in work.lines:
            if line.price == equipment.price and line.timing == "once" and not line.optional:
                taken |= {*line.records, *line.maybe}
                known = 0.0 if line.records else line.quantity
                possible = 0.0 if line.maybe else line.possible
                unnamed += whole(known + plan.settings.likely * possible)
    rest = [one for one in aging if one.key not in taken]
    return taken | {one.key for one in rest[:unnamed]}


def _replaced(items: Sequence[RefreshItem], equipment: Sequence[Equipment]) -> Iterator[Replaced]:
    """Yield the machines of a batch by class."""
    for one in equipment:
        machines = tuple(
            Machine(kind=item.kind, id=item.record, label=item.label, due=item.due)
            for item in items
            if item.equipment == one.id
        )
        if machines:
            yield Replaced(
                equipment=one.id,
                title=one.title,
                plural=one.plural,
                price=one.price,
                hours=one.hours,
                client_hours=one.client_hours,
                machines=machines,
            )
