"""One quarter of the board: its head with money and hours against the caps, and the cards below it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from planner.tui.screens.roadmap import card
from planner.tui.screens.roadmap.card import Detail, Line, Look
from planner.tui.screens.roadmap.load import Piece, bar, over_style, short
from planner.tui.screens.roadmap.row import Row
from planner.tui.text import fit, folded, one_line
from planner.writing import whole

if TYPE_CHECKING:
    from planner.report.figure import Figure

HEAD = 4
"""Lines of the head."""
_BAR = 6
"""Terminal columns a bar beside its figures needs to say anything."""
_BEGUN = 5
"""Lines the name of what was begun earlier may take."""


class Columns(NamedTuple):
    """What the board shows."""

    figures: Sequence[Figure] = ()
    risks: Sequence[float] = ()
    """The risk left at the end of each quarter."""
    rows: Sequence[Row] = ()
    currency: str = ""

    def of(self, index: int) -> list[Row]:
        """Return what starts in a quarter; for the column after the last, what is not planned."""
        start = index if index < len(self.figures) else None
        return [row for row in self.rows if row.placement.start == start]

    def running(self, index: int) -> list[Row]:
        """Return what started before a quarter and is still under way in it."""
        spans = ((row, row.placement.start, row.placement.finish) for row in self.rows)
        return [row for row, a, b in spans if a is not None and b is not None and a < index <= b]

    def name(self, index: int) -> str:
        """Return what a column is called."""
        return self.figures[index].id if index < len(self.figures) else "Not planned"

    @property
    def total(self) -> int:
        """Number of columns: the quarters, and one for what is not planned."""
        return len(self.figures) + 1 if self.figures else 0


class Hand(NamedTuple):
    """What cursor and mouse are doing on the board."""

    chosen: str = ""
    """The initiative under the cursor."""
    focused: bool = True
    carried: str = ""
    """The initiative the mouse is carrying; empty when it carries none."""
    target: int | None = None
    """The column it would be put down in."""
    place: int | None = None
    """Where among the other cards, when that is its own column."""


def longest(told: Columns, index: int) -> int:
    """Return the width from which on no title of a column takes a second line."""
    texts = [card.heading(row) for row in told.of(index)] + [_begun(row) for row in told.running(index)]
    return max(map(cell_len, texts), default=0)


def length(told: Columns, index: int, width: int) -> int:
    """Return how many lines the cards of a column take with their titles in full."""
    return sum(card.height(card.heading(row), width) for row in told.of(index)) + sum(
        card.height(_begun(row), width) for row in told.running(index)
    )


def lane(told: Columns, index: int, size: tuple[int, int], hand: Hand, rule: str = "") -> list[Line]:
    """Return a column, from its head to its last card.

    Args:
        told: What the board shows.
        index: Which column.
        size: Terminal columns and lines there are.
        hand: What cursor and mouse are doing.
        rule: What the line below the head says, if anything.
    """
    width, tall = size
    here = any(row.item.id == hand.chosen for row in told.of(index))
    lines = [*_head(told, index, width, here=here), _rule(rule, width, hand.target == index)]
    room = tall - len(lines)
    if hand.target == index and hand.place is None:
        slot = _slot(told, hand, width)
        lines += slot
        room -= len(slot)
    body = _body(told, index, width, room, hand)
    lines += _window(body, max(room, 0), width, hand.chosen)
    lines = lines[:tall]
    if hand.target != index:
        return lines
    lines += [Line.of("", "", width)] * (tall - len(lines))
    return [Line(tuple(_lit(piece) for piece in line.pieces), line.key) for line in lines]


def _slot(told: Columns, hand: Hand, width: int) -> list[Line]:
    """Return the carried card where it would be put down."""
    title = next((row.item.title for row in told.rows if row.item.id == hand.carried), "")
    texts = folded(f"▸ {one_line(title)}", width, 3, indent=2)
    return [Line.of(text, "bold $background on $primary", width) for text in texts]


def _lit(piece: Piece) -> Piece:
    text, style = (piece, "") if isinstance(piece, str) else piece
    return (text, style if " on " in style else f"{style} on $field".strip())


def _head(told: Columns, index: int, width: int, *, here: bool) -> list[Line]:
    mark = "underline " if here else ""
    if index >= len(told.figures):
        title = fit("Not planned", width).rstrip()
        lines = [Line(((title, f"bold {mark}$warning"), " " * (width - cell_len(title))))]
        lines += [
            Line.of(text, "$text-muted", width) for text in folded("later, declined or deferred", width, 2)
        ]
        return [*lines, *([Line.of("", "", width)] * (HEAD - 1 - len(lines)))]
    figure = told.figures[index]
    risk = f"risk left {whole(told.risks[index]):,}"
    left = width - cell_len(figure.id) - 1
    if cell_len(risk) > left:
        risk = risk.replace(" left", "")
    if cell_len(risk) > left:
        risk = ""
    name = (fit(figure.id, width).rstrip(), f"bold {mark}$primary")
    first = Line((name, (fit(risk, left + 1, right=True), "$text-muted")))
    cap, hours_cap = figure.cap, figure.hours_cap
    spent = _against(figure.money, cap, f" {told.currency}"), _against(figure.hours, hours_cap, " hours")
    if max(map(cell_len, spent)) > width - _BAR - 1:
        spent = _briefly(figure.money, cap, ""), _briefly(figure.hours, hours_cap, " h")
    text = max(map(cell_len, spent))
    money = _loaded(spent[0], figure.money, cap, width, text)
    return [first, money, _loaded(spent[1], figure.hours, hours_cap, width, text)]


def _against(used: float, cap: float | None, unit: str) -> str:
    return f"{whole(used):,}{unit}" if cap is None else f"{whole(used):,} of {whole(cap):,}{unit}"


def _briefly(used: float, cap: float | None, unit: str) -> str:
    return f"{short(used)}{unit}" if cap is None else f"{short(used)}/{short(cap)}{unit}"


def _loaded(text: str, used: float, cap: float | None, width: int, room: int) -> Line:
    """Return a figure with its bar; without the cap where there is no room for it, and without the bar."""
    style, wide = over_style(used, cap), width - room - 1
    if cell_len(text) > width:
        text = short(used)
    if wide < _BAR or cap is None:
        return Line.of(text, style, width)
    return Line(((fit(text, room) + " ", style), *bar(used, cap, wide)))


def _rule(text: str, width: int, lit: bool) -> Line:
    if lit:
        return Line.of("▼ let go here", "bold $primary", width)
    if not text or cell_len(text) > width:
        return Line.of("─" * width, "$rule", width)
    rest = "─" * (width - cell_len(text))
    pieces = ((text, "$text-muted"), (rest, "$rule"))
    return Line(pieces if text.startswith("◂") else pieces[::-1])


def _begun(row: Row) -> str:
    return f"↳ {one_line(row.item.title)}"


def _body(told: Columns, index: int, width: int, room: int, hand: Hand) -> list[Line]:
    """Return the cards with as much detail as there is room for; where names must be cut, as few as possible."""
    for detail in sorted(Detail, reverse=True):
        blocks = _blocks(told, index, width, hand, detail)
        used = sum(map(len, blocks)) - (1 if detail == Detail.APART else 0)
        if used <= room:
            break
    if detail == Detail.LINE:
        for at, block in enumerate(_blocks(told, index, width, hand, Detail.TITLE)):
            if used + len(block) - len(blocks[at]) <= room:
                used += len(block) - len(blocks[at])
                blocks[at] = block
    return [line for block in blocks for line in block]


def _blocks(told: Columns, index: int, width: int, hand: Hand, detail: Detail) -> list[list[Line]]:
    """Return the lines of what goes on in a column and of each of its cards."""
    most = _BEGUN if detail > Detail.LINE else 1
    running = [folded(_begun(row), width, most, indent=2) for row in told.running(index)]
    blocks = [[Line.of(text, "$text-muted", width) for text in lines] for lines in running]
    if blocks and detail == Detail.APART:
        blocks.append([Line.of("", "", width)])
    for row in told.of(index):
        key = row.item.id
        look = Look(key == hand.chosen, hand.focused, key == hand.carried)
        blocks.append(card.drawn(row, width, detail, look))
    if hand.target == index and hand.place is not None:
        cards = [row.item.id for row in told.of(index)]
        own, first = cards.index(hand.carried), len(blocks) - len(cards)
        # The carried card still stands in its old place, which those below count from.
        at = hand.place + (1 if hand.place > own else 0)
        if hand.place != own:
            blocks.insert(first + at, _slot(told, hand, width))
    return blocks


def _window(body: list[Line], room: int, width: int, chosen: str) -> list[Line]:
    """Return the lines around the cursor, and how many cards there are above and below."""
    while body and not body[-1].key and len(body) > room:
        body = body[:-1]
    if len(body) <= room:
        return body
    mine = [at for at, line in enumerate(body) if line.key and line.key == chosen] or [0]
    at, end = mine[len(mine) // 2], len(body)
    start = max(0, min(at - room // 2, end - room))
    # The first and the last line in sight say how much there is beyond them.
    top, bottom = start > 0, start + room < end
    seen = body[start + top : start + room - bottom]
    keys = {line.key for line in seen} | {""}
    above = len({line.key for line in body[: start + top]} - keys)
    below = len({line.key for line in body[start + room - bottom :]} - keys)
    return [
        *([Line.of(f"▲ {above} more", "$text-muted", width)] if top else []),
        *seen,
        *([Line.of(f"▼ {below} more", "$text-muted", width)] if bottom else []),
    ][:room]
