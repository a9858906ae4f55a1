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
