from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

from planner.intake.cell.convert import Vocabulary, converter
from planner.intake.cell.moment import Order
from planner.model.field import Field, FieldType
from planner.model.import_map import CONVERTERS, Column, ImportWords
from tests.intake.factory import FIXTURES, TODAY, by, fact, maps, read, read_text, report, values

EXPECTED = {
    "intune-current.csv": ("intune-devices", "devices", 4, 4),
    "intune-before-entra.csv": ("intune-devices", "devices", 1, 1),
    "intune-api.csv": ("intune-devices", "devices", 1, 1),
    "entra-users-2021.csv": ("entra-users", "accounts", 3, 3),
    "entra-users-older.csv": ("entra-users", "accounts", 1, 1),
    "entra-bulk.csv": ("entra-users", "accounts", 2, 2),
    "entra-mfa.csv": ("entra-mfa-registration", "accounts", 4, 4),
    "entra-mfa.json": ("entra-mfa-registration", "accounts", 2, 2),
    "ad-computers-filetime.csv": ("ad-computers", "devices", 3, 3),
    "ad-computers-text.csv": ("ad-computers", "devices", 2, 2),
    "snipe-assets.csv": ("snipe-it-assets", "devices", 5, 5),
    "snipe-users.csv": ("snipe-it-users", "accounts", 2, 2),
    "veeam-jobs-report.csv": ("veeam-sessions", "backups", 5, 3),
    "veeam-machines-report.csv": ("veeam-sessions", "backups", 2, 2),
    "veeam-missing.csv": ("veeam-missing-vms", "servers", 2, 2),
}


@pytest.mark.parametrize(("name", "expected"), EXPECTED.items())
def test_each_format_is_recognised_and_read(name: str, expected: tuple[str, str, int, int]) -> None:
    found = report(read(FIXTURES / name))
    assert found.error == ""
    assert (found.format, found.kind, found.rows, found.created) == expected
    assert found.rejected == ()


@pytest.mark.parametrize("name", EXPECTED)
def test_reading_the_same_file_again_changes_nothing(name: str) -> None:
    first = read(FIXTURES / name)
    again = read(FIXTURES / name, plan=first.plan, today=TODAY.replace(month=12))
    found = report(again)
    assert (found.created, found.updated) == (0, 0)
    assert found.unchanged == report(first).created
    assert again.plan is first.plan


def test_intune_today() -> None:
    plan = read(FIXTURES / "intune-current.csv").plan
    anna = by(plan, "devices", "name", "LT-ANNA")
    got = values(anna)
    assert got["serial"] == "5CG0001AAA"
    assert got["vendor"] == "HP"
    assert got["class"] == "laptop"
    assert got["disk_encrypted"] is True
    assert got["compliance"] == "compliant"
    assert got["owner_kind"] == "company"
    assert got["os_name"] == "Windows"
    assert got["os_version"] == "10.0.22631.4317"
    assert got["os_edition"] == "Pro"
    assert got["mdm_enrolled"] is True
    assert got["mac"] == ("00:1A:2B:3C:4D:5E",)
    ben = by(plan, "devices", "serial", "0012345")
    assert values(ben)["disk_encrypted"] is False


def test_status_is_as_old_as_the_check_in_and_identity_is_not() -> None:
    ben = by(read(FIXTURES / "intune-current.csv").plan, "devices", "name", "LT-BEN")
    encrypted, serial, seen = (fact(ben, f) for f in ("disk_encrypted", "serial", "last_seen"))
    assert encrypted is not None
    assert encrypted.observed[:10] == "2026-06-01"
    assert serial is not None
    # The day before: that is when most of the file's devices were last seen, so it was made then.
    assert serial.observed == "2026-11-21"
    assert seen is not None
    assert seen.observed == "2026-11-21"


def test_a_blank_cell_says_nothing() -> None:
    phone = by(read(FIXTURES / "intune-current.csv").plan, "devices", "name", "Cara's iPhone")
    assert "disk_encrypted" not in phone.facts
    assert "entra_device_id" not in phone.facts
    assert values(phone)["class"] == "phone"


def test_servers_of_a_device_list_become_servers_and_placeholders_no_serials() -> None:
    plan = read(FIXTURES / "intune-current.csv").plan
    server = by(plan, "servers", "name", "SRV-FILE")
    assert "serial" not in server.facts
    assert "compliance" not in server.facts


def test_the_three_generations_of_intune_are_one_source() -> None:
    first = read(FIXTURES / "intune-before-entra.csv")
    second = read(FIXTURES / "intune-api.csv", plan=first.plan)
    third = read(FIXTURES / "intune-current.csv", plan=second.plan)
    assert report(second).created == 0
    assert report(third).created == 3
    assert len(third.plan.sources) == 1
    assert len(third.plan.records["devices"]) == 3


def test_intune_comes_in_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "DevicesWithInventory_1.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(FIXTURES / "intune-current.csv", "DevicesWithInventory_1.csv")
    found = report(read(path))
    assert (found.format, found.created, found.path) == ("intune-devices", 4, str(path))


def test_entra_users() -> None:
    plan = read(FIXTURES / "entra-users-2021.csv").plan
    anna = values(by(plan, "accounts", "login", "anna@acme.example"))
    assert (anna["enabled"], anna["guest"], anna["kind"], anna["dir_synced"]) == (True, False, "person", True)
    assert anna["created_at"] == "2021-08-19T13:25:31"
    guest = values(by(plan, "accounts", "guest", True))
    assert guest["display_name"] == "=1+3"
    assert guest["kind"] == "guest"
    service = values(by(plan, "accounts", "kind", "service"))
    assert service["enabled"] is False


def test_guests_are_no_staff_in_any_report(tmp_path: Path) -> None:
    registered = "id,userPrincipalName,userType,isMfaCapable,isMfaRegistered,isAdmin\n"
    registered += (
        "1,x_b.example#EXT#@a.example,guest,False,False,False\n2,ann@a.example,member,True,True,False\n"
    )
    plan = read_text(tmp_path, registered).plan
    guest, member = (values(record) for record in plan.records["accounts"].values())
    assert (guest["kind"], guest["guest"]) == ("guest", True)
    assert "kind" not in member  # a member may be a service
    assert member["guest"] is False


def test_what_a_licence_and_a_name_say_about_an_account(tmp_path: Path) -> None:
    text = (
        "User principal name,Display name,First name,Last name,Licenses,Block credential\n"
        "ann@a.example,Ann Lee,Ann,Lee,Unlicensed,False\n"
        "bob@a.example,Bob,,,Microsoft 365 E3+Power BI,False\n"
        "svc-scan@a.example,svc-scan,,,Exchange Online,False\n"
        "x_b.example#EXT#@a.example,Xi,Xi,Wu,Unlicensed,False\n"
        "desk@a.example,Desk,,,Unlicensed,False\n"
    )
    plan = read_text(tmp_path, text).plan
    kinds = [values(record).get("kind") for record in plan.records["accounts"].values()]
    assert kinds == ["person", "person", "service", "guest", None]


def test_the_bulk_template_turns_block_around_and_drops_the_password() -> None:
    preview = read(FIXTURES / "entra-bulk.csv")
    found = report(preview)
    assert found.header_line == 2
    assert found.dropped_secret_columns == ("Initial password [passwordProfile] Required",)
    assert values(by(preview.plan, "accounts", "login", "anna@acme.example"))["enabled"] is True
    assert values(by(preview.plan, "accounts", "login", "dan@acme.example"))["enabled"] is False
    assert "2026!" not in repr(preview)


def test_second_factor_registration() -> None:
    plan = read(FIXTURES / "entra-users-2021.csv").plan
    preview = read(FIXTURES / "entra-mfa.csv", plan=plan)
    assert (report(preview).created, report(preview).updated) == (3, 1)
    strength = {
        login: values(by(preview.plan, "accounts", "login", f"{login}@acme.example"))["mfa_strength"]
        for login in ("anna", "cara", "dan", "eve")
    }
    assert strength == {"anna": "strong", "cara": "phishing_resistant", "dan": "none", "eve": "weak"}
    eve = by(preview.plan, "accounts", "login", "eve@acme.example")
    assert (values(eve)["mfa_enabled"], values(eve)["mfa_registered"]) == (False, True)
    dated = fact(eve, "mfa_enabled")
    assert dated is not None
    assert dated.observed.startswith("2026-11-19T01:02:03")
    assert values(by(preview.plan, "accounts", "login", "anna@acme.example"))["is_admin"] is True


def test_second_factor_registration_as_json() -> None:
    plan = read(FIXTURES / "entra-mfa.json").plan
    anna = values(by(plan, "accounts", "login", "anna@acme.example"))
    assert anna["mfa_methods"] == ("fido2", "mobilePhone")
    dan = by(plan, "accounts", "login", "dan@acme.example")
    assert values(dan)["mfa_methods"] is None  # known to be none
    assert values(dan)["mfa_strength"] == "none"


def test_directory_computers_with_file_times() -> None:
    preview = read(FIXTURES / "ad-computers-filetime.csv")
    found = report(preview)
    assert found.header_line == 2
    assert found.dropped_secret_columns == ("ms-Mcs-AdmPwd",)
    anna = values(by(preview.plan, "devices", "name", "LT-ANNA"))
    assert str(anna["last_seen"]).startswith("2025-11-18")
    assert anna["os_version"] == "10.0.22631"
    assert anna["site"] == "Laptops"
    assert anna["domain"] == "acme.local"
    assert values(by(preview.plan, "servers", "name", "DC01"))["role"] == "domain_controller"
    old = by(preview.plan, "devices", "name", "OLDPC")
    assert "last_seen" not in old.facts
    assert values(old)["lifecycle_state"] == "retired"


def test_directory_computers_with_european_dates() -> None:
    preview = read(FIXTURES / "ad-computers-text.csv")
    assert report(preview).delimiter == "semicolon"
    assert values(by(preview.plan, "servers", "name", "FS01"))["last_seen"] == "2026-11-02T08:15:00"


def test_snipe_it_assets() -> None:
    preview = read(FIXTURES / "snipe-assets.csv")
    laptop = values(by(preview.plan, "devices", "asset_tag", "A-001"))
    assert laptop["model"] == 'EliteBook 840 14"'
    assert laptop["purchase_date"] == "2024-01-23"
    assert laptop["cost"] == 1250.5
    assert laptop["assigned_user"] == "anna@acme.example"
    assert laptop["notes"] == "two\nlines"
    assert values(by(preview.plan, "network", "asset_tag", "A-002"))["class"] == "switch"
    assert values(by(preview.plan, "network", "asset_tag", "A-002"))["vendor"] == "Cisco"
    assert values(by(preview.plan, "servers", "asset_tag", "A-003"))
    assert len(preview.plan.records["devices"]) == 3
    rows = {o.row for r in preview.plan.records["network"].values() for o in r.facts["name"]}
    assert rows == {4}  # the record before it takes two lines


def test_snipe_it_users() -> None:
    dan = values(by(read(FIXTURES / "snipe-users.csv").plan, "accounts", "login", "dan"))
    assert (dan["end_date"], dan["kind"], dan["display_name"]) == ("2026-08-31", "person", "Dan Old")


def test_many_backup_runs_become_one_record_a_job() -> None:
    plan = read(FIXTURES / "veeam-jobs-report.csv").plan
    sql = by(plan, "backups", "job", "VMware - SQL")
    got = values(sql)
    assert got["last_result"] == "failed"
    assert got["last_run"] == "2026-11-20T22:05:49"
    assert got["last_success"] == "2026-11-19T22:05:49"
    assert got["kind"] == "database"
    assert "size_gb" not in got
    archive = values(by(plan, "backups", "job", "Archive"))
    assert "last_success" not in archive
    dated = fact(sql, "last_result")
    assert dated is not None
    assert dated.observed == "2026-11-21T02:00:00"  # a history is as old as its newest run


def test_backup_runs_of_machines() -> None:
    plan = read(FIXTURES / "veeam-machines-report.csv").plan
    got = values(by(plan, "backups", "item", "DC01"))
    assert (got["job"], got["size_gb"], got["kind"]) == ("Daily", 0.5, "server")


@pytest.mark.parametrize("size", ["0", "0 B", "0B", "0.0 KB", "0,00 GB", "0 bytes", "0.00", "-", "", "N/A"])
def test_a_run_that_moved_nothing_is_not_odd(tmp_path: Path, size: str) -> None:
    text = f'JobName,Result,DataSize(GB),BackupSize(GB),DedupRatio,CompressRatio,Date\nDaily,Success,"{size}","{size}",1x,1x,11/20/2026 1:05:49 PM\n'
    preview = read_text(tmp_path, text)
    assert report(preview).format == "veeam-sessions"
    assert report(preview).warnings == ()
    assert "size_gb" not in values(by(preview.plan, "backups", "job", "Daily"))


def test_machines_without_a_backup() -> None:
    plan = read(FIXTURES / "veeam-missing.csv").plan
    assert values(by(plan, "servers", "name", "APP01"))["backed_up"] is False


def test_a_password_vault_is_refused_and_the_right_report_named() -> None:
    preview = read(FIXTURES / "lastpass.csv")
    assert "password vault" in report(preview).error
    assert "export the users report" in report(preview).error
    assert "hunter2" not in repr(preview)


def test_a_format_can_be_forced(tmp_path: Path) -> None:
    path = shutil.copy(FIXTURES / "snipe-users.csv", tmp_path / "x.csv")
    assert report(read(Path(path), as_format="generic-accounts")).format == "generic-accounts"
    assert "cannot be read as" in report(read(Path(path), as_format="veeam-sessions")).error
    assert "no format" in report(read(Path(path), as_format="nonsense")).error


def test_every_converter_named_in_the_model_exists() -> None:
    words = Vocabulary(ImportWords(id="w"))
    field = Field(id="f", title="F", type=FieldType.TEXT, choices=("a",))
    for name in CONVERTERS:
        convert = converter(Column(to="f", names=("F",), convert=name), field, words, Order(None))
        convert("some text 12")


def test_every_shipped_map_tells_how_to_get_the_export() -> None:
    assert all(m.export or m.refuse for m in maps().values())
