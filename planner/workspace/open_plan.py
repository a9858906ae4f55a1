"""One open plan: its state, what is derived from it, undo and saving."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from planner.model.catalogue import Catalogue
from planner.model.decision import Acceptance
from planner.model.error import PlannerError
from planner.model.finding import Assessment
from planner.model.intake import Conflict, Preview
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.model.summary import Summary
from planner.workspace import profile
from planner.workspace.clock import stamp
from planner.workspace.difference import Difference, differences
from planner.workspace.fit import fit_to_keep
from planner.workspace.knowledge import Knowledge
from planner.workspace.person import known_names
from planner.workspace.result import Results
from planner.workspace.summary import summarise
from planner.writing import decimal_mark, locale_of, read_number

if TYPE_CHECKING:
    from planner.report.figure import Figure
    from planner.store import PlanFile, Writer
    from planner.workspace.reading import Reader

_UNDO_DEPTH = 200


class ReadOnlyError(PlannerError):
    """The plan was opened without the right to change it."""


class SaveState(msgspec.Struct, frozen=True, kw_only=True):
    """Whether what is on the screen is on the disk."""

    phase: str
    """``saved``, ``saving`` or ``failed``."""
    at: str = ""
    """ISO date and time of the last good save; empty before the first."""
    message: str = ""
    """Why saving failed and what to do."""


class OpenPlan:
    """What is the same for every intent: the plan, its results, undo, background saving.

    Every verb returns the new immutable `Plan`, raises a `PlannerError` when the request makes no
    sense (and then nothing has changed), and hands the plan to the one writer. Verbs are called
    from one thread; `listen` callbacks may come from the writer's thread.
    """

    def __init__(
        self,
        *,
        slug: str,
        file: PlanFile,
        writer: Writer,
        knowledge: Knowledge,
        clock: Callable[[], date],
        author: str,
        reader: Reader | None = None,
    ) -> None:
        """Wrap a plan file that is already open; use `Workspace.open`."""
        self.slug = slug
        self._clock = clock
        self._author = author
        self.knowledge = knowledge
        self._file = file
        self._writer = writer
        self._plan = file.plan
        self._undo: list[tuple[str, Plan]] = []
        self._redo: list[tuple[str, Plan]] = []
        self._listeners: list[Callable[[], None]] = []
        self._told: list[Callable[[str], None]] = []
        self._state = SaveState(phase="saved")
        self._trouble: PlannerError | None = None
        self._on_close: list[Callable[[], None]] = []
        self._previewed: tuple[Preview, Plan, Callable[[], Preview]] | None = None
        self._results = Results(knowledge, clock)
        self._reader = reader
        self._closed = threading.Event()

    # -- state ----------------------------------------------------------------------------

    @property
    def today(self) -> date:
        """The date everything is derived at and stamped with, read anew each time."""
        return self._clock()

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._plan

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue as this plan arranged it: with work split, merged and added."""
        return self._results.catalogue(self._plan)

    @property
    def author(self) -> str:
        """Who works: as stated for all plans, else the consultant of this one; empty when nobody has said."""
        return self._author or self._plan.client.consultant

    @property
    def known_names(self) -> tuple[str, ...]:
        """The names to choose from wherever one is asked for."""
        return known_names(self._plan, self.author)

    @property
    def locale(self) -> str:
        """The locale in which figures are written for this client and read from those who type them."""
        return locale_of(self._plan.client.currency, self._plan.client.locale)

    def read_number(self, text: str) -> float | None:
        """Return the number a person typed, as this client writes numbers; None when it is none."""
        return read_number(text, decimal_mark(self.locale))

    @property
    def read_only(self) -> bool:
        """Whether somebody else holds the plan."""
        return self._file.read_only

    @property
    def holder(self) -> str:
        """Who holds the plan, in words; empty when this session does."""
        return self._file.holder or ""

    @property
    def why(self) -> str:
        """Why the plan is for reading only, as a sentence; empty when it is not."""
        return self._file.why

    @property
    def save_state(self) -> SaveState:
        """Whether everything is on disk."""
        if self._state.phase == "saved" and not self.read_only and self._writer.pending(self._file):
            # A newer plan came in between the save and the news of it.
            return SaveState(phase="saving", at=self._state.at)
        return self._state

    def listen(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after every change of the plan or the save state, from whichever thread made it.

        Returns:
            A function that ends it.
        """
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback) if callback in self._listeners else None

    def on_removed(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Call back with a sentence when a verb stored less than was typed: a secret was taken out.

        Returns:
            A function that ends it.
        """
        self._told.append(callback)
        return lambda: self._told.remove(callback) if callback in self._told else None

    def _notify(self) -> None:
        for callback in tuple(self._listeners):
            callback()

    # -- derived --------------------------------------------------------------------------

    @property
    def inventory(self) -> Inventory:
        """Every record with its facts settled today."""
        return self._results.inventory(self._plan)

    @property
    def assessment(self) -> Assessment:
        """Every standard judged today."""
        return self._results.assessment(self._plan)

    @property
    def accepted(self) -> dict[str, Acceptance]:
        """The acceptances of risks that hold today, by standard id."""
        return self._plan.accepted_on(self.assessment.today)

    @property
    def roadmap(self) -> Roadmap:
        """The roadmap under the plan's own settings."""
        return self._results.roadmap(self._plan)

    def what_if(self, **settings: object) -> Roadmap:
        """Return the roadmap under other settings, changing nothing.

        Args:
            **settings: Fields of `planner.model.settings.Settings`, such as ``budget_per_quarter``.

        Raises:
            PlannerError: A setting makes no sense.
        """
        return self._results.fresh_roadmap(profile.with_settings(self._plan, settings))

    def figures(self, found: Roadmap | None = None) -> tuple[Figure, ...]:
        """Return the money and hours of each quarter as they are printed.

        Screens take them from here and the document from the same place: they agree to the unit.

        Args:
            found: A roadmap of this plan; the plan's own one when None.
        """
        from planner.report.figure import quarter_figures

        return quarter_figures(found or self.roadmap, self._plan.settings.hourly_rate)

    def first_year(self, found: Roadmap | None = None) -> Figure:
        """Return what the first four quarters take together, as it is printed.

        Args:
            found: A roadmap of this plan; the plan's own one when None.
        """
        from planner.report.figure import first_year

        return first_year(found or self.roadmap, self._plan.settings.hourly_rate)

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Facts on which equally good sources disagree."""
        return self._results.conflicts(self._plan)

    # -- change, undo, save -----------------------------------------------------------------

    def _commit(self, new: Plan, what: str, said: str = "", *, typed: bool = True) -> Plan:
        """Make ``new`` the plan, remember how to undo it and hand it to the writer.

        Args:
            new: The next plan.
            what: What was done, in words that a client may read over somebody's shoulder.
            said: What the person has to be told about it; empty for nothing.
            typed: People typed what is new, so that it is made fit to keep here; files are cleaned cell
                by cell where they are read.
        """
        if self.read_only:
            # By which login it is held is told by `holder`; this may be read over somebody's shoulder.
            why = "It is open elsewhere." if self.holder else self._file.why
            raise ReadOnlyError(f"This plan is open for reading only. {why}".strip())
        if typed:
            new = fit_to_keep(new, self._plan)
        for callback in tuple(self._told) if said else ():
            callback(said)
        if new == self._plan:
            return self._plan
        self._undo.append((what, self._plan))
        del self._undo[:-_UNDO_DEPTH]
        self._redo.clear()
        return self._become(new)

    def _become(self, new: Plan) -> Plan:
        self._plan = new
        self._state = SaveState(phase="saving", at=self._state.at)
        self._writer.submit(self._file, new, self._summary)
        self._notify()
        return new

    def _summary(self) -> Summary:
        return summarise(
            self._plan,
            self.assessment,
            self.knowledge.catalogue.vocabulary,
            stamp(self.today),
        )

    def saved(self, at: str, error: PlannerError | None) -> None:
        """Take note of how the writer's last save ended; called from its thread."""
        self._trouble = error
        if error is not None:
            self._state = SaveState(phase="failed", at=self._state.at, message=str(error))
        else:
            self._state = SaveState(phase="saved", at=at)
        self._notify()

    def undo(self) -> str | None:
        """Take back the last change; return what it was, or None when there is nothing left."""
        return self._step(self._undo, self._redo)

    def redo(self) -> str | None:
        """Make the change that was last taken back again; return what it was, or None."""
        return self._step(self._redo, self._undo)

    def _step(self, source: list[tuple[str, Plan]], target: list[tuple[str, Plan]]) -> str | None:
        if not source:
            return None
        what, plan = source.pop()
        target.append((what, self._plan))
        self._become(plan)
        return what

    def flush(self) -> None:
        """Wait until everything is on disk.

        Raises:
            PlannerError: Saving failed; the message says why. The plan in memory is intact.
        """
        failed = next((f for f in self._writer.drain() if f.slug == self.slug), None)
        if failed is not None:
            raise failed.error

    # -- a save that keeps failing --------------------------------------------------------------

    @property
    def is_contested(self) -> bool:
        """Whether the last save failed because something else wrote the plan meanwhile."""
        from planner.store import PlanChanged

        return isinstance(self._trouble, PlanChanged)

    def differences(self) -> tuple[Difference, ...]:
        """Return what differs between the plan's file as it is now and the plan here.

        Raises:
            PlannerError: The file cannot be read.
        """
        return differences(self._file.theirs(), self._plan, self.knowledge.catalogue)

    def take_theirs(self) -> Plan:
        """Go on from what the plan's file holds now; undo brings back what was here.

        Raises:
            PlannerError: The file cannot be read; nothing has changed.
        """
        mine = self._plan
        theirs = self._file.adopt(mine)
        self._undo.append(("taking over what the file held", mine))
        self._redo.clear()
        self._settle(theirs)
        return theirs

    def discard(self) -> None:
        """Let go of what is not saved: it was kept elsewhere."""
        self._settle(self._file.plan)

    def _settle(self, plan: Plan) -> None:
        """Make a plan that is on the disk the plan, with nothing left to save."""
        self._writer.drop(self._file)
        self._plan, self._trouble = plan, None
        self._state = SaveState(phase="saved", at=self._file.saved_at)
        self._notify()

    def close(self) -> None:
        """Wait for the writer, give the plan free for others and clean up; also after a failed save.

        Raises:
            PlannerError: The last save failed. What could not be saved was written to another place as
                a plan file, which the message names.
        """
        self._closed.set()  # whoever still reads files for it gives up
        trouble: PlannerError | None = None
        try:
            if not self.read_only:
                self.flush()
        except PlannerError as error:
            trouble = self._rescued(error)
        finally:
            self._writer.forget(self._file)
            self._file.close()
            for action in self._on_close:
                action()
            self._on_close.clear()
        if trouble is not None:
            raise trouble

    def _rescued(self, error: PlannerError) -> PlannerError:
        """Put what could not be saved where there is room; return what to tell."""
        try:
            kept = self._file.rescue(self._plan)
        except PlannerError as worse:
            return PlannerError(f"{error} It could not be put anywhere else either: {worse}")
        return PlannerError(
            f"{error}\nWhat you did is kept in {kept}: take it in with Import on the list of clients."
        )

    def on_close(self, action: Callable[[], None]) -> None:
        """Run ``action`` when the session is closed."""
        self._on_close.append(action)
