"""What the store takes from outside: the day, the clock, versions. Tests hand in their own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import msgspec

from planner import __version__
from planner.store.migration import MIGRATIONS, SCHEMA, Migration


def _now() -> datetime:
    return datetime.now().astimezone()


def _today() -> date:
    return _now().date()


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """The day copies are named after, the clock saves are marked with, and the schema."""

    today: Callable[[], date] = _today
    now: Callable[[], datetime] = _now
    app: str = __version__
    schema: str = SCHEMA
    migrations: tuple[Migration, ...] = MIGRATIONS

    def stamp(self) -> str:
        """Return the clock's ISO date and time, to the second."""
        return self.now().isoformat(timespec="seconds")
