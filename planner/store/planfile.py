"""One open plan file: loaded whole, saved whole, never over somebody else's work."""

from __future__ import annotations

import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

import msgspec
from msgspec.structs import replace

from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store.atomic import Stamp
from planner.store.codec import Content, encode
from planner.store.damage import damaged, keep_aside
from planner.store.environment import Environment
from planner.store.error import (
    PlanChanged,
    PlanMissing,
    PlanNewer,
    PlanOutdated,
    PlanReadOnly,
    PlanUnsavable,
    StoreVanished,
)
from planner.store.history import History
from planner.store.index import Index
from planner.store.jsontext import NotJson, NotStorable
from planner.store.lock import Lock
from planner.store.reading import UNREADABLE, Reading, interpret, interpret_bytes, steady

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

    def __init__(self, path: Path, access: Access, environment: Environment) -> None:
        """Load the file; use `planner.store.Store.open`.

        Raises:
            StoreError: It cannot be read.
        """
        from planner.store.storage import AtomicStorage

        self.path = path
        self.slug = path.stem
        self._access = access
        self._environment = environment
        self._history = History(path.parent, self.slug)
        self._index = Index(path.parent)
        self._mutex = threading.Lock()
        self._storage = AtomicStorage(path)
        self._take(load(self._storage, path, environment))

    def _take(self, reading: Reading) -> None:
        self._content: Content = reading.content
        self._migrated = reading.migrated

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
            self._content, self._migrated = content, False
            assert self._storage.stamp is not None  # write sets it
            return self._storage.stamp

    def _make_way(self) -> None:
        """See that the file is the one that was read, and leave the copies that are due."""
        from planner.store.storage import digest

        if not self.path.parent.is_dir():
            raise StoreVanished(
                f"{self.path} could not be saved: the folder {self.path.parent} is not there. Reconnect the "
                "drive or put the folder back, and save again.",
                self.path,
            )
        data = type(self._storage)(self.path).load()
        today = self._environment.today()
        if data and digest(data) not in {self._storage.digest, self._storage.attempted}:
            self._refuse_or_keep(data)
        elif data:
            if self._migrated:
                self._history.keep_before(self.path, "migration", today)
            self._history.keep_daily(self.path, today)
        # No data: the file was moved or emptied behind our back. Writing it again loses nothing.

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
            f"here revision {ours}). Saving would undo that work. Close the plan and open it again.",
            self.path,
        )

    def set_summary(self, summary: Summary, stamp: Stamp) -> None:
        """Put into the index what the list of plans shows, for the file that was saved with ``stamp``."""
        self._index.put(self.slug, summary, stamp)

    def reload(self) -> Plan:
        """Read the file again, for example to see what the holder of a plan saved meanwhile.

        Raises:
            StoreError: It cannot be read; the plan stays as it was.
        """
        with self._mutex:
            self._take(load(self._storage, self.path, self._environment))
            return self.plan

    def close(self) -> None:
        """Give the plan free for others. Nothing is saved; a second close does nothing."""
        with self._mutex:
            lock = self._access.lock
            if lock is not None:
                self._access = Access(why="It was closed before.")
                lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def load(storage: EncodedStorage, path: Path, environment: Environment) -> Reading:
    """Read a plan file through TinyDB.

    Raises:
        PlanMissing: There is no file.
        PlanDamaged: It cannot be read as a plan; it was kept aside.
        StoreError: It is too new or too old, or the system refused to read it.
    """
    from planner.store.storage import PlanDatabase

    if not path.is_file():
        raise PlanMissing(
            f"There is no plan {path.stem!r} in {path.parent}. Look at the list of plans.", path
        )
    database = PlanDatabase(storage=lambda: storage)
    try:
        with steady():
            tables = database.encoded.read()
            if tables is None:
                raise NotJson("it is empty")
            return interpret(tables, path, environment)
    except UNREADABLE as error:
        raise damaged(path, storage.load(), error, environment) from error
