"""Figures, baselines and plans that the benchmarks share."""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

from planner.workspace import Session, Workspace

T = TypeVar("T")

HEADER = (
    "Device name,Serial number,Manufacturer,Model,OS,OS version,Encrypted,Last check-in,Device type,"
    "Purchase date,Warranty expires,Primary user,MAC address,Antivirus running,Firewall on"
)
REPORT: list[str] = []


class Benchmark(Protocol):
    """What is used of the benchmark fixture, which has no types of its own."""

    extra_info: dict[str, float]

    def pedantic(
        self, target: Callable[[], T], *, setup: Callable[[], None] | None = None, rounds: int = 1
    ) -> T:
        """Run the target so many times, the setup before each."""


def report(benchmark: Benchmark, what: str, **figures: float) -> None:
    """Keep figures beside the benchmark's own and print them at the end."""
    benchmark.extra_info.update(figures)
    REPORT.append(f"{what}: " + ", ".join(f"{name} {value:.3g}" for name, value in figures.items()))


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which that share of the values lies."""
    return statistics.quantiles(values, n=100, method="inclusive")[round(share * 100) - 1]


def devices(number: int) -> str:
    """Return a list of devices as a management tool would export it."""
    dice = random.Random(7)
    lines = [HEADER]
    for n in range(number):
        system = dice.choice(("10.0.26100.4317", "10.0.22631.4317", "10.0.19045.5011"))
        yes = [dice.choice(("Yes", "Yes", "Yes", "No", "")) for _ in range(3)]
        day = f"2026-11-{dice.randint(1, 20):02}"
        lines.append(
            f"PC-{n:05},SN{n:07},Dell Inc.,Latitude {dice.randint(1, 9)},Windows,{system},{yes[0]},{day},"
            f"{dice.choice(('Laptop', 'Desktop'))},20{dice.randint(16, 25)}-03-01,2027-05-01,user{n}@big.example,"
            f"02:00:00:{n >> 16 & 255:02x}:{n >> 8 & 255:02x}:{n & 255:02x},{yes[1]},{yes[2]}"
        )
    return "\n".join(lines) + "\n"


def filled(workspace: Workspace, folder: Path, number: int) -> Session:
    """Open a plan with so many devices, some of its questions answered."""
    session = workspace.open(workspace.create(f"Client with {number}", people=max(number, 5)))
    if number:
        path = folder / "devices.csv"
        path.write_text(devices(number), encoding="utf-8")
        session.apply(session.preview([path]))
    for standard in list(session.knowledge.catalogue.standards)[::10]:
        session.answer(standard, "partly")
    session.flush()
    return session
