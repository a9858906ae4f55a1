"""Slow work of which only the newest wish counts."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.tui.screens.base import PlannerScreen

T = TypeVar("T")


class Latest:
    """Runs one slow call at a time off the screen's thread and shows what the newest one found.

    A wish made while a call runs replaces the one that waits, and what an overtaken call returns is
    dropped: nothing outdated is shown, and however fast somebody presses keys, there is never more
    than one call under way and one waiting.
    """

    def __init__(self, screen: PlannerScreen, what: str) -> None:
        """Work for a screen.

        Args:
            screen: Whose header says what is going on, and which is told about failures.
            what: What the work is, as the header says it.
        """
        self._screen = screen
        self._what = what
        self._wish: Callable[[], Awaitable[Callable[[], None]]] | None = None
        self._fail: Callable[[], None] | None = None
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def under_way(self) -> bool:
        """Whether what is shown is about to be replaced."""
        return not self._idle.is_set()

    def want(
        self, call: Callable[[], T], show: Callable[[T], None], *, fail: Callable[[], None] | None = None
    ) -> None:
        """Have something computed and shown, unless something newer is wanted before it is there.

        Args:
            call: Runs in a thread: touches no widget.
            show: Gets what it found, on the screen's thread.
            fail: Called there when it raised and nothing newer is wanted; the error becomes a notice.
        """

        async def attempt() -> Callable[[], None]:
            found = await self._screen.busy(self._what, call)
            return lambda: show(found)

        self._wish, self._fail = attempt, fail
        if self._idle.is_set():
            self._idle.clear()
            self._screen.run_worker(
                self._work(),
                name=one_line(self._what),
                group="latest",
                description=self._what,
                exit_on_error=False,
            )

    async def settled(self) -> None:
        """Wait until what was wanted last is shown, or has failed."""
        await self._idle.wait()

    async def _work(self) -> None:
        try:
            while (attempt := self._wish) is not None:
                self._wish, fail = None, self._fail
                try:
                    show = await attempt()
                except Exception:
                    if self._wish is None:
                        if fail is not None:
                            fail()
                        raise
                else:
                    if self._wish is None:
                        show()
        finally:
            self._wish = None
            self._idle.set()
