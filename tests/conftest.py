"""No test sees the developer's machine: home, store, templates, date and colours are all set here."""

from __future__ import annotations

from pathlib import Path

import pytest

TODAY = "2026-11-22"


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home of its own and a fixed day; return the store's folder."""
    home = tmp_path / "home"
    home.mkdir()
    store = home / "plans"
    for name in ("PLANNER_TEMPLATES", "PLANNER_DEBUG", "COLUMNS", "LINES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home / "config"))
    for name in ("USER", "LOGNAME", "PLANNER_AUTHOR"):
        monkeypatch.setenv(name, "ann")
    monkeypatch.setenv("PLANNER_STORE", str(store))
    monkeypatch.setenv("PLANNER_TODAY", TODAY)
    return store
