from __future__ import annotations

from pathlib import Path

import pytest

from planner.model.fact import Value
from tests.intake.factory import read_text, report, values

CASES: dict[str, tuple[str, str, dict[str, Value]]] = {
    "generic-devices": ("devices", "Hostname,Service Tag,Model,OS,BitLocker\nPC1,ABC1,Latitude 5440,Windows 11 Pro 10.0.22631,On\n",
                        {"os_name": "Windows 11 Pro", "os_version": "10.0.22631", "disk_encrypted": True, "class": "laptop"}),
    "generic-accounts": ("accounts", "Username,Display name,MFA status,Last logon,Blocked\nann,Ann Lee,Enforced,2026-11-02,No\n",
                         {"mfa_enabled": True, "last_sign_in": "2026-11-02", "enabled": True}),
    "generic-people": ("people", "Employee name,Department,Hire date,Phishing result\nAnn Lee,Audit,2020-02-03,Clicked\n",
                       {"joined": "2020-02-03", "phish_last_result": "clicked"}),
    "generic-servers": ("servers", "Server,Role,Backed up,RAID\nFS1,File server,Yes,Degraded\n",
                        {"role": "file", "backed_up": True, "raid_healthy": False}),
    "generic-network": ("network", "Name,Type,Firmware,Default password\nFW1,Firewall,7.2.1,No\n",
                        {"class": "firewall", "firmware": "7.2.1", "default_password": False}),
    "generic-licences": ("licences", "Product Title,Total Licenses,Expired Licenses,Assigned licenses\nMicrosoft 365 E3,50,0,44\n",
                         {"bought": 50, "assigned": 44, "expired": 0}),
    "generic-software": ("software", "Application,Version,Publisher,Install count\n7-Zip,23.01,Igor Pavlov,12\n",
                         {"version": "23.01", "install_count": 12}),
    "generic-sites": ("sites", "Site name,City,Headcount,ISP\nMain,Boston,28,Fiber Co\n", {"users": 28, "city": "Boston"}),
    "generic-vendors": ("vendors", 'Supplier,Service,Renews on,Notice period,Cost a year\nIT Co,Managed IT,2027-03-01,90 days,"38,400"\n',
                        {"service": "managed_it", "notice_days": 90, "annual_cost": 38400}),
    "generic-domains": ("domains", "Domain,SPF,DMARC,DKIM\nacme.example,v=spf1 mx ~all,v=DMARC1; p=quarantine,Yes\n",
                        {"spf": "softfail", "dmarc_policy": "quarantine", "dkim": True}),
    "generic-backups": ("backups", "What is backed up,Job,Immutable,Last good run\nFS1,Daily,No,2026-11-20 22:00\n",
                        {"immutable": False, "last_success": "2026-11-20T22:00:00"}),
    "generic-saas": ("saas", "App name,SSO,MFA,Users\nLedger,Yes,No,12\n", {"sso": True, "mfa": False, "users": 12}),
    "generic-tickets": ("tickets", "Ticket #,Subject,Priority,Opened,Closed\n17,Printer,P2,2026-11-01,2026-11-02\n",
                        {"priority": "high", "closed": "2026-11-02"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_any_list_with_recognisable_headers_is_read(tmp_path: Path, name: str) -> None:
    kind, text, wanted = CASES[name]
    preview = read_text(tmp_path, text)
    found = report(preview)
    assert (found.error, found.format, found.kind, found.created) == ("", name, kind, 1)
    got = values(next(iter(preview.plan.records[kind].values())))
    assert {field: got.get(field) for field in wanted} == wanted


@pytest.mark.parametrize(
    ("word", "kind", "field", "value"),
    [
        ("Virtual machine", "servers", "virtual", True),
        ("WINDOWS_SERVER", "servers", "name", "X"),
        ("Firewall", "network", "class", "firewall"),
        ("Access Point", "network", "class", "access_point"),
        ("Notebook", "devices", "class", "laptop"),
        ("iPad", "devices", "class", "tablet"),
    ],
)
def test_rows_go_where_their_class_belongs(
    tmp_path: Path, word: str, kind: str, field: str, value: str | bool
) -> None:
    preview = read_text(tmp_path, f"Device name,Serial number,Device Type\nX,S1,{word}\n")
    assert list(preview.plan.records) == [kind]
    assert values(next(iter(preview.plan.records[kind].values())))[field] == value


def test_unmapped_columns_are_listed(tmp_path: Path) -> None:
    text = "Hostname,Serial number,Model,Favourite colour\nPC1,S1,M,red\n"
    assert report(read_text(tmp_path, text)).unmapped_columns == ("Favourite colour",)


def test_dates_that_cannot_be_told_apart_are_unknown_and_said_so(tmp_path: Path) -> None:
    text = "Hostname,Serial number,Purchase date\nPC1,S1,03/04/2024\nPC2,S2,05/05/2024\n"
    preview = read_text(tmp_path, text)
    first, second = (values(r) for r in preview.plan.records["devices"].values())
    assert "purchase_date" not in first
    assert second["purchase_date"] == "2024-05-05"
    assert any("day or month comes first: 1 date" in w for w in report(preview).warnings)
