"""Reading in a process of its own: a file that kills it costs that file, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec
from msgspec.structs import replace

import planner
from planner.intake import Guard, failed, too_much_memory, too_slow
from planner.model.error import PlannerError
from planner.model.intake import FileReport, Preview
from planner.model.plan import Plan
from planner.model.record import Record
from planner.workspace.reading.folder import unfolded
from planner.workspace.reading.job import CancelledError, Job
from planner.workspace.reading.message import (
    Begun,
    BrokenTalkError,
    Done,
    FromReader,
    Request,
    from_reader,
    in_parts,
    receive,
    send,
)
from planner.workspace.reading.watch import Reason, Watch

_CODE = "import sys; sys.path[:] = sys.argv[1:]; from planner.workspace.reading.child import main; main()"


def read_apart(job: Job) -> Preview:
    """Read the files of a job in processes of their own, one after the other as long as one dies.

    Raises:
        CancelledError: The job was cancelled.
        PlannerError: The process cannot be started.
    """
    whole = unfolded(job)
    state = _State(whole.job)
    while state.left:
        state.read_on()
    return Preview(files=whole.told(state.reports), plan=state.plan)


class _State:
    """How far the reading of a job is."""

    def __init__(self, job: Job) -> None:
        self.plan: Plan = job.plan
        self.reports: list[FileReport] = []
        self.left = list(job.paths)
        self._job = job
        self._ends = time.monotonic() + job.limits.total_seconds
        self._unpacked = 0
        self._taken: tuple[str, ...] = ()
        self._begun = False

    def read_on(self) -> None:
        """Read what is left in a new process, until all is read or the process is dead."""
        process = _start()
        assert process.stdin is not None
        assert process.stdout is not None
        self._begun = False
        # The errors suppressed are those of a process that is dead, or no longer itself.
        gone = suppress(OSError, BrokenTalkError, msgspec.DecodeError)
        try:
            with Watch(process, self._job.limits, self._job.cancelled) as watch, gone:
                self._ask(process.stdin)
                self._listen(process.stdout, watch)
        finally:
            for pipe in (process.stdin, process.stdout):
                with suppress(OSError):  # what it was not told any more
                    pipe.close()
        if watch.reason is Reason.CANCELLED or (self.left and self._job.cancelled()):
            raise CancelledError("Reading was cancelled. Nothing is stored.")
        if self.left:
            self._bury(watch.reason, process.returncode)

    def _ask(self, pipe: IO[bytes]) -> None:
        job = self._job
        for kind, records in self.plan.records.items():
            for part in in_parts(kind, records):
                send(pipe, part)
        request = Request(
            plan=replace(self.plan, records={}), paths=tuple(os.fsencode(path) for path in self.left),
            maps=dict(job.maps), secrets=job.secrets, catalogue=job.catalogue, today=job.today, as_format=job.as_format,
            observed=job.observed, hidden=job.hidden, limits=job.limits, unpacked=self._unpacked, taken=self._taken,
            seconds=self._ends - time.monotonic(),
        )  # fmt: skip
        send(pipe, request)
        pipe.flush()

    def _listen(self, pipe: IO[bytes], watch: Watch) -> None:
        changed: dict[str, dict[str, Record]] = {}
        while self.left:
            data = receive(pipe)
            if data is None:
                return
            message: FromReader = from_reader.decode(data)
            if isinstance(message, Begun):
                self._begun = True
                watch.file_begins()
                self._job.progress(len(self._job.paths) - len(self.left))
            elif isinstance(message, Done):
                self.plan = _changed(self.plan, message, changed)
                self.reports += message.reports
                self._unpacked, self._taken = message.unpacked, message.taken
                changed = {}
                self.left.pop(0)
            else:
                changed.setdefault(message.kind, {}).update(message.records)

    def _bury(self, reason: Reason | None, code: int) -> None:
        """Say what became of the file on which the process died; it is not read again."""
        limits = self._job.limits
        if not self._begun:
            raise PlannerError(
                f"The process that reads files did not start (it ended with {code}). Nothing was read; try again."
            )
        if reason is Reason.MEMORY:
            why = too_much_memory(limits)
        elif reason is Reason.TIME:
            why = too_slow(limits)
        else:
            why = f"ended the process that read it (with {code}), most likely because it {too_much_memory(limits)}"
        guard = Guard(self._job.secrets, None)  # a file's name may hold one, too
        self.reports.append(guard.report(failed(self.left.pop(0), why)))


def _module_folders() -> list[str]:
    """Return where this process looks for modules, without the folder it was started in.

    That is the first entry after ``python -m planner``, and may well be a client's with a ``json.py``.
    """
    entries = sys.path[1:] if sys.path and sys.path[0] in {"", _here()} else sys.path
    ours = str(Path(planner.__file__).parent.parent)
    folders = [entry for entry in entries if Path(entry).is_absolute()]
    return folders if ours in folders else [*folders, ours]


def _here() -> str:
    try:
        return str(Path.cwd())
    except OSError:  # the folder is gone
        return ""


def _start() -> subprocess.Popen[bytes]:
    """Start the process: spawned, not forked, so that it is the same on every system."""
    return subprocess.Popen(  # noqa: S603 - our own interpreter with our own code
        [sys.executable, "-I", "-c", _CODE, *_module_folders()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # No window of its own on Windows; elsewhere Ctrl+C is for the one that waits.
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        start_new_session=True,
    )


def _changed(plan: Plan, done: Done, changed: dict[str, dict[str, Record]]) -> Plan:
    """Return the plan with what a file changed; all else keeps its identity, and what was derived from it."""
    if not done.order and done.sources == plan.sources:
        return plan
    records = {}
    for kind in done.kinds:
        old, new = plan.records.get(kind, {}), changed.get(kind, {})
        order = done.order.get(kind)
        records[kind] = old if order is None else {key: new[key] if key in new else old[key] for key in order}
    return replace(plan, records=records, sources=done.sources, complete=done.complete)
