"""A process that is killed at any instant of a save leaves the old or the new plan, never neither."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from planner.store import Store

pytestmark = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="needs fork: a new interpreter per kill takes minutes"
)

KILLS = 300

# One interpreter forks all the children: it has no threads, and a fork takes a millisecond.
_COMMON = """
import json, os, random, signal, sys
from datetime import date, timedelta
from pathlib import Path
from planner.model.answer import Answer
from planner.model.client import Client
from planner.model.plan import Plan
from planner.model.settings import Settings
from planner.store import Store

folder, count = Path(sys.argv[1]), int(sys.argv[2])
store = Store(folder)

def plan(n):
    # Every part names its generation, and sizes differ: a mixture of two would show.
    notes = {f"IAM-{i:02}": Answer(answer="yes", note=f"generation {n} " + "x" * (n % 7 * 40)) for i in range(60)}
    return Plan(id="p", created="", client=Client(name=f"{n}"), settings=Settings(hourly_rate=float(n)), answers=notes)

def generation(found):
    n = int(found.client.name)
    assert found == plan(n), f"a mixture: {n}"
    return n

def day(n):  # each save is the first of its day, so that copies are made and dropped as well
    return date(2026, 1, 1) + timedelta(days=n)
"""

_KILL = (
    _COMMON
    + """
random.seed(20261122)
slug = store.new(plan(0))
known = lost = ahead = most = 0
for _ in range(count):
    hear, tell = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(hear)
            number = known
            file = store.open(slug, today=lambda: day(number))
            assert not file.read_only, file.why
            number = generation(file.plan)
            while True:
                number += 1
                file.save(plan(number))
                os.write(tell, b"%8d" % number)
        finally:
            os._exit(3)
    os.close(tell)
    heard = b""
    for _ in range(random.randrange(3)):
        heard += os.read(hear, 8)
    for _ in range(random.randrange(60_000)):  # some part of a save, whatever the machine
        pass
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL, status
    while part := os.read(hear, 4096):
        heard += part
    os.close(hear)
    acknowledged = max(known, int(heard[-8:] or b"0"))
    found = generation(store.read(slug))
    assert acknowledged <= found <= acknowledged + 1, (acknowledged, found)
    ahead += found - acknowledged
    most = max(most, sum(p.name.endswith(".tmp") for p in folder.rglob("*")))
    known = found
with store.open(slug, today=lambda: day(known + 1000)) as file:
    assert not file.read_only
    file.save(plan(known + 1))
left = [p.name for p in folder.rglob("*") if p.name.endswith(".tmp")]
unreadable = [b.path.name for b in store.backups(slug) if not b.readable]
print(json.dumps({"saves": known, "ahead": ahead, "torn": most, "left": left, "unreadable": unreadable,
                  "damaged": len(list(folder.glob("*.damaged-*"))), "backups": len(store.backups(slug))}))
"""
)

_BOUNDARY = (
    _COMMON
    + """
new = sys.argv[3] == "new"
NAMES = ("open", "write", "fsync", "close", "replace", "link", "unlink", "mkdir")

def arm(stop, how):
    calls = 0
    def hook(name, real):
        def called(*args, **kwargs):
            nonlocal calls
            calls += 1
            if calls == stop:
                if how == "before":
                    os._exit(7)
                try:
                    if how == "half" and name == "write":
                        real(args[0], bytes(args[1])[: len(args[1]) // 2])
                    else:
                        real(*args, **kwargs)
                finally:  # also when the call fails, as making a folder that exists does
                    os._exit(7)
            return real(*args, **kwargs)
        return called
    for name in NAMES:
        setattr(os, name, hook(name, getattr(os, name)))

if not new:
    store.new(plan(1))
    with store.open("1") as file:
        file.save(plan(1))
ends, old_left, new_left = [], 0, 0
for how in ("before", "after", "half"):
    for stop in range(1, 200):
        before = () if new else generation(store.read("1"))
        child = os.fork()
        if child == 0:
            try:
                if new:
                    arm(stop, how)
                    store.new(plan(1))
                else:
                    file = store.open("1", today=lambda: day(stop + 1000 * len(ends)))
                    assert not file.read_only, file.why
                    arm(stop, how)
                    file.save(plan(before + 1))
                os._exit(0)
            except BaseException:
                import traceback
                traceback.print_exc()
                os._exit(3)
        _, status = os.waitpid(child, 0)
        code = os.waitstatus_to_exitcode(status)
        assert code in (0, 7), code
        if new:
            for slug in store.slugs():
                assert store.read(slug) == plan(1)
                new_left += 1
                store.delete(slug)
            old_left += not store.slugs()
        else:
            after = generation(store.read("1"))
            assert after in (before, before + 1), (how, stop, before, after)
            assert code == 7 or after == before + 1
            old_left += after == before
            new_left += after == before + 1
        if code == 0:
            ends.append(stop)
            break
if not new:
    with store.open("1", today=lambda: day(500)) as file:
        file.save(plan(1))
    assert all(b.readable for b in store.backups("1")), store.backups("1")
print(json.dumps({"ends": ends, "old": old_left, "new": new_left,
                  "left": [p.name for p in folder.glob("*") if p.name.endswith(".tmp")]}))
"""
)


def run(script: str, folder: Path, *args: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder), *args],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_killed_at_random_instants_of_many_saves(tmp_path: Path) -> None:
    result = run(_KILL, tmp_path / "plans", str(KILLS))
    assert result["saves"] > KILLS / 2, "hardly anything was saved between the kills: they hit nothing"
    assert result["torn"] >= 1, "no kill hit the middle of a save"
    assert result["left"] == [], "the next one to open the plan tidies up"
    assert result["unreadable"] == []
    assert result["damaged"] == 0
    assert result["backups"] >= KILLS / 2, "each session that saved left a copy of what was there before"


@pytest.mark.parametrize("what", ["save", "new"])
def test_ended_before_after_and_within_every_system_call(tmp_path: Path, what: str) -> None:
    result = run(_BOUNDARY, tmp_path / "plans", "0", what)
    assert len(result["ends"]) == 3
    assert min(result["ends"]) > 8, "the hooks did not see the save"
    assert result["old"] >= 8
    assert result["new"] >= 4
    if what == "save":
        assert result["left"] == []


def test_a_torn_temporary_file_is_never_taken_for_the_plan(tmp_path: Path) -> None:
    folder = tmp_path / "plans"
    run(_KILL, folder, "0")
    (slug,) = Store(folder).slugs()
    whole = (folder / f"{slug}.json").read_bytes()
    torn = folder / f".{slug}.json.4194304-0123456789ab.tmp"
    for length in (0, 1, len(whole) // 2, len(whole) - 1):
        torn.write_bytes(whole[:length])
        store = Store(folder)
        assert store.slugs() == (slug,)
        with store.open(slug) as file:
            assert file.plan.client.name == "1"
            assert not torn.exists()
        assert (folder / f"{slug}.json").read_bytes() == whole
