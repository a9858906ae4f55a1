"""A cap a quarter as people write it: one figure, or a list of them."""

from __future__ import annotations

from collections.abc import Callable

from planner.model.settings import Cap

SEPARATOR = ";"
"""Between the figures of a list: a comma may belong to a number."""
_NONE = ("", "-", "–", "none")


class CapError(ValueError):
    """A text that is no cap; its words are the part that is not understood."""


def read_cap(text: str, number: Callable[[str], float | None]) -> Cap:
    """Return the cap somebody typed: nothing for no cap, a figure, or figures such as ``80; 40``.

    The last figure of a list holds for all quarters after it; ``none`` in a list means no cap there.

    Args:
        text: What was typed.
        number: Reads a number as the client writes it.

    Raises:
        CapError: A part is no number.
    """
    parts = [part.strip() for part in text.split(SEPARATOR)]
    figures: list[float | None] = []
    for part in parts:
        figure = None if part.casefold() in _NONE else number(part)
        if figure is None and part.casefold() not in _NONE:
            raise CapError(part)
        figures.append(figure)
    return figures[0] if len(figures) == 1 else tuple(figures)


def cap_text(cap: Cap, number: Callable[[float], str], none: str = "") -> str:
    """Return a cap as it is typed and shown.

    Args:
        cap: The cap.
        number: Writes a figure.
        none: What stands for no cap.
    """
    if cap is None:
        return none
    if isinstance(cap, tuple):
        return f"{SEPARATOR} ".join("none" if figure is None else number(figure) for figure in cap)
    return number(cap)
