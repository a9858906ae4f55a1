"""The hours of work an initiative takes, the partner's and the client's."""

from __future__ import annotations

import msgspec

from planner.model.initiative import HoursLine, InitiativeSpec
from planner.model.roadmap import WorkLine
from planner.roadmap.cost.finding import Findings, Key
from planner.roadmap.cost.quantity import quantity
from planner.roadmap.cost.stock import Stock
from planner.writing import half_up

PARTNER, CLIENT = "partner", "client"


class Effort(msgspec.Struct, frozen=True, kw_only=True):
    """Expected hours, and how they come about in words."""

    partner: float
    client: float
    why: str
    lines: tuple[WorkLine, ...] = ()


def effort(spec: InitiativeSpec, findings: Findings, stock: Stock, likely: float) -> Effort:
    """Return the hours of an initiative.

    A line counts when one of the findings it is for is closed: fixed + per item × quantity, never
    more than ``at_most``. Quantities are those of money. Where nothing is known to be wrong, the
    line counts × likely. A line per item comes to nothing where there is no item; where nobody has
    listed any, or only those known by name count, its fixed hours are left.

    Args:
        spec: The initiative.
        findings: The findings it closes.
        stock: The inventory.
        likely: How much of what is not known is expected to be wrong.
    """
    hours = {PARTNER: 0.0, CLIENT: 0.0}
    parts, lines = [], []
    for line in spec.hours:
        of = findings.about(line.standards)
        if of and (counted := _line(line, of, stock, likely)) is not None:
            found, words = counted
            hours[line.who] += found.hours
            lines.append(found)
            parts.append(words)
    return Effort(partner=hours[PARTNER], client=hours[CLIENT], why="; ".join(parts), lines=tuple(lines))


def _line(line: HoursLine, of: Findings, stock: Stock, likely: float) -> tuple[WorkLine, str] | None:
    needed, keys = line.fixed, frozenset[Key]()
    terms = [f"{_plain(line.fixed)} h"] if line.fixed or not line.per else []
    if line.per:
        number = quantity(line.per, line.where, of, stock, named=line.named)
        if not (number or number.absent or line.named):
            return None
        items = number.expected(likely) if of.known else number.known + number.possible
        needed, keys = needed + line.per_item * items, number.known_keys
        if items or not terms:
            terms.append(f"{_plain(items)} × {_plain(line.per_item)} h")
    words = f"{', '.join(r.standard for r in (*of.known, *of.open))}: {' + '.join(terms)}"
    if line.at_most is not None and needed > line.at_most:
        needed = line.at_most
        words += f", at most {_plain(line.at_most)} h"
    if not of.known:
        needed *= likely
        words += f", × {_plain(likely)} as nobody knows yet"
    found = WorkLine(
        standards=tuple(r.standard for r in (*of.known, *of.open)),
        who=line.who,
        hours=needed,
        records=tuple(sorted(keys)),
        keeps=line.keeps,
    )
    return found, words if line.who == PARTNER else f"{words} (the client's own)"


def _plain(number: float) -> str:
    return f"{half_up(number, 2):,}".rstrip("0").rstrip(".")
