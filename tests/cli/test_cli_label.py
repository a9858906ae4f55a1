"""On a terminal nothing is called by its id where it has a name."""

from __future__ import annotations

import pytest

from tests.cli.runner import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


def test_a_client_is_described_in_words(run: Run) -> None:
    assert run("new", "Acme", "--industry", "legal", "--trait", "health_data", "--people", "12").code == 0
    told = run("show", "acme").out
    assert "Legal" in told
    assert "Handles health data" in told
    assert "health_data" not in told


def test_what_a_format_holds_is_called_as_in_the_inventory(run: Run) -> None:
    told = run("formats").out
    assert "Cloud tenants" in told
    assert " mail_tenant " not in told
    (tenant,) = [f for f in run("formats", "--json").json["formats"] if f["id"] == "generic-mail-tenant"]  # type: ignore[attr-defined]  # a list of tables
    assert tenant["kind"] == "mail_tenant"


def test_a_tier_is_called_by_its_name(run: Run) -> None:
    assert run("new", "Acme", "--people", "12").code == 0
    lines = run("scope", "acme").out.splitlines()
    assert any(" Advanced " in line for line in lines)
    assert not any(" advanced " in line for line in lines)
