r"""Client text as literal Markdown text.

Whatever a client's file or a person typed has to read in the document as it was written: no
heading, list, emphasis, link, picture, table cell or HTML may come out of it. `escape` puts a
backslash only where Markdown would otherwise see something, so that the text stays readable for
those who edit the Markdown by hand.
"""

from __future__ import annotations

import re
from html.entities import html5

LONGEST = 4000
"""Characters of one text that are printed at most; a longer one ends in an ellipsis."""
CELL = 300
"""The same inside a table."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f"
    "\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
"""Control characters that are no white space, bidirectional marks and other characters without
a shape. Joiners stay: some scripts need them."""
_SURROGATE = re.compile("[\ud800-\udfff]")
_ALWAYS = re.compile(r"[\\`*\[\]<|~]")
_ENTITY = re.compile(r"&(?=(#?\w*)(?:;|$))")
_UNDERSCORES = re.compile(r"_+")
_LINK = re.compile(r":(?=//)|(?<=\bwww)\.", re.IGNORECASE)
"""What makes some renderers turn a bare address into a link."""
_NUMBERED = re.compile(r"^([0-9]{1,9})([.)])(?=\s|$)")
_LEADING = re.compile(r"^(?=[#>=:.)])|^(?=[-+](?![^\W_]|[$€£¥]))")
_TRAILING = re.compile(r"#+$")


class Markdown(str):
    """Text that is Markdown already and is printed as it is."""

    __slots__ = ()


def clean(text: str, longest: int | None = LONGEST) -> str:
    """Return the text on one line, without invisible characters, cut where it is too long.

    Args:
        text: Anything.
        longest: Characters kept; None for all.
    """
    if longest is not None and len(text) > longest * 8:
        # Nobody waits for a cell of megabytes to be cleaned before it is cut.
        text = text[: longest * 8] + " \u2026"
    text = _SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text))
    text = " ".join(text.split())
    if longest is None or len(text) <= longest:
        return text
    return text[: longest - 1].rstrip() + "\u2026"


def escape(text: str, longest: int | None = LONGEST) -> Markdown:
    """Return Markdown that shows the text and nothing else, on one line.

    It may stand at the start of a line, in a sentence, in a heading or in a table cell between
    ``| `` and `` |``.
    """
    text = clean(text, longest)
    # Backslashes are doubled in the same pass as the other signs, so none is doubled twice.
    text = _ALWAYS.sub(r"\\\g<0>", text)
    text = _ENTITY.sub(_entity, text)
    text = _UNDERSCORES.sub(_underscores, text)
    text = _LINK.sub(r"\\\g<0>", text)
    text = _NUMBERED.sub(r"\1\\\2", text)
    text = _TRAILING.sub(lambda run: "\\#" * len(run[0]), text)
    return Markdown(_LEADING.sub(r"\\", text))


def cell(text: object, longest: int = CELL) -> str:
    """Return a text short enough for a table cell; it is not escaped yet."""
    return clean(str(text), longest)


def _underscores(run: re.Match[str]) -> str:
    """Return a run of underscores, escaped unless it is inside a word, where it means nothing."""
    before = run.string[run.start() - 1 : run.start()] if run.start() else ""
    after = run.string[run.end() : run.end() + 1]
    return run[0] if before.isalnum() and after.isalnum() else "\\_" * len(run[0])


def _entity(sign: re.Match[str]) -> str:
    """Return an ampersand, escaped when HTML would read a character's name after it."""
    named = sign[1].startswith("#") or f"{sign[1]};" in html5
    return "\\&" if named else "&"
