"""What is counted where findings name no record: all there are of a sort, or a number for them."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from planner.model.condition import RawCondition
from planner.model.inventory import Item
from planner.roadmap.stock import ADMINS, COMPUTERS, STAFF, USUAL_ADMINS, Stock

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


def stand_in(per: str, where: Mapping[str, RawCondition], stock: Stock) -> StandIn:
    """Return what stands in for the records of a line.

    All computers (or all devices, where the line says which), else one for each of the client's
    people; the client's people, else its enabled staff accounts; all servers; all sites; enabled
    administrators, else 2; always at least 1.
    """
    match per:
        case "device":
            return _devices(where, stock)
        case "user":
            return _users(where, stock)
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
                return StandIn(counted=f"all {{}} {per}s; the findings name none", records=known)
            sure = not where.keys() - {_SORT}
            return StandIn(counted=f"1 {per} assumed; none are known", number=1, sure=sure)


def _devices(where: Mapping[str, RawCondition], stock: Stock) -> StandIn:
    known = stock.all_of("device")
    if where and known:
        return StandIn(counted="all {} devices of this sort; the findings name none", records=known)
    computers = stock.meeting(known, COMPUTERS)
    if computers:
        return StandIn(counted="all {} computers; the findings name none", records=computers)
    return _unlisted(where, stock.client.people)


def _unlisted(where: Mapping[str, RawCondition], people: int | None) -> StandIn:
    """Return the stand-in without any known computer: one laptop a head, no desktops."""
    sure = not where.keys() - {_SORT}
    wanted = where.get(_SORT)
    classes = () if wanted is None else (wanted if isinstance(wanted, tuple) else (wanted,))
    if classes and "laptop" not in classes:
        if "desktop" in classes:
            return StandIn(counted="no computer is known; each person is counted with a laptop")
        return StandIn(counted="1 device assumed; none are known", number=1, sure=sure)
    if people:
        return StandIn(counted=f"{people} people; no computer is known", number=people, sure=sure)
    return StandIn(counted="1 device assumed; neither computers nor people are known", number=1, sure=sure)


def _users(where: Mapping[str, RawCondition], stock: Stock) -> StandIn:
    known = stock.all_of("user")
    if where and known:
        return StandIn(counted="all {} users of this sort; the findings name none", records=known)
    people = stock.client.people
    if people:
        return StandIn(counted=f"all {people} people; the findings name none", number=people)
    staff = stock.accounts(STAFF)
    if staff:
        counted = f"all {len(staff)} enabled staff accounts; the findings name none"
        return StandIn(counted=counted, number=len(staff))
    return StandIn(counted="1 user assumed; neither people nor accounts are known", number=1)
