from __future__ import annotations

from datetime import date

import pytest

from planner.intake.settle.lifecycle import support_end
from planner.model.lifecycle import Cycle, Lifecycle, Pattern, Product, WindowsBuild

TODAY = date(2026, 11, 22)


def _cycles(ends: dict[str, str | bool | None], **labels: str) -> tuple[Cycle, ...]:
    return tuple(Cycle(id=c, label=labels.get(c, ""), supported_until=end) for c, end in ends.items())


WINDOWS = Product(
    id="windows",
    title="Microsoft Windows",
    category="os-client",
    pattern=(Pattern(regex=r"Windows 10 Enterprise.*(?:LTSC.*2021|2021.*LTSC)", cycle="10-21h2-e-lts"),),
    cycle=(
        Cycle(id="11-25h2-e", label="11 25H2 (E)", supported_until="2028-10-10"),
        Cycle(id="11-25h2-w", label="11 25H2 (W)", supported_until="2027-10-12"),
        Cycle(id="11-24h2-e-lts", label="11 24H2 (E)", supported_until="2029-10-09"),
        Cycle(id="11-24h2-e", label="11 24H2 (E)", supported_until="2027-10-12"),
        Cycle(id="11-24h2-w", label="11 24H2 (W)", supported_until="2026-10-13"),
        Cycle(id="11-23h2-e", label="11 23H2 (E)", supported_until="2026-11-10"),
        Cycle(id="11-23h2-w", label="11 23H2 (W)", supported_until="2025-11-11"),
        Cycle(id="11-22h2-w", label="11 22H2 (W)", supported_until="2024-10-08"),
        Cycle(id="10-22h2", label="10 22H2", supported_until="2025-10-14", extended_until="2028-10-10"),
        Cycle(id="10-21h2-e-lts", label="10 21H2 (E)", supported_until="2027-01-12"),
        Cycle(id="10-21h2-iot-lts", label="10 21H2 IoT", supported_until="2032-01-13"),
        Cycle(id="10-21h2-e", label="10 21H2 (E)", supported_until="2024-06-11"),
        Cycle(id="10-21h2-w", label="10 21H2 (W)", supported_until="2023-06-13"),
        Cycle(id="10-1809-e-lts", label="10 1809 (E)", supported_until="2029-01-09"),
        Cycle(id="10-1809-w", label="10 1809 (W)", supported_until="2020-11-10"),
        Cycle(id="8.1", supported_until="2023-01-10"),
        Cycle(id="7-sp1", label="7 SP1", supported_until="2020-01-14"),
        Cycle(id="5-sp3", label="XP SP3", supported_until="2014-04-08"),
    ),
)
SERVER = Product(
    id="windows-server",
    title="Microsoft Windows Server",
    category="os-server",
    cycle=(
        Cycle(id="2025", label="Windows Server 2025", supported_until="2034-11-14"),
        Cycle(id="2022", supported_until="2031-10-14"),
        Cycle(id="20h2-sac", supported_until="2022-08-09"),
        Cycle(id="2019", supported_until="2029-01-09"),
        Cycle(id="2016", supported_until="2027-01-12"),
        Cycle(id="2012-r2", supported_until="2023-10-10"),
        Cycle(id="2012", supported_until="2023-10-09"),
        Cycle(id="2008-r2-sp1", supported_until="2020-01-14"),
        Cycle(id="2008-sp2", supported_until="2020-01-13"),
    ),
)
LIFECYCLE = Lifecycle(
    products={
        p.id: p
        for p in (
            WINDOWS,
            SERVER,
            Product(
                id="macos",
                title="Apple macOS",
                category="os-client",
                pattern=(
                    Pattern(regex=r"(?:macOS|Mac ?OS ?X|OS ?X)\D*?(1[1-9]|2[0-9])(?:\.\d+)*", cycle="{1}"),
                    Pattern(regex=r"(?:macOS|Mac ?OS ?X|OS ?X)\D*?(10\.\d+)", cycle="{1}"),
                ),
                cycle=_cycles({"26": False, "14": False, "12": "2024-09-16", "10.15": True}),
            ),
            Product(
                id="android",
                title="Android OS",
                category="os-mobile",
                vendor="Google",
                pattern=(Pattern(regex=r"\bAndroid(?: OS)?\D{0,3}(\d+)", cycle="{1}"),),
                cycle=_cycles({"14": False, "13": "2026-03-02", "3": None}),
            ),
            Product(
                id="ubuntu",
                title="Ubuntu",
                category="os-server",
                pattern=(Pattern(regex=r"Ubuntu\D*?(\d{2}\.\d{2})", cycle="{1}"),),
                cycle=_cycles({"22.04": "2027-04-01", "16.04": "2021-04-02"}),
            ),
            Product(
                id="sles",
                title="SUSE Linux Enterprise Server",
                category="os-server",
                pattern=(
                    Pattern(regex=r"SUSE Linux Enterprise Server\D*?(\d+)\s*SP\s*(\d+)", cycle="{1}.{2}"),
                ),
                cycle=_cycles({"15.4": "2023-12-31"}),
            ),
            Product(
                id="sonicwall",
                vendor="SonicWall",
                title="SonicWall appliances",
                category="network",
                pattern=(Pattern(regex=r"SonicWall\s+(TZ ?\d{3}W?)", cycle="@lower"),),
                cycle=_cycles({"tz300w": "2025-01-23"}),
            ),
            Product(
                id="iphone",
                title="Apple iPhone",
                category="device",
                pattern=(Pattern(regex=r"^iPhone (\d+)(?: (Pro Max|Pro|e))?$", cycle="@iphone"),),
                cycle=_cycles({"17-pro-max": False, "16e": False, "8": "2025-03-31"}),
            ),
            Product(
                id="chrome",
                title="Google Chrome",
                category="browser",
                pattern=(Pattern(regex=r"(?:Google )?Chrome\D*?(\d{2,3})", cycle="{1}"),),
                cycle=_cycles({"120": "2024-01-23"}),
            ),
            Product(
                id="firefox",
                title="Mozilla Firefox",
                category="browser",
                pattern=(Pattern(regex=r"(?:Mozilla )?Firefox\D*?(\d{2,3})", cycle="{1}"),),
                cycle=_cycles({"128": "2025-09-16"}),
            ),
            Product(
                id="mssqlserver",
                title="Microsoft SQL Server",
                category="database",
                pattern=(
                    Pattern(
                        regex=r"SQL Server (2016|2014|2008 R2|2008)(?:.*?\bSP\s*(\d))?",
                        cycle="@sql",
                    ),
                ),
                versions={"2016": "13.0", "2014": "12.0", "2008 R2": "10.50", "2008": "10.0"},
                cycle=_cycles(
                    {
                        "13.0-sp3": "2026-07-14",
                        "13.0-sp2": "2022-10-11",
                        "13.0": "2018-01-09",
                        "12.0-sp3": "2024-07-09",
                        "10.50-sp3": "2019-07-09",
                        "10.0-sp4": "2019-07-08",
                        "10.00-sp3": "2015-10-13",
                    }
                ),
            ),
            Product(
                id="dotnet",
                title="Microsoft .NET",
                category="runtime",
                pattern=(Pattern(regex=r"Windows Desktop Runtime\D{0,4}(\d{1,2})\.\d", cycle="{1}"),),
                cycle=_cycles({"6": "2024-11-12"}),
            ),
            Product(
                id="broken", title="Broken", category="os-server", pattern=(Pattern(regex="(", cycle="{1}"),)
            ),
        )
    },
    windows_builds=(
        WindowsBuild(build="6.1.7601", client={"any": "7-sp1"}, server="2008-r2-sp1"),
        WindowsBuild(build="6.3.9600", client={"any": "8.1"}, server="2012-r2"),
        WindowsBuild(build="10.0.14393", server="2016"),
        WindowsBuild(
            build="10.0.17763", client={"enterprise-ltsc": "10-1809-e-lts", "pro": "10-1809-w"}, server="2019"
        ),
        WindowsBuild(
            build="10.0.19044",
            client={
                "iot-ltsc": "10-21h2-iot-lts",
                "enterprise-ltsc": "10-21h2-e-lts",
                "enterprise": "10-21h2-e",
                "pro": "10-21h2-w",
            },
        ),
        WindowsBuild(build="10.0.19045", client={"any": "10-22h2"}),
        WindowsBuild(build="10.0.20348", server="2022"),
        WindowsBuild(build="10.0.22631", client={"enterprise": "11-23h2-e", "pro": "11-23h2-w"}),
        WindowsBuild(
            build="10.0.26100",
            client={"enterprise-ltsc": "11-24h2-e-lts", "enterprise": "11-24h2-e", "pro": "11-24h2-w"},
            server="2025",
        ),
        WindowsBuild(build="10.0.26200", client={"enterprise": "11-25h2-e", "pro": "11-25h2-w"}),
    ),
)


@pytest.mark.parametrize(
    ("name", "version", "build", "cycle", "ends", "supported"),
    [
        ("Windows", "10.0.19045.3803", "", "10-22h2", "2025-10-14", False),
        ("Windows 10 Pro", "10.0 (19045)", "", "10-22h2", "2025-10-14", False),
        ("WINDOWS", "", "19045", "10-22h2", "2025-10-14", False),
        ("Windows", "22H2", "19045.3803", "10-22h2", "2025-10-14", False),
        ("Win10", "10.0.19045", "", "10-22h2", "2025-10-14", False),
        ("Windows 10 Pro", "10.0.22631.4460", "", "11-23h2-w", "2025-11-11", False),
        ("Microsoft Windows 11 Pro 23H2", "", "", "11-23h2-w", "2025-11-11", False),
        ("Microsoft Windows 11 Pro 10.0.26200", "", "", "11-25h2-w", "2027-10-12", True),
        ("Microsoft® Windows 11 Professional", "10.0.26200", "", "11-25h2-w", "2027-10-12", True),
        ("Windows Pro", "10.0.26200.1742", "", "11-25h2-w", "2027-10-12", True),
        ("Windows 11 Pro Education", "25H2", "", "11-25h2-w", "2027-10-12", True),
        ("Windows 11 Education", "25H2", "", "11-25h2-e", "2028-10-10", True),
        ("Windows 11 Enterprise", "10.0.26100.2314", "", "11-24h2-e", "2027-10-12", True),
        ("Windows 11 Home", "10.0.26100", "", "11-24h2-w", "2026-10-13", False),
        ("Windows 11 Enterprise LTSC", "10.0.26100", "", "11-24h2-e-lts", "2029-10-09", True),
        ("Windows 10 IoT Enterprise LTSC", "10.0.19044", "", "10-21h2-iot-lts", "2032-01-13", True),
        ("Windows 10 Enterprise LTSC 2021", "", "", "10-21h2-e-lts", "2027-01-12", True),
        ("Windows 7 Professional", "", "", "7-sp1", "2020-01-14", False),
        ("Microsoft Windows 8.1 Professionnel", "6.3.9600", "", "8.1", "2023-01-10", False),
        ("Windows XP Professional", "", "", "5-sp3", "2014-04-08", False),
        ("Windows Server 2019 Standard", "", "", "2019", "2029-01-09", True),
        ("WindowsServer2019", "", "", "2019", "2029-01-09", True),
        ("Windows 2016 Server", "", "", "2016", "2027-01-12", True),
        ("Windows Server 2016 Standard Evaluation", "10.0 (14393)", "", "2016", "2027-01-12", True),
        ("Windows Server 2012 R2 Standard", "6.3 (9600)", "", "2012-r2", "2023-10-10", False),
        ("Windows Server 2012 R2", "", "", "2012-r2", "2023-10-10", False),
        ("Windows Server 2012", "", "", "2012", "2023-10-09", False),
        (
            "Windows Server 2008 R2 Enterprise",
            "6.1.7601 Service Pack 1",
            "",
            "2008-r2-sp1",
            "2020-01-14",
            False,
        ),
        ("Windows Server 2008", "", "", "2008-sp2", "2020-01-13", False),
        ("Windows Server, version 20H2", "", "", "20h2-sac", "2022-08-09", False),
        ("Windows Server 2025 Datacenter", "10.0.26100", "", "2025", "2034-11-14", True),
        ("Windows", "10.0.20348.2700", "", "2022", "2031-10-14", True),
        ("macOS", "14.6.1 (23G93)", "", "14", None, True),
        ("macOS", "12.7.4", "", "12", "2024-09-16", False),
        ("Mac OS X", "10.15.7", "", "10.15", None, False),
        ("Android", "14", "", "14", None, True),
        ("Android (fully managed)", "13.0", "", "13", "2026-03-02", False),
        ("Ubuntu", "22.04.4 LTS (Jammy Jellyfish)", "", "22.04", "2027-04-01", True),
        ("Ubuntu 16.04.7 LTS", "", "", "16.04", "2021-04-02", False),
        ("SUSE Linux Enterprise Server 15 SP4", "", "", "15.4", "2023-12-31", False),
        ("SonicWall TZ 300W", "", "", "tz300w", "2025-01-23", False),
        ("iPhone 17 Pro Max", "", "", "17-pro-max", None, True),
    ],
)
def test_spellings_of_real_tools(  # noqa: PLR0917  # one parameter a column of the table
    name: str, version: str, build: str, cycle: str, ends: str | None, supported: bool
) -> None:
    support = support_end(LIFECYCLE, name, version, build, TODAY)
    assert (support.cycle, support.supported) == (cycle, supported)
    assert support.ends == (date.fromisoformat(ends) if ends else None)


@pytest.mark.parametrize(
    ("name", "version"),
    [
        ("", ""),
        ("", "10.0.19045"),
        ("Windows", ""),
        ("Windows", "10.0.26100.2314"),  # Pro has ended, Enterprise and the long-term release have not
        ("Windows", "10.0.17763"),  # also the build of a server
        ("Windows", "10.0.27900.1"),  # not in the data
        ("Windows 10", ""),  # may be a long-term release
        ("Windows10", ""),
        ("Windows 11", ""),
        ("Windows 12", ""),
        ("Windows 10 Mobile", ""),
        ("Windows Phone 8.1", ""),
        ("Windows Server", ""),
        ("Windows Server 2031", ""),
        ("ChromeOS", "120.0.6099"),  # the browser's version is not the system's
        ("macOS", ""),
        ("Android", "3"),
        ("Android", "99"),
        ("SonicWall Android", "14"),  # another maker's product of the same name
        ("Darwin", "23.1.0"),
        ("Plan 9", "4"),
        ("[bold]x\x1b[31m", "9" * 5000),
    ],
)
def test_what_is_not_certain_is_unknown(name: str, version: str) -> None:
    support = support_end(LIFECYCLE, name, version, "", TODAY)
    assert support.supported is None
    assert support.ends is None


def test_several_possible_releases_count_when_all_agree() -> None:
    pro = support_end(LIFECYCLE, "Windows 10 Pro", "", "", TODAY)
    assert (pro.supported, pro.ends, pro.cycle) == (False, date(2025, 10, 14), "")
    alive = support_end(LIFECYCLE, "Windows", "10.0.26200", "", TODAY)
    assert (alive.supported, alive.ends) == (True, None)
    early = support_end(LIFECYCLE, "Windows 10 Pro", "", "", date(2025, 10, 1))
    assert early.supported is None


def test_support_lasts_through_its_last_day_and_paid_extensions_do_not_count() -> None:
    assert support_end(LIFECYCLE, "Windows", "10.0.19045", "", date(2025, 10, 14)).supported is True
    assert support_end(LIFECYCLE, "Windows", "10.0.19045", "", date(2025, 10, 15)).supported is False


@pytest.mark.parametrize(
    ("name", "version", "cycle"),
    [
        ("Microsoft SQL Server 2014 (64-bit)", "12.0.2000.8", "12.0-sp3"),
        ("Microsoft SQL Server 2016 SP2", "", "13.0-sp2"),
        ("Microsoft SQL Server 2008 R2", "", "10.50-sp3"),
        ("Microsoft SQL Server 2008", "", "10.0-sp4"),
        ("Mozilla Firefox (x64 en-US)", "128.0", "128"),
        ("Google Chrome", "120.0.6099.71", "120"),
        ("Microsoft Windows Desktop Runtime - 6.0.12 (x64)", "6.0.12", "6"),
    ],
)
def test_programs(name: str, version: str, cycle: str) -> None:
    assert support_end(LIFECYCLE, name, version, "", TODAY, system=False).cycle == cycle


def test_labels_do_not_stutter() -> None:
    labels = [
        support_end(LIFECYCLE, name, "", "", TODAY).label
        for name in ("Windows Server 2025", "Windows 7", "Windows XP", "Ubuntu 22.04")
    ]
    assert labels == [
        "Microsoft Windows Server 2025",
        "Microsoft Windows 7 SP1",
        "Microsoft Windows XP SP3",
        "Ubuntu 22.04",
    ]


def test_without_data_everything_is_unknown() -> None:
    assert support_end(Lifecycle(), "Windows 10 Pro", "10.0.19045", "", TODAY).supported is None
    assert support_end(Lifecycle(), "Windows Server 2012", "", "", TODAY).supported is None
