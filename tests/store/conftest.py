"""Plans and stores for the tests of this folder."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from planner.model.client import Client
from planner.model.plan import Plan
from planner.model.settings import Settings
from planner.store import Store
from planner.store.environment import Environment

TODAY = date(2026, 11, 22)


@pytest.fixture
def make_plan() -> Callable[..., Plan]:
    """Return a maker of small plans."""

    def make(name: str = "Acme Legal LLP", **fields: object) -> Plan:
        plan = Plan(
            id="p1",
            created="2026-11-22T09:00:00",
            client=Client(name=name),
            settings=Settings(hourly_rate=150.0),
        )
        for key, value in fields.items():
            assert hasattr(plan, key)
            plan = Plan(**{**{f: getattr(plan, f) for f in plan.__struct_fields__}, key: value})
        return plan

    return make


@pytest.fixture
def environment() -> Environment:
    """Return an environment in which time stands still."""
    now = datetime(2026, 11, 22, 10, 42, tzinfo=UTC)
    return Environment(today=lambda: TODAY, now=lambda: now, app="0.1.0")


@pytest.fixture
def store(tmp_path: Path, environment: Environment) -> Store:
    """Return a store whose folder does not exist yet."""
    return Store(tmp_path / "plans", environment=environment)
