from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.model.plan import Plan
from tests.intake.factory import FIXTURES, TODAY, by, empty_plan, read, read_text, report, values

HEAD = "Device name,Serial number,Manufacturer,Model,Encrypted\n"


def test_a_newer_export_updates_and_missing_things_stay(tmp_path: Path) -> None:
    first = read_text(
        tmp_path, HEAD + "A,S1,Dell,M,No\nB,S2,Dell,M,Yes\nC,S3,Dell,M,Yes\n", "devices-2026-10.csv"
    )
    second = read_text(
        tmp_path,
        HEAD + "A,S1,Dell,M,Yes\nD,S4,Dell,M,Yes\nC,S3,Dell,M,Yes\n",
        "devices-2026-11.csv",
        first.plan,
    )
    found = report(second)
    assert (found.created, found.updated, found.unchanged) == (1, 1, 1)
    assert any("1 record of the last export is missing" in w for w in found.warnings)
    assert len(second.plan.records["devices"]) == 4
    assert len(second.plan.sources) == 1
    assert values(by(second.plan, "devices", "name", "A"))["disk_encrypted"] is True
    gone = by(second.plan, "devices", "name", "B")
    assert gone.facts["name"][0].row is None  # its line was one of the older file
    assert any("A" in line and "no -> yes" in line for line in found.samples)


def test_what_a_newer_export_leaves_blank_is_unknown_again(tmp_path: Path) -> None:
    first = read_text(tmp_path, HEAD + "A,S1,Dell,M,No\n")
    second = read_text(tmp_path, HEAD + "A,S1,Dell,M,\n", plan=first.plan)
    assert report(second).updated == 1
    assert "disk_encrypted" not in by(second.plan, "devices", "name", "A").facts


def test_a_narrower_export_keeps_what_it_has_no_column_for(tmp_path: Path) -> None:
    first = read_text(tmp_path, HEAD + "A,S1,Dell,M,No\n")
    second = read_text(tmp_path, "Device name,Serial number,Model\nA,S1,M\n", plan=first.plan)
    assert report(second).unchanged == 1
    assert values(by(second.plan, "devices", "name", "A"))["disk_encrypted"] is False


def test_an_older_export_does_not_overwrite_a_newer_one() -> None:
    new = read(FIXTURES / "intune-current.csv")
    old = read(FIXTURES / "intune-before-entra.csv", plan=new.plan, observed=date(2026, 1, 5))
    assert report(old).updated == 0
    anna = by(old.plan, "devices", "name", "LT-ANNA")
    assert all(o.observed >= "2026-11-20" for seen in anna.facts.values() for o in seen)


def test_two_tools_describe_one_machine(tmp_path: Path) -> None:
    plan = read(FIXTURES / "intune-current.csv").plan
    for name in ("ad-computers-filetime.csv", "snipe-assets.csv"):
        plan = read(FIXTURES / name, plan=plan).plan
    anna = by(plan, "devices", "name", "LT-ANNA")
    assert {o.source for seen in anna.facts.values() for o in seen} == {"s1", "s2", "s3"}
    assert report(read_text(tmp_path, HEAD + "other,5CG0001AAA,HP,M,Yes\n", plan=plan)).updated == 1


def test_names_do_not_join_machines_with_different_serial_numbers(tmp_path: Path) -> None:
    plan = read(FIXTURES / "intune-current.csv").plan
    found = report(read_text(tmp_path, HEAD + "LT-ANNA,OTHER1,HP,M,Yes\n", plan=plan))
    assert (found.created, found.updated) == (1, 0)


def test_one_serial_number_of_two_makers_is_two_machines(tmp_path: Path) -> None:
    found = report(read_text(tmp_path, HEAD + "A,0001234,Dell,M,Yes\nB,0001234,Lenovo,M,Yes\n"))
    assert found.created == 2


def test_a_serial_number_on_many_names_is_no_key(tmp_path: Path) -> None:
    rows = "".join(f"PC-{i},SAME99,Dell,M,Yes\n" for i in range(5))
    found = report(read_text(tmp_path, HEAD + rows))
    assert found.created == 5
    assert any("stand on several rows" in w for w in found.warnings)


def test_rows_about_one_machine_are_put_together(tmp_path: Path) -> None:
    preview = read_text(tmp_path, HEAD + "PC-1,S1,Dell,,Yes\nPC-1,S1,Dell,M,\n")
    assert report(preview).created == 1
    assert any("put together" in w for w in report(preview).warnings)
    assert values(by(preview.plan, "devices", "name", "PC-1"))["model"] == "M"


def test_contradicting_sources_are_reported(tmp_path: Path) -> None:
    first = read_text(tmp_path, "Device name,Serial number,Encrypted\nPC-1,S1,Yes\n", "a.csv")
    second = read_text(tmp_path, "Device name,Serial number,Encrypted\nPC-1,S1,No\n", "other.csv", first.plan)
    # One format, overlapping records: the newer file speaks for the older one.
    assert report(second).conflicts == ()
    third = read_text(tmp_path, "Server,Serial number,OS,Backed up\nX1,Z1,Windows Server 2019,Yes\n", "s.csv")
    assert report(third).created == 1


def test_retired_records_stay_retired(tmp_path: Path) -> None:
    first = read_text(tmp_path, HEAD + "A,S1,Dell,M,No\n").plan
    record = replace(by(first, "devices", "name", "A"), retired=True)
    plan = replace(first, records={"devices": {record.id: record}})
    second = read_text(tmp_path, HEAD + "A,S1,Dell,M,Yes\n", plan=plan)
    assert report(second).created == 0
    assert by(second.plan, "devices", "name", "A").retired
    assert any("stay retired" in w for w in report(second).warnings)


def test_admin_accounts_that_share_an_address_stay_apart(tmp_path: Path) -> None:
    text = "Login,Email,MFA\nann@x.example,ann@x.example,Yes\nadm-ann@x.example,ann@x.example,No\n"
    assert report(read_text(tmp_path, text)).created == 2


def test_accounts_match_by_login_whatever_its_case() -> None:
    plan = read(FIXTURES / "entra-users-2021.csv").plan
    found = report(read(FIXTURES / "snipe-users.csv", plan=plan))
    assert (found.created, found.updated) == (1, 1)  # Snipe-IT's "anna" has Anna's address


def test_a_file_that_is_old_says_so(tmp_path: Path) -> None:
    text = "Device name,Serial number,Last seen,Encrypted\nPC-1,S1,2026-01-05,Yes\n"
    found = report(read_text(tmp_path, text))
    assert any("2026-01-05, more than 90 days ago" in w for w in found.warnings)


def test_the_day_of_the_export_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text(HEAD + "A,S1,Dell,M,No\n")
    plan = read(path, observed=date(2026, 9, 1)).plan
    facts = by(plan, "devices", "name", "A").facts
    assert {o.observed for seen in facts.values() for o in seen} == {"2026-09-01"}


def test_ids_are_readable_and_never_used_again(tmp_path: Path) -> None:
    first = read_text(tmp_path, HEAD + "A,S1,Dell,M,No\nB,S2,Dell,M,No\n").plan
    assert list(first.records["devices"]) == ["dev-0001", "dev-0002"]
    second = read_text(tmp_path, HEAD + "C,S3,Dell,M,No\n", plan=first).plan
    assert list(second.records["devices"])[-1] == "dev-0003"


def test_sites_of_one_name_in_two_cities_are_two(tmp_path: Path) -> None:
    text = "Site,Street,City,Postcode\nMain,1 A St,Boston,1\nMain,2 B St,Salem,2\n"
    assert report(read_text(tmp_path, text)).created == 2


def _table(rows: list[tuple[str, str, str]]) -> str:
    return HEAD + "".join(f"{name},{serial},Dell,M,{flag}\n" for name, serial, flag in rows)


_ROWS = st.lists(
    st.tuples(
        st.sampled_from(["PC-1", "PC-2", "Spare laptop", "spare laptop", "PC-1.acme.local", ""]),
        st.sampled_from(["", "S1", "S2", "s1", "None", "Default string", "000"]),
        st.sampled_from(["Yes", "No", "", "maybe"]),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=_ROWS, others=_ROWS)
def test_importing_twice_changes_nothing(
    tmp_path: Path, rows: list[tuple[str, str, str]], others: list[tuple[str, str, str]]
) -> None:
    plan: Plan = empty_plan()
    plan = read_text(tmp_path, _table(others), "first.csv", plan).plan
    once = read_text(tmp_path, _table(rows), "list.csv", plan)
    twice = read(tmp_path / "list.csv", plan=once.plan, today=TODAY)
    found = report(twice)
    assert (found.created, found.updated) == (0, 0)
    assert twice.plan == once.plan
