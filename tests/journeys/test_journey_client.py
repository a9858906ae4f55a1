"""Three invented clients, from their files to the advice: read by the planner as somebody did by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.client import NAMES, Client
from tests.journeys.conftest import Run
from tests.journeys.reference_fact import Json


@pytest.fixture(scope="module", params=NAMES)
def client(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Client:
    name: str = request.param
    return Client(name, Run(tmp_path_factory.mktemp(name)))


def test_every_row_and_column_is_read(client: Client) -> None:
    for file in client.imported["files"]:
        where = Path(file["path"]).name
        assert file["rejected"] == [], where
        assert file["unmapped_columns"] == [], where
        assert file["created"] == file["rows"], where


def test_its_gravest_findings_are_its_own(client: Client) -> None:
    worst = client.read("gaps")["findings"][:5]
    assert worst[0]["risk"] >= worst[-1]["risk"] > 0
    assert all(finding["sentence"] for finding in worst)


def lines(client: Client, price: str) -> list[Json]:
    """Return the lines of a price that are surely counted, of the work that mends what is wrong."""
    return [
        line
        for one in client.read("roadmap")["initiatives"]
        for line in one["lines"]
        if line["price"] == price and not line["optional"] and not one["replaces"]
    ]


def names(client: Client, found: list[Json]) -> list[str]:
    """Return what people call some records."""
    records = client.read("show")["records"]
    labels = {(kind, one["id"]): one["label"] for kind, all_of in records.items() for one in all_of}
    return sorted({labels[one["kind"], one["id"]] for one in found})


def test_each_computer_is_replaced_or_updated_as_its_hardware_allows(client: Client) -> None:
    bought = [*lines(client, "laptop"), *lines(client, "desktop")]
    assert names(client, [key for line in bought for key in line["records"]]) == client.expected["replaced"]
    assert not any(line["possible"] for line in bought)
    work = [line for one in client.read("roadmap")["initiatives"] for line in one["work"] if line["keeps"]]
    kept = names(client, [key for line in work for key in line["records"]])
    assert kept == client.expected["updated_in_place"]
    again = {one["label"] for one in client.read("budget")["refresh"] if one["overdue"]}
    assert not again & {*client.expected["replaced"], *kept}, "bought once, by the roadmap"


def test_servers_are_replaced_that_are_out_of_support(client: Client) -> None:
    bought = [key for line in lines(client, "server_hw") for key in line["records"]]
    assert names(client, bought) == client.expected["servers_replaced"]


def test_equipment_that_comes_of_age_is_work_of_the_roadmap(client: Client) -> None:
    roadmap = client.read("roadmap")
    batches = {one["id"].removeprefix("refresh-"): one for one in roadmap["initiatives"] if one["replaces"]}
    counted = {
        key: {part["equipment"]: len(part["machines"]) for part in one["replaces"]}
        for key, one in batches.items()
    }
    assert counted == client.expected["of_age"]
    assert all(one["quarter"] and not one["late"] for one in batches.values())
    # Each machine is in one place of the budget: what the roadmap buys is not among the replacements beside it.
    bought = {
        (m["kind"], m["id"]) for one in batches.values() for part in one["replaces"] for m in part["machines"]
    }
    dues = {m["due"] for one in batches.values() for part in one["replaces"] for m in part["machines"]}
    beside = {(one["kind"], one["record"]) for one in client.read("budget")["refresh"] if one["due"] in dues}
    assert not bought & beside


def test_every_product_is_bought_for_as_many_as_the_files_say(client: Client) -> None:
    wanted = {
        **client.expected["bought"],
        "mdr": client.expected["detection_computers"] + client.expected["detection_servers"],
    }
    for price, number in wanted.items():
        found = sum(line["quantity"] for line in lines(client, price))
        assert found == number, price


def test_what_is_paid_for_already_is_not_bought_again(client: Client) -> None:
    for price in client.expected.get("not_bought", []):
        assert lines(client, price) == [], price


def test_the_first_thing_starts_on_the_day_of_the_meeting(client: Client) -> None:
    roadmap, today = client.read("roadmap"), client.read("timeline")["generated_at"]
    first = next(one for one in roadmap["initiatives"] if one["id"] == client.expected["first"])
    assert (first["quarter"], first["at_once"]) == (roadmap["quarters"][0]["id"], True)
    starts = {one["id"]: one["date"] for one in client.read("timeline")["dates"]}
    assert starts[f"initiative-{client.expected['first']}"] == today


def test_seats_nobody_uses_are_given_back_in_time(client: Client) -> None:
    budget, roadmap = client.read("budget"), client.read("roadmap")
    assert budget["unused"]["yearly"] == pytest.approx(client.expected["unused_seats_year"])
    work = next(one for one in roadmap["initiatives"] if one["id"] == "licence-savings")
    assert work["gain"] == pytest.approx(client.expected["unused_seats_year"])
    assert work["due"] == client.expected["seats_back_by"]
    if work["due"] < client.read("budget")["quarters"][0]["starts"]:
        assert work["at_once"], "it starts today, not with the first quarter"
    else:
        assert not work["late"]
    last = budget["quarters"][-1]["run"]
    saved = last["high"] - last["expected"]
    assert saved * 4 == pytest.approx(client.expected["unused_seats_year"])


def test_notice_has_to_be_given_by_these_days(client: Client) -> None:
    titles = {
        one["title"]: one["date"] for one in client.read("timeline")["dates"] if one["kind"] == "notice"
    }
    for supplier, day in client.expected.get("notice", {}).items():
        assert titles[f"{supplier}: last day for notice"] == day, supplier


def finding(client: Client, standard: str) -> Json:
    """Return one finding of a client; an empty one where it is none."""
    found: list[Json] = [f for f in client.read("gaps")["findings"] if f["standard"] == standard]
    return found[0] if found else {"sentence": "", "affected": [], "doubtful": []}


def labels(records: list[Json]) -> set[str]:
    return {record["label"] for record in records}


def test_the_must_haves_that_are_missing_are_those_found_by_hand(client: Client) -> None:
    missing = [f["standard"] for f in client.read("gaps")["findings"] if f["must"] and f["v_high"] < 1]
    assert sorted(missing) == sorted(client.expected["must_missing"])


def test_laptops_without_encryption_are_named_before_anything_else(client: Client) -> None:
    open_ones, found = client.expected["unencrypted_laptops"], finding(client, "END-01")
    assert set(open_ones) <= labels(found["affected"])
    assert all(name in found["sentence"] for name in open_ones[:3])
    assert f"{len(open_ones)} of " in found["sentence"]


def test_leavers_who_still_sign_in_are_named(client: Client) -> None:
    leavers, found = client.expected.get("leavers_with_login", []), finding(client, "IAM-07")
    assert labels(found["affected"]) == set(leavers)
    if leavers:
        assert f"all {len(leavers)} were used after they left" in found["sentence"]
        assert all(name in found["sentence"] for name in leavers)


def test_machines_are_found_and_named_where_they_stand_open(client: Client) -> None:
    machines, found = client.expected["fenced"], finding(client, "NET-13")
    assert labels(found["affected"]) | labels(found["doubtful"]) == set(machines)
    assert all(name in found["sentence"] for name in machines[:3])
    elsewhere = {f["standard"] for f in client.read("gaps")["findings"]
                 if set(machines) & labels(f["affected"]) and f["standard"] not in ("NET-13", "DAT-01")}  # fmt: skip
    assert elsewhere <= {"SVC-01"}, "no office rule is about them"


def test_no_sentence_counts_one_of_one(client: Client) -> None:
    for one in client.read("gaps")["findings"]:
        assert "1 of 1 " not in one["sentence"]


def test_page_one_says_what_weighs_most(client: Client) -> None:
    page = client.document().partition("\n## 1 ")[2].partition("\n## 2 ")[0].lower()
    for word in client.expected["page_one"]:
        assert word in page, word
    # Every amount of a year that can still be changed stands there with its last day.
    for supplier, day in client.expected.get("notice", {}).items():
        if "2026-11-22" <= day <= "2027-02-20":
            assert supplier.lower() in page, supplier
