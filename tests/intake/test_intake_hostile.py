from __future__ import annotations

import codecs
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.model.limits import MB, Limits
from tests.intake.factory import by, empty_plan, read, read_text, report, values

GOOD = "Device name,Serial number,Model,Operating system\nPC-1,S1,OptiPlex 7090,Windows 11 Pro\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n\r\n", "is empty"),
        (b"\0" * 50, "is empty"),
        (b"\x89PNG\r\n\x1a\n....", "is a picture"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"<!DOCTYPE html><html><body>Sign in</body></html>", "is a web page"),
        (b"<?xml version='1.0'?><a/>", "is XML"),
        (b'{"schema": 1}', "is JSON"),
        (b'{"broken": ', "damaged JSON"),
        (b"PK\x03\x04garbage", "damaged archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1garbage", "cannot be opened as a workbook"),
        (b"just some words\nand more words\n", "not a format that is known"),
        (b"Device name,Serial number,Model\n", "no rows"),
        (b"\xff\xfe", "is empty"),
    ],
)
def test_what_is_no_list_gets_a_plain_answer(tmp_path: Path, content: bytes, words: str) -> None:
    plan = empty_plan()
    preview = read_text(tmp_path, content, "what.csv", plan)
    assert words in report(preview).error
    assert report(preview).error.startswith("what.csv ")
    assert preview.plan is plan


def test_missing_files_and_folders(tmp_path: Path) -> None:
    assert "is not there" in report(read(tmp_path / "none.csv")).error
    assert "is a folder" in report(read(tmp_path)).error
    assert report(read(Path("a\0b"))).error


def test_one_bad_file_costs_itself_only(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(GOOD)
    preview = read(tmp_path / "none.csv", tmp_path / "good.csv")
    assert [bool(f.error) for f in preview.files] == [True, False]
    assert len(preview.plan.records["devices"]) == 1


def test_an_unknown_file_is_told_what_to_do(tmp_path: Path) -> None:
    error = report(read_text(tmp_path, "Colour,Shape\nred,round\n")).error
    assert "Colour, Shape" in error
    assert "planner formats" in error
    assert "--as" in error


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = GOOD + "Gerät-Müller,S2,Latitude 5440,Windows 11 Pro\n" * 1
    preview = read_text(tmp_path, text.encode(encoding))
    assert report(preview).error == ""
    assert values(by(preview.plan, "devices", "name", "Gerät-Müller"))


def test_big_endian_marks(tmp_path: Path) -> None:
    preview = read_text(tmp_path, codecs.BOM_UTF16_BE + GOOD.encode("utf-16-be"))
    assert report(preview).created == 1


@pytest.mark.parametrize(("mark", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "pipe")])
def test_delimiters(tmp_path: Path, mark: str, name: str) -> None:
    text = GOOD.replace(",", mark) + f'PC-2{mark}S2{mark}"a, b; c | d\te"{mark}Windows\n'
    preview = read_text(tmp_path, text)
    assert report(preview).delimiter == name
    assert values(by(preview.plan, "devices", "name", "PC-2"))["model"] == "a, b; c | d\te"


def test_a_stated_delimiter_and_titles_before_the_header(tmp_path: Path) -> None:
    text = "sep=;\nAsset list of ACME, 2026\n\n" + GOOD.replace(",", ";")
    found = report(read_text(tmp_path, text))
    assert (found.header_line, found.created) == (4, 1)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(tmp_path: Path, end: str) -> None:
    assert report(read_text(tmp_path, GOOD.replace("\n", end))).created == 1


def test_ragged_rows_are_rejected_by_line(tmp_path: Path) -> None:
    text = GOOD + '"PC\n2",S2,M,W\nPC-3,S3\nPC-4,S4,M,W,extra\nPC-5,S5,M,W,,\n\nPC-6,S6,M,W\n'
    found = report(read_text(tmp_path, text))
    assert [(r.line, r.reason) for r in found.rejected] == [
        (5, "has 2 values where the header has 4 columns"),
        (6, "has 5 values where the header has 4 columns"),
    ]
    assert (found.rows, found.created) == (6, 4)


def test_a_shift_is_reported(tmp_path: Path) -> None:
    text = "Device name,Serial number,Model\nPC-1,S1,x,\nPC-2,S2,y,\n"
    found = report(read_text(tmp_path, text))
    assert any("more values than the header" in w for w in found.warnings)


def test_an_unclosed_quotation_mark_costs_its_line_only(tmp_path: Path) -> None:
    text = GOOD + 'PC-2,S2,"broken,W\nPC-3,S3,M,W\n'
    preview = read_text(tmp_path, text)
    assert [r.line for r in report(preview).rejected] == [3]
    assert values(by(preview.plan, "devices", "name", "PC-3"))


def test_a_row_that_nothing_names_is_rejected(tmp_path: Path) -> None:
    found = report(read_text(tmp_path, GOOD + ",,OptiPlex,Windows 11\n"))
    assert [r.line for r in found.rejected] == [3]
    assert "no name" in found.rejected[0].reason


def test_duplicate_headers_and_nul_characters(tmp_path: Path) -> None:
    text = "Name,Serial number,Model,Model\nPC-\x001,S1,,Latitude\n"
    preview = read_text(tmp_path, text)
    assert any("appear twice" in w for w in report(preview).warnings)
    assert any("NUL" in w for w in report(preview).warnings)
    assert values(by(preview.plan, "devices", "name", "PC-1"))["model"] == "Latitude"


def test_hostile_names_are_kept_as_text_without_control_characters(tmp_path: Path) -> None:
    names = [
        "[/etc]",
        "[bold]x",
        "<script>",
        "=cmd|'/c calc'!A1",
        "\u202egpj.exe",
        "\x1b[31mred\x07",
        "'; DROP",
        "\u200eשם\u200f",
    ]
    rows = "".join(f'"{n}",S{i},M,Windows\n' for i, n in enumerate(names))
    preview = read_text(tmp_path, "Device name,Serial number,Model,OS\n" + rows)
    kept = [values(r)["name"] for r in preview.plan.records["devices"].values()]
    # What turns writing around goes; the plain marks of Hebrew and Arabic names stay.
    assert kept == [*names[:4], "gpj.exe", "[31mred", *names[6:]]
    assert "\x1b" not in repr(report(preview)).replace("\\x1b", "\x1b")


def test_a_cell_of_ten_megabytes_is_cut_and_said_so(tmp_path: Path) -> None:
    preview = read_text(tmp_path, GOOD + f'PC-2,S2,"{"x" * 10_000_000}",Windows\n')
    assert any("were cut" in w for w in report(preview).warnings)
    assert len(str(values(by(preview.plan, "devices", "name", "PC-2"))["model"])) == 4000


def test_secrets_never_reach_the_plan(tmp_path: Path) -> None:
    heads = (
        "Login,Password,License Key(s),BitLocker recovery key,TOTP seed,API-Key,MFA,Password never expires"
    )
    text = heads + "\nann@x.example,hunter2,AAA-BBB,123456-654321,JBSWY3DP,sk_live_1,Yes,No\n"
    preview = read_text(tmp_path, text)
    found = report(preview)
    assert found.dropped_secret_columns == tuple(heads.split(",")[1:6])
    for secret in ("hunter2", "AAA-BBB", "123456-654321", "JBSWY3DP", "sk_live_1"):
        assert secret not in repr(preview)
    account = values(by(preview.plan, "accounts", "login", "ann@x.example"))
    assert (account["password_never_expires"], account["mfa_enabled"]) == (False, True)


@pytest.mark.parametrize(
    "word", ["", "N/A", "None", "Not collected", "Unknown", "Unsupported", "-", "null", "NULL"]
)
def test_unknown_is_not_no(tmp_path: Path, word: str) -> None:
    text = f"Device name,Serial number,Encrypted\nPC-1,S1,{word}\n"
    assert "disk_encrypted" not in by(read_text(tmp_path, text).plan, "devices", "name", "PC-1").facts


def test_words_that_are_not_understood_are_reported(tmp_path: Path) -> None:
    text = "Device name,Serial number,Encrypted\nPC-1,S1,sometimes\nPC-2,S2,sometimes\n"
    preview = read_text(tmp_path, text)
    assert "disk_encrypted" not in by(preview.plan, "devices", "name", "PC-1").facts
    assert any(
        "2 values of 'Encrypted'" in w and "'sometimes' (line 2)" in w for w in report(preview).warnings
    )


def test_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "assets.xlsx"
    book = xlsxwriter.Workbook(str(path))
    cover = book.add_worksheet("Cover")
    cover.write(0, 0, "Prepared for Acme")
    for name, start in (("Laptops", 2), ("Office servers", 0)):
        sheet = book.add_worksheet(name)
        if start:
            sheet.merge_range("A1:D1", "Hardware of Acme")
        for column, title in enumerate(
            ("Device name", "Serial number", "Type", "Purchase date", "Encrypted")
        ):
            sheet.write(start, column, title)
        kind = "Laptop" if start else "Server"
        sheet.write_row(start + 1, 0, [f"{kind}-1", f"0012{start}", kind])
        sheet.write_datetime(
            start + 1,
            3,
            date(2024, 5, 6),
            book.add_format({"num_format": "dd/mm/yy"}),
        )
        sheet.write_boolean(start + 1, 4, True)
    book.close()
    preview = read(path)
    assert [(f.error, f.created, f.header_line) for f in preview.files] == [("", 1, 3), ("", 1, 1)]
    assert any("Cover" in w for w in preview.files[0].warnings)
    laptop = values(by(preview.plan, "devices", "name", "Laptop-1"))
    assert (laptop["purchase_date"], laptop["disk_encrypted"], laptop["serial"]) == (
        "2024-05-06",
        True,
        "00122",
    )
    assert len(preview.plan.records["servers"]) == 1
    again = read(path, plan=preview.plan)
    assert [(f.created, f.updated) for f in again.files] == [(0, 0), (0, 0)]
    assert again.plan is preview.plan


def test_archives_that_are_traps(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", b"0" * (3 * 1024 * 1024))
    assert "unpacks to more than 2 MB" in report(read(bomb, limits=Limits(unpacked=2 * MB))).error
    empty = tmp_path / "empty.zip"
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("readme.docx", "x")
    assert "without a list" in report(read(empty)).error


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=400) | st.text(max_size=400).map(lambda t: t.encode("utf-8", "surrogatepass"))
)
def test_no_bytes_make_it_fail(tmp_path: Path, content: bytes) -> None:
    preview = read_text(tmp_path, content)
    assert all(f.error or f.rows for f in preview.files)


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.lists(
            st.text(alphabet=st.sampled_from('ab1,;"\n\r\t|\0=-/: é'), max_size=12), min_size=1, max_size=7
        ),
        max_size=8,
    )
)
def test_no_rows_make_it_fail_and_none_is_lost_silently(tmp_path: Path, rows: list[list[str]]) -> None:
    body = "\n".join(",".join(row) for row in rows)
    preview = read_text(tmp_path, GOOD + body)
    found = report(preview)
    assert found.error == ""
    assert found.rows >= found.created
    again = read(tmp_path / "list.csv", plan=preview.plan)
    assert (report(again).created, report(again).updated) == (0, 0)
