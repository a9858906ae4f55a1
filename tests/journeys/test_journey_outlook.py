"""Budget and timeline of the demo worked out again from the other JSON documents, by DOMAIN A5, A10 and A11."""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from planner.workspace import Workspace
from planner.workspace.demo import build
from tests.journeys.conftest import TODAY, Run

Documents = dict[str, Any]
PLAN_AGE = {"laptop": 4, "desktop": 4}
SELLS_EQUIPMENT, IS_THE_PARTNER = "hardware", "managed_it"


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """Return every document of the demo that the outlook follows from, and the outlook."""
    store: Path = tmp_path_factory.mktemp("plans")
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "PLANNER_TODAY", TODAY)
        workspace = Workspace(store, author="Ann")
        slug = build(workspace)
        workspace.close()
    run = Run(store)
    names = ("show", "roadmap", "budget", "timeline")
    return {name: json.loads(run(name, slug, "--json").out) for name in names}


def facts(found: Documents, kind: str) -> dict[str, dict[str, Any]]:
    records = found["show"]["records"].get(kind, [])
    return {
        one["id"]: {name: f["value"] for name, f in one["facts"].items() if f["state"] == "known"}
        for one in records
    }


def test_every_last_day_for_notice(found: Documents) -> None:
    today = date.fromisoformat(TODAY)
    wanted: dict[str, tuple[str, Any, Any]] = {}
    for key, vendor in facts(found, "vendors").items():
        renews, notice = vendor.get("renewal_date"), vendor.get("notice_days")
        if renews and notice and date.fromisoformat(renews) >= today:
            last = date.fromisoformat(renews) - timedelta(days=notice)
            wanted[key] = (last.isoformat(), renews, vendor.get("annual_cost"))
    told = {
        one["record"]["id"]: (one["date"], one["notice_of"], one["money"])
        for one in found["timeline"]["dates"]
        if one["kind"] == "notice"
    }
    assert told == wanted
    soon = (today + timedelta(days=90)).isoformat()
    assert found["timeline"]["notice_money"] == sum(
        money or 0 for day, _, money in wanted.values() if TODAY <= day <= soon
    )


def test_every_seat_that_is_paid_for_and_not_used(found: Documents) -> None:
    wanted = 0.0
    for one in facts(found, "licences").values():
        price, bought, used = one.get("unit_cost_month"), one.get("bought"), one.get("active")
        if price is not None and bought is not None and used is not None:
            wanted += max(bought - used, 0) * price * 12
    assert found["budget"]["unused"]["yearly"] == pytest.approx(wanted)


def test_the_roadmaps_money_quarter_by_quarter(found: Documents) -> None:
    ids = [quarter["id"] for quarter in found["roadmap"]["quarters"]]
    rate = found["show"]["settings"]["hourly_rate"]
    for at, quarter in enumerate(found["budget"]["quarters"]):
        for figure in ("low", "expected", "high"):
            money = hours = 0.0
            for one in found["roadmap"]["initiatives"]:
                if one["quarter"] is None:
                    continue
                start, finish = ids.index(one["quarter"]), ids.index(one["finish"])
                if start <= at <= finish:
                    money += one["one_time"][figure] / (finish - start + 1)
                    hours += one["hours"] / (finish - start + 1)
                elif at > finish:
                    money += 3 * one["monthly"][figure]
            assert quarter["projects"][figure] == pytest.approx(money, abs=1e-4)
            assert quarter["work"][figure] == pytest.approx(hours * rate, abs=1e-4)


def test_every_supplier_is_paid_once(found: Documents) -> None:
    lines = {(one["kind"], one["record"]): one for one in found["budget"]["lines"]}
    for key, vendor in facts(found, "vendors").items():
        cost, service = vendor.get("annual_cost"), vendor.get("service")
        if cost is None or service == SELLS_EQUIPMENT:
            assert ("vendors", key) not in lines
        else:
            assert lines["vendors", key]["yearly"]["expected"] == cost
            assert lines["vendors", key]["fee"] == (service == IS_THE_PARTNER)
    for part, fee in (("run", False), ("fee", True)):
        yearly = sum(one["yearly"]["expected"] for one in lines.values() if one["fee"] == fee)
        for at, quarter in enumerate(found["budget"]["quarters"]):
            back = sum(money for money, start in handed_back(found) if start <= at) if not fee else 0
            assert quarter[part]["expected"] == pytest.approx((yearly - back) / 4)


def handed_back(found: Documents) -> list[tuple[float, int]]:
    """Return the yearly money of seats nobody uses, each with the quarter from which they are not paid for.

    The seats of this client are paid by contracts of their makers, else by themselves; the work is done in
    the first quarter, in time for every date of it and later.
    """
    starts = [quarter["starts"] for quarter in found["budget"]["quarters"]]
    work = next(one for one in found["roadmap"]["initiatives"] if one["id"] == "licence-savings")
    assert work["finish"] == found["budget"]["quarters"][0]["id"]
    contracts = {one["name"]: one for one in facts(found, "vendors").values()}
    result = []
    for one in facts(found, "licences").values():
        price, bought, used = one.get("unit_cost_month"), one.get("bought"), one.get("active")
        if price is None or bought is None or used is None or used >= bought:
            continue
        paid = next((c for name, c in contracts.items() if name.startswith(one["publisher"])), one)
        start = next((at for at, day in enumerate(starts) if day >= paid["renewal_date"]), None)
        if start is not None:
            result.append(((bought - used) * price * 12, start))
    assert len(result) == 6
    return result


def test_every_computer_is_replaced_at_its_age_and_once(found: Documents) -> None:
    first = found["budget"]["quarters"][0]["starts"]
    last = found["budget"]["quarters"][-1]["ends"]
    for name, years in PLAN_AGE.items():
        dues = {}
        for key, one in facts(found, "devices").items():
            gone = one.get("lifecycle_state") in {"retired", "spare"} or one.get("owner_kind") == "personal"
            if one.get("class") == name and not gone:
                bought = (one.get("purchase_date") or "9000")[:10]
                dues[key] = f"{int(bought[:4]) + years}{bought[4:]}"
        gone_ones, kept = replaced_and_kept(found, name, sorted(dues, key=lambda key: (dues[key], key)))
        assert len(gone_ones) == found["budget"]["bought"].get(name, 0)
        later = {key: max(day, kept.get(key, "")) for key, day in dues.items() if key not in gone_ones}
        wanted = {key: day for key, day in later.items() if day <= last}
        told = {
            one["record"]: one["due"]
            for one in found["budget"]["refresh"]
            if one["equipment"] == name and not one["assumed"]
        }
        assert sorted(told.values()) == sorted(wanted.values())
        overdue = {one["record"] for one in found["budget"]["refresh"] if one["overdue"]}
        assert {key for key in told if told[key] < first} == overdue & set(told)


def replaced_and_kept(found: Documents, name: str, order: list[str]) -> tuple[set[str], dict[str, str]]:
    """Return the records the roadmap buys new ones for, and those it updates with the day until which they stay."""
    sure: set[str] = set()
    maybe: list[str] = []
    kept: dict[str, str] = {}
    for one in found["roadmap"]["initiatives"]:
        if one["finish"] is None:
            continue
        for line in one["lines"]:
            if line["price"] == name and line["timing"] == "once" and not line["optional"]:
                sure |= {record["id"] for record in line["records"]}
                maybe += [record["id"] for record in line["maybe"]]
        end = next(q["ends"] for q in found["budget"]["quarters"] if q["id"] == one["finish"])
        first = date.fromisoformat(end) + timedelta(days=1)
        for line in one["work"]:
            kept |= {
                record["id"]: first.replace(year=first.year + 2).isoformat()
                for record in line["records"]
                if line["keeps"]
            }
    perhaps = [key for key in order if key in maybe and key not in sure]
    likely = found["show"]["settings"]["likely"]
    return sure | set(perhaps[: int(likely * len(perhaps) + 0.5)]), kept


def test_quarters_add_up_to_years_and_to_the_total(found: Documents) -> None:
    budget = found["budget"]
    for part in ("run", "refresh", "projects", "fee", "work", "total"):
        for figure in ("low", "expected", "high"):
            quarters = sum(quarter[part][figure] for quarter in budget["quarters"])
            assert sum(year[part][figure] for year in budget["years"]) == pytest.approx(quarters)
            assert budget["total"][part][figure] == pytest.approx(quarters)
    for item in ("run", "refresh", "projects", "fee", "work"):
        assert all(q[item]["low"] <= q[item]["expected"] <= q[item]["high"] for q in budget["quarters"])
