"""What it costs when work is done a quarter later."""

from __future__ import annotations

import msgspec


class Missed(msgspec.Struct, frozen=True, kw_only=True):
    """A renewal that can no longer be changed when work is done a quarter later."""

    label: str
    day: str
    """ISO date of the last day to change it."""
    yearly: float
    """What is paid for another year, in the plan's currency."""


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """Support or warranty that ends in the quarter of waiting."""

    sort: str
    """Id of the sort of date: ``support``, ``service`` or ``warranty``."""
    happens: str
    """What happens to a record: ``warranty ends``."""
    day: str
    """ISO date: the first of them."""
    records: tuple[str, ...]
    """Labels of the records it happens to."""


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """What a delay of one quarter costs, as far as it can be computed from the client's own figures."""

    risk: float = 0.0
    """Points of known risk that stay open a quarter longer: its own."""
    possible: float = 0.0
    """Points of unverified risk, likewise."""
    holds_up: tuple[str, ...] = ()
    """Work that builds on it and would have to move as well."""
    held: float = 0.0
    """Known risk of that work."""
    saving: float = 0.0
    """Money that is not saved, in the plan's currency."""
    missed: tuple[Missed, ...] = ()
    endings: tuple[Ending, ...] = ()
    late: int = 0
    """Quarters by which it would be past its due date."""
    spared: float = 0.0
    """Monthly money that is not paid yet: what the delay saves."""
    unknown: tuple[str, ...] = ()
    """What cannot be said, as sentences."""
