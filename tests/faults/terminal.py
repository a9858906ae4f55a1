"""The planner in a process of its own, on a terminal of its own or on pipes."""

from __future__ import annotations

import contextlib
import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import termios
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
PATIENCE = 60
"""Seconds after which something that should have happened has failed; never waited for otherwise."""

# Where the tests themselves run in the background, some signals are ignored, and children inherit that.
_SIGNALS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
for number in (signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
"""


def command(before: str, *arguments: str) -> list[str]:
    """Return the command line of a planner that runs some statements first."""
    code = (
        f"import sys\nsys.argv = ['planner', *{arguments!r}]\n{before}\nfrom planner.cli import main\nmain()"
    )
    return [sys.executable, "-c", code]


def on_pipes(before: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a planner whose output is read by the test."""
    return subprocess.Popen(
        command(before, *arguments),
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


class Terminal:
    """A terminal with a planner in it."""

    def __init__(self, before: str, *arguments: str, told: bool = True) -> None:
        """Start it.

        Args:
            before: Statements that are run first.
            arguments: Of the command line.
            told: The system sends the planner SIGHUP when this terminal is closed.
        """
        self.keys, self._screen = pty.openpty()
        fcntl.ioctl(self._screen, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        self.modes = termios.tcgetattr(self._screen)
        self.seen = b""
        own = f"import fcntl, os, termios\nos.setsid()\n{'fcntl.ioctl(0, termios.TIOCSCTTY, 0)' if told else ''}\n"
        self.process = subprocess.Popen(
            command(own + before, *arguments),
            cwd=ROOT,
            stdin=self._screen,
            stdout=self._screen,
            stderr=self._screen,
            env={**os.environ, "TERM": "xterm-256color"},
        )

    def see(self, *words: str) -> None:
        """Wait until all of the words were written since the last key."""
        for _ in range(PATIENCE * 10):
            self._read(0.1)
            if all(word.encode() in self.seen for word in words):
                return
        raise AssertionError(f"{words} never came: {self.seen[-2000:]!r}")

    def press(self, key: bytes) -> None:
        """Press a key; what was seen before it is forgotten."""
        self.seen = b""
        os.write(self.keys, key)

    def end(self) -> int:
        """Wait until the planner has ended, reading what it writes; return its exit code."""
        for _ in range(PATIENCE * 10):
            self._read(0.1)
            if self.process.poll() is not None:
                self._read(0)
                return self.process.returncode
        raise AssertionError("it does not end")

    def _read(self, patience: float) -> None:
        while select.select([self.keys], [], [], patience)[0]:
            patience = 0
            self.seen += os.read(self.keys, 1 << 16)

    @property
    def is_whole(self) -> bool:
        """Whether the first screen and the modes are back."""
        return b"\x1b[?1049l" in self.seen and termios.tcgetattr(self._screen) == self.modes

    def close(self) -> None:
        """Close the terminal, as somebody closes its window."""
        for descriptor in (self.keys, self._screen):
            with contextlib.suppress(OSError):
                os.close(descriptor)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()
        self.close()
