"""A table: the header found among the rows of a file, and the rows below it cut to its length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from planner.intake.cell.header import normalised
from planner.intake.match.fitted import Fitted
from planner.intake.match.header_row import Header, find_header
from planner.intake.reader.budget import refuse_columns
from planner.intake.reader.row import Records, Row
from planner.intake.reader.unreadable import NoListError
from planner.model.intake import Rejection
from planner.model.limits import Limits


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """Headers and the rows below them, each as long as the headers."""

    records: Records
    headers: tuple[str, ...]
    """As the file has them, to compare; never shown."""
    titles: tuple[str, ...]
    """The headers as they may be shown: without a secret that one gives away."""
    header_line: int
    rows: list[Row]
    rejected: tuple[Rejection, ...] = ()
    warnings: tuple[str, ...] = ()
    secret: frozenset[int] = frozenset()
    """Positions of the columns that hold secrets; nobody reads those."""

    @property
    def names(self) -> tuple[str, ...]:
        """The normalised headers, in the order of the columns."""
        return tuple(normalised(h) for h in self.headers)

    @property
    def tails(self) -> tuple[str, ...]:
        """The normalised last keys of columns that are paths in a tree, where they are clear; else empty texts."""
        return tuple(normalised(tail) for tail in self.records.tails[: len(self.headers)])


def to_table(
    records: Records,
    known: frozenset[str],
    titles: Callable[[Sequence[str]], tuple[str, ...]],
    limits: Limits,
    footers: tuple[str, ...] = (),
) -> Table:
    """Find the header and cut the rows to its length.

    Args:
        records: The file's records.
        known: Normalised headers that some import map knows.
        titles: Makes headers fit to be shown.
        limits: How many columns are read.
        footers: Patterns of how lines below a list begin that are no records.

    Raises:
        NoListError: There is no header.
        UnreadableFileError: There are too many columns.
    """
    found = Header(0, records.rows[0].cells) if records.headed else find_header(records.rows, known)
    headers = [] if found is None else [cell.strip().strip("\ufeff") for cell in found.cells]
    width = len(headers)
    while headers and not headers[-1]:
        headers.pop()
    if found is None or not headers:
        raise NoListError("has no line with column names. Export it again with its header line, or add one.")
    if len(headers) > limits.columns:
        refuse_columns(len(headers), limits)
    fitted = Fitted(records.rows[found.position + 1 :], len(headers), width, headers[0], footers)
    shown = titles(headers)
    several = {header for header, count in Counter(headers).items() if header and count > 1}
    doubled = sorted({title for header, title in zip(headers, shown, strict=True) if header in several})
    warnings = fitted.warnings
    if doubled:
        warnings.append(f"Columns that appear twice: {', '.join(doubled)}. The first with a value counts.")
    return Table(
        records=records,
        headers=tuple(headers),
        titles=shown,
        header_line=records.rows[found.position].line,
        rows=fitted.rows,
        rejected=(*records.rejected, *fitted.rejected),
        warnings=(*records.warnings, *warnings),
    )
