"""Reading a large export, and putting a large plan on disk."""

from __future__ import annotations

import csv
import json
import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from planner.store import Store
from planner.workspace import Workspace
from tests.benchmarks.measure import Benchmark, devices, filled, report

ROWS = 10_000


def timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_import_of_10000_rows_against_csv_reader(
    benchmark: Benchmark, workspace: Workspace, tmp_path: Path
) -> None:
    path = tmp_path / "large.csv"
    path.write_text(devices(ROWS), encoding="utf-8")
    session = workspace.open(workspace.create("Large", people=ROWS))

    def plain() -> None:
        with path.open(encoding="utf-8", newline="") as file:
            assert len(list(csv.reader(file))) == ROWS + 1

    def read() -> None:
        (found,) = session.preview([path]).files
        assert (found.rows, found.created) == (ROWS, ROWS)

    read()
    baseline: list[float] = []
    ours: list[float] = []
    benchmark.pedantic(
        lambda: ours.append(timed(read)), setup=lambda: baseline.append(timed(plain)), rounds=5
    )
    ratio = min(ours) / min(baseline)
    again = first_and_again(session.apply, session.preview, path)
    report(
        benchmark, "import of 10,000 rows against csv.reader", ratio=ratio, import_s=min(ours),
        csv_s=min(baseline), same_file_again_s=again,
    )  # fmt: skip
    assert ratio < 400
    session.close()


def first_and_again(
    apply: Callable[[Any], object], preview: Callable[[list[Path]], Any], path: Path
) -> float:
    """Return how long the same export takes once it is in the plan."""
    apply(preview([path]))
    return timed(lambda: preview([path]))


def test_save_of_2000_devices_against_json_dump(
    benchmark: Benchmark, workspace: Workspace, tmp_path: Path
) -> None:
    session = filled(workspace, tmp_path, 2000)
    plan = session.plan
    session.close()
    store = Store(tmp_path / "bare")
    slug = store.new(plan)
    document, bare = msgspec.to_builtins(plan), tmp_path / "bare.json"

    def plain() -> None:
        with bare.open("w", encoding="utf-8") as file:
            json.dump(document, file)
            file.flush()
            os.fsync(file.fileno())

    with store.open(slug) as file:
        numbers = iter(range(1_000_000))

        def save() -> None:
            changed = replace(plan, client=replace(plan.client, contact=f"Contact {next(numbers)}"))
            file.save(changed)

        save()
        baseline: list[float] = []
        ours: list[float] = []
        benchmark.pedantic(
            lambda: ours.append(timed(save)), setup=lambda: baseline.append(timed(plain)), rounds=15
        )
        ratio = statistics.median(ours) / statistics.median(baseline)
        report(
            benchmark, "save of 2,000 devices against json.dump and fsync", ratio=ratio,
            save_s=statistics.median(ours), dump_s=statistics.median(baseline),
            megabytes=store_size(store, slug),
        )  # fmt: skip
        assert ratio < 5


def store_size(store: Store, slug: str) -> float:
    return (store.folder / f"{slug}.json").stat().st_size / 1e6
