"""From the texts tools write about a system to the end of its maker's support."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

import msgspec

from planner.intake.settle.windows import Windows, compiled_pattern
from planner.model.lifecycle import Cycle, Lifecycle, Pattern, Product

_LONGEST = 300
"""Characters of a name that are looked at; no product needs more."""
_BESIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]|[®™]")
"""Remarks in a name: ``(64-bit)``, ``(x64 en-US)``, ``(23G93)``."""
_EMBEDDED = re.compile(r"\bembedded\b", re.IGNORECASE)
"""A Windows with cycles of its own, told apart by pattern."""
_SYSTEM_CATEGORIES = frozenset({"hypervisor", "network", "storage", "device"})
"""Besides the operating systems (``os-…``): what a device can report as its system."""


class Support(msgspec.Struct, frozen=True, kw_only=True):
    """What is known about a product's support at a date. Unknown stays unknown."""

    product: str = ""
    """Id of the product; empty when the text is not understood."""
    cycle: str = ""
    """Id of the release line; empty when unknown or when several are possible."""
    label: str = ""
    """Product and release for people."""
    ends: date | None = None
    """The last day of security updates, where every possible release agrees. When all of
    them have ended, the latest of their dates: support ended no later than that."""
    supported: bool | None = None
    """Whether security updates are still made; None when unknown or when the possible
    releases differ."""


def support_end(
    lifecycle: Lifecycle, os_name: str, os_version: str, os_build: str, today: date, *, system: bool = True
) -> Support:
    """Return the support of what the texts of a tool mean.

    Windows is told apart by its build number, else its release, else its generation, in the
    edition the name gives; everything else by the patterns of the lifecycle data. Where the
    texts leave several releases possible (``Windows 10`` without build or edition may be a
    long-term release that lives on; ``Windows 10 Pro`` cannot), the verdict stands only when
    all of them agree at ``today``. Paid extensions do not count as support.

    Args:
        lifecycle: Ends of support.
        os_name: Name, with or without version and edition.
        os_version: Version, or empty.
        os_build: Build, or empty.
        today: The plan's date; support lasts through its last day.
        system: The texts name the system of a device. False for any other software, which
            may be called "Windows Desktop Runtime" without being Windows.
    """
    finder = _finder(_Identity(lifecycle))
    return finder.support(os_name[:_LONGEST], os_version[:_LONGEST], os_build[:_LONGEST], today, system)


class _Identity:
    """A lifecycle as a key: the same object, not an equal one (comparing thousands of dates)."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self.lifecycle = lifecycle

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.lifecycle is self.lifecycle

    def __hash__(self) -> int:
        return id(self.lifecycle)


@lru_cache(maxsize=4)
def _finder(key: _Identity) -> _Finder:
    return _Finder(key.lifecycle)


class _Finder:
    """Finds releases in one set of lifecycle data and remembers what it found."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._windows = Windows(lifecycle)
        self._patterns = [
            (product, pattern, compiled)
            for product in lifecycle.products.values()
            if product.id not in Windows.PRODUCTS
            for pattern in product.pattern
            if (compiled := compiled_pattern(pattern.regex)) is not None
        ]
        self._makers = frozenset(f"{p.vendor.casefold()} " for p in lifecycle.products.values() if p.vendor)
        self.support = lru_cache(maxsize=16_384)(self._support)

    def _support(self, name: str, version: str, build: str, today: date, system: bool) -> Support:
        product, cycles = self._find(_clean(name), _clean(version), _clean(build), system=system)
        return Support() if product is None else _verdict(product, cycles, today)

    def _find(
        self, name: str, version: str, build: str, *, system: bool
    ) -> tuple[Product | None, tuple[Cycle, ...]]:
        if not name:
            return None, ()
        bare = _clean(_BESIDE.sub(" ", name))
        texts = tuple(dict.fromkeys((f"{bare} {version}".strip(), f"{name} {version}".strip(), name)))
        if system and not _EMBEDDED.search(name):
            windows = self._windows.candidates(name, version, build)
            if windows is not None:
                return windows
        known: Product | None = None
        maker = next((maker for maker in self._makers if system and name.casefold().startswith(maker)), "")
        for product, pattern, compiled in self._patterns:
            if system and not (product.category.startswith("os-") or product.category in _SYSTEM_CATEGORIES):
                continue
            if maker and product.vendor.casefold() != maker.rstrip():  # Cisco's IOS is not Apple's
                continue
            for text in texts:
                match = compiled.search(text)
                if match is None:
                    continue
                known = known or product
                cycle = _cycle(product, pattern, match)
                if cycle is not None:
                    return product, (cycle,)
        return known, ()


def _clean(text: str) -> str:
    return " ".join(text.replace("®", " ").replace("™", " ").split())


def _squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9.]", "", text.casefold())


def _cycle(product: Product, pattern: Pattern, match: re.Match[str]) -> Cycle | None:
    """Return the cycle a match names, or None when the product has no such cycle."""
    groups = [group or "" for group in match.groups()]
    if pattern.cycle == "@sql":
        return _sql_cycle(product, groups)
    if pattern.cycle.startswith("@"):
        wanted = "".join(groups)
    else:
        wanted = re.sub(
            r"\{(\d)\}", lambda m: groups[int(m[1]) - 1] if int(m[1]) <= len(groups) else "", pattern.cycle
        )
    key = _squeezed(wanted)
    return next((c for c in product.cycle if _squeezed(c.id) == key), None) if key else None


def _sql_cycle(product: Product, groups: Sequence[str]) -> Cycle | None:
    """Return the cycle of a year's version: the service pack named, else the newest one."""
    year, named = (*groups, "", "")[:2]
    version = next((v for y, v in product.versions.items() if y.casefold() == year.casefold()), None)
    if version is None:
        return None
    packs = dict(_packs(product, version))
    return packs.get(int(named)) if named else packs.get(max(packs, default=0))


def _packs(product: Product, version: str) -> Iterator[tuple[int, Cycle]]:
    wanted = re.compile(rf"{re.escape(version)}0?(?:-sp(\d))?")
    for cycle in product.cycle:
        if match := wanted.fullmatch(cycle.id):
            yield int(match[1] or 0), cycle


def _verdict(product: Product, cycles: Sequence[Cycle], today: date) -> Support:
    states = {_state(cycle, today) for cycle in cycles}
    ends = {_end(cycle) for cycle in cycles}
    supported = next(iter(states)) if len(states) == 1 else None
    dates = [day for day in ends if day is not None]
    end: date | None = None
    if dates and len(dates) == len(ends) and (len(dates) == 1 or supported is False):
        end = max(dates)
    only = cycles[0] if len(cycles) == 1 else None
    return Support(
        product=product.id,
        cycle=only.id if only else "",
        label=_label(product, only),
        ends=end,
        supported=supported,
    )


def _state(cycle: Cycle, today: date) -> bool | None:
    until = cycle.supported_until
    if isinstance(until, bool):
        return not until
    day = _end(cycle)
    return None if day is None else today <= day


def _end(cycle: Cycle) -> date | None:
    try:
        return date.fromisoformat(cycle.supported_until) if isinstance(cycle.supported_until, str) else None
    except ValueError:
        return None


def _label(product: Product, cycle: Cycle | None) -> str:
    if cycle is None:
        return product.title
    label = cycle.label or cycle.id
    words = product.title.split()
    for start in range(len(words)):
        if label.casefold().startswith(" ".join(words[start:]).casefold()):
            return " ".join((*words[:start], label))
    return f"{product.title} {label}"
