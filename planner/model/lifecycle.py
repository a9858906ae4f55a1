"""When products stop being supported."""

from __future__ import annotations

import msgspec


class Cycle(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One release line of a product."""

    id: str
    label: str = ""
    release: str | None = None
    """ISO date of the first release."""
    active_until: str | bool | None = None
    """End of active support: ISO date, False (not ended), True (ended, date unknown), None (unknown)."""
    supported_until: str | bool | None = None
    """End of security support; same meaning. This is the date that counts."""
    extended_until: str | bool | None = None
    """End of paid extended support; same meaning."""


class Pattern(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"regex": "re"}):
    """A way an inventory spells a product."""

    regex: str
    """Case-insensitive (``re`` in the template)."""
    cycle: str
    """Id of the cycle, ``{1}`` for the first group; ``@lower``, ``@sql`` or ``@iphone`` for a spelling
    rule of its own."""


class Product(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One product with its release lines."""

    id: str
    title: str
    category: str
    vendor: str = ""
    source: str = ""
    pattern: tuple[Pattern, ...] = ()
    cycle: tuple[Cycle, ...] = ()
    versions: dict[str, str] = {}
    """For ``@sql``: year to version."""


class WindowsBuild(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a Windows build number means."""

    build: str
    """``10.0.19045``."""
    client: dict[str, str] = {}
    """Edition (``pro``, ``enterprise``, ``any`` …) to cycle id of product ``windows``."""
    server: str = ""
    """Cycle id of product ``windows-server``."""


class HardwareNorm(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How long a class of hardware serves."""

    id: str
    """Device class, for example ``laptop``."""
    plan_years: float
    """Age at which replacement is planned."""
    end_years: float
    """Age at which it is overdue."""
    source: str


class UpdatePath(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which machines of a system can be updated in place to one its maker still mends."""

    id: str
    name: str
    """Regular expression found in the name of the system, any case."""
    source: str
    always: bool = False
    """Every machine that runs it can."""
    able: tuple[str, ...] = ()
    """Regular expressions of processors that can."""
    unable: tuple[str, ...] = ()
    """Regular expressions of processors that cannot; asked first."""
    able_from: str = ""
    """ISO date: a machine bought since then can, when its processor says nothing."""
    unable_before: str = ""
    """ISO date: a machine bought before then cannot, when its processor says nothing."""


class Lifecycle(msgspec.Struct, frozen=True, kw_only=True):
    """Everything known about ends of support."""

    products: dict[str, Product] = {}
    windows_builds: tuple[WindowsBuild, ...] = ()
    hardware: dict[str, HardwareNorm] = {}
    updates: dict[str, UpdatePath] = {}
    dated: str = ""
    """ISO date of the snapshot."""
