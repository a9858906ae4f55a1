"""Published frameworks that standards relate to."""

from __future__ import annotations

import msgspec


class Requirement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One requirement of a framework."""

    id: str
    title: str = ""
    """Empty where the licence allows ids only."""


class Framework(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One framework, by reference."""

    id: str
    title: str
    version: str
    licence: str
    source: str
    labels: str = ""
    """Whose words the titles are: ``publisher``, ``ours`` or empty when there are none."""
    requirement: tuple[Requirement, ...] = ()
