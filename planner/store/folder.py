"""The store: one folder of plan files."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store.atomic import Stamp, make_folder, remove_leftovers
from planner.store.codec import Content, encode, first
from planner.store.damage import keep_aside
from planner.store.environment import Environment
from planner.store.error import (
    PlanLocked,
    PlanMissing,
    PlanNewer,
    PlanOutdated,
    PlanRefused,
    PlanUnsavable,
    explained,
    unreadable,
)
from planner.store.history import Backup, History
from planner.store.index import Index, IndexEntry, stamps
from planner.store.jsontext import NotStorable
from planner.store.lock import Lock
from planner.store.planfile import Access, PlanFile, load
from planner.store.reading import UNREADABLE, interpret_bytes
from planner.store.slug import is_slug, numbered, slug_for
from planner.store.trash import move_to_trash


class Store:
    """The plans in one folder. Nothing is created before something is written."""

    def __init__(
        self,
        folder: Path,
        *,
        today: date | Callable[[], date] | None = None,
        environment: Environment | None = None,
    ) -> None:
        """Name the folder; it need not exist.

        Args:
            folder: Where the plans lie.
            today: The day copies are named after; None for the clock's.
            environment: Clock, versions and migrations; None for the real ones.
        """
        self.folder = Path(folder)
        self._environment = _on(today, environment or Environment())
        self._index = Index(self.folder)

    # -- what there is --------------------------------------------------------------------------

    def slugs(self) -> tuple[str, ...]:
        """Return the names of the plans, sorted."""
        return tuple(sorted(stamps(self.folder)))

    def index(self) -> dict[str, IndexEntry]:
        """Return what the list of plans shows, by slug. Opens no plan and never fails."""
        return self._index.entries()

    def set_summary(self, slug: str, summary: Summary, stamp: Stamp | None = None) -> bool:
        """Put into the index what the list of plans shows of one plan.

        Args:
            slug: The plan.
            summary: What is shown.
            stamp: `stamp` of the plan's file from before the summary was computed, so that a save
                in between leaves it stale; None takes the file as it is now.

        Returns:
            Whether it could be written. The index is derived: failing that is no error.
        """
        return self._index.put(slug, summary, stamp)

    def stamp(self, slug: str) -> Stamp | None:
        """Return what tells this version of a plan's file from others; None when there is no file."""
        return stamps(self.folder).get(slug)

    # -- plans ----------------------------------------------------------------------------------

    def new(self, plan: Plan, summary: Summary | None = None) -> str:
        """Save a new plan and return its slug, made from the client's name.

        Raises:
            PlanUnsavable: The plan holds a value that cannot be stored.
            StoreError: The system refused.
        """
        environment = self._environment
        content = first(plan, app=environment.app, saved=environment.stamp(), schema=environment.schema)
        slug, stamp = self._create(content)
        if summary is not None:
            self._index.put(slug, summary, stamp)
        return slug

    def import_file(self, path: Path) -> str:
        """Copy a plan file from elsewhere into the store, migrated if it is older; return its slug.

        Raises:
            PlanRefused: It is not a plan file.
            PlanNewer: A newer planner wrote it.
            StoreError: It cannot be read, or the copy cannot be written.
        """
        if path.exists() and not path.is_file():
            raise PlanRefused(f"{path} is not a file. Choose a plan file: a .json the planner saved.", path)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise PlanRefused(f"{path} is not there. Check the name and choose again.", path) from None
        except OSError as error:
            raise unreadable(error, path) from error
        try:
            content = interpret_bytes(data, path, self._environment).content
        except UNREADABLE as error:
            raise PlanRefused(
                f"{path} is not a plan file ({error}). Choose a .json the planner saved; a client's export is "
                "imported into an open plan instead.",
                path,
            ) from error
        return self._create(content)[0]

    def _create(self, content: Content) -> tuple[str, Stamp]:
        from planner.store.storage import AtomicStorage

        make_folder(self.folder)
        wanted = slug_for(content.plan.client.name)
        content = replace(content, meta=replace(content.meta, revision=content.meta.revision + 1))
        for number in itertools.count(1):
            slug = numbered(wanted, number)
            path = self._path(slug)
            # Looked at twice, because somebody may make the same name before the lock is ours.
            if path.exists() or not (lock := self._try_lock(path)):
                continue
            with contextlib.closing(lock):
                if path.exists():
                    continue
                storage = AtomicStorage(path)
                try:
                    storage.write(encode(content))
                except NotStorable as error:
                    raise PlanUnsavable(
                        f"{path} was not saved: {error}. Nothing was written.", path
                    ) from error
                assert storage.stamp is not None  # write sets it
                return slug, storage.stamp
        raise AssertionError("counting does not end")

    def read(self, slug: str) -> Plan:
        """Return a plan as it is on the disk, without a lock.

        Raises:
            PlanMissing: There is no such plan.
            PlanDamaged: It cannot be read; it was kept aside, and the newest good copy is offered.
            StoreError: It is too new or too old, or the system refused.
        """
        from planner.store.storage import AtomicStorage

        path = self._existing(slug)
        return load(AtomicStorage(path), path, self._environment).content.plan

    def open(
        self, slug: str, *, read_only: bool = False, today: date | Callable[[], date] | None = None
    ) -> PlanFile:
        """Open a plan for writing.

        It is opened for reading only when that is wanted, when somebody else holds it
        (`PlanFile.holder` says who) or when the folder cannot be written (`PlanFile.why`).

        Args:
            slug: The plan.
            read_only: Take no lock.
            today: The day copies are named after; None for the store's.

        Raises:
            PlanMissing: There is no such plan.
            PlanDamaged: It cannot be read; it was kept aside, and the newest good copy is offered.
            StoreError: It is too new or too old, or the system refused.
        """
        path = self._existing(slug)
        access = Access(why="It was opened for reading only.") if read_only else self._access(path)
        try:
            return PlanFile(path, access, _on(today, self._environment))
        except BaseException:
            if access.lock is not None:
                access.lock.close()
            raise

    def _access(self, path: Path) -> Access:
        lock = Lock(self.folder, path.stem)
        now = self._environment.now()
        try:
            taken = lock.take(now)
        except OSError as error:
            reason = error.strerror or str(error)
            return Access(why=f"The folder {self.folder} cannot be written ({reason}).")
        if not taken:
            holder = lock.holder(now)
            return Access(holder=holder, why=f"It is open elsewhere: {holder}.")
        remove_leftovers(self.folder, (path.name, lock.owner_path.name))
        remove_leftovers(History(self.folder, path.stem).folder, ("",))
        return Access(lock=lock)

    def delete(self, slug: str) -> Path:
        """Move a plan with its history to ``trash/`` in the store; return the folder it is in now.

        Raises:
            PlanMissing: There is no such plan.
            PlanLocked: Somebody has it open.
            StoreError: The system refused.
        """
        path = self._existing(slug)
        with self._locked(path, "deleted"):
            place = move_to_trash(self.folder, slug, self._environment.today())
        with contextlib.suppress(OSError):
            (self.folder / f"{slug}.lock").unlink()
        return place

    # -- copies ---------------------------------------------------------------------------------

    def backups(self, slug: str) -> tuple[Backup, ...]:
        """Return the copies kept of a plan, newest first."""
        return History(self.folder, slug).backups(self._environment) if is_slug(slug) else ()

    def restore(self, slug: str, backup: Backup) -> None:
        """Put a kept copy in the plan's place.

        The present file is kept: in the history when it can be read, else beside the plan as damaged.

        Raises:
            PlanLocked: Somebody has the plan open.
            PlanRefused: The copy cannot be read.
            StoreError: The system refused.
        """
        from planner.store.storage import AtomicStorage

        path = self._path(slug)
        with self._locked(path, "restored"):
            try:
                content = interpret_bytes(backup.path.read_bytes(), backup.path, self._environment).content
            except OSError as error:
                raise unreadable(error, backup.path) from error
            except UNREADABLE as error:
                raise PlanRefused(
                    f"The copy {backup.path} cannot be read ({error}). Choose another one.", backup.path
                ) from error
            revision = max(content.meta.revision, self._put_by(path)) + 1
            storage = AtomicStorage(path)
            storage.write(encode(replace(content, meta=replace(content.meta, revision=revision))))

    def _put_by(self, path: Path) -> int:
        """Keep the present file; return its revision, 0 when it has none."""
        today = self._environment.today()
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise unreadable(error, path) from error
        try:
            revision = interpret_bytes(data, path, self._environment).content.meta.revision
        except UNREADABLE:
            keep_aside(path, data, today)
            return 0
        except (PlanNewer, PlanOutdated):
            revision = 0
        History(self.folder, path.stem).keep_before(path, "restore", today)
        return revision

    # -- paths and locks --------------------------------------------------------------------------

    def _path(self, slug: str) -> Path:
        if not is_slug(slug):  # never let a name from outside become a path
            raise PlanMissing(f"There is no plan {slug!r}. Look at the list of plans.", self.folder)
        return self.folder / f"{slug}.json"

    def _existing(self, slug: str) -> Path:
        path = self._path(slug)
        if not path.is_file():
            raise PlanMissing(f"There is no plan {slug!r} in {self.folder}. Look at the list of plans.", path)
        return path

    def _try_lock(self, path: Path) -> Lock | None:
        lock = Lock(self.folder, path.stem)
        try:
            return lock if lock.take(self._environment.now()) else None
        except OSError as error:
            raise explained(error, path) from error

    @contextlib.contextmanager
    def _locked(self, path: Path, done: str) -> Iterator[None]:
        lock = self._try_lock(path)
        if lock is None:
            holder = Lock(self.folder, path.stem).holder(self._environment.now())
            raise PlanLocked(
                f"{path} was not {done}: it is open elsewhere ({holder}). Close it there and try again.", path
            )
        with contextlib.closing(lock):
            yield


def _on(today: date | Callable[[], date] | None, environment: Environment) -> Environment:
    if today is None:
        return environment
    day = today if callable(today) else lambda: today
    return replace(environment, today=day)
