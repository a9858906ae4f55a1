"""What goes to standard output: documents for programs, tables for people."""

from __future__ import annotations

import io
import json
import re
import sys
from collections.abc import Sequence

import click
import msgspec

from planner.model.text import for_terminal, one_line

_ESCAPED = re.compile(
    "[\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
"""What is written as ``\\uXXXX`` in JSON: DEL, C1, bidi controls and whatever else has no shape. C0 is so
by the format itself."""


def prepare() -> None:
    """Let no sign of a client's name stop a result, whatever the terminal's encoding knows."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def print_json(document: object) -> None:
    """Print one JSON document on standard output."""
    try:
        data = msgspec.json.encode(document)
    except UnicodeEncodeError:
        # Half a surrogate pair, as broken exports have it, has no place in UTF-8: it becomes "?".
        plain = msgspec.to_builtins(document)
        data = json.dumps(plain, ensure_ascii=False).encode("utf-8", "replace")
    text = msgspec.json.format(data, indent=2).decode("utf-8")
    # Outside its strings JSON is plain ASCII, so that all of it can be looked at alike.
    print_document(_ESCAPED.sub(_escape, text) + "\n")


def _escape(sign: re.Match[str]) -> str:
    units = sign[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def tell(text: str = "", *, err: bool = False) -> None:
    """Print lines for people, without anything in them that could drive their terminal.

    Args:
        text: The lines, client text and all.
        err: To standard error.
    """
    click.echo(for_terminal(text), err=err)


def print_document(text: str) -> None:
    """Print a text that a program or a file will hold: as UTF-8, whatever the terminal speaks.

    On a terminal it is printed as the terminal can. What could drive a terminal is left out.
    """
    text = for_terminal(text)
    if sys.stdout is None or sys.stdout.isatty():
        click.echo(text, nl=False)
    else:
        click.echo(text.encode("utf-8", "replace"), nl=False)


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print rows in columns; a heading that ends in ``>`` sets its column to the right.

    Client text is printed without control characters, so that it cannot drive the terminal.
    """
    titles = [h.rstrip(">") for h in headings]
    lines = [[one_line(cell, 70) for cell in row] for row in rows]
    widths = [
        max(len(t), *(len(line[i]) for line in lines)) if lines else len(t) for i, t in enumerate(titles)
    ]
    for line in [titles, *lines]:
        cells = [
            cell.rjust(width) if heading.endswith(">") else cell.ljust(width)
            for cell, width, heading in zip(line, widths, headings, strict=True)
        ]
        tell("  ".join(cells).rstrip())
