"""Patterns of secrets: each is tried on its own examples, and a mistake costs itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.standards import load_secrets, template_folders

GOOD = """
[[secret]]
id = "badge"
title = "badge number"
re = 'badge (\\d{4})'
hints = ["badge"]
unless = ["0000"]
counterexamples = ["badge 0000", "badge lost"]
examples = { "badge 4711 of Ann" = "4711" }
"""


def loaded(folder: Path, text: str) -> tuple[list[str], list[tuple[str, str]]]:
    (folder / "secrets").mkdir(exist_ok=True)
    (folder / "secrets" / "own.toml").write_text(text, encoding="utf-8")
    patterns, problems = load_secrets([*template_folders(), folder])
    return [p.id for p in patterns], [(p.path, p.message) for p in problems]


def test_the_shipped_patterns_hold() -> None:
    patterns, problems = load_secrets()
    assert problems == ()
    assert len(patterns) > 30


def test_a_firm_adds_a_pattern_of_its_own(tmp_path: Path) -> None:
    ids, problems = loaded(tmp_path, GOOD)
    assert problems == []
    assert "badge" in ids


@pytest.mark.parametrize(
    ("old", "new", "path", "said"),
    [
        ("(\\d{4})", "(\\d{4}", "re", "is no regular expression"),
        ("(\\d{4})", "\\d{4}", "re", "has 0 groups and needs one"),
        ("badge (\\d{4})", "(badge) (\\d{4})", "re", "has 2 groups"),
        ("badge (\\d{4})", "(\\d*)", "re", "matches nothing at all"),
        ("badge number", "b", "title", "a few letters"),
        ("badge number", "a]b", "title", "a few letters"),
        ('= "4711" }', '= "4712" }', "examples", "example 1 does not hold: '4711' was found instead"),
        ("badge 4711 of", "badge of", "examples", "nothing was found"),
        ('hints = ["badge"]', 'hints = ["card"]', "hints", "are all missing in example 1"),
        ('hints = ["badge"]', "", "hints", "are all missing in example 1"),
        ('unless = ["0000"]', "", "counterexamples", "counterexample 1 is found ('0000')"),
        ("examples = { ", "exmples = { ", "exmples", "did you mean `examples`"),
        ('examples = { "badge 4711 of Ann" = "4711" }', "", "examples", "is missing"),
    ],
)
def test_a_mistake_costs_the_pattern_and_says_where(
    tmp_path: Path, old: str, new: str, path: str, said: str
) -> None:
    assert old in GOOD
    ids, problems = loaded(tmp_path, GOOD.replace(old, new, 1))
    ((place, message),) = problems
    assert place == f"secret.badge.{path}"
    assert said in message
    assert "badge" not in ids


def test_a_broken_pattern_of_the_firm_leaves_the_shipped_one(tmp_path: Path) -> None:
    ids, problems = loaded(tmp_path, GOOD.replace('"badge"', '"pin"', 1).replace("(\\d{4})", "("))
    assert len(problems) == 1
    assert "pin" in ids
