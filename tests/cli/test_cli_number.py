"""Numbers on the command line: in the client's own writing, and refused with words."""

from __future__ import annotations

import pytest

from tests.cli.runner import Run, runner


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    call = runner(monkeypatch, capsys)
    assert call("new", "Acme").code == 0
    return call


def _number(run: Run) -> object:
    answers = run("show", "acme", "--json").json["answers"]
    assert isinstance(answers, dict)
    return answers["GOV-04"]["number"]


def test_two_and_a_half_with_a_comma_is_never_twenty_five(run: Run) -> None:
    assert run("answer", "acme", "GOV-04", "2,5").code == 0
    assert _number(run) == 2.5


def test_the_locale_decides_what_a_thousand_looks_like(run: Run) -> None:
    assert run("answer", "acme", "GOV-04", "1.250").code == 0
    assert _number(run) == 1.25
    assert run("set", "acme", "locale=de_DE").code == 0
    assert run("answer", "acme", "GOV-04", "1.250").code == 0
    assert _number(run) == 1250
    assert run("set", "acme", "hourly_rate=120,5").code == 0
    settings = run("show", "acme", "--json").json["settings"]
    assert isinstance(settings, dict)
    assert settings["hourly_rate"] == 120.5


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "1,2,3"])
def test_what_is_no_number_is_refused_before_anything_is_stored(run: Run, text: str) -> None:
    done = run("answer", "acme", "GOV-04", text)
    assert done.code == 1
    assert "a number" in done.err
    assert run("set", "acme", f"hourly_rate={text}").code == 2
    assert run("roadmap", "acme", "--budget-per-quarter", text).code == 2
    assert run("show", "acme", "--json").json["answers"] == {}


def test_an_unknown_locale_is_refused(run: Run) -> None:
    done = run("set", "acme", "locale=xx_YY")
    assert done.code == 1
    assert "en_GB or de_DE" in done.err


def test_the_stage_can_be_said(run: Run) -> None:
    assert run("set", "acme", "stage=roadmap").code == 0
    assert run("show", "acme", "--json").json["stage"] == "roadmap"
    assert run("set", "acme", "stage=nowhere").code == 1


def test_a_plan_in_another_currency_asks_for_its_rate(run: Run) -> None:
    done = run("new", "Beispiel", "--currency", "EUR")
    assert (done.code, done.out) == (1, "")
    assert "how many EUR one USD buys" in done.err
    assert run("new", "Beispiel", "--currency", "EUR", "--exchange-rate", "viel").code == 2
    assert run("new", "Beispiel", "--currency", "EUR", "--exchange-rate", "0,9").out.strip() == "beispiel"
    assert run("set", "beispiel", "currency=JPY").code == 1
    assert run("set", "beispiel", "exchange_rate=0.5").code == 0
    before = run("show", "beispiel", "--json").json["settings"]
    assert run("set", "beispiel", "currency=JPY", "exchange_rate=150").code == 0
    after = run("show", "beispiel", "--json").json["settings"]
    assert isinstance(before, dict)
    assert isinstance(after, dict)
    assert after["hourly_rate"] == before["hourly_rate"] * 300
