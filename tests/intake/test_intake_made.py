"""When a file was made, who is still here, and words that mean a figure or nothing we know."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.intake.match.draft import Draft, Reading
from planner.intake.match.made import day_made
from planner.intake.settle.truth import settle
from planner.model.fact import Value
from planner.model.lifecycle import Lifecycle
from tests.intake.factory import TODAY, by, catalogue, read, report, values

EARLIER = "2026-11-18"


def made(*days: str) -> str:
    drafts = [
        Draft(line=n, kind="devices", readings={"last_seen": Reading(day)}) for n, day in enumerate(days)
    ]
    return day_made(drafts, catalogue(), date(2026, 11, 22))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ([EARLIER] * 3, EARLIER),
        ([EARLIER, "2026-11-17", "2026-06-01"], EARLIER),
        ([EARLIER, "2026-10-01", "2026-06-01"], ""),
        (["2026-11-22"] * 3, ""),
        (["2026-11-23"] * 3, ""),
        (["2026-05-01"] * 3, ""),
        ([], ""),
    ],
    ids=["all", "most", "too few agree", "today", "ahead", "long ago", "no sign of life"],
)
def test_the_newest_signs_of_life_tell_the_day(days: list[str], expected: str) -> None:
    assert made(*days) == expected


def table(folder: Path, *lines: str) -> Path:
    file = folder / "list.csv"
    file.write_text("\n".join(lines) + "\n", "utf-8")
    return file


def test_a_backup_that_ran_before_the_file_was_made_has_run(tmp_path: Path) -> None:
    file = table(
        tmp_path, "What is backed up,Job,Last success", "A,Nightly,2026-11-18", "B,Nightly,2026-11-18"
    )
    plan = read(file).plan
    found = settle(plan, catalogue(), Lifecycle(), TODAY).of("backups")
    assert [item.value("last_success_hours") for item in found] == [24.0, 24.0]


def left(folder: Path, *, complete: bool) -> dict[str, Value]:
    file = table(
        folder, "Login,Display name,Enabled,Last sign-in,Left", "a@x.example,Ann,yes,2026-11-02,2026-03-31",
        "b@x.example,Ben,yes,2026-11-20,", "c@x.example,Cy,yes,2026-02-02,2026-03-31",
    )  # fmt: skip
    plan = read(file).plan
    if complete:
        plan = replace(plan, complete={"accounts": tuple(plan.sources)})
    items = settle(plan, catalogue(), Lifecycle(), TODAY).of("accounts")
    return {
        f"{item.label} {field}": item.value(field)
        for item in items
        for field in ("owner_left", "used_after_leaving")
    }


def test_in_a_complete_list_no_leaving_date_means_still_here(tmp_path: Path) -> None:
    found = left(tmp_path, complete=True)
    assert (found["Ann owner_left"], found["Ben owner_left"]) == (True, False)
    assert left(tmp_path, complete=False)["Ben owner_left"] is None


def test_a_sign_in_after_the_leaving_date_is_seen(tmp_path: Path) -> None:
    found = left(tmp_path, complete=True)
    assert [found[f"{who} used_after_leaving"] for who in ("Ann", "Ben", "Cy")] == [True, False, False]


def test_yes_to_administrator_rights_is_at_least_one(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Name,Class,Serial number,Staff with local administrator rights",
        "A,Laptop,S1,yes",
        "B,Laptop,S2,no",
        "C,Laptop,S3,3",
    )
    done = read(file)
    assert [values(by(done.plan, "devices", "name", n))["local_admin_staff"] for n in "ABC"] == [1, 0, 3]
    assert not any("Staff with" in warning for warning in report(done).warnings)


def test_a_word_of_a_choice_that_nobody_knows_is_said(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Login,Display name,Kind",
        "a@x.example,Ann,staff",
        "adm.b,adm.b,admin",
        "z@x.example,Zoe,warlock",
    )
    done = read(file)
    assert [w for w in report(done).warnings if "Kind" in w] == [
        "1 value of 'Kind' was not understood and counts as unknown: 'warlock' (line 4)."
    ]
    admin = values(by(done.plan, "accounts", "login", "adm.b"))
    assert (admin["kind"], admin["is_admin"]) == ("other", True)


def test_an_open_service_is_called_by_what_it_is_and_where(tmp_path: Path) -> None:
    file = table(
        tmp_path,
        "Host,Port,Protocol,Service,Approved",
        "198.51.100.24,3389,tcp,rdp,no",
        "198.51.100.25,,tcp,,no",
    )
    found = settle(read(file).plan, catalogue(), Lifecycle(), TODAY).of("exposure")
    assert [item.label for item in found] == ["remote desktop (198.51.100.24, port 3389)", "198.51.100.25"]
