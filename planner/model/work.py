"""Pieces of work that a consultant made or cut: beside those of the catalogue."""

from __future__ import annotations

import msgspec

from planner.model.money import Range


class OwnWork(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of work of this plan alone.

    It stands for findings that some initiatives of the catalogue would close: with a part of one of
    them it is a split, with all of several a merger, with none it is work of the consultant's own. Its
    money and hours are those of the catalogue for these findings, and the stated ones on top.
    """

    id: str
    """Starts with ``own-``; no initiative of the catalogue may be called so."""
    title: str
    outcome: str = ""
    """What the client has when it is done."""
    standards: tuple[str, ...] = ()
    """The findings it takes over, by standard id."""
    records: tuple[tuple[str, str], ...] = ()
    """The machines it takes over from batches of replacements: kind and id."""
    requires: tuple[str, ...] = ()
    """Work to finish first, besides what the taken findings require anyway."""
    partner_hours: float = 0.0
    client_hours: float = 0.0
    one_time: Range = Range()
    """In the plan's currency."""
    monthly: Range = Range()
    """In the plan's currency, a month."""
    duration: int = 1
    """Quarters it takes at least."""
    why: str
    by: str
    at: str
    """When: ISO date and time."""
