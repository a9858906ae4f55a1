"""An import map may say where its rows lie in a tree, and is told by the tree before that is taken apart."""

from __future__ import annotations

import json
from pathlib import Path

from planner.intake.reader.layout import found_by_layout
from planner.model.import_map import Layout
from planner.standards import load_import_maps, template_folders
from tests.intake.factory import FIXTURES, by, maps, read, report, values

TREES = FIXTURES / "tree"


def test_the_agent_of_ocs_is_told_by_its_tree() -> None:
    preview = read(TREES / "ocs-agent.xml")
    found = report(preview)
    assert (found.format, found.created, found.error) == ("ocs-agent", 1, "")
    assert values(by(preview.plan, "devices", "name", "LAP-07")) == {
        "name": "LAP-07", "class": "laptop", "vendor": "Dell", "model": "Latitude 5440", "serial": "ABC1234",
        "os_name": "Microsoft Windows 11 Professionnel", "os_version": "10.0.22631", "last_user": "ann",
        "last_seen": "2026-11-20T08:15:00", "ram_gb": 16, "av_running": True, "av_product": "Windows Defender;Example Shield",
        "mac": ("68:B5:99:00:00:01", "68:B5:99:00:00:02"),
    }  # fmt: skip
    assert found.dropped_secret_columns == ("CONTENT.HARDWARE.WINPRODKEY",)
    assert "CONTENT.SOFTWARES.NAME" in found.unmapped_columns


def test_the_agent_of_glpi_is_told_by_its_tree() -> None:
    preview = read(TREES / "glpi-agent.json")
    assert report(preview).format == "glpi-agent"
    server = values(by(preview.plan, "servers", "name", "SRV-01"))
    assert (server["serial"], server["vendor"], server["ram_gb"]) == ("SRV1234", "HP", 32)
    assert server["host_firewall_on"] is False
    assert "disk_encrypted" not in server


def test_network_equipment_found_by_glpi(tmp_path: Path) -> None:
    preview = read(TREES / "glpi-network.json")
    switch = values(by(preview.plan, "network", "serial", "CN12345678"))
    assert (switch["name"], switch["firmware"], switch["ip"]) == ("SW-1", "YA.15.12.0015", ("192.0.2.30",))
    # Many answers of one run, one a line, are many rows.
    one = json.loads((TREES / "glpi-network.json").read_text())
    other = json.loads(json.dumps(one).replace("SW-1", "SW-2").replace("CN12345678", "CN999"))
    (tmp_path / "all.json").write_text(f"{json.dumps(one)}\n{json.dumps(other)}\n")
    assert report(read(tmp_path / "all.json")).created == 2


def test_paths_go_through_lists_and_any_key() -> None:
    tree = {"a": [{"b": {"x": {"c": {"n": 1}}, "y": {"c": [{"n": 2}, {"n": 3}]}}}], "p.q": {"n": 4}}
    found = found_by_layout(tree, {"m": Layout(rows="a.b.*.c", told=("p.q.n",))})
    assert found is not None
    assert [row["n"] for row in found[2]] == [1, 2, 3]
    assert found_by_layout(tree, {"m": Layout(rows="a.b.*.c", told=("p.r",))}) is None
    assert found_by_layout(tree, {"m": Layout(rows="a.z", told=("a",))}) is None


def test_the_layout_that_is_told_by_most_wins() -> None:
    tree = {"a": {"n": 1}, "b": 2}
    both = {"one": Layout(rows="a", told=("a",)), "two": Layout(rows="a", told=("a", "b"))}
    found = found_by_layout(tree, both)
    assert found is not None
    assert found[0] == "two"


def test_a_map_told_by_its_tree_takes_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "list.csv").write_text("CONTENT.HARDWARE.NAME,CONTENT.BIOS.SSN\nPC-1,S1\n")
    assert report(read(tmp_path / "list.csv")).format != "ocs-agent"
    assert maps()["ocs-agent"].layout is not None


def test_a_layout_without_a_sign_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "imports").mkdir()
    text = 'id = "mine"\ntitle = "Mine"\nkind = "devices"\n[layout]\nrows = "a"\ntold = []\n[[column]]\nto = "name"\nfrom = ["n"]\n'
    (tmp_path / "imports" / "mine.toml").write_text(text)
    found, problems = load_import_maps([*template_folders()[:1], tmp_path])
    assert "mine" not in found
    assert ["layout.told" in str(problem) for problem in problems] == [True]
