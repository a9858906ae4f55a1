"""How the board shares its width among the quarters: who has much to say gets more."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def window(least: Sequence[int], width: int, at: int, start: int | None = None) -> range:
    """Return the columns to show: the one at ``at``, the one after it, and what fits beside them.

    Args:
        least: What each column needs.
        width: Terminal columns there are.
        at: The column that must be seen.
        start: The first column to show, whatever ``at`` is.

    Returns:
        At least one column, even where it does not fit.
    """
    if not least:
        return range(0)
    first = 0 if start is None else max(0, min(start, len(least) - 1))
    if start is None:
        wanted = min(at + 1, len(least) - 1)
        while first < wanted and sum(least[first : wanted + 1]) > width:
            first += 1
        first = min(first, at)
    end = first + 1
    while end < len(least) and sum(least[first : end + 1]) <= width:
        end += 1
    while start is None and first > 0 and sum(least[first - 1 : end]) <= width:
        first -= 1
    return range(first, end)


def shared(
    least: Sequence[int], most: Sequence[int], lines: Callable[[int, int], int], width: int
) -> tuple[int, ...]:
    """Return the width of each column.

    What is left beyond the least goes to the column that is longest at its width, until nothing more
    would be gained; then to all that want more, evenly.

    Args:
        least: What each column needs.
        most: From where on more width is of no use to a column.
        lines: How many lines a column has at a width.
        width: Terminal columns there are for all of them.
    """
    widths = list(least)
    lengths = [lines(at, size) for at, size in enumerate(widths)]
    for _ in range(width - sum(widths)):
        growing = [at for at, size in enumerate(widths) if size < most[at]]
        if not growing:
            break
        at = max(growing, key=lambda at: (lengths[at], -widths[at], -at))
        widths[at] += 1
        lengths[at] = lines(at, widths[at])
    # What is of no use to anyone is spread, so that the columns fill the width; bare ones stay as they are.
    left = width - sum(widths)
    takers = [at for at, size in enumerate(least) if size == max(least)]
    for turn, at in enumerate(takers):
        widths[at] += left // len(takers) + (turn < left % len(takers)) if left > 0 else 0
    return tuple(widths)
