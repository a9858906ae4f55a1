"""Changing a plan's currency: every amount that was stated is converted, none is relabelled."""

from __future__ import annotations

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.decision import Change
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.scenario import Scenario
from planner.model.settings import Cap
from planner.workspace.profile import ProfileError, with_client, with_settings

_STATED = ("hourly_rate", "budget_per_quarter", "refresh_per_year", "point")
"""Settings that are an amount of money."""

_MONEY = ("one_time", "monthly")
"""Changes that are about money."""


def with_currency(plan: Plan, catalogue: Catalogue, currency: str, rate: float | None) -> Plan:
    """Return the plan in another currency, with every stated amount converted.

    Hourly rate, caps, what a point is worth, ceilings, rates of other currencies, changed figures with their
    originals, own work, what-ifs and money in the inventory are multiplied by the new rate ÷ the present one.
    A record that names a currency of its own keeps its amounts.

    Args:
        plan: The plan.
        catalogue: Says in which currency prices are, and which fields are money.
        currency: ISO 4217 code.
        rate: How many units of the new currency one unit of the price book's currency buys; not
            needed for the price book's own.

    Raises:
        ProfileError: A rate is missing or makes no sense.
    """
    code, old, book = currency.strip().upper(), plan.client.currency, catalogue.prices.currency
    if code == old:
        return plan if rate is None else with_settings(plan, {"exchange_rate": rate})
    present = plan.price_rate(book)
    if present is None:
        raise ProfileError(
            f"The plan's money is in {old}. First state how many {old} one {book} buys (exchange_rate), "
            f"so that it can be converted to {code}."
        )
    wanted = 1.0 if code == book else rate
    if wanted is None:
        raise ProfileError(
            f"The plan's money is in {old}: change the currency together with its rate, "
            f"how many {code} one {book} buys (exchange_rate)."
        )
    settings: dict[str, object] = {"exchange_rate": wanted}
    checked = with_settings(plan, settings)  # the rate makes sense before anything is multiplied by it
    factor = wanted / present
    for name in _STATED:
        settings[name] = _cap(getattr(plan.settings, name), factor)
    own = plan.settings.refresh_ceilings
    settings["refresh_ceilings"] = {key: None if one is None else one * factor for key, one in own.items()}
    # What was the plan's own currency is another one now; its rate is known.
    rates = {**plan.settings.currency_rates, old: 1.0}
    settings["currency_rates"] = {key: each * factor for key, each in rates.items() if key != code}
    converted = replace(
        checked,
        client=replace(plan.client, currency=code),
        changes={key: tuple(_change(c, factor) for c in made) for key, made in plan.changes.items()},
        work={
            key: replace(one, one_time=one.one_time.times(factor), monthly=one.monthly.times(factor))
            for key, one in plan.work.items()
        },
        scenarios={key: _scenario(one, factor) for key, one in plan.scenarios.items()},
        records={
            kind: {key: _record(record, _fields(catalogue, kind), factor) for key, record in found.items()}
            for kind, found in plan.records.items()
        },
    )
    return with_client(with_settings(converted, settings), catalogue, {})


def _scenario(what: Scenario, factor: float) -> Scenario:
    """Return a what-if with its ceilings and caps on money converted."""
    return replace(
        what,
        settings={
            name: figure * factor if name in _STATED and isinstance(figure, int | float) else figure
            for name, figure in what.settings.items()
        },
        refresh={key: None if one is None else one * factor for key, one in what.refresh.items()},
    )


def _cap(cap: Cap, factor: float) -> Cap:
    if isinstance(cap, tuple):
        return tuple(None if figure is None else figure * factor for figure in cap)
    return None if cap is None else cap * factor


def _change(change: Change, factor: float) -> Change:
    if change.field not in _MONEY:
        return change
    value, original = (
        x * factor if isinstance(x, int | float) else x for x in (change.value, change.original)
    )
    low, high = (None if x is None else x * factor for x in (change.low, change.high))
    return replace(change, value=value, original=original, low=low, high=high)


def _fields(catalogue: Catalogue, kind: str) -> frozenset[str]:
    found = catalogue.kinds.get(kind)
    return frozenset(f.id for f in found.field if f.unit == "money") if found is not None else frozenset()


def _record(record: Record, money: frozenset[str], factor: float) -> Record:
    if "currency" in record.facts or not money & record.facts.keys():
        return record
    facts = {
        name: tuple(
            replace(o, value=o.value * factor)
            if name in money and isinstance(o.value, int | float) and not isinstance(o.value, bool)
            else o
            for o in seen
        )
        for name, seen in record.facts.items()
    }
    return replace(record, facts=facts)
