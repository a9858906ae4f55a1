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
        self._inputs: tuple[object, ...] | None = None
        self._value: T | None = None

    def get(self, inputs: tuple[object, ...], compute: Callable[[], T]) -> T:
        """Return the value for these inputs, computing it when one of them is another object."""
        known = self._inputs
        same = (
            known is not None
            and len(known) == len(inputs)
            and all(
                a is b or (isinstance(a, str | int) and a == b) for a, b in zip(known, inputs, strict=True)
            )
        )
        if not same:
            self._value = compute()
            self._inputs = inputs
        assert self._value is not None
        return self._value
