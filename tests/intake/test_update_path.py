"""Which machines can be updated in place, by their processor or else by the day they were bought."""

from __future__ import annotations

from functools import lru_cache

import pytest

from planner.intake.settle.update_path import updatable
from planner.model.lifecycle import Lifecycle
from planner.standards.lifecycle import load_lifecycle


@lru_cache
def shipped() -> Lifecycle:
    found, problems = load_lifecycle()
    assert not problems
    return found


@pytest.mark.parametrize(
    ("system", "cpu", "bought", "verdict"),
    [
        ("Windows 11 Pro", "", "", True),
        ("Windows 10 Pro", "Intel Core i5-7500", "2024-01-01", False),
        ("Windows 10 Pro", "Intel(R) Core(TM) i7-2600K CPU @ 3.40GHz", "", False),
        ("Windows 7 Professional", "Intel Core i3-4130", "", False),
        ("Windows 10 Pro", "Intel Core i5-10505", "2012-01-01", True),
        ("Windows 10 Pro", "Intel Core i5-8250U", "", True),
        ("Windows 10 Pro", "13th Gen Intel(R) Core(TM) i5-1345U", "", True),
        ("Windows 10 Pro", "AMD Ryzen 5 1600", "", False),
        ("Windows 10 Pro", "AMD Ryzen 5 PRO 4650U", "", True),
        ("Windows 10 Pro", "Something new", "2021-09-06", True),
        ("Windows 10 Pro", "", "2017-03-14", False),
        ("Windows 10 Pro", "", "2018-06-01", None),
        ("Windows 10 Pro", "", "", None),
        ("Windows 10 Pro", "", "soon", None),
        ("Haiku", "Intel Core i5-10505", "2021-01-01", None),
    ],
)
def test_the_processor_decides_and_then_the_date(
    system: str, cpu: str, bought: str, verdict: bool | None
) -> None:
    assert updatable(shipped(), system, cpu, bought) is verdict
