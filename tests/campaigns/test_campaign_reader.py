"""No bytes make a reader fail in any way but in words, and what is refused leaves nothing behind."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from planner.intake.reader import ENDINGS, Budget, Terms, UnreadableFileError, read_content
from planner.intake.reader.format import Content
from planner.model.limits import Limits
from tests.campaigns import container, material
from tests.campaigns.mutation import some_bytes, some_cells
from tests.campaigns.trials import Trial, attack
from tests.intake.factory import empty_plan, maps, read

pytestmark = pytest.mark.campaign

_MOST_DAMAGE = 4


def _bytes(dice: Random) -> bytes:
    data = container.any_container(dice, some_cells(dice, dice.choice(material.grids())[:12]))
    for _ in range(dice.randrange(_MOST_DAMAGE)):
        data = some_bytes(dice, data)
    return data


def damaged_containers_are_read_or_refused_in_words(dice: Random, folder: Path) -> None:
    del folder
    words = next(one.words for one in maps().values() if one.words)
    terms = Terms(budget=Budget(Limits()), words=words, inside=read_content, endings=ENDINGS)
    try:
        found = read_content(Content(_bytes(dice)), terms)
    except UnreadableFileError:
        return
    assert found.tables or found.unread
    assert all(
        row.line >= 0 and all(isinstance(c, str) for c in row.cells) for t in found.tables for row in t.rows
    )
    assert all(one.reason for one in found.unread)


def damaged_containers_are_never_imported_in_part(dice: Random, folder: Path) -> None:
    path = folder / "list.any"
    path.write_bytes(_bytes(dice))
    plan = empty_plan()
    once = read(path, plan=plan)
    assert once.files
    assert all(report.error or report.rows for report in once.files)
    assert once.plan is plan if all(report.error for report in once.files) else once.plan != plan
    again = read(path, plan=once.plan)
    assert [(r.created, r.updated) for r in again.files if r.created or r.updated] == []


CAMPAIGNS: dict[Trial, int] = {
    damaged_containers_are_read_or_refused_in_words: 10_000,
    damaged_containers_are_never_imported_in_part: 500,
}
"""What is tried, and how often where the environment says nothing."""


@pytest.mark.parametrize("trial", CAMPAIGNS, ids=lambda trial: trial.__name__)
def test_readers(request: pytest.FixtureRequest, tmp_path: Path, trial: Trial) -> None:
    attack(request, tmp_path, trial, CAMPAIGNS[trial])
