"""The one background writer: saving never blocks the screen, and nothing shows as saved too early."""

from __future__ import annotations

import atexit
import contextlib
import threading
from collections.abc import Callable
from typing import TypeAlias

import msgspec

from planner.model.error import PlannerError
from planner.model.plan import Plan
from planner.model.summary import Summary
from planner.store.atomic import Stamp
from planner.store.planfile import PlanFile

Watcher: TypeAlias = Callable[[str, PlannerError | None], None]
"""Called with the ISO date and time of the save and None, or with the last good one and the error."""

_CALLBACK_PATIENCE = 5.0
"""Seconds `Writer.drain` waits for watchers once everything is on disk."""


_BREATH = 0.25
"""Seconds a plan waits before it is saved, so that the screen answers a key first and quick keys
are saved together. Nobody waits for it: `Writer.drain` saves at once."""


_RETRY = 3.0
"""Seconds after which a save that failed is tried again by itself: a full disk gets room, a drive comes back."""


class SaveFailure(msgspec.Struct, frozen=True, kw_only=True):
    """A plan that is not on disk. The writer keeps it and tries again."""

    slug: str
    plan: Plan
    error: PlannerError


class _Job(msgspec.Struct, frozen=True):
    plan: Plan
    summary: Callable[[], Summary] | None


class Writer:
    """Saves plans on a thread of its own, of each file only the newest.

    A watcher is called from that thread after each save, unless a newer plan of the same file is
    already waiting. It must not wait for a thread that may be waiting in `drain`: post a message
    instead. Between the save and the call a newer plan may come in, so a watcher that shows
    "saved" asks `pending` when it draws.
    """

    def __init__(self, *, retry: float = _RETRY) -> None:
        """Start nothing yet: the thread begins with the first plan.

        Args:
            retry: Seconds after which a failed save is tried again by itself.
        """
        self._retry = retry
        self._changed = threading.Condition()
        self._waiting: dict[PlanFile, _Job] = {}
        self._failed: dict[PlanFile, tuple[_Job, PlannerError]] = {}
        self._saving: PlanFile | None = None
        self._finishing = False
        self._closing = False
        self._draining = 0
        self._watchers: dict[PlanFile, Watcher] = {}
        self._thread: threading.Thread | None = None

    def watch(self, file: PlanFile, watcher: Watcher) -> None:
        """Call ``watcher`` after each save of the file; it replaces an earlier one."""
        with self._changed:
            self._watchers[file] = watcher

    def forget(self, file: PlanFile) -> tuple[SaveFailure, ...]:
        """Let go of a file that is being closed; return what of it could not be saved.

        Call `drain` first: a plan that still waits is dropped here and reported.
        """
        with self._changed:
            self._watchers.pop(file, None)
            job = self._waiting.pop(file, None)
            failed = self._failed.pop(file, None)
        if job is not None:
            return (SaveFailure(slug=file.slug, plan=job.plan, error=PlannerError("It was closed unsaved.")),)
        return (SaveFailure(slug=file.slug, plan=failed[0].plan, error=failed[1]),) if failed else ()

    def drop(self, file: PlanFile) -> None:
        """Forget what of a file is not saved, once a save under way has ended; the file stays watched."""
        with self._changed:
            self._changed.wait_for(lambda: self._saving is not file)
            self._waiting.pop(file, None)
            self._failed.pop(file, None)

    def submit(self, file: PlanFile, plan: Plan, summary: Callable[[], Summary] | None = None) -> None:
        """Save the plan soon; a plan of the same file that still waits is replaced by this one.

        Args:
            file: The open file.
            plan: What to save.
            summary: Computes what the list of plans shows, on the writer's thread, after the save
                and only if no newer plan came in. Its failure leaves the list's entry stale.
        """
        with self._changed:
            self._failed.pop(file, None)
            self._waiting[file] = _Job(plan, summary)
            self._start()
            self._changed.notify_all()

    def pending(self, file: PlanFile) -> bool:
        """Return whether a plan of this file is not on disk: it waits, is being saved or has failed."""
        with self._changed:
            return file in self._waiting or file in self._failed or self._saving is file

    def drain(self) -> tuple[SaveFailure, ...]:
        """Wait until everything is on disk, trying once more what had failed.

        Returns:
            What still is not, with the reasons. It stays with the writer for another try.
        """
        with self._changed:
            self._again()
            self._draining += 1
            if self._waiting:
                self._start()
                self._changed.notify_all()
            try:
                if threading.current_thread() is not self._thread:  # a watcher cannot wait for itself
                    self._changed.wait_for(lambda: not self._waiting and self._saving is None)
                    # A watcher may itself wait for the thread we are on; the data is safe by now.
                    self._changed.wait_for(lambda: not self._finishing, timeout=_CALLBACK_PATIENCE)
            finally:
                self._draining -= 1
            return tuple(
                SaveFailure(slug=file.slug, plan=job.plan, error=error)
                for file, (job, error) in self._failed.items()
            )

    def close(self) -> tuple[SaveFailure, ...]:
        """Drain and end the thread. A later `submit` starts it again."""
        failures = self.drain()
        with self._changed:
            self._closing = True
            self._changed.notify_all()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(_CALLBACK_PATIENCE)
        atexit.unregister(self.close)
        return failures

    # -- the thread -----------------------------------------------------------------------------

    def _again(self) -> None:
        """Let what had failed wait for another try; called with the lock held."""
        for file, (job, _) in self._failed.items():
            self._waiting.setdefault(file, job)
        self._failed.clear()

    def _start(self) -> None:
        self._closing = False
        if self._thread is None or not self._thread.is_alive():
            # A daemon, so that a program that fails elsewhere still ends; atexit waits for the data.
            self._thread = threading.Thread(target=self._run, name="planner-writer", daemon=True)
            self._thread.start()
            atexit.unregister(self.close)
            atexit.register(self.close)

    def _run(self) -> None:
        while True:
            with self._changed:
                patience = self._retry if self._failed else None
                if not self._changed.wait_for(lambda: self._waiting or self._closing, timeout=patience):
                    self._again()
                self._changed.wait_for(lambda: self._draining or self._closing, timeout=_BREATH)
                if not self._waiting:  # closing, or the file was forgotten meanwhile
                    if self._closing:
                        self._thread = None
                        return
                    continue
                file = next(iter(self._waiting))
                job = self._waiting.pop(file)
                self._saving, self._finishing = file, True
            stamp, error = _save(file, job.plan)
            with self._changed:
                newest = file not in self._waiting
                if error is not None and newest:
                    self._failed[file] = (job, error)
                self._saving = None
                watcher = self._watchers.get(file)
                self._changed.notify_all()
            if newest and watcher is not None:
                with contextlib.suppress(Exception):  # a screen that is gone must not end the saving
                    watcher(file.saved_at, error)
            if newest and stamp is not None and job.summary is not None:
                with contextlib.suppress(Exception):  # the plan is saved; its entry in the list is stale
                    file.set_summary(job.summary(), stamp)
            with self._changed:
                self._finishing = False
                self._changed.notify_all()


def _save(file: PlanFile, plan: Plan) -> tuple[Stamp | None, PlannerError | None]:
    try:
        return file.save(plan), None
    except PlannerError as error:
        return None, error
    except Exception as error:  # noqa: BLE001 - told as a failed save; the thread must go on
        told = PlannerError(
            f"{file.path} could not be saved: {error!r}. Save again; report this if it stays."
        )
        told.__cause__ = error
        return None, told
