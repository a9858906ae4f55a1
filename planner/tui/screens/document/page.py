"""Markdown as lines of a screen: what a section of the document looks like when it is read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from planner.tui.screens.document.grid import Grid, grid_lines
from planner.tui.screens.document.wrap import BREAK, Line, Run, length, wrap
from planner.tui.text import clean

if TYPE_CHECKING:
    from markdown_it.token import Token

LIMIT = 400_000
"""Characters of one section that are shown; the export has all of it."""
_HEADINGS = {"h1": "title", "h2": "title", "h3": "heading"}


def page_lines(markdown: str, width: int) -> list[Line]:
    """Return a piece of Markdown as it reads at a width.

    Raw HTML is shown as the text it is, links and pictures as their text.
    """
    from markdown_it import MarkdownIt

    cut = len(markdown) > LIMIT
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    lines = _Page(max(width, 10)).lines(parser.parse(clean(markdown, LIMIT)))
    if cut:
        lines += [[], [("This preview ends here; the exported document has all of it.", "muted")]]
    return lines


class _Page:
    """Goes through the tokens of a text once."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._lines: list[Line] = []
        self._indents: list[str] = []
        """One for each list or quotation that is open."""
        self._marker = ""
        """Stands before the next line instead of the last indent."""
        self._numbers: list[int | None] = []
        self._tight = False

    def lines(self, tokens: Sequence[Token]) -> list[Line]:
        """Return the lines of all tokens."""
        at = 0
        while at < len(tokens):
            token = tokens[at]
            kind = token.type
            if kind == "heading_open":
                self._heading(token.tag, _inline(tokens[at + 1]))
                at += 2
            elif kind == "paragraph_open":
                self._tight = bool(token.hidden)
                self._text(_inline(tokens[at + 1]))
                at += 2
            elif kind == "table_open":
                end = next(i for i in range(at, len(tokens)) if tokens[i].type == "table_close")
                self._block(grid_lines(_grid(tokens[at:end]), self._room))
                at = end
            elif kind in ("fence", "code_block"):
                self._block([[(text, "code")] for text in token.content.rstrip("\n").split("\n")])
            elif kind == "hr":
                self._block([[("─" * self._room, "rule")]])
            else:
                self._nest(token)
            at += 1
        while self._lines and not self._lines[-1]:
            self._lines.pop()
        return self._lines

    @property
    def _room(self) -> int:
        return max(self._width - sum(map(len, self._indents)), 8)

    def _nest(self, token: Token) -> None:
        kind = token.type
        if kind == "bullet_list_open":
            self._numbers.append(None)
        elif kind == "ordered_list_open":
            self._numbers.append(int(token.attrs.get("start", 1)))
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self._numbers.pop()
            self._gap()
        elif kind == "list_item_open":
            number = self._numbers[-1]
            self._marker = "• " if number is None else f"{number}. "
            if number is not None:
                self._numbers[-1] = number + 1
            self._indents.append(" " * len(self._marker))
        elif kind == "blockquote_open":
            self._indents.append("▌ ")
        elif kind in ("list_item_close", "blockquote_close"):
            self._indents.pop()
            self._marker = ""
            if not self._tight:
                self._gap()

    def _gap(self) -> None:
        if self._lines and self._lines[-1]:
            self._lines.append([])

    def _heading(self, tag: str, runs: list[Run]) -> None:
        self._gap()
        tone = _HEADINGS.get(tag, "strong")
        lines = wrap([(text, tone) for text, _ in runs], self._room)
        self._put(lines)
        if tone == "title":
            self._put([[("━" * min(max(map(length, lines)), self._room), "title")]])
        self._gap()

    def _text(self, runs: list[Run]) -> None:
        self._put(wrap(runs, self._room))
        if not self._tight:
            self._gap()

    def _block(self, lines: list[Line]) -> None:
        self._gap()
        self._put(lines)
        self._gap()

    def _put(self, lines: list[Line]) -> None:
        for line in lines:
            before = "".join(self._indents)
            if self._marker:
                before = "".join(self._indents[:-1]) + self._marker
                self._marker = ""
            self._lines.append([(before, "muted"), *line] if before.strip() or (before and line) else line)


def _inline(token: Token) -> list[Run]:
    """Return the runs of a paragraph, a heading or a cell."""
    runs: list[Run] = []
    tones: list[str] = []
    for child in token.children or ():
        if child.type in ("strong_open", "em_open"):
            tones.append("strong" if child.type == "strong_open" else "em")
        elif child.type in ("strong_close", "em_close"):
            tones.pop()
        elif child.type == "softbreak":
            runs.append((" ", ""))
        elif child.type == "hardbreak":
            runs.append(BREAK)
        elif child.type == "code_inline":
            runs.append((child.content, "code"))
        elif child.content:
            runs.append((child.content, "strong" if "strong" in tones else tones[-1] if tones else ""))
    return runs


def _grid(tokens: Sequence[Token]) -> Grid:
    grid = Grid(rows=[], aligns=[])
    for token in tokens:
        if token.type == "tr_open":
            grid.rows.append([])
        elif token.type == "th_open":
            style = str(token.attrs.get("style", ""))
            grid.aligns.append(style.removeprefix("text-align:") or "left")
        elif token.type == "inline":
            grid.rows[-1].append(_inline(token))
    return grid
