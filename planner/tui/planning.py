"""The roadmap of the open plan getting better while somebody looks on, and kept when it is as good as it gets."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING, Any

from planner.tui.guard import in_thread
from planner.tui.search import Search

if TYPE_CHECKING:
    from textual.app import App

    from planner.model.plan import Plan
    from planner.model.roadmap import Roadmap
    from planner.workspace import Session


class Phase(Enum):
    """How far planning has come."""

    IDLE = "idle"
    """Nobody has looked at the plan as it is now."""
    IMPROVING = "improving"
    DONE = "done"
    """The best that was found is kept with the plan."""
    STOPPED = "stopped"
    """It was stopped, or failed: what is shown is a first good plan."""


class Planning:
    """Plans one open plan for all screens that show its roadmap.

    What is shown is what is printed: every screen shows the roadmap found here, and the last one is
    kept with the plan. Something that changes the plan meanwhile ends the search, and nothing is kept.
    """

    def __init__(self, app: App[Any], session: Session, tell: Callable[[], None]) -> None:
        """Plan for a session.

        Args:
            app: Whose workers do it.
            session: The open plan.
            tell: Called when there is a better roadmap, or the search has ended.
        """
        self._app, self._session, self._tell = app, session, tell
        self._search = Search(app)
        self._plan: Plan | None = None
        self.found: Roadmap | None = None
        """The best roadmap of the plan as it is; None before the first."""
        self.phase = Phase.IDLE

    def prepare(self) -> None:
        """Have the solver loaded before anybody needs it: that takes a third of a second."""
        self._app.run_worker(
            in_thread(self._session.load_solver),
            name="load the solver",
            group="solver",
            description="load the solver",
            exit_on_error=False,
        )

    async def settled(self) -> None:
        """Wait until nothing better is looked for."""
        await self._search.settled()

    def want(self, *, again: bool = False) -> None:
        """Have the plan as it is now planned, unless it is, or is about to be.

        Args:
            again: Look for something better although it was planned.
        """
        plan = self._session.plan
        if plan is self._plan and self.phase is not Phase.STOPPED and not again:
            return
        if plan is not self._plan:
            self.found = None
        self._plan, self.phase = plan, Phase.IMPROVING
        self._search.begin(
            lambda stop: self._session.improving(again=again, stop=stop),
            partial(self._take, plan),
            fail=self._failed,
        )

    def plan_changed(self) -> None:
        """Take note of a change: a search for the plan as it was ends."""
        if self._plan is not None and self._session.plan is not self._plan:
            self._search.stop()
            self._plan, self.found, self.phase = None, None, Phase.IDLE

    def stop(self) -> None:
        """Stop at once: what was found last stays on the screen and is not kept."""
        if self.phase is Phase.IMPROVING:
            self._search.stop()
            self.phase = Phase.STOPPED
            self._tell()

    def _take(self, plan: Plan, found: Roadmap, is_last: bool) -> None:
        if self._session.plan is not plan:
            return  # the news of the change is on its way
        self.found = found
        if is_last:
            self._plan, self.phase = self._session.keep(found), Phase.DONE
        self._tell()

    def _failed(self) -> None:
        self.phase = Phase.STOPPED
        self._tell()
