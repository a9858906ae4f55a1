"""Workbooks of a few kilobytes that stand for more cells than any memory holds; most of them innocent."""

from __future__ import annotations

from pathlib import Path

import pytest

from planner.model.limits import Limits
from tests.intake.book import cell, open_cell, open_document, rows, sheet, workbook
from tests.intake.factory import by, read, report, values


@pytest.mark.parametrize("place", ["XFD1048576", "Z1048576", "XFD2000", "A4294967295", "ZZZZ3", "AAA1048576"])
def test_a_stray_cell_far_away_leaves_the_list_as_it_is(tmp_path: Path, place: str) -> None:
    line = "".join(c for c in place if c.isdigit())
    far = f'<row r="{line}">{cell(place, "x")}</row>'
    preview = read(workbook(tmp_path / "list.xlsx", {"S": sheet(rows(far))}))
    found = report(preview)
    assert found.error == ""
    assert values(by(preview.plan, "devices", "name", "PC-1"))["serial"] == "S1"
    if not place.startswith("A4"):
        assert [r.line for r in found.rejected] == [int(line)], "the line it has in the sheet"


def test_cells_without_a_place_follow_one_another(tmp_path: Path) -> None:
    bare = '<row><c t="inlineStr"><is><t>PC-2</t></is></c><c t="inlineStr"><is><t>S2</t></is></c></row>'
    far = f'<row r="900000">{cell("AZ900000", "x")}</row>'
    preview = read(workbook(tmp_path / "list.xlsx", {"S": sheet(rows(bare, far))}))
    assert values(by(preview.plan, "devices", "name", "PC-2"))["serial"] == "S2"
    record = by(preview.plan, "devices", "name", "PC-2")
    assert record.facts["name"][0].row == 3


def test_values_of_a_sheet_written_anew_are_what_they_were(tmp_path: Path) -> None:
    body = (
        f'<row r="1">{cell("A1", "Name")}{cell("B1", "Purchase date")}{cell("C1", "Price")}{cell("D1", "Model")}</row>'
        f'<row r="500000">{cell("A500000", "A &amp; B")}<c r="B500000" s="1"><v>45415</v></c>'
        f'<c r="C500000"><f>1+2</f><v>1250.5</v></c><c r="D500000" t="s"><v>0</v></c></row>'
        f'<row r="500001">{cell("A500001", "PC-2")}</row><row r="700000"><c r="XFD700000" s="1"/></row>'
    )
    styles = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
    merged = '<mergeCells><mergeCell ref="D500000:D1048576"/><mergeCell ref="A1:D1"/></mergeCells>'
    path = workbook(
        tmp_path / "list.xlsx",
        {"S": sheet(body, merged)},
        "<si><r><t>Lati</t></r><r><t>tude</t></r></si>",
        styles,
    )
    plan = read(path).plan
    first = values(by(plan, "devices", "name", "A & B"))
    assert (first["purchase_date"], first["cost"], first["model"]) == ("2024-05-03", 1250.5, "Latitude")
    assert values(by(plan, "devices", "name", "PC-2"))["model"] == "Latitude", "merged over it"


def test_cells_in_a_diagonal_are_refused_with_the_figures_and_the_sheet_beside_them_is_read(
    tmp_path: Path,
) -> None:
    wide = "".join(
        f'<row r="{n * 10}"><c r="{_letters(n)}{n * 10}"><v>1</v></c></row>' for n in range(1, 200)
    )
    path = workbook(tmp_path / "list.xlsx", {"Odd": sheet(wide), "Fine": sheet(rows())})
    preview = read(path, limits=Limits(grid=5_000))
    good, bad = preview.files
    assert (good.created, good.path) == (1, f"{path} [Fine]")
    assert bad.path == f"{path} [Odd]"
    assert bad.error.startswith(
        "list.xlsx / Odd spreads 199 cells over 1,990 rows and 199 columns, more than the 5,000"
    )


def test_a_text_that_thousands_of_cells_point_to_is_counted_before_it_is_repeated(tmp_path: Path) -> None:
    many = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 1003))
    path = workbook(tmp_path / "list.xlsx", {"S": sheet(rows(many))}, f"<si><t>{'A' * 10_000}</t></si>")
    found = report(read(path, limits=Limits(unpacked=2_000_000)))
    assert "repeats long texts in 1,000 cells, which together hold more than 2 MB" in found.error
    few = read(path, limits=Limits(unpacked=20_000_000))
    assert report(few).error == ""


def test_a_document_type_is_no_part_of_a_workbook(tmp_path: Path) -> None:
    laughs = f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50}">]>' + sheet(rows()).partition("?>")[2]
    path = workbook(tmp_path / "list.xlsx", {"S": laughs})
    assert "declares XML entities" in report(read(path)).error


_FAR = (
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell/></table:table-row>'
    '<table:table-row><table:table-cell table:number-columns-repeated="16383"/>'
    + open_cell("x")
    + "</table:table-row>"
)
_FULL = f'<table:table-row table:number-rows-repeated="1048570">{open_cell("x", 16384)}</table:table-row>'


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (_FAR, "spreads 7 cells over 1,048,573 rows and 16,384 columns"),
        (_FULL, "spreads 17,179,770,886 cells over 1,048,572 rows and 16,384 columns"),
    ],
)
def test_repeated_cells_of_an_open_document_are_counted(tmp_path: Path, body: str, words: str) -> None:
    assert words in report(read(open_document(tmp_path / "list.ods", body))).error


def test_void_below_the_list_of_an_open_document_counts_for_nothing(tmp_path: Path) -> None:
    void = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    assert report(read(open_document(tmp_path / "list.ods", void))).created == 1


def _letters(number: int) -> str:
    first, second = divmod(number - 1, 26)
    return (chr(64 + first) if first else "") + chr(65 + second)
