"""The list of kinds: how many there are, whether the list is complete, where sources disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from planner.model.field import Kind
from planner.model.inventory import Inventory
from planner.tui.screens.inventory.dispute import Disputes
from planner.tui.text import fit, one_line

MORE = "·more"
"""Stands in the list for "show the kinds of which there is nothing yet"."""
_Part = tuple[str, str]


class KindRow(NamedTuple):
    """One kind as the list shows it."""

    id: str
    title: str
    number: int
    complete: bool
    conflicts: int

    @property
    def mark(self) -> str:
        """``✓`` the list is complete, ``…`` it may not be."""
        return "✓" if self.complete else "…"


def kind_rows(
    kinds: Mapping[str, Kind],
    inventory: Inventory,
    disputed: Disputes,
    *,
    everything: bool,
    keep: str = "",
) -> tuple[KindRow, ...]:
    """Return the kinds of which there is something or whose list is complete, in the catalogue's order.

    Args:
        kinds: All kinds.
        inventory: What there is.
        disputed: Where sources disagree.
        everything: Also the kinds of which there is nothing.
        keep: A kind that is listed anyway.
    """
    fields: Counter[str] = Counter()
    for (kind, _), names in disputed.items():
        fields[kind] += len(names)
    rows = []
    for key in dict.fromkeys((*kinds, *inventory.items)):
        count, complete = len(inventory.of(key)), key in inventory.complete
        if everything or count or complete or key == keep:
            title = kinds[key].title if key in kinds else key
            rows.append(KindRow(key, one_line(title, 60), count, complete, fields[key]))
    return tuple(rows)


class KindList(Widget, can_focus=True):
    """The kinds, one below the other; on one line when there is no more room."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k,left", "move(-1)", "Up", show=False, id="kinds.up"),
        Binding("down,j,right", "move(1)", "Down", show=False, id="kinds.down"),
        Binding("home", "move(-99)", "First", show=False, id="kinds.first"),
        Binding("end", "move(99)", "Last", show=False, id="kinds.last"),
    ]
    DEFAULT_CSS = """
    KindList { height: 1fr; background: $surface; color: $foreground; }
    """

    rows: reactive[tuple[KindRow, ...]] = reactive(())
    current: reactive[str] = reactive("")
    """Id of the chosen kind."""
    closed: reactive[bool] = reactive(True)
    """Whether kinds of which there is nothing are hidden."""

    class Chosen(Message):
        """Another kind was chosen, or `MORE`."""

        def __init__(self, kind: str) -> None:
            """Say which."""
            super().__init__()
            self.kind = kind

    class Entered(Message):
        """The chosen kind was clicked once more."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        """Make the list."""
        super().__init__(id=id)
        self._places: list[tuple[int, int, str]] = []

    @property
    def _ids(self) -> list[str]:
        return [row.id for row in self.rows]

    def action_move(self, steps: int) -> None:
        """Choose another kind."""
        ids = self._ids
        if ids:
            at = ids.index(self.current) if self.current in ids else -1
            to = max(0, min(at + steps, len(ids) - 1))
            if to != at:
                self.post_message(self.Chosen(ids[to]))

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        at = event.x if self.size.height == 1 else event.y
        hit = next((key for start, end, key in self._places if start <= at < end), "")
        if hit:
            self.post_message(self.Entered() if hit == self.current else self.Chosen(hit))

    # -- drawing --------------------------------------------------------------------------------

    def render(self) -> Content:
        """Return the list, or the line."""
        return self._line() if self.size.height == 1 else self._list()

    def _style(self, row: KindRow) -> str:
        if row.id == self.current:
            name = "block-cursor" if self.has_focus else "block-cursor-blurred"
            return f"bold ${name}-foreground on ${name}-background"
        return "" if row.number or row.complete else "$text-muted"

    def _list(self) -> Content:
        width, height = self.size.width, self.size.height
        ids = self._ids
        entries = [self._row(row, width) for row in self.rows]
        entries.append(
            [(fit(" ▸ All kinds (a)" if self.closed else " ▾ Only those in use (a)", width), "$text-muted")]
        )
        ids.append(MORE)
        at = ids.index(self.current) if self.current in ids else 0
        top = max(0, min(at - height // 2, len(entries) - height))
        shown = entries[top : top + height]
        self._places = [(y, y + 1, ids[top + y]) for y in range(len(shown))]
        parts: list[str | _Part] = []
        for y, entry in enumerate(shown):
            parts += [*entry, "\n"] if y < len(shown) - 1 else entry
        return Content.assemble(*parts)

    def _row(self, row: KindRow, width: int) -> list[_Part]:
        style = self._style(row)
        chosen = row.id == self.current
        disputed = f"≠{row.conflicts}" if row.conflicts else ""
        figures, signs = self._tails
        tail = fit(f"{row.number:,}" if row.number else "–", figures, right=True)
        title = fit(f" {row.title}", width - figures - signs - 2)
        mark = style if chosen else "$success" if row.complete else "$text-muted"
        return [
            (f"{title}{tail} ", style),
            (row.mark, mark),
            (fit(f" {disputed}", signs), style if chosen else "$warning"),
        ]

    @property
    def _tails(self) -> tuple[int, int]:
        """Terminal columns that the counts and the conflicts take, so that titles get the rest."""
        figures = max((len(f"{row.number:,}") for row in self.rows), default=1)
        signs = max((len(f"{row.conflicts}") + 2 for row in self.rows if row.conflicts), default=0)
        return figures + 1, signs + 1

    def _line(self) -> Content:
        rows: Sequence[KindRow] = self.rows
        ids = self._ids
        at = ids.index(self.current) if self.current in ids else 0
        texts = [
            f" {fit(r.title, min(cell_len(r.title), 22))} {r.number:,} {r.mark}{self._disputed(r)} "
            for r in rows
        ]
        first, room = at, self.size.width - 10
        while first > 0 and sum(cell_len(t) + 1 for t in texts[first - 1 : at + 1]) < room:
            first -= 1
        parts: list[str | _Part] = []
        self._places, x = [], 0
        if first:
            parts.append(("◂", "$text-muted"))
            self._places.append((0, 1, ids[first - 1]))
            x = 1
        last = first
        for row, text in zip(rows[first:], texts[first:], strict=True):
            if x + cell_len(text) + 1 > self.size.width - 8:
                break
            parts += [(text, self._style(row)), ("│", "$rule")]
            self._places.append((x, x + cell_len(text), row.id))
            x += cell_len(text) + 1
            last += 1
        left = len(rows) - last
        tail = f" +{left} ▸" if left else " all ▸" if self.closed else ""
        parts.append((tail, "$text-muted"))
        self._places.append((x, x + len(tail), ids[last] if left else MORE))
        return Content.assemble(*parts)

    @staticmethod
    def _disputed(row: KindRow) -> str:
        return f" ≠{row.conflicts}" if row.conflicts else ""
