"""Watching over the process that reads: memory, time, and whether anybody still wants it."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from enum import Enum
from types import TracebackType
from typing import Self

import psutil

from planner.model.limits import Limits

_OFTEN = 0.05
"""Seconds between two looks."""


class Reason(Enum):
    """Why the process was ended."""

    CANCELLED = "cancelled"
    MEMORY = "memory"
    TIME = "time"


class Watch:
    """Ends a process that takes too much, takes too long, or is not wanted any more.

    Memory is looked at from outside, because not every system lets a process limit itself.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], limits: Limits, cancelled: Callable[[], bool]
    ) -> None:
        """Begin to watch.

        Args:
            process: The one that reads.
            limits: What it may take.
            cancelled: Whether nobody waits for it any more.
        """
        self.reason: Reason | None = None
        self._process = process
        self._limits = limits
        self._cancelled = cancelled
        self._over = threading.Event()
        self._since: float | None = None
        self._thread = threading.Thread(target=self._look, name="watch-reading", daemon=True)

    def file_begins(self, begins: bool = True) -> None:
        """Count the time of a file from now on; or of none."""
        self._since = time.monotonic() if begins else None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._process.kill()
        self._process.wait()
        self._thread.join()

    def _look(self) -> None:
        try:
            seen = psutil.Process(self._process.pid)
        except psutil.Error:
            return
        while not self._over.wait(_OFTEN):
            self.reason = self._why(seen)
            if self.reason is not None:
                self._process.kill()
                return

    def _why(self, seen: psutil.Process) -> Reason | None:
        if self._cancelled():
            return Reason.CANCELLED
        since = self._since
        if since is not None and time.monotonic() - since > self._limits.seconds:
            return Reason.TIME
        try:
            held = seen.memory_info().rss
        except psutil.Error:
            return None  # it has ended by itself
        return Reason.MEMORY if held > self._limits.memory else None
