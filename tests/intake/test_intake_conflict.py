"""What a file contradicts is said in its own report, once."""

from __future__ import annotations

from pathlib import Path

from planner.model.intake import Conflict
from planner.model.plan import Plan
from tests.intake.factory import by, empty_plan, read_text, report

DEVICES = "Hostname,Serial number,Model,Memory\n{}\n"
SERVERS = "Server,Serial number,Model,RAM,RAID,Backed up\n{}\n"


def _with_servers(folder: Path, row: str = "FS1,S1,T440,32,OK,Yes") -> Plan:
    return read_text(folder, SERVERS.format(row), "servers.csv", empty_plan()).plan


def test_two_lists_of_the_same_standing_contradict_each_other(tmp_path: Path) -> None:
    plan = _with_servers(tmp_path)
    found = report(read_text(tmp_path, DEVICES.format("FS1,S1,t440,64"), "list.csv", plan))
    server = by(plan, "servers", "serial", "S1")
    assert (found.created, found.updated) == (0, 1)
    assert found.conflicts == (
        Conflict(
            kind="servers",
            record=server.id,
            label="FS1",
            field="ram_gb",
            values=("32 GB", "64 GB"),
            sources=("s1", "s2"),
        ),
    )


def test_a_contradiction_is_told_by_the_file_that_made_it(tmp_path: Path) -> None:
    plan = _with_servers(tmp_path)
    plan = read_text(tmp_path, DEVICES.format("FS1,S1,T440,64"), "list.csv", plan).plan
    third = "What is backed up,Job,Immutable\nFS1,Daily,No\n"
    assert report(read_text(tmp_path, third, "backups.csv", plan)).conflicts == ()
    again = read_text(tmp_path, DEVICES.format("FS1,S1,T440,64"), "list.csv", plan)
    assert report(again).conflicts == ()  # it stood before
    changed = read_text(tmp_path, DEVICES.format("FS1,S1,T440,48"), "list.csv", plan)
    assert [c.values for c in report(changed).conflicts] == [("32 GB", "48 GB")]
    settled = read_text(tmp_path, DEVICES.format("FS1,S1,T440,32"), "list.csv", plan)
    assert report(settled).conflicts == ()


def test_a_better_source_contradicts_nobody(tmp_path: Path) -> None:
    plan = read_text(
        tmp_path, "Username,First Name,Last Name,Activated,VIP,Remote\nann@a.example,Ann,Lee,No,No,No\n"
    ).plan
    text = "userPrincipalName,displayName,accountEnabled,userType,usageLocation\nann@a.example,Ann Lee,True,Member,US\n"
    found = report(read_text(tmp_path, text, "users.csv", plan))
    assert (found.updated, found.conflicts) == (1, ())


def test_two_tables_of_one_import_contradict_each_other(tmp_path: Path) -> None:
    plan = _with_servers(tmp_path, "FS1,S1,T440,32,OK,Yes\nFS2,S2,T440,32,OK,Yes")
    text = DEVICES.format("FS1,S1,T440,64\nFS2,S2,T550,32")
    found = report(read_text(tmp_path, text, "list.csv", plan)).conflicts
    assert [(c.label, c.field) for c in found] == [("FS1", "ram_gb"), ("FS2", "model")]
