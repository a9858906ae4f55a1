"""The store: one folder of plan files."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store.atomic import Stamp, make_folder, remove_leftovers
from planner.store.codec import Content, encode, first
from planner.store.damage import altered, keep_aside
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
    vanished,
)
from planner.store.history import Backup, History
from planner.store.identity import Identity
from planner.store.index import Index, IndexEntry, stamps
from planner.store.jsontext import NotStorable
from planner.store.lock import Lock
from planner.store.planfile import Access, PlanFile, load
from planner.store.reading import UNREADABLE, interpret_bytes
from planner.store.slug import is_slug, numbered, slug_for
from planner.store.trash import move_to_trash, purge


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
        self._seen: tuple[Identity | None, frozenset[str]] | None = None
        """The folder as it was first met, and the plans that were in it."""

    # -- what there is --------------------------------------------------------------------------

    def slugs(self) -> tuple[str, ...]:
        """Return the names of the plans, sorted."""
        return tuple(sorted(stamps(self.folder)))

    def index(self) -> dict[str, IndexEntry]:
        """Return what the list of plans shows, by slug. Opens no plan and never fails."""
        entries = self._index.entries()
        if entries:
            self._seen = (Identity.of(self.folder), frozenset(entries))
        return entries

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

    def import_file(self, path: Path, *, altered_too: bool = False) -> str:
        """Copy a plan file from elsewhere into the store, migrated if it is older; return its slug.

        Args:
            path: The file.
            altered_too: Take it also when something other than a planner changed it.

        Raises:
            PlanRefused: It is not a plan file.
            PlanAltered: Its checksum does not hold.
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
            reading = interpret_bytes(data, path, self._environment)
        except UNREADABLE as error:
            raise PlanRefused(
                f"{path} is not a plan file ({error}). Choose a .json the planner saved; a client's export is "
                "imported into an open plan instead.",
                path,
            ) from error
        if reading.altered and not altered_too:
            saved = reading.content.meta.saved
            raise altered(path, saved, self._environment, None)
        return self._create(reading.content)[0]

    def _create(self, content: Content) -> tuple[str, Stamp]:
        from planner.store.storage import AtomicStorage

        self._require_place()
        make_folder(self.folder)
        wanted = slug_for(content.plan.client.name)
        content = replace(content, meta=replace(content.meta, revision=content.meta.revision + 1))
        for number in itertools.count(1):
            slug = numbered(wanted, number)
            path = self._path(slug)
            # Looked at twice, because somebody may make the same name before the lock is ours.
            if os.path.lexists(path) or not (lock := self._try_lock(path)):
                continue
            with contextlib.closing(lock):
                if os.path.lexists(path):
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

    def _require_place(self) -> None:
        """See that the store is still where plans were seen, before anything new is put there.

        Raises:
            StoreVanished: The folder is gone, or one that holds none of these plans has its name, as
                the empty mount point of a drive that was taken out.
        """
        if self._seen is None or Identity.of(self.folder) == self._seen[0]:
            return
        if not self._seen[1] & stamps(self.folder).keys():
            raise vanished(self.folder / "index.json")

    def read(self, slug: str) -> Plan:
        """Return a plan as it is on the disk, without a lock.

        Raises:
            PlanMissing: There is no such plan.
            PlanDamaged: It cannot be read; it was kept aside, and the newest good copy is offered.
            PlanAltered: Something other than a planner changed it.
            StoreError: It is too new or too old, or the system refused.
        """
        from planner.store.storage import AtomicStorage

        path = self._existing(slug)
        return load(AtomicStorage(path), path, self._environment, self._history(slug)).content.plan

    def open(
        self, slug: str, *, read_only: bool = False, today: date | Callable[[], date] | None = None
    ) -> PlanFile:
        """Open a plan for writing. A plan that is a link is opened, locked and saved where it leads to.

        It is opened for reading only when that is wanted, when somebody else holds it
        (`PlanFile.holder` says who) or when the folder cannot be written (`PlanFile.why`).

        Args:
            slug: The plan.
            read_only: Take no lock.
            today: The day copies are named after; None for the store's.

        Raises:
            PlanMissing: There is no such plan.
            PlanDamaged: It cannot be read; it was kept aside, and the newest good copy is offered.
            PlanAltered: Something other than a planner changed it.
            StoreError: It is too new or too old, or the system refused.
        """
        path = self._existing(slug)
        access = Access(why="It was opened for reading only.") if read_only else self._access(path)
        if access.lock is not None:
            remove_leftovers(self._history(slug).folder, ("",))
            purge(self.folder, self._environment.today())
        try:
            return PlanFile(path, self._history(slug), access, _on(today, self._environment))
        except BaseException:
            if access.lock is not None:
                access.lock.close()
            raise

    def _access(self, path: Path) -> Access:
        lock = Lock(path.parent, path.stem)
        now = self._environment.now()
        try:
            taken = lock.take(now)
        except OSError as error:
            reason = error.strerror or str(error)
            return Access(why=f"The folder {path.parent} cannot be written ({reason}).")
        if not taken:
            holder = lock.holder(now)
            return Access(holder=holder, why=f"It is open elsewhere: {holder}.")
        remove_leftovers(path.parent, (path.name, lock.owner_path.name))
        return Access(lock=lock)

    def delete(self, slug: str) -> Path:
        """Move a plan with its history to ``trash/`` in the store; return the folder it is in now.

        Raises:
            PlanMissing: There is no such plan.
            PlanLocked: Somebody has it open.
            StoreError: The system refused.
        """
        path = self._existing(slug)
        today = self._environment.today()
        with self._locked(path, "deleted"):
            place = move_to_trash(self.folder, slug, today)
        with contextlib.suppress(OSError):
            Lock(path.parent, path.stem).path.unlink()
        purge(self.folder, today)
        return place

    # -- copies ---------------------------------------------------------------------------------

    def backups(self, slug: str) -> tuple[Backup, ...]:
        """Return the copies kept of a plan, newest first."""
        return self._history(slug).backups(self._environment) if is_slug(slug) else ()

    def restore(self, slug: str, backup: Backup) -> None:
        """Put a kept copy in the plan's place.

        The present file is kept: in the history when it can be read, else beside the plan as damaged.

        Raises:
            PlanLocked: Somebody has the plan open.
            PlanRefused: The copy cannot be read.
            StoreError: The system refused.
        """
        path = self._path(slug).resolve()
        with self._locked(path, "restored"):
            self._rewrite(slug, path, backup.path, "restore")

    def accept(self, slug: str) -> None:
        """Take a plan as it is although something other than a planner changed it; the file is kept as a copy.

        Raises:
            PlanLocked: Somebody has the plan open.
            PlanRefused: It cannot be read as a plan.
            StoreError: The system refused.
        """
        path = self._existing(slug)
        with self._locked(path, "accepted"):
            self._rewrite(slug, path, path, "acceptance")

    def altered(self, slug: str) -> Plan:
        """Return a plan that something other than a planner changed, as it reads now, to be looked at.

        Raises:
            PlanRefused: It cannot be read as a plan.
            StoreError: The system refused.
        """
        return self._content(self._existing(slug)).plan

    def plan_in(self, backup: Backup) -> Plan:
        """Return the plan in a kept copy.

        Raises:
            PlanRefused: The copy cannot be read.
            StoreError: The system refused.
        """
        return self._content(backup.path).plan

    def _rewrite(self, slug: str, path: Path, source: Path, event: str) -> None:
        """Save what ``source`` holds as the plan, with a new revision, keeping the present file."""
        from planner.store.storage import AtomicStorage

        content = self._content(source)
        revision = max(content.meta.revision, self._put_by(slug, path, event)) + 1
        AtomicStorage(path).write(encode(replace(content, meta=replace(content.meta, revision=revision))))

    def _content(self, path: Path) -> Content:
        try:
            return interpret_bytes(path.read_bytes(), path, self._environment).content
        except OSError as error:
            raise unreadable(error, path) from error
        except UNREADABLE as error:
            raise PlanRefused(f"{path} cannot be read ({error}). Choose another copy.", path) from error

    def _put_by(self, slug: str, path: Path, event: str) -> int:
        """Keep the present file; return its revision, 0 when it has none."""
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return 0
        except OSError as error:
            raise unreadable(error, path) from error
        try:
            revision = interpret_bytes(data, path, self._environment).content.meta.revision
        except UNREADABLE:
            keep_aside(path, data, self._environment.today())
            return 0
        except (PlanNewer, PlanOutdated):
            revision = 0
        self._history(slug).keep(path, revision, self._environment.now(), event)
        return revision

    # -- paths and locks --------------------------------------------------------------------------

    def _path(self, slug: str) -> Path:
        if not is_slug(slug):  # never let a name from outside become a path
            raise PlanMissing(f"There is no plan {slug!r}. Look at the list of plans.", self.folder)
        return self.folder / f"{slug}.json"

    def _existing(self, slug: str) -> Path:
        """Return the file a plan lies in, links followed: it stays the same whatever becomes of the links."""
        path = self._path(slug)
        if not path.is_file():
            raise PlanMissing(f"There is no plan {slug!r} in {self.folder}. Look at the list of plans.", path)
        return path.resolve()

    def _history(self, slug: str) -> History:
        return History(self.folder.resolve(), slug)

    def _try_lock(self, path: Path) -> Lock | None:
        lock = Lock(path.parent, path.stem)
        try:
            return lock if lock.take(self._environment.now()) else None
        except OSError as error:
            raise explained(error, path) from error

    @contextlib.contextmanager
    def _locked(self, path: Path, done: str) -> Iterator[None]:
        lock = self._try_lock(path)
        if lock is None:
            holder = Lock(path.parent, path.stem).holder(self._environment.now())
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
