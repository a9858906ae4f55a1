from __future__ import annotations

import pytest

from planner.workspace.person import who_works


def test_a_name_that_is_set_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_AUTHOR", " Jordan Ellery ")
    assert who_works() == "Jordan Ellery"


def test_a_login_the_system_does_not_know_is_used_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PLANNER_AUTHOR")
    monkeypatch.setenv("LOGNAME", "nobody-by-this-name")
    assert who_works() == "nobody-by-this-name"
