"""The figures of the budget's policy are refused where nobody could reckon with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.standards import load_budget_rules
from planner.standards.folder import template_folders


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("years = 11", "has to be"),
        ("soon_days = 0", "1 or more"),
        ("batch_share = 0", "more than 0 and at most 1"),
        ("batch_share = 1.5", "more than 0 and at most 1"),
    ],
)
def test_a_figure_that_makes_no_sense_is_named(tmp_path: Path, line: str, said: str) -> None:
    shipped = template_folders()[0]
    name = line.partition(" ")[0]
    text = (shipped / "budget" / "charge.toml").read_text(encoding="utf-8")
    old = next(one for one in text.splitlines() if one.startswith(f"{name} = "))
    for file in (shipped / "budget").iterdir():
        (tmp_path / "budget").mkdir(exist_ok=True)
        (tmp_path / "budget" / file.name).write_bytes(file.read_bytes())
    (tmp_path / "budget" / "charge.toml").write_text(text.replace(old, line), encoding="utf-8")
    _, problems = load_budget_rules([tmp_path])
    assert any(name in f"{one.path} {one.message}" and said in one.message for one in problems)
