"""What is counted where findings name no record: all there are of a sort, or a number for them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from planner.model.condition import RawCondition
from planner.model.inventory import Item
from planner.roadmap.cost.stock import ADMINS, COMPUTERS, STAFF, USUAL_ADMINS, Stock

_SORT = "class"
"""The one condition that says something about machines nobody has listed."""


class StandIn(msgspec.Struct, frozen=True, kw_only=True):
    """Records that stand in, or a number where none are known."""

    counted: str
    """In words, ``{}`` for how many records are left of them."""
    records: list[Item] | None = None
    number: float = 0.0
    sure: bool = True
    """Whether the number would meet the line's conditions, as far as anybody can say."""
    absent: bool = False
    """Nobody has listed any, and there may be none: nothing is reckoned with."""


def stand_in(
    per: str, where: Mapping[str, RawCondition], stock: Stock, *, seat_of: str = "", there: bool = False
) -> StandIn:
    """Return what stands in for the records of a line.

    All computers (or all devices of the sort the line names; of network equipment nobody has listed,
    one a site), else one for each of the client's people; the seats in use of a cloud office where the
    product goes with one, the client's people, else its enabled staff accounts; all sites, all
    applications, at least 1; enabled administrators, else 2; all servers. A client that has listed no
    server may have none: only a finding about servers themselves says that there is one.

    Args:
        per: What is counted.
        where: The line's conditions.
        stock: The inventory.
        seat_of: What the licences have with whose seats the product goes; empty for none.
        there: A finding says that there is at least one.
    """
    match per:
        case "device":
            return _devices(where, stock)
        case "user":
            return _users(where, stock, seat_of)
        case "admin":
            admins = stock.accounts(ADMINS)
            if admins:
                return StandIn(counted=f"all {len(admins)} enabled administrators", number=len(admins))
            return StandIn(
                counted=f"{USUAL_ADMINS} administrators assumed; none are known", number=USUAL_ADMINS
            )
        case _:
            known = stock.all_of(per)
            if known:
                return StandIn(counted=_all(len(known), per), records=known)
            if per == "server" and not there:
                return StandIn(counted="no server is known", absent=True)
            sure = not where.keys() - {_SORT}
            return StandIn(counted=f"1 {per} assumed; none are known", number=1, sure=sure)


def _all(number: int, one: str) -> str:
    return f"the only {one}" if number == 1 else f"all {{}} {one}s"


def _devices(where: Mapping[str, RawCondition], stock: Stock) -> StandIn:
    known = stock.all_of("device")
    sort = {_SORT: where[_SORT]} if _SORT in where else {}
    if where and known:
        alike = [item for item in known if stock.meets(item, sort) is not False]
        if alike or stock.listed(sort):
            return StandIn(counted="all {} devices of this sort", records=alike)
        return _unlisted(where, stock)
    computers = stock.meeting(known, COMPUTERS)
    if computers:
        return StandIn(counted=_all(len(computers), "computer"), records=computers)
    return _unlisted(where, stock)


def _unlisted(where: Mapping[str, RawCondition], stock: Stock) -> StandIn:
    """Return the stand-in without any known device of the sort: one laptop a head, no desktops, a box a site."""
    people = stock.client.people
    sure = not where.keys() - {_SORT}
    wanted = where.get(_SORT)
    classes = () if wanted is None else (wanted if isinstance(wanted, tuple) else (wanted,))
    if classes and "laptop" not in classes:
        if "desktop" in classes:
            return StandIn(counted="no computer is known; each person is counted with a laptop")
        sites = len(stock.all_of("site"))
        if sites > 1:
            return StandIn(counted=f"1 at each of {sites} sites assumed", number=sites, sure=sure)
        return StandIn(counted="1 device assumed; none are known", number=1, sure=sure)
    if people:
        return StandIn(counted=f"{people} people; no computer is known", number=people, sure=sure)
    return StandIn(counted="1 device assumed; neither computers nor people are known", number=1, sure=sure)


def _users(where: Mapping[str, RawCondition], stock: Stock, seat_of: str) -> StandIn:
    known = stock.all_of("user")
    if where and known:
        return StandIn(counted="all {} users of this sort", records=known)
    seats = stock.seats(seat_of)
    if seats is not None:
        return StandIn(counted=f"all {seats:g} seats in use", number=seats)
    people = stock.client.people
    if people:
        return StandIn(counted=f"all {people} people", number=people)
    staff = stock.accounts(STAFF)
    if staff:
        return StandIn(counted=f"all {len(staff)} enabled staff accounts", number=len(staff))
    return StandIn(counted="1 user assumed; neither people nor accounts are known", number=1)
