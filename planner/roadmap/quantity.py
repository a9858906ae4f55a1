"""How many of what a cost line has to pay for."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from planner.assess import affected
from planner.model.finding import Result
from planner.model.initiative import CostLine
from planner.model.inventory import Item
from planner.roadmap.stock import ADMINS, COMPUTERS, STAFF, USUAL_ADMINS, Stock

_WORDS = {
    "device": ("affected device", "affected devices"),
    "user": ("affected user", "affected users"),
    "server": ("affected server", "affected servers"),
    "site": ("affected site", "affected sites"),
    "admin": ("affected administrator", "affected administrators"),
}


class Quantity(msgspec.Struct, frozen=True):
    """A number of units and where it comes from."""

    number: int
    counted: str


def quantity(line: CostLine, closed: Sequence[Result], stock: Stock) -> Quantity:
    """Return how many units a line pays for.

    It counts the different records affected by the findings the line is for: devices for a line
    per ``device`` (network devices too), accounts and people per ``user``, and so on. The line's
    ``where`` leaves out records not known to meet it. Where the findings name no record of the
    fitting kind, because they rest on an answer or on other records, a stand-in is counted: all
    computers, else the client's people; the client's people, else its enabled staff accounts; all
    servers; all sites; enabled administrators, else 2; always at least 1.

    Args:
        line: The line.
        closed: The findings this initiative closes.
        stock: The inventory.
    """
    if line.per not in _WORDS:
        return Quantity(1, "fixed" if line.per == "fixed" else f"one {line.per}")
    keys = affected(r for r in closed if r.standard in line.standards)
    found = [item for key in keys if stock.fits(key[0], line.per) and (item := stock.get(key)) is not None]
    if line.per == "admin":
        found = stock.meeting(found, {"is_admin": True})
    if not found:
        return _stand_in(line, stock)
    counted = stock.meeting(found, line.where)
    words = _WORDS[line.per][0 if len(counted) == 1 else 1]
    aside = f" of {len(found)}, the others do not need this" if len(counted) < len(found) else ""
    return Quantity(len(counted), f"{len(counted)} {words}{aside}")


def _stand_in(line: CostLine, stock: Stock) -> Quantity:
    match line.per:
        case "device":
            return _all_devices(line, stock)
        case "user":
            return _all_users(line, stock)
        case "admin":
            admins = stock.accounts(ADMINS)
            if admins:
                return Quantity(admins, f"all {admins} enabled administrators")
            return Quantity(USUAL_ADMINS, f"{USUAL_ADMINS} administrators assumed; none are known")
        case _:
            known = stock.all_of(line.per)
            if not known:
                return Quantity(1, f"1 {line.per} assumed; none are known")
            return _every(line, stock, known, f"{line.per}s")


def _every(line: CostLine, stock: Stock, known: list[Item], words: str) -> Quantity:
    counted = stock.meeting(known, line.where)
    return Quantity(len(counted), f"all {len(counted)} {words}; the findings name none")


def _all_devices(line: CostLine, stock: Stock) -> Quantity:
    known = stock.all_of("device")
    if line.where and known:
        return _every(line, stock, known, "devices of this sort")
    computers = stock.meeting(known, COMPUTERS)
    if computers:
        return Quantity(len(computers), f"all {len(computers)} computers; the findings name none")
    return _unknown_devices(line, stock.client.people)


def _unknown_devices(line: CostLine, people: int | None) -> Quantity:
    """Return the stand-in without any known computer: one laptop a head, no desktops."""
    wanted = line.where.get("class")
    classes = () if wanted is None else (wanted if isinstance(wanted, tuple) else (wanted,))
    if classes and "laptop" not in classes:
        if "desktop" in classes:
            return Quantity(0, "no computer is known; each person is counted with a laptop")
        return Quantity(1, "1 device assumed; none are known")
    if people:
        return Quantity(people, f"{people} people; no computer is known")
    return Quantity(1, "1 device assumed; neither computers nor people are known")


def _all_users(line: CostLine, stock: Stock) -> Quantity:
    known = stock.all_of("user")
    if line.where and known:
        return _every(line, stock, known, "users of this sort")
    people = stock.client.people
    if people:
        return Quantity(people, f"all {people} people; the findings name none")
    staff = stock.accounts(STAFF)
    if staff:
        return Quantity(staff, f"all {staff} enabled staff accounts; the findings name none")
    return Quantity(1, "1 user assumed; neither people nor accounts are known")
