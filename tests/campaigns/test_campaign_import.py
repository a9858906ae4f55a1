"""No file makes an import fail, whatever it brings can be stored and judged, and again it brings nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from random import Random

import pytest

from planner.assess import assess
from planner.intake import settle
from planner.model.lifecycle import Lifecycle
from planner.model.plan import Plan
from planner.standards import load_lifecycle
from planner.store.codec import decode, encode, first
from planner.store.storage import MemoryStorage
from tests.campaigns import material
from tests.campaigns.mutation import Grid, some_bytes, some_cells
from tests.campaigns.trials import Trial, attack
from tests.intake.factory import TODAY, catalogue, empty_plan, maps, read

pytestmark = pytest.mark.campaign


_ROUNDS = 12
"""Rounds of the same files in turns after which nothing may change any more. Lists that contradict
each other in every key come to rest late; a record more each round would never."""


@lru_cache(maxsize=1)
def _lifecycle() -> Lifecycle:
    return load_lifecycle()[0]


def _holds(paths: Sequence[Path], plan: Plan | None = None, as_format: str | None = None) -> Plan:
    """Import files and assert everything that must hold of the result; return the plan."""
    once = read(*paths, plan=plan, as_format=as_format)
    assert all(report.error or report.rows for report in once.files)
    _brings_nothing(once.plan, paths, as_format)
    _is_usable(once.plan)
    return once.plan


def _brings_nothing(plan: Plan, paths: Sequence[Path], as_format: str | None) -> None:
    twice = read(*paths, plan=plan, as_format=as_format)
    assert [(r.path, r.created, r.updated) for r in twice.files if r.created or r.updated] == []
    assert twice.plan == plan
    tomorrow = read(*paths, plan=plan, today=TODAY + timedelta(days=1), as_format=as_format)
    assert [(r.path, r.created) for r in tomorrow.files if r.created] == []


def _is_usable(plan: Plan) -> None:
    """Assert that a plan can be stored, comes back as it is, and can be judged."""
    storage = MemoryStorage()
    storage.write(encode(first(plan, app="1", saved="2026-11-22T09:00:00")))
    tables = storage.read()
    assert tables is not None
    assert decode(tables).plan == plan
    assess(plan, catalogue(), settle(plan, catalogue(), _lifecycle(), TODAY))


def _grid(dice: Random) -> Grid:
    if dice.random() < 0.3:
        return material.invented(dice)
    return some_cells(dice, dice.choice(material.grids()))


def invented_rows(dice: Random, folder: Path) -> None:
    plan = empty_plan()
    for number in range(dice.choice((1, 2, 3))):
        path = folder / f"list-{number}.csv" if dice.random() < 0.5 else folder / f"{'abc'[number]}.csv"
        path.write_bytes(material.delimited(dice, material.invented(dice)))
        plan = _holds([path], plan)


def damaged_bytes(dice: Random, folder: Path) -> None:
    start = dice.choice(material.files())
    path = folder / start.name
    path.write_bytes(some_bytes(dice, start.read_bytes()))
    _holds([path])


def damaged_rows(dice: Random, folder: Path) -> None:
    path = folder / "list.csv"
    path.write_bytes(material.delimited(dice, _grid(dice)))
    _holds([path])


def damaged_objects(dice: Random, folder: Path) -> None:
    path = folder / "list.json"
    data = material.objects(dice, _grid(dice))
    path.write_bytes(data if dice.random() < 0.8 else some_bytes(dice, data))
    # Few formats are recognised as JSON; a person may say what a file is, rightly or not.
    _holds([path], as_format=dice.choice((None, "generic-devices", "generic-accounts", *maps())))


def workbooks_of_damaged_rows(dice: Random, folder: Path) -> None:
    path = folder / "list.xlsx"
    several = _alike(dice) if dice.random() < 0.6 else [_grid(dice) for _ in range(dice.choice((1, 2, 3)))]
    data = material.workbook(dice, {f"Sheet{n}": grid for n, grid in enumerate(several)})
    path.write_bytes(data if dice.random() < 0.8 else some_bytes(dice, data))
    _holds([path])


def archives_of_damaged_files(dice: Random, folder: Path) -> None:
    path = folder / "all.zip"
    data = material.archive(dice, _members(dice))
    path.write_bytes(data if dice.random() < 0.8 else some_bytes(dice, data))
    _holds([path])


def several_files_at_once(dice: Random, folder: Path) -> None:
    paths = _files(dice, folder)
    plan = _holds(paths)
    _holds(paths[::-1], plan)
    _holds(paths[:1], plan)


def files_in_turns(dice: Random, folder: Path) -> None:
    paths = _files(dice, folder)
    plan, before = empty_plan(), None
    for number in range(_ROUNDS):
        if plan == before:
            return
        before = plan
        for path in paths:
            plan = _holds([path], plan) if number < 2 else read(path, plan=plan).plan
    assert plan == before


def _alike(dice: Random) -> list[Grid]:
    """Return lists about the same things, each damaged in its own way."""
    if dice.random() < 0.4:
        return [material.invented(dice) for _ in range(dice.choice((2, 2, 3)))]
    start = dice.choice(material.grids())
    return [some_cells(dice, start) for _ in range(dice.choice((2, 2, 3)))]


def _members(dice: Random) -> list[tuple[str, bytes]]:
    grids = _alike(dice) if dice.random() < 0.7 else [_grid(dice) for _ in range(dice.choice((1, 2, 4)))]
    names = (
        "a.csv",
        "b.csv",
        "list-1.csv",
        "list-2.csv",
        "folder/a.csv",
        "deep/er/x.TXT",
        "x.json",
        "devices.csv",
    )
    members = []
    for grid in grids:
        name = dice.choice(names)
        data = material.objects(dice, grid) if name.endswith("json") else material.delimited(dice, grid)
        members.append((name, data if dice.random() < 0.8 else some_bytes(dice, data)))
    if dice.random() < 0.2:
        members.append((dice.choice(names), dice.choice(members)[1]))
    return members


def _files(dice: Random, folder: Path) -> list[Path]:
    paths = []
    for number, (name, data) in enumerate(_members(dice)):
        path = folder / f"{number if dice.random() < 0.5 else ''}" / Path(name).name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        if path not in paths:
            paths.append(path)
    return paths


CAMPAIGNS: dict[Trial, int] = {
    invented_rows: 800,
    damaged_bytes: 600,
    damaged_rows: 600,
    damaged_objects: 300,
    workbooks_of_damaged_rows: 200,
    archives_of_damaged_files: 250,
    several_files_at_once: 200,
    files_in_turns: 120,
}
"""What is tried, and how often where the environment says nothing."""


@pytest.mark.parametrize("trial", CAMPAIGNS, ids=lambda trial: trial.__name__)
def test_importing_again_changes_nothing(
    request: pytest.FixtureRequest, tmp_path: Path, trial: Trial
) -> None:
    attack(request, tmp_path, trial, CAMPAIGNS[trial])
