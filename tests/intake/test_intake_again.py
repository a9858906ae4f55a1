"""Reading again what was read before: nothing changes, whatever a file or an archive is made of."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import xlsxwriter
from msgspec.structs import replace

from planner.model.plan import Plan
from tests.intake.factory import TODAY, by, empty_plan, fact, read, read_text, report, values

HEAD = "Device name,Serial number,Model,Encrypted\n"
OCTOBER = HEAD + "A,S1,M,No\nB,S2,M,No\n"
NOVEMBER = HEAD + "A,S1,M,Yes\nC,S3,N,No\n"
ACCOUNTS = "userPrincipalName,displayName,accountEnabled,userType,usageLocation,objectId\n"
ANN, BOB = "11111111-2222-3333-4444-555555555555", "11111111-2222-3333-4444-666666666666"


def _changes_nothing(plan: Plan, *paths: Path) -> None:
    again = read(*paths, plan=plan)
    assert [(found.created, found.updated) for found in again.files] == [(0, 0)] * len(again.files)
    assert again.plan == plan
    tomorrow = read(*paths, plan=plan, today=TODAY + timedelta(days=1))
    assert sum(found.created for found in tomorrow.files) == 0


def _zip(path: Path, *members: tuple[str, str]) -> Path:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, text in members[:-1]:
            archive.writestr(name, text)
        # The same name a second time, as some tools write it; the module warns about it.
        name, text = members[-1]
        archive.writestr(name.replace(".", "?"), text)
    path.write_bytes(packed.getvalue().replace(name.replace(".", "?").encode(), name.encode()))
    return path


@pytest.mark.parametrize("names", [("2026-10.csv", "2026-11.csv"), ("a.csv", "b.csv"), ("a.csv", "a.csv")])
def test_members_of_an_archive_do_not_take_each_others_place(tmp_path: Path, names: tuple[str, str]) -> None:
    path = _zip(tmp_path / "all.zip", (names[0], OCTOBER), (names[1], NOVEMBER))
    once = read(path)
    assert len(once.plan.sources) == 2
    assert not any("missing from this one" in w for found in once.files for w in found.warnings)
    assert {o.value for o in by(once.plan, "devices", "serial", "S1").facts["disk_encrypted"]} == {
        True,
        False,
    }
    _changes_nothing(once.plan, path)


def test_sheets_of_a_workbook_do_not_take_each_others_place(tmp_path: Path) -> None:
    path = tmp_path / "assets.xlsx"
    book = xlsxwriter.Workbook(str(path))
    for name, text in (("Sheet1", OCTOBER), ("Sheet2", NOVEMBER)):
        sheet = book.add_worksheet(name)
        for line, row in enumerate(text.splitlines()):
            sheet.write_row(line, 0, row.split(","))
    book.close()
    once = read(path)
    assert len(once.plan.sources) == 2
    _changes_nothing(once.plan, path)


def test_files_given_together_do_not_take_each_others_place(tmp_path: Path) -> None:
    old, new = tmp_path / "devices-10.csv", tmp_path / "devices-11.csv"
    old.write_text(OCTOBER)
    new.write_text(NOVEMBER)
    once = read(old, new)
    assert len(once.plan.sources) == 2
    _changes_nothing(once.plan, old, new)
    _changes_nothing(once.plan, new, old)
    _changes_nothing(once.plan, old)
    _changes_nothing(once.plan, old, old)


def test_a_newer_archive_takes_the_place_of_the_older_member_by_member(tmp_path: Path) -> None:
    first = read(_zip(tmp_path / "all.zip", ("a.csv", OCTOBER), ("b.csv", NOVEMBER)))
    newer = _zip(tmp_path / "all.zip", ("a.csv", OCTOBER), ("b.csv", NOVEMBER + "D,S4,N,No\n"))
    second = read(newer, plan=first.plan)
    assert [s.title for s in second.plan.sources.values()] == ["all.zip / a.csv", "all.zip / b.csv"]
    assert sum(found.created for found in second.files) == 1
    _changes_nothing(second.plan, newer)


def test_editions_in_turns_come_to_rest(tmp_path: Path) -> None:
    old, new = tmp_path / "devices-10.csv", tmp_path / "devices-11.csv"
    old.write_text(OCTOBER)
    new.write_text("Device name,Serial number,Model\nA,S1,M\nC,S3,N\n")
    plans = [empty_plan()]
    for _ in range(3):
        plan = read(old, plan=plans[-1]).plan
        _changes_nothing(plan, old)
        plans.append(read(new, plan=plan).plan)
        _changes_nothing(plans[-1], new)
    assert plans[3] == plans[2]
    assert [len(plan.records["devices"]) for plan in plans[1:]] == [3, 3, 3]


def test_a_line_is_always_one_of_the_file_that_is_read_now(tmp_path: Path) -> None:
    plan = read_text(tmp_path, HEAD + "A,S1,M,No\nB,S2,M,No\n", "devices-1.csv").plan
    retired = replace(by(plan, "devices", "name", "B"), retired=True)
    plan = replace(plan, records={"devices": {**plan.records["devices"], retired.id: retired}})
    # The encryption of A is kept, for the newer list has no column for it; its line was of the older.
    text = "Device name,Serial number,Model\nX,S9,M\nA,S1,M\n"
    newer = read_text(tmp_path, text, "devices-2.csv", plan).plan
    kept = fact(by(newer, "devices", "name", "A"), "disk_encrypted")
    assert kept is not None
    assert (kept.value, kept.row) == (False, None)
    assert {seen[0].row for seen in newer.records["devices"][retired.id].facts.values()} == {None}
    _changes_nothing(newer, tmp_path / "devices-2.csv")


def test_two_things_of_a_file_are_not_one_record(tmp_path: Path) -> None:
    plan = read_text(tmp_path, ACCOUNTS + f"ann@x.example,Ann,True,Member,US,{BOB}\n", "u.csv").plan
    text = ACCOUNTS + f"bob@x.example,Bob,True,Member,US,{BOB}\nann@x.example,Ann,True,Member,US,{ANN}\n"
    found = read_text(tmp_path, text, "users.csv", plan)
    assert (report(found).created, report(found).updated) == (1, 1)
    assert values(by(found.plan, "accounts", "login", "ann@x.example"))["source_id"] == ANN
    _changes_nothing(found.plan, tmp_path / "users.csv")


def test_the_surer_key_comes_first_whatever_the_order_of_the_rows(tmp_path: Path) -> None:
    plan = read_text(tmp_path, HEAD + "LAP,S1,M,No\n", "d.csv").plan
    text = "Device name,Serial number,Model\nLAP,,M\nDESK,S1,M\n"
    found = read_text(tmp_path, text, "d.csv", plan)
    assert report(found).created == 1
    assert values(found.plan.records["devices"]["dev-0001"])["name"] == "DESK"


def test_one_login_on_two_directory_objects_is_two_accounts(tmp_path: Path) -> None:
    text = ACCOUNTS + f"ann@x.example,Ann,True,Member,US,{ANN}\nann@x.example,Bob,True,Member,US,{BOB}\n"
    assert report(read_text(tmp_path, text, "users.csv")).created == 2


MACHINE = "Device name,Serial number,Manufacturer,MAC address,Encrypted\n"


def test_a_thing_whose_values_another_hides_is_not_found_anew_each_time(tmp_path: Path) -> None:
    plan = read_text(tmp_path, "Device name,Serial number,Model\nPC-1,S3,M\n", "a.csv").plan
    # Nothing of the second row would be kept beside the first; the maker then contradicts it.
    text = MACHINE + "PC-1,S3,HP,,Yes\n,S3,Dell,,No\n"
    once = read_text(tmp_path, text, "b.csv", plan)
    assert report(once).created == 1
    _changes_nothing(once.plan, tmp_path / "b.csv")


def test_what_is_kept_of_a_thing_is_what_it_is_found_by(tmp_path: Path) -> None:
    head = "Device name,Serial number,FQDN,Last seen\n"
    # Rows that their network names tie together; the newest of them is what the record says.
    tied = head + "PC-1,,pc-2.acme.local,2026-11-19\nPC-2,,,2026-11-20\n"
    apart = head + "PC-1,,,2026-11-18\n"
    (tmp_path / "list-1.csv").write_text(apart)
    (tmp_path / "list-2.csv").write_text(tied)
    plan, counts = empty_plan(), []
    for _ in range(4):
        for name in ("list-1.csv", "list-2.csv"):
            plan = read(tmp_path / name, plan=plan).plan
        counts.append(len(plan.records["devices"]))
    assert counts == [1, 2, 2, 2]


def test_one_check_with_different_titles_is_two_findings(tmp_path: Path) -> None:
    """A check's number may stand for several things that were looked at: each is a finding of its own."""
    text = "Title,Check,Result\nPasswords are long,C-1,pass\nPasswords are old,C-1,fail\n"
    path = tmp_path / "checks.csv"
    path.write_text(text, encoding="utf-8")
    preview = read(path, as_format="generic-findings")
    assert len(preview.plan.records["findings"]) == 2
    _changes_nothing(preview.plan, path)
