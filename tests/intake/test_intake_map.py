from __future__ import annotations

from pathlib import Path

import pytest

from planner.standards import load_import_maps, template_folders

MAP = """
id = "own"
title = "Own list"
kind = "devices"
[recognise]
required = ["Own id"]
[[column]]
to = "name"
from = ["Own id"]
"""


def problems(folder: Path, text: str) -> list[str]:
    (folder / "imports").mkdir()
    (folder / "imports" / "own.toml").write_text(text)
    maps, found = load_import_maps([*template_folders()[:1], folder])
    assert ("own" in maps) is (not found)
    return [str(problem) for problem in found]


def test_a_firm_can_add_a_map(tmp_path: Path) -> None:
    assert problems(tmp_path, MAP) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('kind = "devices"', 'kind = "device"', "`device` is no kind of record; did you mean `devices`"),
        ('to = "name"', 'to = "nmae"', "column[0].to: `nmae` is no field of devices; did you mean `name`"),
        ('to = "name"', 'to = "name"\nconvert = "dat"', "`dat` is no converter; did you mean `date`"),
        (
            'to = "name"',
            'to = "class"\nvalues = { x = "lap" }',
            "column[0].values.x: `lap` is no value of `class`",
        ),
        ('to = "name"', 'to = "class"\nblank = "lap"', "blank: `lap` is no value of `class`"),
        ('from = ["Own id"]', "", "column[0].from: is missing"),
        ('required = ["Own id"]', "", "recognise: is missing"),
        ("[recognise]", '[constants]\ncolour = "x"\n[recognise]', "constants.colour"),
        ('title = "Own list"', 'title = "Own list"\ndate_order = "ymd"', "date_order"),
        ('title = "Own list"', 'title = "Own list"\nquality = 101', "quality"),
        ('title = "Own list"', 'title = "Own list"\nfiles = ["pdf"]', "files[0]"),
        ("[recognise]", '[group]\nby = ["nmae"]\norder = "last_seen"\n[recognise]', "group.by[0]"),
        (
            "[recognise]",
            '[[route]]\nfrom = ["A"]\nmatches = ["x"]\nkind = "cars"\n[recognise]',
            "route[0].kind",
        ),
        ("[[column]]", "[[colum]]", "`colum` is unknown here"),
    ],
)
def test_a_mistake_is_one_clear_problem(tmp_path: Path, old: str, new: str, said: str) -> None:
    found = problems(tmp_path, MAP.replace(old, new))
    assert len(found) == 1
    assert found[0].startswith("imports/own.toml")
    assert said in found[0]


def test_the_shipped_maps_have_no_problems() -> None:
    assert load_import_maps(template_folders()[:1])[1] == ()
