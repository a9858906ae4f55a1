"""Benchmarks are ratios to a baseline of the same run; run them apart, see CONTRIBUTING."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.workspace import Workspace
from tests.benchmarks.measure import REPORT


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the ratios."""
    terminalreporter.section("ratios")
    for line in REPORT:
        terminalreporter.write_line(line)


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """Return a workspace on a store of its own."""
    workspace = Workspace(tmp_path / "plans", author="Ann")
    yield workspace
    workspace.close()
