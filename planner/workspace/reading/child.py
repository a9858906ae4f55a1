"""The process that reads foreign files: started by `apart`, it ends with its parent."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import IO

from msgspec.structs import replace

from planner.intake import Import, failed, too_late, without_collection
from planner.model.intake import FileReport
from planner.model.limits import Limits
from planner.model.plan import Plan
from planner.model.record import Record
from planner.workspace.reading.message import (
    Begun,
    Done,
    Request,
    in_parts,
    receive,
    send,
    to_reader,
)

_SLACK = 512 * 1024 * 1024
"""Bytes of addresses that a process has without holding memory behind them: code, stacks, arenas."""


def main() -> None:
    """Read what is asked for on standard input and answer on standard output."""
    source, target = _talk()
    code = 1
    try:
        request = _request(source)
        if request is not None:
            threading.Thread(target=_end_with, args=(source,), daemon=True).start()
            _limit(request.limits)
            with without_collection():
                _read(request, target)
            code = 0
    finally:
        # At once: nothing is left to tidy up, and the thread waits for the parent for ever.
        os._exit(code)


def _talk() -> tuple[IO[bytes], IO[bytes]]:
    """Return the pipes to the parent, out of reach of whatever libraries read or print."""
    source, target = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nothing, number)
    return source, target


def _request(source: IO[bytes]) -> Request | None:
    records: dict[str, dict[str, Record]] = {}
    while (data := receive(source)) is not None:
        message = to_reader.decode(data)
        if isinstance(message, Request):
            return replace(message, plan=replace(message.plan, records=records))
        records.setdefault(message.kind, {}).update(message.records)
    return None


def _end_with(source: IO[bytes]) -> None:
    """Wait for the parent to close the pipe, on purpose or because it is gone, and end at once."""
    source.read()
    os._exit(1)


def _limit(limits: Limits) -> None:
    """Have the system refuse memory beyond the limit, where it can; write no core dump of client data."""
    try:
        import resource
    except ImportError:
        return  # Windows; the parent watches, too
    for which, most in ((resource.RLIMIT_AS, limits.memory + _SLACK), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(which)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(which, (bound, bound))
        except (OSError, ValueError):
            continue  # macOS refuses the first


def _read(request: Request, target: IO[bytes]) -> None:
    ends = time.monotonic() + request.seconds
    reading = Import(
        request.maps, request.secrets, request.catalogue, request.today, limits=request.limits, unpacked=request.unpacked,
        taken=request.taken, as_format=request.as_format, observed=request.observed, hidden=request.hidden,
    )  # fmt: skip
    plan = request.plan
    for name in request.paths:
        path = Path(os.fsdecode(name))
        send(target, Begun())
        target.flush()
        before = plan
        if time.monotonic() < ends:
            reports, plan = reading.read(plan, path)
        else:
            reports = [failed(path, too_late(request.limits))]
        _answer(target, before, plan, reports, reading)


def _answer(target: IO[bytes], before: Plan, after: Plan, reports: list[FileReport], reading: Import) -> None:
    """Send what a file changed, and nothing that is as it was."""
    order: dict[str, tuple[str, ...]] = {}
    for kind, records in after.records.items():
        old = before.records.get(kind, {})
        if records is old:
            continue
        changed = {key: record for key, record in records.items() if old.get(key) is not record}
        for part in in_parts(kind, changed):
            send(target, part)
        order[kind] = tuple(records)
    done = Done(
        reports=tuple(reports), sources=after.sources, complete=after.complete, order=order,
        kinds=tuple(after.records), unpacked=reading.unpacked, taken=reading.taken,
    )  # fmt: skip
    send(target, done)
    target.flush()
