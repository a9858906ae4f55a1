"""Whether the hardware of a device can run a system its maker still mends."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from planner.intake.settle.windows import compiled_pattern
from planner.model.lifecycle import Lifecycle, UpdatePath


def updatable(lifecycle: Lifecycle, os_name: str, cpu: str, bought: str) -> bool | None:
    """Return whether a device can be updated in place; None when nobody can say.

    The processor decides, else the day it was bought. A system whose every machine takes the
    newest release needs neither.

    Args:
        lifecycle: For the ways from one system to the next.
        os_name: The system it runs.
        cpu: Its processor, or empty.
        bought: ISO date it was bought on, or empty.
    """
    path = next((p for p in lifecycle.updates.values() if _found((p.name,), os_name)), None)
    if path is None:
        return None
    if path.always:
        return True
    if cpu and _found(path.unable, cpu):
        return False
    if cpu and _found(path.able, cpu):
        return True
    return _by_date(path, bought)


def _by_date(path: UpdatePath, bought: str) -> bool | None:
    try:
        day = date.fromisoformat(bought[:10]).isoformat()
    except ValueError:
        return None
    if path.able_from and day >= path.able_from:
        return True
    return False if path.unable_before and day < path.unable_before else None


@lru_cache(maxsize=4096)
def _found(patterns: tuple[str, ...], text: str) -> bool:
    found = (compiled_pattern(pattern) for pattern in patterns)
    return any(pattern is not None and pattern.search(text[:200]) is not None for pattern in found)
