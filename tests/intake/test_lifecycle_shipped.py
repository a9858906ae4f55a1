from __future__ import annotations

from datetime import date

import pytest

from planner.intake.settle.lifecycle import support_end
from planner.model.lifecycle import Lifecycle
from planner.standards import load_lifecycle

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def shipped() -> Lifecycle:
    lifecycle, problems = load_lifecycle()
    assert problems == ()
    return lifecycle


@pytest.mark.parametrize(
    ("name", "version", "product", "cycle", "supported"),
    [
        ("Windows", "10.0.19045.6456", "windows", "10-22h2", False),
        ("Windows Pro", "10.0.26200.7171", "windows", "11-25h2-w", True),
        ("Microsoft Windows 11 Pro 23H2", "", "windows", "11-23h2-w", False),
        ("Windows 10 Enterprise 2016 LTSB", "", "windows", "10-1607-e-lts", False),
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", "windows-server", "2012-r2", False),
        ("Windows Server 2019 Standard", "10.0 (17763)", "windows-server", "2019", True),
        ("macOS", "12.7.6 (21H1320)", "macos", "12", False),
        ("Ubuntu", "22.04.4 LTS (Jammy Jellyfish)", "ubuntu", "22.04", True),
        ("Debian GNU/Linux 12 (bookworm)", "", "debian", "12", False),
        ("Red Hat Enterprise Linux", "8.9", "rhel", "8", True),
        ("CentOS Linux 7 (Core)", "", "centos", "7", False),
        ("iPadOS", "18.7.2", "ipados", "18", True),
        ("VMware ESXi", "6.7.0", "vmware-esxi", "6.7", False),
        ("FortiOS", "v7.0.14", "fortios", "7.0", False),
        ("SonicWall TZ 400", "6.5.4.15", "sonicwall-firewall", "tz400", False),
        ("Synology DSM 6.2", "", "synology-dsm", "6.2", False),
    ],
)
def test_systems_a_small_company_runs(  # one parameter a column of the table
    shipped: Lifecycle, name: str, version: str, product: str, cycle: str, *, supported: bool
) -> None:
    support = support_end(shipped, name, version, "", TODAY)
    assert (support.product, support.cycle, support.supported) == (product, cycle, supported)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("Windows", "10.0.26100.4946"),
        ("Windows 10", ""),
        ("ChromeOS", "131"),
        ("Cisco IOS", "15.2"),
        ("UniFi", "7.2"),
    ],
)
def test_systems_it_must_not_guess_about(shipped: Lifecycle, name: str, version: str) -> None:
    assert support_end(shipped, name, version, "", TODAY).supported is None
