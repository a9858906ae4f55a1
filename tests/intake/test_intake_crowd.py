"""A key on thousands of rows: the work grows with the rows, not with their square."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.intake.settle import cluster
from planner.intake.settle.cluster import CROWD
from planner.intake.settle.matcher import Matcher
from tests.intake.factory import by, read, read_text, report, values

ROWS = 800
MACHINE = "Device name,Serial number,Asset tag,MAC address,Manufacturer,Model,Type\n"
PERSON = "Login,Email,Object ID,Display name\n"
SITE = "Site,Street,City\n"


def _object(number: int) -> str:
    return f"11111111-2222-3333-4444-{number:012}"


LISTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "one name, many serial numbers": (MACHINE, lambda i: f"Spare laptop,S{i},,,Dell,M,Laptop"),
    "one host name, many tags": (MACHINE, lambda i: f"DESKTOP,,T{i},,Dell,M,Laptop"),
    "one name and nothing else": (MACHINE, lambda _: "Spare laptop,,,,Dell,M,Laptop"),
    "one serial number, many names": (MACHINE, lambda i: f"PC-{i},SAME,,,Dell,M,Laptop"),
    "one serial number, many makers": (MACHINE, lambda i: f"PC,SAME,T{i},,Maker {i},M,Laptop"),
    "one tag, many serial numbers": (MACHINE, lambda i: f"PC-{i},S{i},TAG,,Dell,M,Laptop"),
    "one card, many names": (MACHINE, lambda i: f"PC-{i},,,005056AABBCC,Dell,M,Laptop"),
    "one tag and card": (MACHINE, lambda i: f"PC-{i},S{i},TAG,005056AABBCC,Dell,M,Laptop"),
    "one address, many logins": (PERSON, lambda i: f"ann{i},a@x.example,,Ann"),
    "one login before the @": (PERSON, lambda i: f"ann@x{i}.example,,,Ann"),
    "one login, many objects": (PERSON, lambda i: f"ann,,{_object(i)},Ann"),
    "one site name, many cities": (SITE, lambda i: f"Main,,City {i}"),
}


class _Counter:
    """Counts comparisons of a row with a thing of the file or a record of the plan."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        is_same, fits = cluster._is_same, Matcher._fits

        def counted_same(*given: object) -> bool:
            self.count += 1
            return is_same(*given)  # type: ignore[arg-type]  # handed on as it came

        def counted_fits(*given: object) -> bool:
            self.count += 1
            return fits(*given)  # type: ignore[arg-type]  # handed on as it came

        monkeypatch.setattr(cluster, "_is_same", counted_same)
        monkeypatch.setattr(Matcher, "_fits", counted_fits)


@pytest.mark.parametrize("name", LISTS)
def test_a_crowd_costs_each_row_a_few_comparisons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    head, row = LISTS[name]
    text = head + "".join(f"{row(i)}\n" for i in range(ROWS))
    counter = _Counter(monkeypatch)
    once = read_text(tmp_path, text, "list-1.csv")
    assert report(once).created == ROWS
    again = read(tmp_path / "list-1.csv", plan=once.plan)
    assert (report(again).created, report(again).updated, again.plan == once.plan) == (0, 0, True)
    # The next export, with the rows in another order and one more that is as the first.
    rows = [f"{row(i)}\n" for i in reversed(range(ROWS))]
    newer = read_text(tmp_path, head + "".join(rows), "list-2.csv", once.plan)
    assert (report(newer).created, len(newer.plan.sources)) == (0, 1)
    # A row is compared by at most three keys, with half a crowd on the average, in three readings.
    assert counter.count <= 3 * 3 * ROWS * CROWD


def test_within_a_crowd_rows_that_agree_in_everything_are_one(tmp_path: Path) -> None:
    rows = [f"Main,,City {i}\n" for i in range(3 * CROWD)]
    found = read_text(tmp_path, SITE + "".join(rows + rows), "sites.csv")
    assert report(found).created == 3 * CROWD
    newer = read_text(tmp_path, SITE + "".join(rows) + "Main,,New Town\n", "sites.csv", found.plan)
    assert report(newer).created == 1


def test_thousands_of_rows_about_one_thing(tmp_path: Path) -> None:
    # With the texts copied at every row this would take minutes.
    rows = "".join(f"PC-1,S1,T{i},{0x005056000000 + i:012x},Dell,M{i},Laptop\n" for i in range(20_000))
    found = read_text(tmp_path, MACHINE + rows)
    assert report(found).created == 1
    assert values(by(found.plan, "devices", "name", "PC-1"))["serial"] == "S1"
