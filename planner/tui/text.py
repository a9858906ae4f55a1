"""Client text made safe for a screen: never markup, never an escape sequence, never endless.

Everything a client's file or a person's typing brought in goes through here on its way to a
widget. `plain` is for Textual's own widgets (``Static``, ``Label``, ``Button``, options), `cell`
for those that want Rich text (``DataTable``, ``Tree``), `one_line` for anything that is laid out
in a row. None of them ever interprets brackets.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content

if TYPE_CHECKING:
    from rich.text import Text

LINE_LIMIT = 500
"""Characters of one line that can ever be of use on a screen."""
TEXT_LIMIT = 20_000
"""Characters of a longer text that can ever be of use on a screen."""

_BREAKS = re.compile(r"\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_DROPPED = re.compile("[\u00ad\u200b\u2060-\u2064\ufeff]")
_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def _visible(match: re.Match[str]) -> str:
    """Return something to see in place of a character that would act instead of being shown."""
    code = ord(match[0])
    if code == 9:
        return " "
    if code < 32:
        return chr(0x2400 + code)
    return "\u2421" if code == 127 else "\ufffd"


def clean(text: object, limit: int = TEXT_LIMIT) -> str:
    """Return the text with line ends unified and everything else that could act made visible.

    Control characters become their pictures (``ESC`` is shown as ``␛``), characters that turn the
    writing direction around become ``�``, invisible ones are dropped, and what is longer than
    ``limit`` characters ends in an ellipsis.
    """
    raw = str(text)
    cut = len(raw) > limit
    if cut:
        raw = raw[:limit]
    raw = _HARMFUL.sub(_visible, _DROPPED.sub("", _BREAKS.sub("\n", raw)))
    return raw + "…" if cut else raw


def one_line(text: object, limit: int = LINE_LIMIT) -> str:
    """Return the text, cleaned, on one line: line ends and runs of blanks become one blank."""
    return " ".join(clean(text, limit).split())


def plain(text: object, limit: int = TEXT_LIMIT, *, style: str = "") -> Content:
    """Return the text for a widget: cleaned and never read as markup.

    Args:
        text: Anything; its ``str`` is shown.
        limit: Characters after which it is cut.
        style: A style of ours for the whole text, such as ``bold`` or ``$text-error``.
    """
    content = Content(clean(text, limit))
    return content.stylize(style) if style else content


def cell(text: object, limit: int = LINE_LIMIT) -> Text:
    """Return the text for widgets that take Rich text: one line, cleaned, never read as markup."""
    from rich.text import Text

    return Text(one_line(text, limit), no_wrap=True, end="")


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Return text of exactly ``width`` columns: cut with an ellipsis, or padded with blanks.

    Args:
        text: One line of clean text.
        width: Terminal columns.
        right: Pad on the left, as figures want it.
    """
    if width <= 0:
        return ""
    length = cell_len(text)
    if length > width:
        text = set_cell_size(text, width - 1).rstrip() + "…"
        length = cell_len(text)
    blanks = " " * (width - length)
    return blanks + text if right else text + blanks


def folded(text: str, width: int, most: int, *, indent: int = 0) -> list[str]:
    """Return text as at most so many lines no wider than ``width``, broken between words and after hyphens.

    A word wider than a line is broken within; what does not fit in the last line ends in an ellipsis.

    Args:
        text: One line of clean text.
        width: Terminal columns.
        most: Lines there are.
        indent: Blanks before each line but the first.

    Returns:
        The lines, at least one, without blanks at their ends.
    """
    lines: list[str] = []
    while (text or not lines) and len(lines) < most:
        before = " " * (min(indent, max(width - 2, 0)) if lines else 0)
        room = width - len(before)
        last = len(lines) == most - 1
        line, text = (fit(text, room), "") if last else _broken(text, room)
        lines.append((before + line).rstrip())
    return lines


def _broken(text: str, room: int) -> tuple[str, str]:
    """Return what of a text fits into the room, and the rest."""
    if cell_len(text) <= room:
        return text, ""
    # A wide character at the edge is cut to a blank: it goes to the rest.
    at = max(len(set_cell_size(text, max(room, 0)).rstrip()), 1)
    if text[at] != " ":
        at = max(text.rfind(" ", 0, at), text.rfind("-", 1, at) + 1) or at
    return text[:at].rstrip(), text[at:].lstrip()
