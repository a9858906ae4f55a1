"""A search that is shown while it goes on: better and better roadmaps, found off the screen's thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from planner.tui.guard import in_thread

if TYPE_CHECKING:
    from textual.dom import DOMNode

    from planner.model.roadmap import Roadmap

Stop: TypeAlias = Callable[[], bool]
"""Asked many times a second whether to give up."""


class Search:
    """Runs one search at a time, a step at a time; the newest wish ends the one before at once.

    Only what is found for the newest wish is ever shown, and always on the screen's own thread.
    """

    def __init__(self, owner: DOMNode) -> None:
        """Search for a screen or the app.

        Args:
            owner: Whose workers these are: they end with it.
        """
        self._owner = owner
        self._stop = threading.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    @property
    def under_way(self) -> bool:
        """Whether something better may still come."""
        return not self._idle.is_set()

    async def settled(self) -> None:
        """Wait until nothing better is looked for."""
        await self._idle.wait()

    def begin(
        self,
        stages: Callable[[Stop], Iterator[Roadmap]],
        show: Callable[[Roadmap, bool], None],
        *,
        fail: Callable[[], None] | None = None,
    ) -> None:
        """Search, and show what is found.

        Args:
            stages: Returns the roadmaps, each better than the one before; they are made in a thread.
            show: Gets each roadmap, and whether it is the last one.
            fail: Called when the search raised; the error becomes a notice.
        """
        self.stop()
        self._stop, self._idle = threading.Event(), asyncio.Event()
        self._owner.run_worker(
            self._work(stages, show, fail, self._stop, self._idle),
            name="search",
            group="search",
            description="looking for a better roadmap",
            exit_on_error=False,
        )

    def stop(self) -> None:
        """End the search at once; nothing more of it is shown."""
        self._stop.set()
        self._idle.set()

    @staticmethod
    async def _work(
        stages: Callable[[Stop], Iterator[Roadmap]],
        show: Callable[[Roadmap, bool], None],
        fail: Callable[[], None] | None,
        stop: threading.Event,
        idle: asyncio.Event,
    ) -> None:
        try:
            steps = await in_thread(stages, stop.is_set)
            best: Roadmap | None = None
            while not stop.is_set():
                found = await in_thread(next, steps, None)
                if stop.is_set():
                    return
                best = found or best
                if found is None:
                    idle.set()
                if best is not None:
                    show(best, found is None)
                if found is None:
                    return
        except Exception:
            if not stop.is_set():
                idle.set()
                if fail is not None:
                    fail()
                raise
        finally:
            stop.set()
            idle.set()
