"""How many of what a line of money or hours has to pay for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from planner.assess import affected
from planner.model.condition import RawCondition
from planner.model.finding import Result
from planner.model.inventory import Item
from planner.roadmap.cost.finding import Findings, Key
from planner.roadmap.cost.standin import StandIn, stand_in
from planner.roadmap.cost.stock import Stock

COUNTED: Mapping[str, tuple[str, str]] = {
    "device": ("affected device", "affected devices"),
    "user": ("affected user", "affected users"),
    "server": ("affected server", "affected servers"),
    "site": ("affected site", "affected sites"),
    "app": ("affected application", "affected applications"),
    "admin": ("affected administrator", "affected administrators"),
}
"""What records are counted by, in words for one and for several."""


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number of units and where it comes from."""

    known: float
    """Units known to be needed."""
    possible: float = 0.0
    """Units that may be needed besides."""
    counted: str
    known_keys: frozenset[Key] = frozenset()
    """The records behind ``known``; empty where a number stands in for them."""
    possible_keys: frozenset[Key] = frozenset()
    absent: bool = False
    """Nobody has listed any of what is counted, and there may be none."""

    def expected(self, likely: float) -> float:
        """Return the units to reckon with."""
        return self.known + likely * self.possible

    def __bool__(self) -> bool:
        """Return whether there is anything to count."""
        return bool(self.known or self.possible)


def quantity(
    per: str,
    where: Mapping[str, RawCondition],
    findings: Findings,
    stock: Stock,
    *,
    seat_of: str = "",
    named: bool = False,
) -> Quantity:
    """Return how many units a line takes for some findings.

    Known are the different records that the findings say do not meet them: devices for a line per
    ``device`` (network devices too), accounts and people per ``user``, the servers a backup names
    per ``server``, and so on. Possible are those nobody could judge. ``where`` leaves out records
    known not to meet it, and makes those of which that is unknown possible ones. For each finding
    that names no record of the fitting kind, because it rests on an answer, on nothing or on other
    records, a stand-in is counted: as known when the finding is known, else as possible. A number
    that stands in holds the records that are known by name, and is not added to them.

    Args:
        per: ``fixed``, or what is counted.
        where: Restricts which records are counted.
        findings: The findings of the line; at least one.
        stock: The inventory.
        seat_of: What the licences have with whose seats the product goes (see `Price.seat_of`).
        named: Only records known by name to be affected are counted; nothing stands in.
    """
    if per not in COUNTED:
        words = "fixed" if per == "fixed" else f"one {per}"
        return _sure_or_not(findings, 1, words)
    known, lacking = _named(findings.known, affected, per, stock)
    if named:
        return _counted(known, (), None, per=per, meets=lambda x: stock.meets(x, where))
    doubtful, vague = _named(findings.open, _doubtful, per, stock)
    doubtful += _records(_doubtful(findings.known), per, stock)[0]
    other = None
    if lacking or vague:
        there = any(stock.measured(name, per) for name in lacking)
        other = stand_in(per, where, stock, seat_of=seat_of, there=there)
        if other.records is not None:
            known += other.records if lacking else []
            doubtful += other.records
        if not lacking:
            other = msgspec.structs.replace(other, sure=False)
    return _counted(known, doubtful, other, per=per, meets=lambda x: stock.meets(x, where))


def _named(
    results: Iterable[Result], of: Callable[[Iterable[Result]], Iterable[Key]], per: str, stock: Stock
) -> tuple[list[Item], list[str]]:
    """Return the records that findings name, and the standards of those that do not name all of theirs."""
    each = [(result.standard, _records(of((result,)), per, stock)) for result in results]
    lacking = [name for name, (found, every) in each if not (found and every)]
    return [item for _, (found, _) in each for item in found], lacking


def _doubtful(results: Iterable[Result]) -> tuple[Key, ...]:
    """Return the different records that some results could not judge."""
    found = ((m.of, record) for r in results for m in r.measures for record in m.unknown_ids)
    return tuple(dict.fromkeys(found))


def _records(keys: Iterable[Key], per: str, stock: Stock) -> tuple[list[Item], bool]:
    """Return the records of the fitting kind, and whether each that stands for others names one.

    Of accounts those are the administrators, where administrators are counted.
    """
    meant = [found for key in keys if (found := stock.meant(key, per)) is not None]
    found = [item for one in meant for item in one]
    return stock.meeting(found, {"is_admin": True}) if per == "admin" else found, all(meant)


def _sure_or_not(findings: Findings, number: float, counted: str) -> Quantity:
    if findings.known:
        return Quantity(known=number, counted=counted)
    return Quantity(known=0, possible=number, counted=f"{counted}, if it is needed")


def _counted(
    known: Iterable[Item],
    doubtful: Iterable[Item],
    other: StandIn | None,
    *,
    per: str,
    meets: Callable[[Item], bool | None],
) -> Quantity:
    """Return the records and the number that stands in, if any, as one quantity.

    Args:
        known: Records known to be meant.
        doubtful: Records that may be.
        other: What stands in for records nobody has named; None where nothing has to.
        per: What is counted.
        meets: Whether a record meets the line's conditions.
    """
    items = {(item.kind, item.id): item for item in known}
    verdicts = {key: meets(item) for key, item in items.items()}
    certain = frozenset(key for key, verdict in verdicts.items() if verdict)
    others = {(item.kind, item.id): item for item in doubtful}
    possible = frozenset(
        [key for key, verdict in verdicts.items() if verdict is None]
        + [key for key, item in others.items() if key not in items and meets(item) is not False]
    )
    number = other.number if other is not None else 0.0
    needed = max(float(len(certain)), number if other is not None and other.sure else 0.0)
    more = max(float(len(certain) + len(possible)), number) - needed
    left_out = sum(verdict is False for verdict in verdicts.values())
    return Quantity(
        known=needed,
        possible=more,
        counted=_words(per, other, needed, more, (len(certain), len(possible), left_out)),
        known_keys=certain if needed == len(certain) else frozenset(),
        possible_keys=possible if more == len(possible) else frozenset(),
        absent=other is not None and other.absent,
    )


def _words(per: str, other: StandIn | None, needed: float, more: float, found: tuple[int, int, int]) -> str:
    """Say what was counted.

    Args:
        per: What is counted.
        other: What stands in, if anything.
        needed: Units known to be needed.
        more: Units that may be.
        found: How many records are certain, how many possible, how many left out.
    """
    certain, possible, left_out = found
    if other is not None:
        words = other.counted.format(certain or possible)
        if not needed:
            return f"{words}, if it is needed" if more else words
    elif needed or not more:
        words = f"{certain} {COUNTED[per][0 if certain == 1 else 1]}"
        words += f" of {certain + left_out}, the others do not need this" if left_out else ""
    else:
        return f"{more:g} {per if more == 1 else per + 's'}, if it is needed"
    return f"{words}; {more:g} more may need it, which is not known yet" if more else words
