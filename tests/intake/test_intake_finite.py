"""A number that no plan can hold never gets into one: it is unknown, and the report says so."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from planner.intake import parse_value
from planner.intake.cell.convert import Nothing, Vocabulary, converter
from planner.intake.cell.moment import Order
from planner.intake.cell.numeric import gigabytes, number
from planner.intake.cell.value import BadValueError
from planner.model.field import Field, FieldType
from planner.model.import_map import Column, ImportWords
from tests.intake.factory import by, read, read_text, report

RUNAWAY = (
    "inf",
    "-inf",
    "Infinity",
    "1e999",
    "-1e400",
    "1e308",
    "9" * 400,
    "9" * 79,
    str(2**63),
    str(-(2**64)),
)
NUMBER = Field(id="n", title="N", type=FieldType.NUMBER)


@pytest.mark.parametrize("text", ["nan", "NaN", *RUNAWAY])
def test_no_number_and_no_size(text: str) -> None:
    assert number(text) is None
    assert gigabytes(text) is None


@pytest.mark.parametrize("text", ["1e308 PB", "9e17 PB", "-9e18 TB", "1e18 PB"])
def test_a_size_that_leaves_the_range_by_its_unit(text: str) -> None:
    assert gigabytes(text) is None


@pytest.mark.parametrize("text", ["nan", *RUNAWAY])
def test_what_is_typed(text: str) -> None:
    with pytest.raises(BadValueError):
        parse_value(NUMBER, text)


@pytest.mark.parametrize("value", [math.inf, -math.inf, math.nan, 1e300])
def test_a_word_list_hands_out_no_such_number_either(value: float) -> None:
    read = converter(
        Column(to="n", values={"many": value}), NUMBER, Vocabulary(ImportWords(id="w")), Order(None)
    )
    assert read("many") is Nothing.ODD


@pytest.mark.parametrize("text", RUNAWAY)
def test_a_list_with_such_a_number(tmp_path: Path, text: str) -> None:
    preview = read_text(tmp_path, f"Device name,Serial number,Model,Memory\nPC-1,S1,M,{text}\n")
    assert "ram_gb" not in by(preview.plan, "devices", "name", "PC-1").facts
    assert any("'Memory'" in warning and "unknown" in warning for warning in report(preview).warnings)


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e999", "1e308", "9" * 400, "9" * 5000, str(2**64)])
def test_an_object_with_such_a_number(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.json"
    path.write_text(f'[{{"Device name": "PC-1", "Serial number": "S1", "Model": "M", "Memory": {text}}}]')
    preview = read(path, as_format="generic-devices")
    damaged = "damaged JSON" in report(preview).error
    assert damaged or "ram_gb" not in by(preview.plan, "devices", "name", "PC-1").facts
