from __future__ import annotations

from pathlib import Path

import pytest

from planner.model.fact import Value
from tests.intake.factory import read, read_text, report, values

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
    "generic-wifi": ("wifi", "SSID,Encryption,Guest network,Client isolation,PSK changed\nHL-Guest,WPA2-Personal (AES),Yes,On,2021-03-01\n",
                     {"security": "wpa2_personal", "guest": True, "isolated_from_lan": True, "shared_key_changed": "2021-03-01"}),
    "generic-segments": ("segments", "VLAN ID,VLAN name,Subnet,Used for,Isolated\n20,Voice,10.0.20.0/24,VoIP phones,No\n",
                         {"vlan": "20", "purpose": "voice", "isolated": False}),
    "generic-exposure": ("exposure", "Host,IP address,Port,Protocol,Service,Scan date\nvpn.acme.example,192.0.2.7,3389,TCP,ms-wbt-server,2026-11-01\n",
                         {"port": 3389, "protocol": "tcp", "service": "rdp", "last_seen": "2026-11-01"}),
    "generic-mailboxes": ("mailboxes", "PrimarySmtpAddress,DisplayName,RecipientTypeDetails,ForwardingSmtpAddress,TotalItemSize\ninfo@acme.example,Info,SharedMailbox,smtp:a@b.example,12.5 GB\n",
                          {"kind": "shared", "size_gb": 12.5, "forwards_to": "smtp:a@b.example"}),
    "generic-documents": ("documents", "Document,Document type,Owner,Last reviewed,Status\nIncident response plan,Incident plan,Ann,2025-01-31,Approved\n",
                          {"kind": "incident_plan", "exists": True, "reviewed": "2025-01-31"}),
    "generic-finance": ("finance", 'Fiscal year,IT budget,IT spending,Turnover,Headcount,Unplanned share\n2026,"96,000","$118,500",7400000,40,19%\n',
                        {"it_spend_year": 118500, "it_budget_year": 96000, "employees": 40, "unplanned_share": 0.19}),
    "generic-projects": ("projects", "Project,Status,Project manager,Due date,Budget\nNew office,In progress,Ann,2027-06-30,12000\n",
                         {"status": "running", "owner": "Ann", "due": "2027-06-30", "budget": 12000}),
    "generic-alerts": ("alerts", "Alert name,Severity,Detection source,Detection time,Impacted device\nRansom note,High,Endpoint protection,2026-11-03 08:15,PC1\n",
                       {"severity": "high", "source": "edr", "raised": "2026-11-03T08:15:00", "device": "PC1"}),
    "generic-mail-tenant": ("mail_tenant", "Tenant,Platform,Main domain,Legacy auth blocked,Global admins,Default sharing link\nAcme,Microsoft 365,acme.example,No,5,Anyone with the link\n",
                            {"platform": "microsoft_365", "legacy_auth_blocked": False, "admin_count": 5, "default_sharing": "anyone"}),
    "generic-findings": ("findings", "Check,Title,Result,Severity,Checked on\nA.1,Admins have a second factor,Failed,High,2026-11-01\n",
                         {"status": "fail", "severity": "high", "checked_at": "2026-11-01"}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_any_list_with_recognisable_headers_is_read(tmp_path: Path, name: str) -> None:
    kind, text, wanted = CASES[name]
    preview = read_text(tmp_path, text)
    found = report(preview)
    assert (found.error, found.format, found.kind, found.created) == ("", name, kind, 1)
    got = values(next(iter(preview.plan.records[kind].values())))
    assert {field: got.get(field) for field in wanted} == wanted


@pytest.mark.parametrize("name", CASES)
def test_it_is_read_as_what_a_person_says_it_is(tmp_path: Path, name: str) -> None:
    kind, text, _ = CASES[name]
    path = tmp_path / "x.csv"
    path.write_text(text, encoding="utf-8")
    found = report(read(path, as_format=name))
    assert (found.error, found.format, found.kind, found.created) == ("", name, kind, 1)


EVERYDAY = {
    "Name,Email,Department,Start date": "people",
    "Display name,User principal name,Licenses,Block credential": "accounts",
    "Email,Display name,MFA,Last sign-in,Owner": "accounts",
    "Hostname,IP address,MAC address,Operating system": "devices",
    "Name,Serial number,Model,Owner,Site,Status": "devices",
    "Device name,Version,Owner,Last seen,Wi-Fi MAC": "devices",
    "Host,Port,Protocol": "exposure",
    "Name,VLAN,Subnet": "segments",
    "Project,Status,Owner,Due date": "projects",
    "Ticket #,Subject,Priority,Status,Created,Device,Category": "tickets",
    "Alert,Severity,Time,Device": "alerts",
    "Year,Budget,IT spend": "finance",
    "Policy,Owner,Last reviewed": "documents",
    "Mailbox,Type,Owner,Forwarding address": "mailboxes",
    "SSID,Site,Security": "wifi",
    "Tenant,Users,Secure score": "mail_tenant",
    "Domain,Registrar,Expires,Owner": "domains",
    "Supplier,Product,Renewal date,Annual cost,Owner": "vendors",
    "Product,Seats,Renewal date,Cost": "licences",
    "App name,Owner,Users,SSO,Annual cost": "saas",
    "Job name,Repository,Last result,Size,Type": "backups",
    "Application,Version,Publisher,Approved": "software",
}


@pytest.mark.parametrize("headers", EVERYDAY)
def test_everyday_lists_are_taken_for_what_they_are(tmp_path: Path, headers: str) -> None:
    row = ",".join("x" for _ in headers.split(","))
    assert report(read_text(tmp_path, f"{headers}\n{row}\n", "x.csv")).kind == EVERYDAY[headers]


@pytest.mark.parametrize("headers", ["Name,Site", "Name,Notes", "Title,Owner", "Colour,Shape"])
def test_a_list_that_could_be_anything_is_not_guessed(tmp_path: Path, headers: str) -> None:
    found = report(read_text(tmp_path, f"{headers}\nx,y\n", "x.csv"))
    assert found.format == ""
    assert "--as FORMAT" in found.error


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
