"""Real exports, where they are at hand: none of them may fail, and some have to give exact figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.factory import by, read, report, values

REAL = Path(__file__).parents[3] / "shared" / "inputs"
FILES = sorted(p for p in REAL.glob("*/*") if p.is_file()) if REAL.is_dir() else []
pytestmark = pytest.mark.skipif(not FILES, reason="the real exports are not beside this checkout")


@pytest.mark.parametrize("path", FILES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_no_real_file_fails(path: Path) -> None:
    preview = read(path)
    for found in preview.files:
        assert found.error or found.created
        assert not found.error or path.name in found.error
    again = read(path, plan=preview.plan)
    assert all((f.created, f.updated) == (0, 0) for f in again.files)
    assert again.plan == preview.plan


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("snipe-it/assets-sample.csv", ("snipe-it-assets", 22, 22)),
        ("snipe-it/users-sample.csv", ("snipe-it-users", 100, 100)),
        ("snipe-it/licenses-sample.csv", ("snipe-it-licences", 50, 50)),
        ("snipe-it/locations-sample.csv", ("snipe-it-locations", 19, 19)),
        ("sentinel-entra/AADUserInfo.csv", ("entra-users", 6, 6)),
        ("veeam/VeeamBackupSessionReport.csv", ("veeam-sessions", 2343, 7)),
        ("veeam/VeeamAHVBackupSessionReport.csv", ("veeam-sessions", 6, 2)),
        ("veeam/BackupMissingVMs.csv", ("veeam-missing-vms", 103, 73)),
    ],
)
def test_real_figures(name: str, expected: tuple[str, int, int]) -> None:
    found = report(read(REAL / name))
    assert (found.format, found.rows, found.created) == expected
    assert found.rejected == ()


def test_a_product_key_is_dropped() -> None:
    preview = read(REAL / "snipe-it/licenses-sample.csv")
    assert report(preview).dropped_secret_columns == ("serial number",)
    assert "4c2713a1" not in repr(preview)


def test_the_last_run_of_a_real_job_counts() -> None:
    plan = read(REAL / "veeam/VeeamBackupSessionReport.csv").plan
    got = values(by(plan, "backups", "job", "VMware - SQL Server"))
    assert got["last_run"] == "2020-06-30T08:27:15"
    assert got["last_result"] == "success"
