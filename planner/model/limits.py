"""How much a foreign file may cost."""

from __future__ import annotations

import msgspec

MB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What one import may take. Far above any honest export, far below what a laptop has."""

    memory: int = 2048 * MB
    """Bytes that the process which reads may hold."""
    seconds: float = 180.0
    """Wall time of one file."""
    total_seconds: float = 600.0
    """Wall time of all files of an import together; no further file is begun after it."""
    file: int = 512 * MB
    """Bytes of one file."""
    unpacked: int = 1024 * MB
    """Bytes that all archives and workbooks of one import unpack to together."""
    members: int = 50
    """Files with a table inside one archive."""
    grid: int = 10_000_000
    """Cells of one sheet, empty ones between the used rows and columns too."""
    columns: int = 20_000
    """Columns of one table; a spreadsheet ends at 16,384."""
