"""The limits of an import: what is left of them, and what is said when one is reached."""

from __future__ import annotations

from typing import NoReturn

from planner.intake.reader.unreadable import UnreadableFileError
from planner.model.limits import MB, Limits

_LESS = "Open it in a spreadsheet, keep the rows and columns that matter, and save those as CSV."


class Budget:
    """What is left of the limits that all files of one import share."""

    def __init__(self, limits: Limits, unpacked: int = 0) -> None:
        """Begin an import.

        Args:
            limits: What it may take.
            unpacked: Bytes it took already.
        """
        self.limits = limits
        self.unpacked = unpacked

    def unpack(self, size: int) -> None:
        """Count bytes that came out of an archive or a workbook, before more of them are made.

        Raises:
            UnreadableFileError: All of them together are more than the limit.
        """
        self.unpacked += size
        if self.unpacked > self.limits.unpacked:
            raise UnreadableFileError(
                f"unpacks to more than {_mb(self.limits.unpacked)}, which is the most that all files of one "
                "import may unpack to. Unpack it and import less at a time."
            )


def too_much_memory(limits: Limits) -> str:
    """Return what is said of a file that needs more memory than there is; it completes "FILE …"."""
    return f"needs more than {_mb(limits.memory)} of memory to be read. {_LESS}"


def too_slow(limits: Limits) -> str:
    """Return what is said of a file that takes too long; it completes "FILE …"."""
    return f"takes more than {limits.seconds:,.0f} seconds to be read. {_LESS}"


def too_late(limits: Limits) -> str:
    """Return what is said of the files after the time of an import is over; it completes "FILE …"."""
    return (
        f"was not read: the files before it took {limits.total_seconds:,.0f} seconds, which is the most that one "
        "import may take. Import fewer files at a time."
    )


def refuse_size(limits: Limits) -> NoReturn:
    """Refuse a file that is too large to begin with.

    Raises:
        UnreadableFileError: Always.
    """
    raise UnreadableFileError(f"is larger than {_mb(limits.file)}. Export fewer rows at a time.")


def refuse_columns(count: int, limits: Limits) -> NoReturn:
    """Refuse a table that is wider than any list.

    Raises:
        UnreadableFileError: Always.
    """
    raise UnreadableFileError(
        f"has {count:,} columns, more than the {limits.columns:,} that are read. {_LESS}"
    )


def refuse_grid(cells: int, rows: int, columns: int, limits: Limits) -> NoReturn:
    """Refuse a table whose cells lie so far apart that no memory holds what is between them.

    Raises:
        UnreadableFileError: Always.
    """
    raise UnreadableFileError(
        f"spreads {cells:,} cells over {rows:,} rows and {columns:,} columns, more than the {limits.grid:,} "
        f"cells of one table that are read. {_LESS}"
    )


def refuse_repetition(cells: int, limits: Limits) -> NoReturn:
    """Refuse a sheet whose cells repeat long texts without end.

    Raises:
        UnreadableFileError: Always.
    """
    raise UnreadableFileError(
        f"repeats long texts in {cells:,} cells, which together hold more than {_mb(limits.unpacked)}. {_LESS}"
    )


def _mb(size: int) -> str:
    return f"{size / MB:,.0f} MB" if size >= MB else f"{size:,} bytes"
