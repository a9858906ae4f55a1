"""How the program ends when the system asks it to: what was entered is saved first, and soon it is over.

SIGTERM, SIGHUP (a closed terminal), Ctrl+C and, on Windows, Ctrl+Break and a closed window all
mean the same: end now, lose nothing. A command is unwound from wherever it is; the screens save
and close. Whatever hangs meanwhile has so many seconds, and a second wish ends it at once.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from queue import SimpleQueue
from types import FrameType
from typing import Any, Self

_SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGBREAK")
"""Those that exist; SIGBREAK is how Windows tells of a closed window as well."""
HANGUP = 1
"""What a vanished terminal counts as; its number wherever it has one."""
_PATIENCE = 10.0
"""Seconds for saving and closing before the program ends regardless."""
_AGAIN = 0.5
"""Seconds in which further signals are the same wish: shells, ``timeout`` and the system's own
tools send theirs to the process and to its group."""


class Ended(BaseException):
    """A signal asked the program to end. Raised in the main thread, wherever that is."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def code(self) -> int:
        """The exit code shells know: 143 for SIGTERM."""
        return 128 + self.number

    def __str__(self) -> str:
        return "the terminal was closed" if self.number == HANGUP else _name(self.number)


class Ending:
    """Waits for the wish to end, from entering to leaving the context. One for a process."""

    def __init__(self) -> None:
        """Change nothing yet."""
        self.wish: Ended | None = None
        """The first wish to end; None as long as there was none."""
        self._since = 0.0
        self._held = 0
        self._close: Callable[[Ended], None] | None = None
        self._at_last: Callable[[], None] = _nothing
        # The only thing a signal's handler may touch: its put never waits for a lock.
        self._wishes: SimpleQueue[Ended | None] = SimpleQueue()
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for name in _SIGNALS:
                number = getattr(signal, name, None)
                # One that is ignored stays so: nohup and shells' background jobs rely on it.
                if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                    self._before[number] = signal.signal(number, self._signalled)
        threading.Thread(target=self._attend, name="planner-ending", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        for number, before in self._before.items():
            signal.signal(number, before)
        self._wishes.put(None)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let nothing be interrupted in this block; a wish that comes meanwhile is raised at its end.

        Raises:
            Ended: Somebody wished so.
        """
        self._held += 1
        try:
            yield
        finally:
            self._held -= 1
        if self.wish is not None and not self._held:
            raise self.wish

    @contextlib.contextmanager
    def closing(self, close: Callable[[Ended], None], at_last: Callable[[], None]) -> Iterator[None]:
        """In this block, end by a call instead of an exception.

        Args:
            close: Saves and has the block end. Called from another thread.
            at_last: Called just before the program is ended though something hangs. It must not wait.
        """
        self._close, self._at_last = close, at_last
        try:
            yield
        finally:
            self._close = None

    def ask(self, number: int) -> None:
        """Wish for the end from another thread, as a signal of that number would."""
        if self.wish is None:
            self.wish, self._since = Ended(number), time.monotonic()
            self._wishes.put(self.wish)

    def _signalled(self, number: int, _: FrameType | None) -> None:
        """Take a signal, in the main thread, between any two steps of whatever it does."""
        if self.wish is not None:
            if time.monotonic() - self._since > _AGAIN:
                self._end_at_once(self.wish)
            return
        self.ask(number)
        if self._close is None and not self._held:
            raise Ended(number)

    def _attend(self) -> None:
        """Wait for a wish; close what is open, and see that the program ends."""
        wish = self._wishes.get()
        if wish is None:
            return
        until = time.monotonic() + _PATIENCE
        if self._close is not None:
            closing = threading.Thread(target=self._close, args=(wish,), name="planner-closing", daemon=True)
            closing.start()
            closing.join(_PATIENCE)
        time.sleep(max(0.0, until - time.monotonic()))
        self._end_at_once(wish)

    def _end_at_once(self, wish: Ended) -> None:
        with contextlib.suppress(Exception):
            self._at_last()
        os._exit(wish.code)


def forbid_core_dumps() -> None:
    """Let a crash write no image of the memory: plans are in it."""
    with contextlib.suppress(ImportError, OSError, ValueError):  # Windows has none
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"


def _nothing() -> None:
    pass
