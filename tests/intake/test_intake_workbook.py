"""Workbooks as people keep them: several sheets, a title above the header, merged cells, real dates."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from tests.intake.factory import by, read, report, values


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "Client list.xlsx"
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as made:
        bold = made.add_format({"bold": True})
        text = made.add_format({"num_format": "@"})
        devices = made.add_worksheet("Devices")
        devices.merge_range("A1:F1", "Acme - hardware list, as of 16 November 2026", bold)
        devices.write_row(
            "A3", ["Computer name", "Serial number", "Model", "Bought on", "Price", "Encrypted"], bold
        )
        devices.write_string("A4", "LT-ANNA")
        devices.write_string("B4", "0012345", text)
        devices.write_string("C4", "ThinkPad T14")
        devices.write_datetime("D4", datetime(2024, 4, 3, tzinfo=UTC).replace(tzinfo=None))
        devices.write_number("E4", 1250.5)
        devices.write_boolean("F4", True)
        devices.write_string("A5", "LT-BEN")
        devices.write_number("B5", 7654321)
        devices.merge_range("C5:C6", "OptiPlex 7090")
        devices.write_datetime("D5", date(2021, 12, 31))
        devices.write_formula("E5", "=500+250", None, 750)
        devices.write_string("F5", "No")
        devices.write_string("A6", "LT-CARA")
        devices.write_string("B6", "S-3")
        users = made.add_worksheet("Users")
        users.write_row("B2", ["Login", "Display name", "MFA", "Last sign-in", "Joined"], bold)
        users.write_row("B3", ["ann@acme.example", "Ann Lee", "Enabled"])
        users.write_datetime("E3", datetime(2026, 11, 2, 8, 15, tzinfo=UTC).replace(tzinfo=None))
        users.write_number("F3", 43831)
        users.write_row("B4", ["ben@acme.example", "Ben Ito", "Disabled", "Never"])
        notes = made.add_worksheet("Notes")
        notes.write("A1", "Ask Owen about the scanner")
        made.add_worksheet("Empty").hide()
    return path


def test_every_sheet_is_read_as_what_it_is(book: Path) -> None:
    preview = read(book)
    found = {f.path.rpartition(" [")[2].rstrip("]"): f for f in preview.files}
    assert {name: (f.format, f.kind, f.created, f.header_line) for name, f in found.items()} == {
        "Devices": ("generic-devices", "devices", 3, 3),
        "Users": ("generic-accounts", "accounts", 2, 2),
    }
    assert {f.error for f in preview.files} == {""}
    assert any("Notes" in w for f in preview.files for w in f.warnings)
    assert all(f.encoding == "workbook" for f in preview.files)
    assert len(preview.plan.sources) == 2


def test_dates_money_and_serial_numbers_of_a_workbook(book: Path) -> None:
    plan = read(book).plan
    anna = values(by(plan, "devices", "name", "LT-ANNA"))
    assert anna["serial"] == "0012345"
    assert anna["purchase_date"] == "2024-04-03"
    assert anna["cost"] == 1250.5
    assert anna["disk_encrypted"] is True
    ben = values(by(plan, "devices", "name", "LT-BEN"))
    assert ben["serial"] == "7654321"
    assert ben["purchase_date"] == "2021-12-31"
    assert ben["cost"] == 750
    assert ben["disk_encrypted"] is False
    ann = values(by(plan, "accounts", "login", "ann@acme.example"))
    assert ann["last_sign_in"] == "2026-11-02T08:15:00"
    assert ann["start_date"] == "2020-01-01"


def test_a_merged_cell_counts_for_every_row_it_covers(book: Path) -> None:
    plan = read(book).plan
    assert values(by(plan, "devices", "name", "LT-CARA"))["model"] == "OptiPlex 7090"


def test_a_workbook_read_again_changes_nothing(book: Path) -> None:
    once = read(book)
    twice = read(book, plan=once.plan)
    assert [(f.created, f.updated) for f in twice.files] == [(0, 0), (0, 0)]
    assert twice.plan == once.plan


def test_a_sheet_added_to_the_file_is_one_more_source(book: Path) -> None:
    plan = read(book).plan
    assert sorted(source.title for source in plan.sources.values()) == [
        "Client list.xlsx / Devices",
        "Client list.xlsx / Users",
    ]


def test_long_numbers_stay_what_they_are(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.write_row("A1", ["Hostname", "Serial number", "Asset tag", "Model"])
        sheet.write_row("A2", ["PC1", 123456789012345, 10007, 7090])
        sheet.write_row("A3", ["PC2", "=1+3", "00012", "X"])
        sheet.write_string("B3", "=1+3")
    preview = read(path)
    assert report(preview).path == str(path)
    first = values(by(preview.plan, "devices", "name", "PC1"))
    assert (first["serial"], first["asset_tag"], first["model"]) == ("123456789012345", "10007", "7090")
    second = values(by(preview.plan, "devices", "name", "PC2"))
    assert (second["serial"], second["asset_tag"]) == ("=1+3", "00012")


def test_a_header_over_two_rows_makes_no_record(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    with xlsxwriter.Workbook(path) as made:
        sheet = made.add_worksheet()
        sheet.merge_range("A1:A2", "Hostname")
        sheet.write_row("B1", ["Serial number", "Model", "Price"])
        sheet.write("D2", "in USD")
        sheet.write_row("A3", ["PC1", "S1", "T14", 900])
    found = report(read(path))
    assert found.created == 1
    assert [(r.line, r.reason) for r in found.rejected] == [(2, "repeats the names of the columns")]


def test_exports_put_one_below_the_other(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("Hostname,Serial number,Model\nPC1,S1,T14\nHostname,Serial number,Model\nPC2,S2,T14\n")
    found = report(read(path))
    assert (found.created, found.rows) == (2, 3)
    assert [r.line for r in found.rejected] == [3]
