"""Reading in a process of its own: it brings the same, and whatever becomes of it costs one file."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psutil
import pytest
from msgspec.structs import replace

from planner.intake import read_files
from planner.model.client import Client
from planner.model.error import PlannerError
from planner.model.limits import MB, Limits
from planner.model.plan import Plan
from planner.model.settings import Settings
from planner.workspace import Workspace
from planner.workspace.knowledge import Knowledge
from planner.workspace.reading import CancelledError, Job, apart, read_apart, read_here, watch
from tests.reader import readers

HEAD = "Device name,Serial number,Model,Device type\n"
_PRELUDE = "import sys; sys.path[:] = sys.argv[1:]\n"
_MAIN = "from planner.workspace.reading.child import main\nmain()\n"
_HOSTILE = """
import os, sys, time
from planner.intake import one_file
real = one_file.open_file
def hostile(path, *rest):
    name = path.name
    if name.startswith("abort"):
        os.abort()
    if name.startswith("exit"):
        os._exit(7)
    if name.startswith("noise"):
        os.write(1, b"NOISE" * 9999); os.write(2, b"NOISE" * 9999); print("NOISE", sys.stdin.read())
    if name.startswith("eat"):
        held = []
        while True:
            held.append(bytearray(b"x") * 8_000_000)
            time.sleep(0.005)
    if name.startswith("hang"):
        time.sleep(3600)
    return real(path, *rest)
one_file.open_file = hostile
"""


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return Knowledge()


@pytest.fixture
def job(knowledge: Knowledge, tmp_path: Path) -> Callable[..., Job]:
    """Make a job that reads files of these names, each a list of one device."""

    def make(*names: str, **changes: object) -> Job:
        for name in names:
            path = tmp_path / name
            if not path.exists():
                path.write_text(f"{HEAD}PC-{name},SN-{name},Latitude,Laptop\n", encoding="utf-8")
        made = Job(
            plan=Plan(id="p", created="2026-11-22", client=Client(name="Acme"), settings=Settings(hourly_rate=1)),
            paths=tuple(tmp_path / name for name in names), maps=knowledge.import_maps, secrets=knowledge.secrets,
            catalogue=knowledge.catalogue, today=date(2026, 11, 22),
        )  # fmt: skip
        return replace(made, **changes)

    return make


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the name of a file say what it does to the process that reads it."""
    monkeypatch.setattr(apart, "_CODE", _PRELUDE + _HOSTILE + _MAIN)


@pytest.fixture(autouse=True)
def nobody_left() -> Iterator[None]:
    yield
    assert readers() == []


def names(plan: Plan) -> set[object]:
    return {o.value for r in plan.records_of("devices") for o in r.facts["name"]}


def test_it_brings_what_reading_here_brings(job: Callable[..., Job], tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text('[{"\ufeff":"x"}]', encoding="utf-8")
    (tmp_path / "users.csv").write_text("Login,Display name,MFA\nann,Ann,Yes\nben,Ben,No\n", encoding="utf-8")
    first = job("a.csv", "bad.json", "b.csv", "users.csv", "none.csv")
    (tmp_path / "none.csv").unlink()
    assert read_apart(first) == read_here(first)
    again = replace(first, plan=read_here(first).plan)
    assert read_apart(again) == read_here(again)
    told = replace(first, as_format="generic-servers", observed=date(2026, 1, 2), paths=first.paths[:1])
    assert read_apart(told) == read_here(told)
    assert read_apart(told).files[0].format == "generic-servers"


def test_what_is_as_it_was_keeps_its_identity(job: Callable[..., Job]) -> None:
    before = read_apart(job("a.csv", "b.csv")).plan
    (first, other) = before.records["devices"].values()
    more = job("c.csv")
    text = f"{HEAD}PC-a.csv,SN-a.csv,OptiPlex,Laptop\nNew,SN-9,M,Laptop\n"
    more.paths[0].write_text(text, encoding="utf-8")
    after = read_apart(replace(more, plan=before)).plan
    assert after.client is before.client
    assert after.answers is before.answers
    assert list(after.records["devices"])[:2] == [first.id, other.id]
    assert after.records["devices"][first.id] is not first
    assert after.records["devices"][other.id] is other
    nothing = job("d.csv")
    nothing.paths[0].write_bytes(b"")
    assert read_apart(replace(nothing, plan=after)).plan is after


def test_a_plan_of_more_records_than_one_message_takes_comes_back_whole(job: Callable[..., Job]) -> None:
    many = job("many.csv")
    text = HEAD + "".join(f"PC-{n},SN-{n},Latitude,Laptop\n" for n in range(2_500))
    many.paths[0].write_text(text, encoding="utf-8")
    preview = read_apart(many)
    assert len(names(preview.plan)) == 2_500
    again = read_apart(replace(many, plan=preview.plan))
    assert (again.files[0].created, again.files[0].unchanged) == (0, 2_500)
    assert again.plan.records == preview.plan.records


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "abort.csv",
            "abort.csv ended the process that read it (with -6), most likely because it needs more than",
        ),
        ("exit.csv", "exit.csv ended the process that read it (with 7)"),
        ("eat.csv", "eat.csv needs more than 160 MB of memory to be read."),
        ("hang.csv", "hang.csv takes more than 2 seconds to be read."),
    ],
)
def test_a_file_that_ends_its_reader_costs_itself_only(
    job: Callable[..., Job], name: str, words: str
) -> None:
    begun: list[int] = []
    preview = read_apart(
        job("a.csv", name, "b.csv", limits=Limits(memory=160 * MB, seconds=2), progress=begun.append)
    )
    assert [bool(f.error) for f in preview.files] == [False, True, False]
    assert preview.files[1].error.startswith(words)
    assert names(preview.plan) == {"PC-a.csv", "PC-b.csv"}
    assert begun == [0, 1, 2]


@pytest.mark.parametrize("guard", ["watched", "limited"])
def test_each_of_the_two_guards_of_memory_holds_alone(
    job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch, guard: str
) -> None:
    blind = "from planner.workspace.reading import child\nchild._limit = lambda limits: None\n"
    monkeypatch.setattr(apart, "_CODE", _PRELUDE + _HOSTILE + (blind if guard == "watched" else "") + _MAIN)
    if guard == "limited":
        if sys.platform != "linux":
            pytest.skip("this system limits no memory")
        monkeypatch.setattr(watch.Watch, "_why", lambda *_: None)
    preview = read_apart(job("eat.csv", "a.csv", limits=Limits(memory=160 * MB)))
    assert preview.files[0].error.startswith("eat.csv needs more than 160 MB of memory")
    assert preview.files[1].created == 1


@pytest.mark.usefixtures("hostile")
def test_files_that_end_it_one_after_the_other_are_each_told(job: Callable[..., Job]) -> None:
    preview = read_apart(job("exit1.csv", "exit2.csv", "a.csv", "exit3.csv"))
    assert [bool(f.error) for f in preview.files] == [True, True, False, True]


@pytest.mark.usefixtures("hostile")
def test_when_the_time_of_an_import_is_over_what_was_read_is_kept(job: Callable[..., Job]) -> None:
    preview = read_apart(job("a.csv", "hang.csv", "b.csv", limits=Limits(seconds=2, total_seconds=1.5)))
    assert [bool(f.error) for f in preview.files] == [False, True, True]
    assert "b.csv was not read: the files before it took 2 seconds" in preview.files[2].error
    assert names(preview.plan) == {"PC-a.csv"}


def test_a_real_file_that_needs_too_much(job: Callable[..., Job]) -> None:
    greedy = job("big.csv", "small.csv", limits=Limits(memory=80 * MB))
    greedy.paths[0].write_text(HEAD + "a,b,c,d\n" * 1_000_000, encoding="utf-8")
    files = read_apart(greedy).files
    assert files[0].error.startswith("big.csv needs more than 80 MB of memory")
    assert files[1].created == 1


@pytest.mark.usefixtures("hostile")
def test_what_libraries_print_reaches_neither_the_terminal_nor_the_answer(
    job: Callable[..., Job], capfd: pytest.CaptureFixture[str]
) -> None:
    assert read_apart(job("noise.csv")).files[0].created == 1
    assert capfd.readouterr() == ("", "")


@pytest.mark.usefixtures("hostile")
def test_cancelling_ends_it_at_once(job: Callable[..., Job]) -> None:
    left = threading.Event()
    with pytest.raises(CancelledError, match="Nothing is stored"):
        read_apart(job("hang.csv", "a.csv", progress=lambda _: left.set(), cancelled=left.is_set))


@pytest.mark.usefixtures("hostile")
def test_ctrl_c_ends_it_at_once(job: Callable[..., Job]) -> None:
    def pressed(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_apart(job("hang.csv", progress=pressed))


def test_one_that_does_not_start_is_told_and_no_file_is_blamed(
    job: Callable[..., Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_CODE", "raise SystemExit(3)")
    with pytest.raises(PlannerError, match=r"did not start .it ended with 3"):
        read_apart(job("a.csv"))


def test_modules_are_not_taken_from_the_folder_with_the_files(
    job: Callable[..., Job], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "json.py").write_text("raise SystemExit(9)", encoding="utf-8")
    (tmp_path / "msgspec.py").write_text("raise SystemExit(9)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for first in ("", str(tmp_path)):
        monkeypatch.setattr(sys, "path", [first, *sys.path])
        assert read_apart(job("a.csv")).files[0].created == 1


def test_a_name_that_is_no_text_is_read(job: Callable[..., Job], tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"caf\xe9.csv")
    try:
        odd.write_text(f"{HEAD}PC-1,S1,M,Laptop\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes names of text only")
    (found,) = read_apart(job(paths=(odd,))).files
    assert found.created == 1
    assert found.path.encode()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_it_ends_with_the_program_that_started_it(tmp_path: Path) -> None:
    code = (
        "import os, sys\n"
        "from planner.workspace.reading import apart, message\n"
        f"apart._CODE = {_PRELUDE + _HOSTILE + _MAIN!r}\n"
        "from pathlib import Path\n"
        "from planner.workspace import Workspace\n"
        "def begun(at):\n"
        "    import psutil\n"
        "    print(psutil.Process().children()[0].pid, flush=True)\n"
        "    os.kill(os.getpid(), 9)\n"
        f"w = Workspace(Path({str(tmp_path / 'plans')!r}), author='A')\n"
        f"w.open(w.create('X')).preview([Path({str(tmp_path / 'hang.csv')!r})], progress=begun)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -9, done.stderr
    pid = int(done.stdout)
    try:
        psutil.Process(pid).wait(60)
    except psutil.NoSuchProcess:
        return


def test_closing_the_plan_ends_what_is_read_for_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_CODE", _PRELUDE + _HOSTILE + _MAIN)
    (tmp_path / "hang.csv").write_text(HEAD, encoding="utf-8")
    workspace = Workspace(tmp_path / "plans", author="Ann")
    session = workspace.open(workspace.create("Acme"))
    with pytest.raises(CancelledError):
        session.preview([tmp_path / "hang.csv"], progress=lambda _: session.close())
    workspace.close()


def test_the_demo_reads_its_own_files_here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def never(_: Job) -> None:
        raise AssertionError("a process for a file of ours")

    from planner.workspace import reading

    monkeypatch.setattr(reading, "read_apart", never)
    demo = Workspace(tmp_path / "plans").demo()
    with pytest.raises(AssertionError, match="a file of ours"):
        demo.preview([tmp_path / "foreign.csv"])
    demo.close()


def test_reading_here_is_the_same_function(job: Callable[..., Job]) -> None:
    here = job("a.csv")
    assert read_here(here) == read_files(
        here.plan,
        here.paths,
        maps=here.maps,
        secrets=here.secrets,
        catalogue=here.catalogue,
        today=here.today,
    )
