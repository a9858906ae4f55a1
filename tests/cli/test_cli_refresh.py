"""Replacements of old equipment from the command line: decided, changed, split, merged, levelled, owned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.runner import Run, runner

BATCH, LATER = "refresh-computers-2027-04", "refresh-computers-2028-01"
COMPUTERS = """\
Name,Class,Serial number,Operating system,OS build,Purchase date,Encrypted,Last seen
L1,Laptop,S1,Windows 11 Pro,26200,2023-04-10,yes,2026-11-20
L2,Laptop,S2,Windows 11 Pro,26200,2023-05-10,yes,2026-11-20
L3,Laptop,S3,Windows 11 Pro,26200,2023-06-10,yes,2026-11-20
L4,Laptop,S4,Windows 11 Pro,26200,2024-01-10,yes,2026-11-20
L5,Laptop,S5,Windows 11 Pro,26200,2024-02-10,yes,2026-11-20
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    call = runner(monkeypatch, capsys)
    assert call("new", "Acme", "--people", "10").code == 0
    assert call("set", "acme", "start=2027-Q1").code == 0
    (tmp_path / "computers.csv").write_text(COMPUTERS, encoding="utf-8")
    assert call("import", "acme", str(tmp_path / "computers.csv"), "--yes").code == 0
    return call


def batches(run: Run, *command: str) -> dict[str, list[str]]:
    """Return the work that replaces something, with what it replaces."""
    found: Any = run(*(command or ("roadmap", "acme")), "--json").json
    return {
        one["id"]: [machine["label"] for part in one["replaces"] for machine in part["machines"]]
        for one in found["initiatives"]
        if one["replaces"]
    }


def work(run: Run, key: str) -> Any:
    found: Any = run("roadmap", "acme", "--json").json
    return next(one for one in found["initiatives"] if one["id"] == key)


def test_batches_stand_in_the_roadmap_with_money_and_hours(run: Run) -> None:
    assert batches(run) == {BATCH: ["L1", "L2", "L3"], LATER: ["L4", "L5"]}
    one = work(run, BATCH)
    assert one["title"] == "Replace 3 laptops that come of age by June 2027"
    assert (one["quarter"], one["one_time"]["expected"], one["hours"], one["client_hours"]) == (
        "2027-Q2",
        3600,
        7.5,
        1.5,
    )
    assert (one["findings"], one["risk_removed"], one["beyond"]) == ([], 0, None)
    assert "what it replaces has come of age by this quarter" in one["reason"]


def test_a_batch_is_decided_and_changed_like_any_other_work(run: Run) -> None:
    assert run("change", "acme", BATCH, "one_time", "3000", "--why", "Quoted").code == 0
    assert run("change", "acme", BATCH, "pin", "2027-Q4", "--why", "After the summer").code == 0
    one = work(run, BATCH)
    assert (one["one_time"]["expected"], one["quarter"]) == (3000, "2027-Q4")
    assert one["beyond"] == {"machines": 3, "quarters": 2}
    assert "3 machines, up to 2 quarters past the planned age" in run("roadmap", "acme").out
    why = ("--by", "Ann", "--why", "They still do")
    assert run("decide", "acme", BATCH, "decline", *why).code == 0
    assert work(run, BATCH)["quarter"] is None
    budget: Any = run("budget", "acme", "--json").json
    assert budget["replaced"] == {"2028": {"laptop": 2}}, "declined is not bought behind one's back"
    assert run("decide", "acme", LATER, "defer", "--until", "2029-01-15", *why).code == 0
    assert work(run, LATER)["quarter"] == "2029-Q1"


def test_machines_are_split_off_merged_and_put_back(run: Run) -> None:
    split = ("work", "acme", "--add", "Sales first", "--split", BATCH, "--machine", "l2", "--why", "Asked")
    assert run(*split).code == 0
    assert batches(run) == {BATCH: ["L1", "L3"], LATER: ["L4", "L5"], "own-1": ["L2"]}
    assert work(run, "own-1")["one_time"]["expected"] == 1200
    assert "1 machines" not in run("work", "acme").out
    merge = ("work", "acme", "--add", "All at once", "--merge", BATCH, "--merge", "own-1", "--why", "Cheaper")
    assert run(*merge).code == 0
    (made,) = (key for key in batches(run) if key.startswith("own-"))
    assert {key: sorted(names) for key, names in batches(run).items()} == {
        LATER: ["L4", "L5"], made: ["L1", "L2", "L3"],
    }  # fmt: skip
    assert run("work", "acme", "--drop", made).code == 0
    assert batches(run) == {BATCH: ["L1", "L2", "L3"], LATER: ["L4", "L5"]}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--split", BATCH, "--machine", "L5"), "'L5' is not replaced by"),
        (("--split", BATCH), "takes some of the findings or machines"),
        (("--split", BATCH, "--machine", "L1", "--machine", "L2", "--machine", "L3"), "leaves some"),
        (("--machine", "L1"), "--machine needs --split"),
    ],
)
def test_a_split_that_makes_no_sense_is_refused(run: Run, words: tuple[str, ...], said: str) -> None:
    done = run("work", "acme", "--add", "X", "--why", "Y", *words)
    assert done.code in {1, 2}
    assert said in done.err


def test_a_ceiling_is_tried_kept_and_says_what_runs_on(run: Run) -> None:
    tried = batches(run, "whatif", "acme", "--refresh-per-year", "2400")
    assert tried[BATCH] == ["L1", "L2"]
    assert tried[LATER] == ["L3", "L4"], "one alone, in 2029, is bought as it comes"
    told = run("whatif", "acme", "--refresh", "computers=2400").out
    assert "Runs on: Replace 2 laptops that come of age by March 2028: 1 machine, up to 3 quarters" in told
    assert batches(run, "whatif", "acme", "--refresh-per-year", "2400", "--refresh", "computers=together")[BATCH] == [
        "L1", "L2", "L3",
    ]  # fmt: skip
    assert batches(run)[BATCH] == ["L1", "L2", "L3"], "trying changes nothing"
    assert run("budget", "acme", "--refresh", "computers=2400", "--save").code == 0
    assert batches(run)[BATCH] == ["L1", "L2"]
    assert run("whatif", "acme", "--refresh", "computers=together", "--adopt").code == 0
    assert batches(run)[BATCH] == ["L1", "L2", "L3"]
    done = run("whatif", "acme", "--refresh", "cars=9")
    assert (done.code, "write one of computers, " in done.err) == (2, True)


def test_what_is_replaced_and_owned_is_said(run: Run) -> None:
    told = run("budget", "acme").out
    assert "Replaced in 2027: 3 laptops" in told
    assert "Replaced in 2028: 2 laptops" in told
    assert "Over 3 years all of IT costs 6,000 as it stands and " in told
    five: Any = run("budget", "acme", "--json").json["ownership"]
    assert [one["years"] for one in five] == [3, 5]
    # Bought in 2027 and 2028, and three of them again in 2031.
    assert five[1]["as_it_stands"]["refresh"]["expected"] == 8 * 1200
    spans = work(run, BATCH)["ownership"]
    assert [(one["years"], one["again"]["expected"]) for one in spans] == [(3, 0), (5, 3600)]
