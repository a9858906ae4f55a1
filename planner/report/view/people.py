"""Who is meant by "you" and by "IT support", and steps that speak of them."""

from __future__ import annotations

import re

import msgspec

from planner.report.material import Material

SUPPORT = "IT support"
"""Whoever looks after the client's IT, when no name is at hand."""
_PLACE = re.compile(r"\{(it|you)\}")


class People(msgspec.Struct, frozen=True, kw_only=True):
    """The two sides of every step."""

    you: str
    """The person who decides; empty when nobody has been named."""
    support: str
    """The present IT provider, as named by the client or by its contract; empty when neither does."""


def people(material: Material) -> People:
    """Return who stands on which side."""
    client = material.plan.client
    return People(you=client.contact.strip(), support=client.provider.strip() or _paid(material))


def _paid(material: Material) -> str:
    """Return who is paid a fee for looking after the client's IT, where that is one contract."""
    fees = [line.label for line in material.budget.lines if line.fee] if material.budget is not None else []
    return fees[0] if len(fees) == 1 else ""


def spoken(text: str, support: str = SUPPORT) -> str:
    """Return a step of the catalogue with ``{it}`` and ``{you}`` filled in, its first letter a capital.

    Args:
        text: The step.
        support: What IT support is called here.
    """
    names = {"it": support, "you": "you"}
    filled = _PLACE.sub(lambda found: names[found[1]], text.strip())
    return filled[:1].upper() + filled[1:]
