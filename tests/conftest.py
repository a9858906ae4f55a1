"""No test sees the developer's machine: home, store, templates, date and colours are all set here."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from planner import standards

# No test asserts on a clock, an example of hypothesis as little as any other. `.ci/run` asks for more examples.
settings.register_profile(
    "planner", deadline=None, max_examples=int(os.environ.get("PLANNER_EXAMPLES", "40"))
)
settings.load_profile("planner")

TODAY = "2026-11-22"
_LOADERS = ("load_budget_rules", "load_catalogue", "load_import_maps", "load_lifecycle", "load_secrets")


@pytest.fixture(scope="session", autouse=True)
def shipped_templates_are_read_once() -> Iterator[None]:
    """Keep what the shipped templates hold for the whole run: thousands of tests open a plan on them.

    What a test reads from folders of its own is read as ever.
    """
    with pytest.MonkeyPatch.context() as patch:
        shipped = standards.template_folders()[:1]
        for name in _LOADERS:
            patch.setattr(standards, name, _once(getattr(standards, name), shipped))
        yield


def _once(load: Callable[..., Any], shipped: tuple[Path, ...]) -> Callable[..., Any]:
    kept: list[Any] = []

    def read(folders: Sequence[Path] | None = None) -> Any:
        wanted = standards.template_folders() if folders is None else tuple(folders)
        if wanted != shipped:
            return load(wanted)
        if not kept:
            kept.append(load(wanted))
        return kept[0]

    return read


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
    monkeypatch.setenv("PLANNER_SECONDS", "0")
    return store
