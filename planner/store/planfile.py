"""One open plan file: loaded whole, saved whole, never over somebody else's work."""

from __future__ import annotations

import contextlib
import threading
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec
from msgspec.structs import replace

from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store.atomic import Stamp
from planner.store.codec import Content, encode
from planner.store.damage import altered, damaged, keep_aside
from planner.store.environment import Environment
from planner.store.error import (
    PlanChanged,
    PlanMissing,
    PlanNewer,
    PlanOutdated,
    PlanReadOnly,
    PlanUnsavable,
    StoreError,
    StoreFailed,
    explained,
    unreadable,
    vanished,
)
from planner.store.history import History, Pace
from planner.store.identity import Identity
from planner.store.index import Index
from planner.store.jsontext import NotJson, NotStorable
from planner.store.lock import Lock
from planner.store.reading import UNREADABLE, Reading, interpret, interpret_bytes, steady
from planner.store.rescue import rescue
from planner.store.tables import digest

if TYPE_CHECKING:
    from planner.store.storage import EncodedStorage


class Access(msgspec.Struct, frozen=True, kw_only=True):
    """With what right a plan file is open."""

    lock: Lock | None = None
    """The lock that was taken; None for reading only."""
    holder: str = ""
    """Who else holds the plan, in words; empty when nobody was met."""
    why: str = ""
    """Why it is for reading only, as a sentence; empty when it is not."""


class PlanFile:
    """A plan file somebody has open. `save` may be called from any one thread at a time."""

    def __init__(self, path: Path, history: History, access: Access, environment: Environment) -> None:
        """Load the file; use `planner.store.Store.open`.

        Args:
            path: The file itself, links followed.
            history: The plan's copies, in the store it was opened from.
            access: With what right.
            environment: Clock, versions and migrations.

        Raises:
            StoreError: It cannot be read.
        """
        from planner.store.storage import AtomicStorage

        self.path = path
        self.slug = history.slug
        self._access = access
        self._environment = environment
        self._history = history
        self._index = Index(history.store)
        self._mutex = threading.Lock()
        self._storage = AtomicStorage(path)
        self._folder = Identity.of(path.parent)
        self._pace = Pace()
        self._take(load(self._storage, path, environment, history))

    def _take(self, reading: Reading) -> None:
        self._content: Content = reading.content
        self._migrated = reading.migrated

    @property
    def store(self) -> Path:
        """The folder of the store it was opened from; the file itself may lie elsewhere."""
        return self._history.store

    @property
    def plan(self) -> Plan:
        """The plan as it was last read or saved."""
        return self._content.plan

    @property
    def revision(self) -> int:
        """How often the plan was saved."""
        return self._content.meta.revision

    @property
    def saved_at(self) -> str:
        """ISO date and time of the last save."""
        return self._content.meta.saved

    @property
    def read_only(self) -> bool:
        """Whether saving is refused."""
        return self._access.lock is None

    @property
    def holder(self) -> str:
        """Who holds the plan: ``ann on LAPTOP-3 (process 812), since 10:42``; empty when nobody was met."""
        return self._access.holder

    @property
    def why(self) -> str:
        """Why the plan is open for reading only, as a sentence; empty when it is not."""
        return self._access.why

    def save(self, plan: Plan) -> Stamp:
        """Put the plan on the disk. When this returns, it is there and survives a power cut.

        Raises:
            PlanReadOnly: The file is open for reading only, or closed.
            PlanChanged: Somebody else wrote the file since it was read.
            PlanUnsavable: The plan holds a value that cannot be stored.
            StoreError: The system refused. The old plan is still there, here and on the disk.
        """
        with self._mutex:
            if self.read_only:
                raise PlanReadOnly(f"{self.path} was not saved. {self.why}", self.path)
            old = self._content
            meta = replace(
                old.meta,
                revision=old.meta.revision + 1,
                app=self._environment.app,
                saved=self._environment.stamp(),
            )
            content = replace(old, meta=meta, plan=plan)
            try:
                tables = encode(content)
                self._make_way()
                self._storage.write(tables)
            except NotStorable as error:
                raise PlanUnsavable(
                    f"{self.path} was not saved: {error}. The saved file is as it was before. "
                    "Undo the last change and save again.",
                    self.path,
                ) from error
            except OSError as error:  # while looking around
                raise explained(error, self.path) from error
            self._content, self._migrated = content, False
            self._pace.saved()
            assert self._storage.stamp is not None  # write sets it
            return self._storage.stamp

    def _make_way(self) -> None:
        """See that file, folder and lock are those that were opened, and leave the copies that are due."""
        from planner.store.storage import AtomicStorage

        if not self.path.parent.is_dir():
            raise vanished(self.path)
        data = AtomicStorage(self.path).load()
        ours = bool(data) and self._is_ours(data)
        if Identity.of(self.path.parent) != self._folder:
            # A drive that was taken out leaves its empty mount point behind: nothing is written there.
            # The same file in another folder is the drive plugged in again.
            if not ours:
                raise vanished(self.path)
            self._folder = Identity.of(self.path.parent)
        self._keep_lock()
        if ours:
            self._leave_copy(data, self._environment.now())
        elif data:
            self._refuse_or_keep(data)
        # No data: the file was moved or emptied behind our back. Writing it again loses nothing.

    def _leave_copy(self, data: bytes, now: datetime) -> None:
        """Keep the file as it is when a copy is due; what holds no news is not kept twice."""
        if not (self._migrated or self._pace.due(now)):
            return
        if self._migrated:
            self._history.keep(self.path, self.revision, now, "migration")
        elif not (self._pace.first and self._history.holds(data)):
            self._history.keep(self.path, self.revision, now)
            self._history.thin(now)
        self._pace.kept(now)

    def _is_ours(self, data: bytes) -> bool:
        """Return whether the file holds what was read or saved here, however it is written."""
        if digest(data) in {self._storage.digest, self._storage.attempted}:
            return True
        try:
            theirs = interpret_bytes(data, self.path, self._environment).content
        except (*UNREADABLE, PlanNewer, PlanOutdated):
            return False
        return theirs.plan == self._content.plan and theirs.extras == self._content.extras

    def _keep_lock(self) -> None:
        """See that nobody else holds the plan by now, also where the lock's file was removed."""
        lock, now = self._access.lock, self._environment.now()
        assert lock is not None  # or the plan is for reading only
        try:
            kept = lock.renew(now)
        except OSError as error:
            raise explained(error, self.path) from error
        if not kept:
            raise PlanChanged(
                f"{self.path} was not saved: somebody else opened it meanwhile ({lock.holder(now)}), because the "
                "file that held it for you was removed. Close it there and save again.",
                self.path,
            )

    def _refuse_or_keep(self, data: bytes) -> None:
        """Refuse to write over a plan that is not the one that was read; keep damage aside."""
        ours = self._content.meta.revision
        try:
            theirs = f"revision {interpret_bytes(data, self.path, self._environment).content.meta.revision}"
        except UNREADABLE:
            keep_aside(self.path, data, self._environment.today())
            return
        except (PlanNewer, PlanOutdated):
            theirs = "by another version of the planner"
        raise PlanChanged(
            f"{self.path} was not saved: something else wrote it meanwhile ({theirs}, "
            f"here revision {ours}). Saving would undo that work.",
            self.path,
        )

    def theirs(self) -> Plan:
        """Return the plan as the file holds it now, also when something other than a planner wrote it.

        Raises:
            StoreError: It cannot be read as a plan.
        """
        with self._mutex:
            try:
                return interpret_bytes(self._present(), self.path, self._environment).content.plan
            except UNREADABLE as error:
                raise StoreFailed(
                    f"{self.path} cannot be read as a plan ({error}). Saving puts it aside and writes yours.",
                    self.path,
                ) from error

    def _present(self) -> bytes:
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise unreadable(error, self.path) from error

    def adopt(self, mine: Plan) -> Plan:
        """Take what the file holds now as the plan that was read, so that the next save follows it.

        Args:
            mine: What was here instead; it is kept among the copies.

        Returns:
            The file's plan.

        Raises:
            StoreError: The file cannot be read, or the copy cannot be made; nothing has changed.
        """
        with self._mutex:
            data = self._encoded(mine)
            self._history.keep_bytes(data, self._content.meta.revision + 1, self._environment.now(), "reload")
            self._take(load(self._storage, self.path, self._environment, self._history, altered_too=True))
            return self.plan

    def rescue(self, plan: Plan) -> Path:
        """Write a plan that cannot be saved to another place, as a plan file; return it.

        Raises:
            PlanUnsavable: The plan holds a value that cannot be stored.
            StoreError: No place could be written.
        """
        there = Identity.of(self.path.parent)
        store = self.path.parent if there is not None and there == self._folder else None
        return rescue(self._encoded(plan), self.slug, store, self._environment.now())

    def _encoded(self, plan: Plan) -> bytes:
        """Return the bytes of a plan file that would hold the plan."""
        from planner.store.storage import MemoryStorage

        meta = replace(
            self._content.meta, revision=self._content.meta.revision + 1, saved=self._environment.stamp()
        )
        memory = MemoryStorage()
        try:
            memory.write(encode(replace(self._content, meta=meta, plan=plan)))
        except NotStorable as error:
            raise PlanUnsavable(f"{self.path}: {error}. Undo the last change.", self.path) from error
        return memory.data

    def set_summary(self, summary: Summary, stamp: Stamp) -> None:
        """Put into the index what the list of plans shows, for the file that was saved with ``stamp``."""
        self._index.put(self.slug, summary, stamp)

    def reload(self) -> Plan:
        """Read the file again, for example to see what the holder of a plan saved meanwhile.

        Raises:
            StoreError: It cannot be read; the plan stays as it was.
        """
        with self._mutex:
            self._take(load(self._storage, self.path, self._environment, self._history))
            return self.plan

    def close(self) -> None:
        """Keep a copy of what was saved here, and give the plan free for others.

        Nothing is saved; a second close does nothing. A copy that cannot be made is no failure.
        """
        with self._mutex:
            lock = self._access.lock
            if lock is None:
                return
            if self._pace.changed:
                self._keep_last()
            self._access = Access(why="It was closed before.")
            lock.close()

    def _keep_last(self) -> None:
        now = self._environment.now()
        with contextlib.suppress(OSError, StoreError):
            # Bytes of its own: nothing will take the place of the plan's file for now, and what happens
            # to that file must not happen to its copy.
            data = self.path.read_bytes()
            if digest(data) == self._storage.digest and Identity.of(self.path.parent) == self._folder:
                self._history.keep_bytes(data, self.revision, now)
                self._history.thin(now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def load(
    storage: EncodedStorage,
    path: Path,
    environment: Environment,
    history: History,
    *,
    altered_too: bool = False,
) -> Reading:
    """Read a plan file through TinyDB.

    Args:
        storage: Reads the file.
        path: The file.
        environment: Clock, versions and migrations.
        history: The plan's copies, to offer the newest good one.
        altered_too: Take it also when something other than a planner wrote it.

    Raises:
        PlanMissing: There is no file.
        PlanDamaged: It cannot be read as a plan; it was kept aside.
        PlanAltered: It can be read, and its checksum does not hold.
        StoreError: It is too new or too old, or the system refused to read it.
    """
    from planner.store.storage import PlanDatabase

    if not path.is_file():
        raise PlanMissing(
            f"There is no plan {history.slug!r} in {path.parent}. Look at the list of plans.", path
        )
    database = PlanDatabase(storage=lambda: storage)
    try:
        with steady():
            tables = database.encoded.read()
            if tables is None:
                raise NotJson("it is empty")
            reading = interpret(tables, path, environment, sound=storage.sound)
    except UNREADABLE as error:
        raise damaged(path, storage.load(), error, environment, history) from error
    if reading.altered and not altered_too:
        raise altered(path, reading.content.meta.saved, environment, history)
    return reading
