"""Running the screens, and how they end when nobody pressed the key for it."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from planner.cli.ending import HANGUP, Ended, Ending

if TYPE_CHECKING:
    from planner.tui.app import PlannerApp
    from planner.workspace import Session

_LOOK = 0.5
"""Seconds between looks at whether the terminal is still there. A read from one that is gone
returns at once with nothing, over and over: until it is noticed, a core is busy."""
_UNWIND = 3.0
"""Seconds the screens have to close once everything is saved."""
_LEAVE = b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l\x1b[?2004l\x1b[?2048l\x1b[?7h\x1b[<u\x1b[?1049l\x1b[?25h\x1b[?1004l"
"""Mouse, paste, resize and key modes off, lines wrapped, the first screen back, the cursor shown."""


class Screens:
    """The app from its start to its end, however that comes about."""

    def __init__(self, app: PlannerApp, first: Session | None, ending: Ending) -> None:
        """Prepare; nothing is shown yet.

        Args:
            app: The app.
            first: The plan it starts in.
            ending: Tells when to end.
        """
        self._app = app
        self._first = first
        self._ending = ending
        self._over = threading.Event()

    def run(self) -> None:
        """Show the screens until they are left; what is open then is saved and closed.

        Raises:
            PlannerError: The last save failed.
            Ended: The system asked for the end; everything is saved.
            Exit: The app ended on an error.
        """
        watch = threading.Thread(target=self._watch, name="planner-terminal", daemon=True)
        with self._ending.closing(self._end, terminal_restorer()):
            watch.start()
            try:
                self._app.run()
            finally:
                self._over.set()
                self._close()
        if self._ending.wish is not None:
            raise self._ending.wish
        if self._app.return_code:
            raise click.exceptions.Exit(self._app.return_code)

    def _close(self) -> None:
        """Save and close whatever is still open. A second time does nothing."""
        try:
            for session in (self._app.session, self._first):
                if session is not None:
                    session.close()
        finally:
            self._app.workspace.close()

    def _end(self, wish: Ended) -> None:
        """Save, and have the app leave; called from a thread of its own.

        When the app hangs, its plan is closed from here.
        """
        session = self._app.session
        if session is not None:
            with contextlib.suppress(Exception):  # tried once more when it is closed, and told then
                session.flush()
        for _ in range(int(_UNWIND / _LOOK)):
            with contextlib.suppress(Exception):  # it may be ending just now
                self._app.exit(return_code=wish.code)
            if self._over.wait(_LOOK):
                return
        with contextlib.suppress(Exception):
            self._close()

    def _watch(self) -> None:
        """See whether the terminal is still there: not everybody who closes one sends a signal."""
        if sys.__stdin__ is None or not sys.__stdin__.isatty():
            return
        terminal = sys.__stdin__.fileno()
        while not self._over.wait(_LOOK):
            if not os.isatty(terminal):
                self._ending.ask(HANGUP)
                return


def terminal_restorer() -> Callable[[], None]:
    """Return what puts the terminal back into the state it is in now, when the app no longer can."""
    try:
        import termios

        assert sys.__stdin__ is not None
        assert sys.__stderr__ is not None
        source, output = sys.__stdin__.fileno(), sys.__stderr__.fileno()
        modes = termios.tcgetattr(source)
    except (ImportError, OSError, ValueError, AssertionError):  # no terminal, or one of Windows
        return _nothing
    except termios.error:
        return _nothing

    def restore() -> None:
        with contextlib.suppress(OSError, termios.error):
            termios.tcsetattr(source, termios.TCSANOW, modes)
            waits = os.get_blocking(output)
            os.set_blocking(output, False)  # a terminal that is stopped must not hold us
            with contextlib.suppress(OSError):
                os.write(output, _LEAVE)
            os.set_blocking(output, waits)

    return restore


def _nothing() -> None:
    pass
