"""What the lines of a piece of work hold: a quantity, hours and money, with the records behind them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

Key: TypeAlias = tuple[str, str]
"""Kind and id of a record."""


@dataclass
class Need:
    """How many of something: known to be needed, and possibly besides; with the records behind both."""

    known: float = 0
    possible: float = 0
    records: set[Key] = field(default_factory=set)
    maybe: set[Key] = field(default_factory=set)
    absent: bool = False
    """Nobody has listed any, and no finding says that there is one."""


@dataclass
class Work:
    """One line of hours, with the records known to take it."""

    who: str
    hours: float
    keeps: bool
    """Those stay in use."""
    records: set[Key]


@dataclass
class Bought:
    """One line of money: units, low, expected and high money, and the records it is for."""

    sure: float
    possible: float
    money: list[float]
    records: set[Key]
    maybe: set[Key]
