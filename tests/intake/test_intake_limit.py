"""What one bad thing costs: itself; and what a file may cost at most, said in words with the figure."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from planner.intake import one_file
from planner.intake.match import table
from planner.intake.reader import delimited, row, workbook
from planner.model.limits import Limits
from tests.intake.book import rows, sheet
from tests.intake.book import workbook as make_workbook
from tests.intake.factory import read, read_text, report

HEAD = "Device name,Serial number,Model\n"


def pack(path: Path, members: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return path


def spoil(path: Path, member: str) -> None:
    """Overwrite the packed bytes of one member of an archive."""
    with zipfile.ZipFile(path) as made:
        entry = made.getinfo(member)
    data = bytearray(path.read_bytes())
    start = entry.header_offset + 30 + len(member)
    data[start : start + entry.compress_size] = b"\xff" * entry.compress_size
    path.write_bytes(data)


def test_a_damaged_member_between_two_good_ones_is_named_and_they_are_read(tmp_path: Path) -> None:
    path = pack(
        tmp_path / "all.zip",
        {name: f"{HEAD}{name},S-{name},M\n" for name in ("a.csv", "b.csv", "c.csv")},
    )
    spoil(path, "b.csv")
    preview = read(path)
    assert [(f.created, f.path) for f in preview.files[:2]] == [
        (1, f"{path} [a.csv]"),
        (1, f"{path} [c.csv]"),
    ]
    assert preview.files[2].error == (
        "all.zip / b.csv is damaged inside the archive. Export or download it again."
    )
    assert len(preview.plan.records["devices"]) == 2


def test_an_archive_of_nothing_but_damage_says_so(tmp_path: Path) -> None:
    path = pack(tmp_path / "all.zip", {"a.csv": HEAD + "A,S,M\n" * 50})
    spoil(path, "a.csv")
    assert "all.zip cannot be read: a.csv is damaged inside the archive" in report(read(path)).error


def test_two_members_of_one_name_are_two_lists(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.csv", f"{HEAD}A,S1,M\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            made.writestr("a.csv", f"{HEAD}B,S2,M\n")
    preview = read(path)
    assert len(preview.plan.records["devices"]) == 2
    assert {s.title for s in preview.plan.sources.values()} == {"all.zip / a.csv", "all.zip / a.csv (2)"}


@pytest.mark.parametrize("content", ['[{"\ufeff":"x"}]', "[{}]", '[{" ":"x"}]', "\ufeff,\n1,2\n"])
def test_a_header_of_nothing_is_refused_by_name(tmp_path: Path, content: str) -> None:
    (tmp_path / "good.csv").write_text(f"{HEAD}A,S1,M\n", encoding="utf-8")
    (tmp_path / "bad.json").write_text(content, encoding="utf-8")
    bad, good = read(tmp_path / "bad.json", tmp_path / "good.csv").files
    assert bad.error.startswith("bad.json ")
    assert good.created == 1


class PanicError(BaseException):
    """What a parser written in Rust raises."""


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (MemoryError(), "needs more than 2,048 MB of memory"),
        (RecursionError(), "nested too deeply"),
        (
            IndexError("list index"),
            "is damaged in a way that stops it from being read (IndexError: list index)",
        ),
        (PanicError("index out of bounds"), "(PanicError: index out of bounds)"),
        (UnicodeError("surrogates"), "(UnicodeError: surrogates)"),
    ],
)
@pytest.mark.parametrize("place", ["file", "table"])
def test_whatever_goes_wrong_costs_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: BaseException, words: str, place: str
) -> None:
    for name in ("a.csv", "bad.csv", "c.csv"):
        (tmp_path / name).write_text(f"{HEAD}{name},S-{name},{name}\n", encoding="utf-8")
    if place == "file":
        real = delimited.read_delimited

        def read_it(data: bytes, known: frozenset[str]) -> object:
            if b"bad.csv" in data:
                raise error
            return real(data, known)

        monkeypatch.setattr(delimited, "read_delimited", read_it)
    else:
        map_it = table.to_table

        def table_it(records: row.Records, *rest: object) -> object:
            if records.rows[1].cells[0] == "bad.csv":
                raise error
            return map_it(records, *rest)  # type: ignore[arg-type] # whatever the real one takes

        monkeypatch.setattr(one_file, "to_table", table_it)
    files = read(*(tmp_path / name for name in ("a.csv", "bad.csv", "c.csv"))).files
    assert [bool(f.error) for f in files] == [False, True, False]
    assert files[1].error.startswith("bad.csv ")
    assert words in files[1].error


def test_a_sheet_that_fails_costs_that_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_workbook(tmp_path / "list.xlsx", {"One": sheet(rows()), "Two": sheet(rows())})
    real = workbook._rows

    def fail(book: object, name: str, lines: list[int] | None) -> object:
        if name == "One":
            raise PanicError("overflow")
        return real(book, name, lines)  # type: ignore[arg-type] # the very arguments it was called with

    monkeypatch.setattr(workbook, "_rows", fail)
    good, bad = read(path).files
    assert (good.created, good.path) == (1, f"{path} [Two]")
    assert bad.path == f"{path} [One]"
    assert "PanicError: overflow" in bad.error


def test_what_is_pressed_by_a_person_is_no_damage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(delimited, "read_delimited", stop)
    with pytest.raises(KeyboardInterrupt):
        read_text(tmp_path, HEAD)


def test_the_total_of_an_import_counts_over_all_archives_and_workbooks(tmp_path: Path) -> None:
    text = HEAD + "".join(f"PC-{n},S{n},Latitude\n" for n in range(1000))
    paths = [pack(tmp_path / f"{n}.zip", {"a.csv": text}) for n in range(3)]
    size = len(text)
    errors = [f.error for f in read(*paths, limits=Limits(unpacked=2 * size)).files]
    assert errors[:2] == ["", ""]
    assert f"2.zip cannot be read: a.csv unpacks to more than {2 * size:,} bytes" in errors[2]
    book = make_workbook(tmp_path / "b.xlsx", {"S": sheet(rows())})
    assert "unpacks to more than 500 bytes" in report(read(book, limits=Limits(unpacked=500))).error


def test_what_is_refused_takes_nothing_from_the_files_after_it(tmp_path: Path) -> None:
    bomb = pack(tmp_path / "bomb.zip", {"a.csv": "0" * 100_000, "b.csv": f"{HEAD}A,S1,M\n"})
    good = pack(tmp_path / "good.zip", {"a.csv": HEAD + "B,S2,M\n" * 100})
    files = read(bomb, good, limits=Limits(unpacked=50_000)).files
    assert [bool(f.error) for f in files] == [False, True, False]
    assert "a.csv unpacks to more than" in files[1].error


def test_an_archive_that_lies_about_its_sizes_is_counted_as_it_unpacks(tmp_path: Path) -> None:
    path = pack(tmp_path / "lie.zip", {"a.csv": "0" * 500_000})
    data = path.read_bytes().replace((500_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(data)
    assert report(read(path, limits=Limits(unpacked=100_000))).error


def test_an_archive_of_many_files_is_refused_with_the_figure(tmp_path: Path) -> None:
    path = pack(tmp_path / "many.zip", {f"{n}.csv": HEAD for n in range(12)})
    assert (
        "is an archive of 12 files, more than the 10" in report(read(path, limits=Limits(members=10))).error
    )


def test_a_file_larger_than_the_limit_is_refused_with_the_figure(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(HEAD * 10_000)
    found = report(read(tmp_path / "a.csv", limits=Limits(file=100_000)))
    assert "a.csv is larger than 100,000 bytes" in found.error


# Sizes at which anything quadratic would run for hours.


@pytest.mark.parametrize("header", [pytest.param("Colour", marks=pytest.mark.campaign), "Serial number"])
def test_equal_headers_by_the_thousand(tmp_path: Path, header: str) -> None:
    count = 200_000
    text = f"Device name,Serial number,{','.join([header] * count)}\nPC-1,S1{',' * count}\n"
    found = report(read_text(tmp_path, text))
    assert f"has {count + 2:,} columns, more than the 20,000" in found.error
    preview = read(tmp_path / "list.csv", limits=Limits(columns=count + 2))
    assert report(preview).created == 1
    assert f"Columns that appear twice: {header}." in report(preview).warnings[0]


def test_objects_that_share_no_key_are_no_table(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{f"k{n}": n, "name": "x"} for n in range(15_000)]))
    error = report(read(tmp_path / "a.json")).error
    assert "spreads 30,000 cells over 15,000 rows and 15,001 columns" in error
    (tmp_path / "b.json").write_text(json.dumps([{f"k{n}": n} for n in range(100_000)]))
    assert "has 100,000 columns" in report(read(tmp_path / "b.json")).error


def test_marks_that_nobody_closes_are_read_again_only_so_often(tmp_path: Path) -> None:
    count = 60_000
    # Wherever reading begins, each line closes the mark of the line before and opens another.
    found = report(read_text(tmp_path, HEAD + "".join(f'P"C-{n},"S{n}\n' for n in range(count))))
    unclosed = [r for r in found.rejected if "never closed" in r.reason]
    assert [r.line for r in unclosed] == list(range(2, 2 + 4 * count // 10_000 + 1))


def test_a_mark_open_for_longer_than_any_record_costs_its_line_only(tmp_path: Path) -> None:
    more = "".join(f"PC-{n},S{n},M\n" for n in range(1, 12_000))
    found = report(read_text(tmp_path, f'{HEAD}PC-0,"S0,M\n{more}'))
    assert [r.line for r in found.rejected] == [2]
    assert found.created == 11_999
