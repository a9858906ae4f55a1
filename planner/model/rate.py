"""Prices and benchmark figures, each with its source."""

from __future__ import annotations

import msgspec


class Price(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One price of the price book, in the book's currency."""

    id: str
    title: str
    unit: str
    """``hour``, ``fixed``, ``user``, ``device``, ``server``, ``site``, ``admin``, ``app``, ``agent``, or one
    of them with ``_month`` or ``_year``."""
    low: float
    expected: float
    high: float
    grade: str
    """``sourced``, ``partial`` or ``estimate``."""
    source: str = ""
    includes: tuple[str, ...] = ()
    """Ids of prices whose product comes with this one and is then not bought besides."""
    known_as: tuple[str, ...] = ()
    """How licences and contracts of a client call it, any case: who pays for it need not buy it."""
    seat_of: str = ""
    """What licences ``serve`` as with whose seats the product goes (``cloud_office``): it is counted
    by the seats in use where they are known."""


class PriceBook(msgspec.Struct, frozen=True, kw_only=True):
    """Prices in one currency."""

    id: str
    title: str
    currency: str
    date: str
    """ISO date of the last check."""
    prices: dict[str, Price]


class Benchmark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure of the field to compare with: a band for the sake of sanity, not a target."""

    id: str
    title: str
    low: float
    high: float
    unit: str
    grade: str
    source: str
    median: float | None = None


class Citation(msgspec.Struct, frozen=True, kw_only=True):
    """A published finding that a standard leans on."""

    id: str
    """``F1`` …"""
    text: str
    source: str
