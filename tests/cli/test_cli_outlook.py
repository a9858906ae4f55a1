"""planner budget and planner timeline: what programs and people get."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.cli.runner import Done, runner

Run = Callable[..., Done]
PARTS = ("run", "refresh", "projects", "fee", "work")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run commands on a plan with two contracts, one of them in euros, and a licence."""
    monkeypatch.setenv("PLANNER_TODAY", "2026-11-22")
    monkeypatch.setenv("PLANNER_STORE", str(tmp_path / "plans"))
    call = runner(monkeypatch, capsys)
    vendors = tmp_path / "vendors.csv"
    vendors.write_text(
        "Supplier,Service,What we buy,Renews on,Notice period (days),Cost a year\n"
        "Bright,managed_it,Support,2027-03-01,60,12000\n"
        "Paris,software,Tax,2027-06-30,30,€2000\n",
        encoding="utf-8",
    )
    licences = tmp_path / "licences.csv"
    licences.write_text(
        "Product,Maker,Bought,Handed out,In use,Price a month each,Renews on\nOffice,Microsoft,10,9,4,20.00,2027-02-28\n",
        encoding="utf-8",
    )
    assert call("new", "Acme", "--people", "10").code == 0
    assert call("import", "acme", vendors, licences, "--yes").code == 0
    return call


def test_the_budget_as_json_adds_up(run: Run) -> None:
    found = json.loads(run("budget", "acme", "--json").out)
    assert set(found) >= {
        "plan",
        "generated_at",
        "quarters",
        "years",
        "total",
        "unknown",
        "lines",
        "refresh",
        "unused",
    }
    for row in (*found["quarters"], *found["years"], found["total"]):
        for figure in ("low", "expected", "high"):
            assert row["total"][figure] == pytest.approx(sum(row[part][figure] for part in PARTS))
    for part in (*PARTS, "total"):
        whole = sum(quarter[part]["expected"] for quarter in found["quarters"])
        assert whole == pytest.approx(sum(year[part]["expected"] for year in found["years"]))
        assert whole == pytest.approx(found["total"][part]["expected"])
    assert found["unused"] == {"seats": 6, "yearly": 1440, "lines": found["unused"]["lines"]}
    # 6 of 10 seats are handed back at the renewal in February: paid for one quarter, saved for eleven.
    assert found["handed_back"][0]["quarter"] == found["quarters"][1]["id"]
    total = found["total"]
    assert (total["fee"]["expected"], total["run"]["expected"], total["run"]["high"]) == (36_000, 3240, 7200)
    assert [(one["what"], one["currency"], one["amount"]["expected"]) for one in found["apart"]] == [
        ("Paris", "EUR", 2000)
    ]
    assert any("EUR is kept apart" in sentence for sentence in found["unknown"])


def test_a_stated_rate_is_a_what_if_until_it_is_saved(run: Run) -> None:
    tried = json.loads(run("budget", "acme", "--rate", "eur=1.5", "--years", "1", "--json").out)
    assert tried["apart"] == []
    assert len(tried["quarters"]) == 4
    assert tried["total"]["run"]["high"] == 2400 + 3000
    assert json.loads(run("budget", "acme", "--json").out)["apart"] != []
    assert run("budget", "acme", "--rate", "EUR=1,5", "--save").code == 0
    assert json.loads(run("budget", "acme", "--json").out)["apart"] == []


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--years", "0"), 1, "1 to 5 years"),
        (("--years", "6"), 1, "1 to 5 years"),
        (("--refresh-per-year", "0"), 1, "above zero"),
        (("--refresh-per-year", "nan"), 2, "write a number"),
        (("--rate", "EUR"), 2, "EUR=1.08"),
        (("--rate", "EURO=1"), 1, "three capitals"),
        (("--rate", "EUR=0"), 1, "above zero"),
        (("--rate", "EUR=nan"), 2, "EUR=1.08"),
    ],
)
def test_a_figure_that_makes_no_sense_is_refused(
    run: Run, arguments: tuple[str, ...], code: int, said: str
) -> None:
    done = run("budget", "acme", *arguments)
    assert (done.code, done.out) == (code, "")
    assert said in done.err


def test_the_budget_for_people(run: Run) -> None:
    done = run("budget", "acme")
    assert "6 seats are paid for and not used: 1,440 a year." in done.out
    assert "Kept apart: Paris, 2,000 EUR a year" in done.out


def test_the_timeline_as_json(run: Run) -> None:
    found = json.loads(run("timeline", "acme", "--json").out)
    dates = {one["id"]: one for one in found["dates"]}
    (vendor,) = {one["record"]["id"] for one in found["dates"] if one["title"].startswith("Bright")}
    notice = dates[f"notice-vendors-{vendor}"]
    assert notice["date"] == "2026-12-31"
    assert (notice["kind"], notice["money"], notice["notice_of"]) == ("notice", 12_000, "2027-03-01")
    assert notice["record"] == {"kind": "vendors", "id": vendor}
    assert found["notice_money"] == 12_000
    paris = next(one for one in found["dates"] if one["title"].startswith("Paris"))
    assert paris["money"] is None, "euros are never shown as dollars"


def test_the_timeline_for_people(run: Run) -> None:
    done = run("timeline", "acme")
    assert "Within 90 days the notice closes for contracts worth 12,000 a year." in done.out
    assert done.out.index("CLOSES WITHIN 90 DAYS") < done.out.index("AHEAD")


def test_the_calendar_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "dates.ics"
    assert run("timeline", "acme", "--ics", path).code == 0
    data = path.read_bytes()
    assert b"\n" not in data.replace(b"\r\n", b"")
    summaries = [str(event["SUMMARY"]) for event in Calendar.from_ical(data).walk("VEVENT")]
    assert "Bright: last day for notice" in summaries
    again = run("timeline", "acme", "--ics", path)
    assert again.code == 1
    assert "dates.ics" in again.err
    assert run("timeline", "acme", "--ics", path, "--force").code == 0
    assert path.read_bytes() == data
    assert run("timeline", "acme", "--ics", "-").out.startswith("BEGIN:VCALENDAR")


def test_the_csv_files(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "budget.csv"
    assert run("budget", "acme", "--csv", path).code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfperiod,")
    assert run("budget", "acme", "--csv", path).code == 1
    assert run("budget", "acme", "--csv", path, "--force").code == 0
    printed = run("budget", "acme", "--csv", "-").out
    assert path.read_text("utf-8-sig") == printed
    assert run("roadmap", "acme", "--csv", tmp_path).code == 0
    assert (tmp_path / "acme-work-2026-11-22.csv").read_text("utf-8-sig").startswith("id,title,")
