"""Which standards fit the size and the duties of a client."""

from __future__ import annotations

from planner.model.catalogue import Catalogue, Vocabulary
from planner.model.client import Client
from planner.model.plan import Plan
from planner.model.standard import Standard


def tiers_of(plan: Plan, vocabulary: Vocabulary) -> frozenset[str]:
    """Return the ids of the tiers that are asked about and counted.

    The plan's own scope names the highest one. Without it the client's size decides: a tier for clients
    of so many people is left to smaller ones only when they have a duty (health, card, defence or finance
    data, a supervisor); a head count nobody has said leaves nothing out.
    """
    order = [tier.id for tier in vocabulary.tiers]
    if plan.settings.scope in order:
        return frozenset(order[: order.index(plan.settings.scope) + 1])
    return frozenset(t.id for t in vocabulary.tiers if _fits(t.from_people, plan.client, vocabulary))


def why_tiers(plan: Plan, vocabulary: Vocabulary) -> str:
    """Return why head count and duties ask for the tiers they ask for, in one sentence."""
    people, least = plan.client.people, max((tier.from_people for tier in vocabulary.tiers), default=0)
    if people is None:
        return "Nobody has said how many people there are, so nothing is left out."
    counted = f"{people:,} {'person' if people == 1 else 'people'}"
    if people >= least:
        return f"{counted}: from {least:,} people on everything counts." if least else "Everything counts."
    duty = next(
        (trait.title for trait in vocabulary.traits if trait.duty and trait.id in plan.client.traits), ""
    )
    if duty:
        return f"{counted}, fewer than {least:,}, but with a duty that asks for everything: “{duty}”."
    return f"{counted}, fewer than {least:,}, and no duty that asks for more."


def in_scope(standard: Standard, tiers: frozenset[str], plan: Plan, vocabulary: Vocabulary) -> bool:
    """Return whether a standard is asked about and counted: by its tier, or taken in by name."""
    if standard.id in plan.settings.taken_in or standard.tier in tiers:
        return True
    return all(standard.tier != tier.id for tier in vocabulary.tiers)


def _fits(from_people: int, client: Client, vocabulary: Vocabulary) -> bool:
    if client.people is None or client.people >= from_people:
        return True
    return any(trait.duty and trait.id in client.traits for trait in vocabulary.traits)


def standards_in_scope(plan: Plan, catalogue: Catalogue) -> tuple[list[Standard], tuple[str, ...]]:
    """Return the standards that count for a plan, and the ids of those beyond its size."""
    tiers = tiers_of(plan, catalogue.vocabulary)
    inside: list[Standard] = []
    beyond: list[str] = []
    for standard in catalogue.standards.values():
        if in_scope(standard, tiers, plan, catalogue.vocabulary):
            inside.append(standard)
        else:
            beyond.append(standard.id)
    return inside, tuple(beyond)
