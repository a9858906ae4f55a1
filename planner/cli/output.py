"""What goes to standard output: documents for programs, tables for people."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence

import click
import msgspec

from planner.model.text import one_line


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
    print_document(msgspec.json.format(data, indent=2).decode("utf-8") + "\n")


def print_document(text: str) -> None:
    """Print a text that a program or a file will hold: as UTF-8, whatever the terminal speaks.

    On a terminal it is printed as the terminal can.
    """
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
        click.echo("  ".join(cells).rstrip())
