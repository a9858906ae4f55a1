"""The store of plans and the knowledge, as the doors see them."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.client import Client
from planner.model.error import PlannerError
from planner.model.finding import Assessment
from planner.model.lifecycle import Lifecycle
from planner.model.plan import Plan
from planner.model.problem import Problem
from planner.model.summary import Summary
from planner.workspace import clock, profile
from planner.workspace.clock import stamp
from planner.workspace.difference import Difference, differences
from planner.workspace.fit import fit_to_keep
from planner.workspace.knowledge import Knowledge
from planner.workspace.lookup import find
from planner.workspace.person import stated_name
from planner.workspace.place import default_store
from planner.workspace.result import Results
from planner.workspace.session import Session
from planner.workspace.summary import summarise

if TYPE_CHECKING:
    from planner.model.import_map import ImportMap
    from planner.store import Backup, Store, Writer
    from planner.workspace.reading import Reader


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the list of plans."""

    slug: str
    summary: Summary | None
    """None when the store's index does not know the plan yet."""
    stale: bool
    """The plan's file changed since the summary was made."""
    problem: str = ""
    """Why its file cannot be read, in a sentence; empty when it can, or nobody has tried."""


class Workspace:
    """The use cases that are not about one open plan.

    Nothing is read or written until it is asked for: making a workspace costs nothing, and
    listing the plans reads one small index.
    """

    def __init__(
        self,
        store: Path | None = None,
        *,
        today: date | None = None,
        templates: Sequence[Path] | None = None,
        author: str = "",
        knowledge: Knowledge | None = None,
    ) -> None:
        """Set up a workspace.

        Args:
            store: Folder of the saved plans; None for ``$PLANNER_STORE`` or the user's data folder.
            today: The date everything is derived at; None for ``$PLANNER_TODAY`` or the clock.
            templates: Template folders; None for the shipped one and the firm's.
            author: Who works; empty for ``$PLANNER_AUTHOR``, else for whom each plan names.
            knowledge: Templates that are already read, to share them.
        """
        self.store_folder = default_store() if store is None else Path(store)
        self._fixed = today
        _ = self.today  # a wrong $PLANNER_TODAY is told before anything is done
        self.knowledge = knowledge or Knowledge(templates)
        self.author = author or stated_name()
        """Who works, as stated for all plans; empty when only the plans say."""

    @property
    def today(self) -> date:
        """The date everything is derived at, read anew each time: the program may run overnight."""
        return clock.today() if self._fixed is None else self._fixed

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue, read on first use."""
        return self.knowledge.catalogue

    @property
    def lifecycle(self) -> Lifecycle:
        """Ends of support, read on first use."""
        return self.knowledge.lifecycle

    @property
    def import_maps(self) -> dict[str, ImportMap]:
        """Formats that can be imported, by id."""
        return self.knowledge.import_maps

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the template files."""
        return self.knowledge.problems

    @cached_property
    def _store(self) -> Store:
        from planner.store import Store

        return Store(self.store_folder, today=lambda: self.today)

    @cached_property
    def _writer(self) -> Writer:
        from planner.store import Writer

        return Writer()

    # -- the list -----------------------------------------------------------------------------

    def check_store(self) -> None:
        """See that the store can be listed; a folder that does not exist yet is an empty store.

        Raises:
            PlannerError: It is a file, or this user may not look into it.
        """
        from planner.store import check_folder

        check_folder(self.store_folder)

    def plans(self) -> tuple[PlanRow, ...]:
        """Return the saved plans by name, from the store's index alone."""
        rows = [
            PlanRow(
                slug=slug,
                summary=entry.summary,
                # Without the stage's name it was written by an older planner.
                stale=entry.stale or entry.summary is None or not entry.summary.stage_title,
            )
            for slug, entry in self._store.index().items()
        ]
        return tuple(sorted(rows, key=lambda r: (r.summary.name if r.summary else r.slug).casefold()))

    def refresh(self, slug: str) -> PlanRow:
        """Compute a plan's summary afresh and put it into the index. Slow: it reads the plan.

        Raises:
            PlannerError: The plan cannot be read.
        """
        key = self._find(slug)
        plan = self._store.read(key)
        known = self._store.index().get(key)
        changed = known.summary.changed if known and known.summary else ""
        summary = summarise(plan, self._assess(plan), self.catalogue.vocabulary, changed)
        self._store.set_summary(key, summary)
        return PlanRow(slug=key, summary=summary, stale=False)

    def look_into(self, row: PlanRow) -> PlanRow:
        """Return a row of the list afresh, as `refresh` does; whatever fails becomes its ``problem``.

        The summary is then the last one known, whose figures no longer count.
        One plan that cannot be read costs its own figures, never those of the plans after it.
        """
        try:
            return self.refresh(row.slug)
        except Exception as error:  # noqa: BLE001 - contained on purpose: the other rows go on
            return replace(row, problem=self._why(row.slug, error))

    @staticmethod
    def _why(slug: str, error: Exception) -> str:
        if isinstance(error, PlannerError):
            return str(error)
        if isinstance(error, MemoryError):
            return f"{slug} cannot be read: it needs more memory than there is. Its file is untouched."
        said = f"{type(error).__name__}: {error}".removesuffix(": ")
        return f"{slug} cannot be read ({said}). Its file is untouched; open it to see what can be done."

    def _assess(self, plan: Plan) -> Assessment:
        return Results(self.knowledge, lambda: self.today).assessment(plan)

    def _find(self, slug: str) -> str:
        return find(slug, self._store.slugs(), "plan")

    # -- plans --------------------------------------------------------------------------------

    def create(
        self,
        name: str,
        *,
        people: int | None = None,
        industry: str = "",
        currency: str = "USD",
        exchange_rate: float | None = None,
        locale: str = "",
        fiscal_year_start: int = 1,
        traits: Sequence[str] = (),
        consultant: str = "",
        attendees: Sequence[str] = (),
    ) -> str:
        """Make and save a plan for a new client (see `planner.model.client.Client`).

        The consultant is who works when none is named. ``exchange_rate`` is how many units of the currency one
        unit of the price book's buys; it is needed when they differ.

        Returns:
            The plan's slug.

        Raises:
            PlannerError: A figure makes no sense, a rate is missing, or the plan cannot be saved.
        """
        wanted = Client(
            name=name, people=people, industry=industry, currency=currency, locale=locale,
            fiscal_year_start=fiscal_year_start, traits=tuple(traits),
            consultant=consultant or self.author, attendees=tuple(attendees),
        )  # fmt: skip
        client = profile.checked_client(wanted, self.catalogue)
        plan = Plan(
            id=str(uuid.uuid4()),
            created=stamp(self.today),
            client=client,
            settings=profile.new_settings(client, self.catalogue, self.today, exchange_rate),
        )
        return self._add(plan)

    def _add(self, plan: Plan) -> str:
        plan = fit_to_keep(plan)
        return self._store.new(
            plan, summarise(plan, self._assess(plan), self.catalogue.vocabulary, stamp(self.today))
        )

    def open(self, slug: str, *, read_only: bool = False, reader: Reader | None = None) -> Session:
        """Open a plan. When somebody else has it open, it opens for reading only.

        Args:
            slug: The plan.
            read_only: It will not be changed.
            reader: Reads the files of imports; None for the one that guards against them in a process
                of its own.

        Raises:
            PlannerError: There is no such plan, it is damaged, or a newer planner wrote it.
        """
        key = self._find(slug)
        file = self._store.open(key, read_only=read_only)
        session = Session(
            slug=key, file=file, writer=self._writer, knowledge=self.knowledge, clock=lambda: self.today,
            author=self.author, reader=reader,
        )  # fmt: skip
        self._writer.watch(file, session.saved)
        return session

    def demo(self) -> Session:
        """Build the demo client in a temporary store by reading its example exports, and open it.

        Saved clients are not touched; the temporary store goes away when the session is closed.
        """
        from planner.workspace.demo import build, consultant, demo_day

        folder = tempfile.TemporaryDirectory(prefix="planner-demo-")
        try:
            inner = Workspace(
                Path(folder.name) / "plans",
                today=demo_day(),
                author=consultant(),
                knowledge=self.knowledge,
            )
            session = inner.open(build(inner))
        except BaseException:
            folder.cleanup()
            raise
        session.on_close(folder.cleanup)
        return session

    def duplicate(self, slug: str, name: str) -> str:
        """Save a copy of a plan under another name; return the copy's slug."""
        return self.save_as(self._store.read(self._find(slug)), name)

    def save_as(self, plan: Plan, name: str) -> str:
        """Save a plan as a new one under another name; return its slug.

        Raises:
            PlannerError: The name makes no sense, or it cannot be saved.
        """
        client = profile.checked_client(replace(plan.client, name=name), self.catalogue)
        copy = replace(plan, id=str(uuid.uuid4()), created=stamp(self.today), client=client, archived=False)
        return self._add(copy)

    def archive(self, slug: str, archived: bool) -> None:
        """Take a plan out of the everyday list, or back into it."""
        session = self.open(slug)
        try:
            session.set_archived(archived)
        finally:
            session.close()

    def delete(self, slug: str) -> Path:
        """Move a plan to the store's trash; return where it lies now."""
        return self._store.delete(self._find(slug))

    def import_plan(self, path: Path, *, altered_too: bool = False) -> str:
        """Take a plan file from elsewhere into the store; return its slug.

        Args:
            path: The file.
            altered_too: Take it also when something other than a planner changed it.
        """
        key = self._store.import_file(Path(path).expanduser(), altered_too=altered_too)
        self.refresh(key)
        return key

    @staticmethod
    def is_damage(error: PlannerError) -> bool:
        """Return whether opening failed because the file is damaged, so that `backups` may help."""
        from planner.store import PlanDamaged

        return isinstance(error, PlanDamaged)

    @staticmethod
    def is_altered(error: PlannerError) -> bool:
        """Return whether opening failed because something other than a planner changed the file."""
        from planner.store import PlanAltered

        return isinstance(error, PlanAltered)

    @staticmethod
    def can_restore(error: PlannerError) -> bool:
        """Return whether opening failed on a file of which a good copy is kept."""
        from planner.store import PlanAltered, PlanDamaged

        return isinstance(error, PlanAltered | PlanDamaged) and error.backup is not None

    def backups(self, slug: str) -> tuple[Backup, ...]:
        """Return the copies kept of a plan, newest first."""
        return self._store.backups(self._find(slug))

    def restore(self, slug: str, backup: Backup) -> None:
        """Put a kept copy in a plan's place; the present file is kept aside first."""
        self._store.restore(self._find(slug), backup)

    def accept(self, slug: str) -> None:
        """Take a plan as it is although something other than a planner changed it; the file is kept as a copy."""
        self._store.accept(self._find(slug))

    def altered_differences(self, slug: str, backup: Backup) -> tuple[Difference, ...]:
        """Return what differs between a file that something else changed and a kept copy.

        In each, ``theirs`` is what the copy says and ``mine`` what the file says.
        """
        key = self._find(slug)
        return differences(self._store.plan_in(backup), self._store.altered(key), self.catalogue)

    @staticmethod
    def retention() -> tuple[str, ...]:
        """Return the rules by which copies and deleted plans go, in sentences."""
        from planner.store import RETENTION

        return RETENTION

    def rescued(self) -> tuple[Path, ...]:
        """Return the files into which unsaved work was put on the way out, in the store and beside it."""
        from planner.store import rescued

        return rescued(self.store_folder)

    # -- about ----------------------------------------------------------------------------------

    def formats(self) -> tuple[ImportMap, ...]:
        """Return the formats that can be imported, by tool."""
        return tuple(sorted(self.import_maps.values(), key=lambda m: (m.tool.casefold(), m.title.casefold())))

    def check_templates(self, folder: Path | None = None) -> tuple[Problem, ...]:
        """Return every problem of the template files, of ``folder`` laid over the shipped ones if given.

        Raises:
            PlannerError: The folder does not exist.
        """
        from planner import report, standards

        if folder is None:
            places = self.knowledge.folders
        elif folder.is_dir():
            shipped = standards.template_folders()[0]
            places = (shipped, folder) if folder.resolve() != shipped.resolve() else (shipped,)
        else:
            raise PlannerError(f"{folder} is not a folder: name a folder with templates in it.")
        problems = standards.check(places)
        told = {problem.file for problem in problems}
        return (*problems, *(problem for problem in report.check(places) if problem.file not in told))

    def close(self) -> None:
        """Wait for the writer."""
        if "_writer" in self.__dict__:
            self._writer.close()
