"""Which records do not meet a standard."""

from __future__ import annotations

from collections.abc import Iterable

from planner.model.finding import Result


def affected(results: Iterable[Result]) -> tuple[tuple[str, str], ...]:
    """Return the different records that some results say do not meet them.

    Args:
        results: Judged standards. A record that two of them, or two rules, name counts once.

    Returns:
        Pairs of kind and record id, in the order the rules found them.
    """
    found = ((m.of, record) for r in results for m in r.measures for record in m.affected)
    return tuple(dict.fromkeys(found))
