"""Ends of support, read from ``templates/lifecycle``; only when they are needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from planner.model.lifecycle import Cycle, HardwareNorm, Lifecycle, Pattern, Product, UpdatePath, WindowsBuild
from planner.model.problem import Problem
from planner.standards.entries import Flaw, entries_of, stray_tables, without_flawed
from planner.standards.folder import in_order
from planner.standards.toml_file import read_files

ROOM = "lifecycle"
SPECIAL = ("@lower", "@sql", "@iphone")
"""Spelling rules a pattern may name instead of a cycle."""


def load_lifecycle(folders: Sequence[Path] | None = None) -> tuple[Lifecycle, tuple[Problem, ...]]:
    """Read products with their cycles, Windows builds and hardware norms.

    A bad pattern or cycle costs itself, a bad product itself. Never fails.

    Args:
        folders: Template folders, later ones override earlier ones by id; None for the usual.
    """
    files, problems = read_files(in_order(folders), ROOM)
    problems += stray_tables(files, ("product", "windows_build", "hardware", "update", "dated"))
    products = entries_of(files, "product", Product, parts={"pattern": Pattern, "cycle": Cycle})
    builds = entries_of(files, "windows_build", WindowsBuild, key="build")
    hardware = entries_of(files, "hardware", HardwareNorm)
    updates = entries_of(files, "update", UpdatePath)
    sound_products, bad_products = without_flawed(products.entries, _product_flaw)
    sound_hardware, bad_hardware = without_flawed(hardware.entries, _hardware_flaw)
    sound_updates, bad_updates = without_flawed(updates.entries, _update_flaw)
    dates: list[str] = []
    for file in files:
        dated = file.data.get("dated")
        if isinstance(dated, str) and _is_date(dated):
            dates.append(dated)
        elif dated is not None:
            problems.append(
                Problem(file=file.file, path="dated", message="is no date; write it as 2026-11-22")
            )
    lifecycle = Lifecycle(
        products={name: entry.value for name, entry in sound_products.items()},
        windows_builds=tuple(entry.value for entry in builds.entries.values()),
        hardware={name: entry.value for name, entry in sound_hardware.items()},
        updates={name: entry.value for name, entry in sound_updates.items()},
        dated=dates[-1] if dates else "",
    )
    read = [products.problems, builds.problems, hardware.problems, updates.problems]
    read += [bad_products, bad_hardware, bad_updates]
    return lifecycle, (*problems, *(problem for part in read for problem in part))


def _product_flaw(product: Product) -> Flaw | None:
    for index, pattern in enumerate(product.pattern):
        try:
            re.compile(pattern.regex, re.IGNORECASE)
        except (re.error, RecursionError, OverflowError) as error:
            return f"pattern[{index}].re", f"is no regular expression ({error}); correct it"
        named = pattern.cycle
        plain = named and "{" not in named and not named.startswith("@")
        if plain and not any(cycle.id == named for cycle in product.cycle):
            return f"pattern[{index}].cycle", f"`{named}` is no cycle of {product.id}"
        if named.startswith("@") and named not in SPECIAL:
            return f"pattern[{index}].cycle", f"`{named}` is no spelling rule; there are {', '.join(SPECIAL)}"
    for cycle in product.cycle:
        for key in ("release", "active_until", "supported_until", "extended_until"):
            value = getattr(cycle, key)
            if isinstance(value, str) and not _is_date(value):
                return f"cycle.{cycle.id}.{key}", f"{value!r} is no date; write it as 2026-11-22"
    return None


def _hardware_flaw(norm: HardwareNorm) -> Flaw | None:
    if 0 < norm.plan_years <= norm.end_years:
        return None
    return "plan_years", "has to be more than 0 and no more than end_years"


def _update_flaw(path: UpdatePath) -> Flaw | None:
    for key, patterns in (("name", (path.name,)), ("able", path.able), ("unable", path.unable)):
        for pattern in patterns:
            try:
                re.compile(pattern, re.IGNORECASE)
            except (re.error, RecursionError, OverflowError) as error:
                return key, f"is no regular expression ({error}); correct it"
    for key, day in (("able_from", path.able_from), ("unable_before", path.unable_before)):
        if day and not _is_date(day):
            return key, f"{day!r} is no date; write it as 2026-11-22"
    return None


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
