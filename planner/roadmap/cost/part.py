"""A finding whose records need two remedies: each piece of work closes its part of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.condition import RawCondition
from planner.model.finding import Measure, Result
from planner.roadmap.cost.finding import Key
from planner.roadmap.cost.stock import Stock


def parted(
    own: Mapping[str, Iterable[Result]], catalogue: Catalogue, stock: Stock
) -> dict[str, list[Result]]:
    """Return the findings of each initiative after every one took its part of those of others.

    An initiative ``takes`` the records of a finding that are known to meet a condition. Of the risk it
    takes the share of the records known to be wrong, of the unverified risk that of those nobody could
    judge; the rest stays. Of a finding that names no such record it takes nothing.

    Args:
        own: Initiative to the findings of the standards that name it.
        catalogue: For what is taken.
        stock: The records.
    """
    found = {key: list(results) for key, results in own.items()}
    for spec in catalogue.initiatives.values():
        for part in spec.takes:
            standard = catalogue.standards.get(part.standard)
            theirs = found.get(standard.initiative, []) if standard is not None else []
            whole = next((result for result in theirs if result.standard == part.standard), None)
            if whole is None:
                continue
            taken, rest = _split(whole, part.where, stock)
            if taken is None:
                continue
            at = theirs.index(whole)
            theirs[at : at + 1] = [] if rest is None else [rest]
            found.setdefault(spec.id, []).append(taken)
    return {key: results for key, results in found.items() if results}


def _split(
    whole: Result, where: Mapping[str, RawCondition], stock: Stock
) -> tuple[Result | None, Result | None]:
    """Return the part whose records meet a condition and the rest; None for a part without any record."""
    wrong = {(m.of, record) for m in whole.measures for record in m.affected}
    doubted = {(m.of, record) for m in whole.measures for record in m.unknown_ids} - wrong
    mine = {key for key in wrong | doubted if (item := stock.get(key)) and stock.meets(item, where)}
    if not mine:
        return None, whole
    known = len(wrong & mine) / len(wrong) if wrong else 0.0
    # Doubt that hangs on no record of its own goes with the records known to be wrong.
    unknown = len(doubted & mine) / len(doubted) if doubted else known
    return (
        _share(whole, known, unknown, lambda key: key in mine),
        None
        if mine == wrong | doubted
        else _share(whole, 1 - known, 1 - unknown, lambda key: key not in mine),
    )


def _share(whole: Result, known: float, unknown: float, mine: Callable[[Key], bool]) -> Result:
    high = 1 - (1 - whole.v_high) * known
    return replace(
        whole,
        v_high=high,
        v_low=high - (whole.v_high - whole.v_low) * unknown,
        measures=tuple(_of(measure, mine) for measure in whole.measures),
    )


def _of(measure: Measure, mine: Callable[[Key], bool]) -> Measure:
    kept = {
        name: tuple(record for record in getattr(measure, name) if mine((measure.of, record)))
        for name in ("affected", "unknown_ids", "weakest", "weakest_unknown")
    }
    return replace(measure, **kept)
