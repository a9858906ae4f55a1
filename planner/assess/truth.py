"""Three-valued truth over a list of records, one byte a record."""

from __future__ import annotations

TRUE = 3
UNKNOWN = 1
FALSE = 0
# Bitwise "and" of these three numbers is the three-valued "and": false wins, then unknown.


def of(value: bool | None) -> int:
    """Return the byte for a truth value; None is unknown."""
    return UNKNOWN if value is None else (TRUE if value else FALSE)


def both(left: bytes, right: bytes) -> bytes:
    """Return the three-valued "and", record by record, of two equally long truths."""
    together = int.from_bytes(left, "little") & int.from_bytes(right, "little")
    return together.to_bytes(len(left), "little")


def always(length: int) -> bytes:
    """Return a truth that holds for every record."""
    return bytes([TRUE]) * length
