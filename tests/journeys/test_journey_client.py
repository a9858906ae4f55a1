"""Three invented clients, from their files to the advice: read by the planner as somebody did by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journeys.client import NAMES, Client
from tests.journeys.conftest import Run


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
