"""How many of what a line of money or hours has to pay for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from planner.assess import affected
from planner.model.condition import RawCondition
from planner.model.finding import Result
from planner.model.inventory import Item
from planner.roadmap.finding import Findings, Key
from planner.roadmap.standin import stand_in
from planner.roadmap.stock import Stock

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

    def expected(self, likely: float) -> float:
        """Return the units to reckon with."""
        return self.known + likely * self.possible

    def __bool__(self) -> bool:
        """Return whether there is anything to count."""
        return bool(self.known or self.possible)


def quantity(per: str, where: Mapping[str, RawCondition], findings: Findings, stock: Stock) -> Quantity:
    """Return how many units a line takes for some findings.

    Known are the different records that the findings say do not meet them: devices for a line per
    ``device`` (network devices too), accounts and people per ``user``, and so on. Possible are
    those nobody could judge. ``where`` leaves out records known not to meet it, and makes those
    of which that is unknown possible ones. For each finding that names no record of the fitting
    kind, because it rests on an answer, on nothing or on other records, a stand-in is counted: as
    known when the finding is known, else as possible.

    Args:
        per: ``fixed``, or what is counted.
        where: Restricts which records are counted.
        findings: The findings of the line; at least one.
        stock: The inventory.
    """
    if per not in COUNTED:
        words = "fixed" if per == "fixed" else f"one {per}"
        return _sure_or_not(findings, 1, words)
    known, missing = _named(findings.known, affected, per, stock)
    doubtful, vague = _named(findings.open, _doubtful, per, stock)
    doubtful += _records(_doubtful(findings.known), per, stock)
    words, number, other = "", 0.0, None
    if missing or vague:
        other = stand_in(per, where, stock)
        if other.records is None:
            number = other.number
        else:
            known += other.records if missing else []
            doubtful += other.records
        words = other.counted
    sure = missing and (other is None or other.sure)
    return _counted(
        known, doubtful, number, sure=sure, words=words, per=per, meets=lambda x: stock.meets(x, where)
    )


def _named(
    results: Iterable[Result], of: Callable[[Iterable[Result]], Iterable[Key]], per: str, stock: Stock
) -> tuple[list[Item], bool]:
    """Return the records that findings name, and whether one of them names none."""
    each = [_records(of((result,)), per, stock) for result in results]
    return [item for found in each for item in found], not all(each)


def _doubtful(results: Iterable[Result]) -> tuple[Key, ...]:
    """Return the different records that some results could not judge."""
    found = ((m.of, record) for r in results for m in r.measures for record in m.unknown_ids)
    return tuple(dict.fromkeys(found))


def _records(keys: Iterable[Key], per: str, stock: Stock) -> list[Item]:
    """Return the records of the fitting kind; of accounts, the administrators where those are meant."""
    found = [item for key in keys if stock.fits(key[0], per) and (item := stock.get(key)) is not None]
    return stock.meeting(found, {"is_admin": True}) if per == "admin" else found


def _sure_or_not(findings: Findings, number: float, counted: str) -> Quantity:
    if findings.known:
        return Quantity(known=number, counted=counted)
    return Quantity(known=0, possible=number, counted=f"{counted}, if it is needed")


def _counted(
    known: Iterable[Item],
    doubtful: Iterable[Item],
    number: float,
    *,
    sure: bool,
    words: str,
    per: str,
    meets: Callable[[Item], bool | None],
) -> Quantity:
    """Return the records and the number that stands in, if any, as one quantity.

    Args:
        known: Records known to be meant.
        doubtful: Records that may be.
        number: Stands in for records nobody has listed; 0 where none is needed.
        sure: The number is known to be needed, as far as anybody can say.
        words: Of the stand-in, ``{}`` for how many records are left of it; empty without one.
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
    needed = max(float(len(certain)), number if sure else 0.0)
    more = max(float(len(possible)), number - needed)
    if not words:
        words = f"{len(certain)} {COUNTED[per][0 if len(certain) == 1 else 1]}"
        left_out = sum(verdict is False for verdict in verdicts.values())
        words += f" of {len(items)}, the others do not need this" if left_out else ""
    else:
        words = words.format(len(certain) or len(possible))
    if more:
        words += f"; {more:g} more may need it, which is not known yet" if needed else ", if it is needed"
    return Quantity(
        known=needed,
        possible=more,
        counted=words,
        known_keys=certain if needed == len(certain) else frozenset(),
        possible_keys=possible if more == len(possible) else frozenset(),
    )
