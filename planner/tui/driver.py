"""The terminal's driver, for a terminal that may be gone from one moment to the next.

Textual's own dies on the first write that fails, and then waits for ever for the writer that died.
"""

from __future__ import annotations

import contextlib
import os
import signal
from typing import IO, Any, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver


class LastingDriver(LinuxDriver):
    """Goes on without its terminal until the app has saved and left."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        """Set up as Textual does, on an output that never fails."""
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._file = cast("Any", LastingOutput(cast("IO[str]", self._file)))

    def run_input_thread(self) -> None:
        """Read keys; when that fails the terminal is gone, and the program is told as a signal tells it."""
        try:
            super().run_input_thread()
        except OSError:
            os.kill(os.getpid(), signal.SIGHUP)


class LastingOutput:
    """A terminal's output; what is written to one that is gone goes nowhere."""

    def __init__(self, file: IO[str]) -> None:
        """Wrap an output."""
        self._file = file

    def write(self, text: str) -> int:
        """Write, if somebody is there to see it."""
        with contextlib.suppress(OSError):
            self._file.write(text)
        return len(text)

    def flush(self) -> None:
        """Bring out what was written, if that is possible."""
        with contextlib.suppress(OSError):
            self._file.flush()

    def fileno(self) -> int:
        """Return the number of the file."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._file.isatty()
