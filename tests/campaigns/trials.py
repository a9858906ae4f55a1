"""Running the trials of a campaign: seed, number, and what is kept of one that fails."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import TypeAlias

import pytest

Trial: TypeAlias = Callable[[Random, Path], None]
"""Tries once, with a source of chance and an empty folder of its own; asserts what must hold."""

COUNTED = "campaign trials"
"""Name of the property under which a test says how many trials it ran."""
_SEED = "20261122"


class TrialFailedError(AssertionError):
    """A trial that failed: which one, where its files are, how to run it again."""


def attack(request: pytest.FixtureRequest, folder: Path, trial: Trial, trials: int) -> None:
    """Run a campaign of so many trials; stop at the first that fails.

    Args:
        request: Of the test that runs it, whose name is part of the seed.
        folder: An empty folder.
        trial: What is tried.
        trials: How often, unless the environment says otherwise.

    Raises:
        TrialFailedError: A trial failed or raised.
    """
    seed = os.environ.get("PLANNER_CAMPAIGN_SEED", _SEED)
    trials = int(os.environ.get("PLANNER_CAMPAIGN_TRIALS", trials))
    first = int(os.environ.get("PLANNER_CAMPAIGN_FIRST", "0"))
    name = request.node.name
    for number in range(first, first + trials):
        place = folder / str(number)
        place.mkdir()
        try:
            trial(Random(f"{seed} {name} {number}"), place)
        except Exception as error:
            kept = mkdtemp(prefix=f"campaign-{name}-{number}-")
            shutil.copytree(place, kept, dirs_exist_ok=True)
            again = f"PLANNER_CAMPAIGN_SEED={seed} PLANNER_CAMPAIGN_FIRST={number} PLANNER_CAMPAIGN_TRIALS=1"
            raise TrialFailedError(
                f"trial {number} of {name} failed: {type(error).__name__}: {error}\n"
                f"its files are kept in {kept}; run it again with\n{again} pytest -m campaign '{request.node.nodeid}'"
            ) from error
        shutil.rmtree(place)
    request.node.user_properties.append((COUNTED, trials))
