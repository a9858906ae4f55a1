"""How many of what a line of money or hours has to pay for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import msgspec

from planner.assess import affected
from planner.model.condition import RawCondition
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
    of which that is unknown possible ones. Where the findings name no record of the fitting kind,
    because they rest on an answer, on nothing or on other records, a stand-in is counted: as known
    when a finding is known, else as possible.

    Args:
        per: ``fixed``, or what is counted.
        where: Restricts which records are counted.
        findings: The findings of the line; at least one.
        stock: The inventory.
    """
    if per not in COUNTED:
        words = "fixed" if per == "fixed" else f"one {per}"
        return _sure_or_not(findings, 1, words)
    known = _records(affected(findings.known), per, stock)
    keys = {(item.kind, item.id) for item in known}
    doubtful = _records((key for key in findings.doubtful() if key not in keys), per, stock)
    if not known and (findings.known or not doubtful):
        other = stand_in(per, where, stock)
        if other.records is None:
            if other.sure:
                return _sure_or_not(findings, other.number, other.counted)
            return Quantity(known=0, possible=other.number, counted=other.counted)
        known, doubtful = (other.records, []) if findings.known else ([], other.records)
        return _counted(known, doubtful, lambda item: stock.meets(item, where), per, other.counted)
    return _counted(known, doubtful, lambda item: stock.meets(item, where), per, "")


def _records(keys: Iterable[Key], per: str, stock: Stock) -> list[Item]:
    """Return the records of the fitting kind; of accounts, the administrators where those are meant."""
    found = [item for key in keys if stock.fits(key[0], per) and (item := stock.get(key)) is not None]
    return stock.meeting(found, {"is_admin": True}) if per == "admin" else found


def _sure_or_not(findings: Findings, number: float, counted: str) -> Quantity:
    if findings.known:
        return Quantity(known=number, counted=counted)
    return Quantity(known=0, possible=number, counted=f"{counted}, if it is needed")


def _counted(
    known: list[Item],
    doubtful: list[Item],
    meets: Callable[[Item], bool | None],
    per: str,
    stands_for: str,
) -> Quantity:
    sure = [item for item in known if meets(item) is True]
    unsure = [item for item in known if meets(item) is None]
    possible = [*unsure, *(item for item in doubtful if meets(item) is not False)]
    if stands_for:
        words = stands_for.format(len(sure) or len(possible))
        words += ", if they need it" if possible and not sure else ""
    else:
        words = f"{len(sure)} {COUNTED[per][0 if len(sure) == 1 else 1]}"
        if len(sure) + len(unsure) < len(known):
            words += f" of {len(known)}, the others do not need this"
        if possible:
            words += f"; {len(possible)} more may need it, which is not known yet"
    return Quantity(
        known=len(sure),
        possible=len(possible),
        counted=words,
        known_keys=frozenset((item.kind, item.id) for item in sure),
        possible_keys=frozenset((item.kind, item.id) for item in possible),
    )
