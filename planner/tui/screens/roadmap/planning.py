"""What the roadmap screen shows: planned beside its own thread, better and better, or a what-if."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from planner.model.roadmap import Roadmap
from planner.model.scenario import Scenario
from planner.tui.latest import Latest
from planner.tui.planning import Phase
from planner.tui.screens.base import AreaScreen
from planner.tui.screens.roadmap.planned import NOTHING, Planned, trimmed
from planner.tui.screens.roadmap.row import Row
from planner.tui.screens.roadmap.trial import Piece, progress
from planner.tui.search import Search
from planner.tui.widgets.table import Table
from planner.workspace import Session

WITHOUT_WORK = ("budget", "dates", "charts")
"""Views in which no piece of work is chosen."""


class PlanningScreen(AreaScreen):
    """Knows what is shown and what is tried; the screen itself draws it.

    Planning takes a tenth of a second or more, so it never happens on the screen's own thread: the
    screen says that it is planning and shows the newest result when it is there.
    """

    SHOWS_ROADMAP = True

    def __init__(self, session: Session) -> None:
        """Show the roadmap; it is planned when the screen is first seen."""
        super().__init__(session)
        self.what = NOTHING
        """The what-if that is tried; nothing while the plan's own roadmap is shown."""
        self.planned: Planned | None = None
        """What is shown; None before the first plan is there."""
        self.marked: frozenset[str] = frozenset()
        """Ids of the pieces of work that are marked, for what is done to several at once."""
        self.watched: Callable[[], None] | None = None
        """Called whenever what is shown changes: a dialog above tells about it."""
        self.view = "list"
        self._planning = Latest(self, "Planning")
        self._search = Search(self)
        self._wanted: tuple[object, ...] = ()
        self._basis: tuple[object, ...] = ()
        """What is wanted goes by identity: this keeps it alive."""
        self._better: Roadmap | None = None
        """What the search for the what-if found last."""
        self._begun = False
        """Whether a better roadmap of the what-if is, or was, looked for."""

    @property
    def table(self) -> Table[Row]:
        """The list; its cursor is the one all views share."""
        return self.query_one("#roadmap-table", Table)

    def chosen(self) -> Row | None:
        """Return the piece of work under the cursor; where none can be chosen, say so."""
        if self.view in WITHOUT_WORK:
            self.say("No piece of work is chosen here: v goes back to the list.")
            return None
        return self.table.current

    # -- planning -------------------------------------------------------------------------------

    async def settled(self) -> None:
        """Wait until what was asked for last is shown and nothing better is looked for."""
        if self.planner.planning is not None:
            await self.planner.planning.settled()
        await self._planning.settled()
        await self._search.settled()
        await self._planning.settled()

    def refresh_view(self) -> None:
        """Plan again when the plan has changed; a what-if is planned again on the changed plan."""
        if not self.query("#roadmap-detail"):  # shown first of all areas: the inner widgets are on their way
            self.call_after_refresh(self.refresh_view)
            return
        self.plan()
        self.show_head()

    def roadmap_changed(self) -> None:
        """Show the better roadmap, or that nothing better is looked for."""
        if self.query("#roadmap-detail"):
            self.plan()
            self._go_on()
            self.show_head()

    def plan(self) -> None:
        """Have shown what is wanted now, unless it is shown already or about to be."""
        planning = self.planner.planning
        if planning is None or planning.found is None:
            return  # told by `roadmap_changed` as soon as there is a roadmap
        plan, own = self.session.plan, planning.found
        self.what = trimmed(plan, self.what)
        if self._wanted[:3] != (id(plan), id(own), id(self.what)):
            self._search.stop()
            self._better, self._begun = None, False
        audience = "client" if self.client_view else "internal"
        wanted = (id(plan), id(own), id(self.what), id(self._better), audience)
        if wanted == self._wanted:
            return
        self._wanted, self._basis = wanted, (plan, own, self.what)
        self._planning.want(
            partial(Planned.of, self.session, own, self.what, self._better, audience),
            self._take,
            fail=self._take_back,
        )

    def _go_on(self) -> None:
        """Look for a better roadmap of the what-if that is shown, once the plan's own one is found.

        One search at a time, and both are as good as they get when they are compared.
        """
        planning, what = self.planner.planning, self.what
        ready = (
            planning is not None and planning.phase is not Phase.IMPROVING and not self._planning.under_way
        )
        if not what or not ready or self._begun:
            return
        self._begun = True

        def take(found: Roadmap, _is_last: bool) -> None:
            if self.what is not what or not self.is_attached:
                return
            shown = self._better or (self.planned.found if self.planned is not None else None)
            if shown is None or found.schedule != shown.schedule:
                self._better = found
                self.plan()
            self.show_head()

        self._search.begin(partial(self.session.trying, what), take)

    @property
    def is_planning(self) -> bool:
        """Whether what is shown is about to be replaced by what was asked for last."""
        planning = self.planner.planning
        waits = planning is not None and planning.found is None and planning.phase is Phase.IMPROVING
        return self._planning.under_way or waits

    def progress(self) -> Piece:
        """Return how far planning has come, in a line."""
        planning, planned = self.planner.planning, self.planned
        if planned is None or planning is None:
            return ("◌ planning …", "bold $primary")
        was_kept = self.session.plan.schedule is not None
        return progress(planned.found, planning.phase, was_kept=was_kept, improving=self.improving)

    @property
    def improving(self) -> bool:
        """Whether something better than what is shown may still come."""
        planning = self.planner.planning
        return self._search.under_way or (planning is not None and planning.phase is Phase.IMPROVING)

    def try_out(self, what: Scenario) -> None:
        """Show the plan with something different; nothing is changed."""
        self.what = what
        self.plan()
        self.show_head()

    def _take(self, planned: Planned) -> None:
        self.planned = planned
        if self.is_attached:
            self.show_planned(planned)
            # What is under way is over once this is shown.
            self.call_next(self._settle_down)

    def _settle_down(self) -> None:
        self._go_on()
        self.show_head()

    def _take_back(self) -> None:
        """Go back to what was tried last and could be planned."""
        self.what = self.planned.what if self.planned is not None else NOTHING
        self._wanted = ()
        self._search.stop()
        self.call_next(self.show_head)

    def mark(self, keys: Iterable[str]) -> None:
        """Mark these pieces of work and no others."""
        self.marked = frozenset(keys)
        if self.planned is not None:
            self.show_planned(self.planned)
        self.show_head()

    # -- what the screen itself does ----------------------------------------------------------------

    def show_planned(self, planned: Planned) -> None:
        """Draw the roadmap."""
        raise NotImplementedError

    def show_head(self) -> None:
        """Draw the lines above it."""
        if self.watched is not None:
            self.watched()
