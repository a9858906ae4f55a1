"""What-ifs: a plan with something different in it, kept under a name, adopted or dropped."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.decision import Change, Choice, Decision
from planner.model.plan import Plan
from planner.model.scenario import TRIED, Scenario
from planner.workspace.edit import EditError, read_change
from planner.workspace.lookup import find
from planner.workspace.profile import with_settings

_BY, _WHY = "what-if", "tried out"
_LONGEST = 60
MOST = 20
"""How many what-ifs a plan keeps."""


def tried(plan: Plan, catalogue: Catalogue, what: Scenario) -> Plan:
    """Return the plan as it would be: with other settings, prices, work left out, taken in or pinned.

    Args:
        plan: The plan.
        catalogue: The plan's own (see `planner.roadmap.with_own_work`): knows its initiatives and the price
            book's currency.
        what: What is different.

    Raises:
        PlannerError: A setting makes no sense, or there is no such initiative.
    """
    if unknown := [name for name in what.settings if name not in TRIED]:
        raise EditError(f"{', '.join(unknown)} cannot be tried; what can be: {', '.join(TRIED)}.")
    settings: dict[str, object] = dict(what.settings)
    rate = plan.price_rate(catalogue.prices.currency)
    if not 0 < what.prices <= 10:
        raise EditError("Prices are multiplied with more than 0 and at most 10.")
    if what.prices != 1 and rate is not None:
        settings["exchange_rate"] = rate * what.prices
    if what.refresh:
        settings["refresh_ceilings"] = {**plan.settings.refresh_ceilings, **what.refresh}
    told = with_settings(plan, settings)
    decisions = dict(told.decisions)
    for names, choice in ((what.leave_out, Choice.DECLINE), (what.take_in, Choice.APPROVE)):
        for name in names:
            key = find(name, catalogue.initiatives, "initiative")
            decisions[key] = Decision(choice=choice, by=_BY, why=_WHY, at="")
    changes: dict[str, tuple[Change, ...]] = dict(told.changes)
    for name, quarter in what.pins.items():
        key = find(name, catalogue.initiatives, "initiative")
        pin = Change(field="pin", value=read_change("pin", quarter), original=None, why=_WHY, by=_BY, at="")
        changes[key] = (*(c for c in changes.get(key, ()) if c.field != "pin"), pin)
    return replace(told, decisions=decisions, changes=changes)


def keep(plan: Plan, catalogue: Catalogue, what: Scenario) -> Plan:
    """Return the plan with a what-if kept under its name; one of the same name is replaced.

    Raises:
        PlannerError: It has no name, nothing is different in it, or it makes no sense.
    """
    name = " ".join(what.name.split())
    if not name or len(name) > _LONGEST:
        raise EditError(f"A what-if is kept under a name of at most {_LONGEST} characters.")
    if not what:
        raise EditError("Nothing is different in this what-if: there is nothing to keep.")
    tried(plan, catalogue, what)
    kept = {**plan.scenarios, name: replace(what, name=name)}
    if len(kept) > MOST:
        raise EditError(f"A plan keeps {MOST} what-ifs: drop one first.")
    return replace(plan, scenarios=kept)


def named(plan: Plan, name: str) -> Scenario:
    """Return a what-if by its name, in any case.

    Raises:
        UnknownNameError: There is none of that name.
    """
    return plan.scenarios[find(name, plan.scenarios, "what-if")]


def drop(plan: Plan, name: str) -> Plan:
    """Return the plan without a what-if."""
    key = named(plan, name).name
    return replace(plan, scenarios={n: one for n, one in plan.scenarios.items() if n != key})


def adopt(
    plan: Plan,
    catalogue: Catalogue,
    what: Scenario,
    *,
    by: str,
    why: str,
    at: str,
    originals: Mapping[str, str],
) -> Plan:
    """Return the plan with what was tried made its own; it is no longer kept as a what-if.

    Settings become the plan's, pins its pins, work left out is declined and work taken in approved, in
    the name of who decides. Prices go back: what things cost is no decision.

    Args:
        plan: The plan.
        catalogue: The plan's own.
        what: The what-if.
        by: Who decides.
        why: The reason.
        at: Now, ISO.
        originals: The quarter each pinned initiative stands in so far.

    Raises:
        PlannerError: A name or reason is missing though something is decided, or it makes no sense.
    """
    if (what.leave_out or what.take_in) and not (by.strip() and why.strip()):
        raise EditError("Work is left out or taken in by a decision: with a name and a reason.")
    told = tried(plan, catalogue, replace(what, prices=1.0))
    mine = {find(name, catalogue.initiatives, "initiative") for name in (*what.leave_out, *what.take_in)}
    decisions = {
        key: replace(one, by=by.strip(), why=why.strip(), at=at) if key in mine else one
        for key, one in told.decisions.items()
    }
    pinned = {find(name, catalogue.initiatives, "initiative") for name in what.pins}
    changes = {
        key: tuple(
            replace(
                c, by=by.strip(), why=why.strip() or "Tried out and kept", at=at, original=originals.get(key)
            )
            if c.field == "pin" and key in pinned
            else c
            for c in made
        )
        for key, made in told.changes.items()
    }
    kept = {name: one for name, one in plan.scenarios.items() if name != what.name}
    return replace(told, decisions=decisions, changes=changes, scenarios=kept)
