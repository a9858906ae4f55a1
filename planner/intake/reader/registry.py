"""The formats that are read, in the order in which bytes are held against them."""

from __future__ import annotations

from planner.intake.reader import (
    archive,
    delimited,
    foreign,
    html_table,
    json_text,
    key_value,
    registry_export,
    spreadsheet_xml,
    workbook,
    xml_text,
)
from planner.intake.reader.format import Content, Format, Terms
from planner.intake.reader.row import Found

FORMATS: tuple[Format, ...] = (
    workbook.FORMAT,
    archive.FORMAT,
    foreign.FORMAT,
    html_table.FORMAT,
    spreadsheet_xml.FORMAT,
    xml_text.FORMAT,
    registry_export.FORMAT,
    key_value.FORMAT,
    json_text.FORMAT,
    delimited.FORMAT,
)
"""What is told by a mark at its beginning comes first; delimited text takes whatever is left."""

ENDINGS = tuple(ending for one in FORMATS for ending in one.endings)
"""How the names of files that are read end, lower case with the dot."""


def format_of(content: Content) -> Format:
    """Return the format of some bytes."""
    return next(one for one in FORMATS if one.tells(content))


def read_content(content: Content, terms: Terms) -> Found:
    """Read bytes of any format.

    Raises:
        UnreadableFileError: There is nothing to read in it; the message completes "FILE …".
    """
    return format_of(content).read(content, terms)


def is_readable(name: str) -> bool:
    """Return whether a file's name ends like one of a format that is read."""
    return name.casefold().endswith(ENDINGS)
