"""What follows from a plan, computed once for as long as what it depends on stays the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Cached(Generic[T]):
    """One computed value with the things it was computed from.

    Plans are never changed in place, so it is enough to compare by identity: an answer leaves
    ``plan.records`` the same object, and the measurements taken from it stay good.
    """

    def __init__(self) -> None:
        # One attribute, so that two threads never see one's inputs with the other's value.
        self._kept: tuple[tuple[object, ...], T] | None = None

    def get(self, inputs: tuple[object, ...], compute: Callable[[], T]) -> T:
        """Return the value for these inputs, computing it when one of them is another object."""
        kept = self._kept
        if kept is not None and _same(kept[0], inputs):
            return kept[1]
        value = compute()
        self._kept = (inputs, value)
        return value


def _same(known: tuple[object, ...], inputs: tuple[object, ...]) -> bool:
    return len(known) == len(inputs) and all(a is b for a, b in zip(known, inputs, strict=True))
