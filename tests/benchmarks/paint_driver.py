"""A terminal that notes when something is painted. Textual takes it from ``$TEXTUAL_DRIVER``."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

from textual.drivers.headless_driver import HeadlessDriver


class PaintDriver(HeadlessDriver):
    """Paints into the void, but really paints: frames are rendered to the last escape sequence.

    With ``$PAINT_MARK`` set, the process ends at the first frame that shows that text, and
    ``$PAINT_FILE`` holds the monotonic time, which all processes of a machine share.
    """

    on_write: Callable[[str], None] | None = None
    """Called with every frame, for measuring inside one process."""

    @property
    def is_headless(self) -> bool:
        """Say no: Textual renders nothing for a headless terminal."""
        return False

    def write(self, data: str) -> None:
        """Look at one frame."""
        mark = os.environ.get("PAINT_MARK")
        if mark and mark in data:
            Path(os.environ["PAINT_FILE"]).write_text(repr(time.monotonic()), encoding="utf-8")
            os._exit(0)
        if PaintDriver.on_write is not None:
            PaintDriver.on_write(data)

    def flush(self) -> None:
        """Nothing is held back."""
