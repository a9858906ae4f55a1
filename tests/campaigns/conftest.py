"""Campaigns: thousands of seeded attacks, each on a rule that must hold whatever comes.

They are a set of their own (marker ``campaign``), left out of the normal run and run by ``.ci/run``::

    pytest -m campaign

What a campaign does is decided by its seed and the number of a trial alone, so that a failure
can be repeated anywhere. A failing trial names both, keeps the files it was made of, and says
how to run it again. The environment decides how much is tried:

===============================  ============================================================
``PLANNER_CAMPAIGN_SEED``        the seed; another one is another campaign (a fixed one unless set)
``PLANNER_CAMPAIGN_TRIALS``      trials of each campaign, instead of each one's own number
``PLANNER_CAMPAIGN_FIRST``       number of the first trial; with one trial: that one again
===============================  ============================================================

To add a campaign, write ``test_campaign_<what>.py`` with ``pytestmark = pytest.mark.campaign``
and hand each test's trial to `tests.campaigns.trials.attack`: the trial gets a generator of random
numbers and an empty folder and asserts what must hold. Choose the number of trials so that
all campaigns together stay below eight minutes on two cores. The number that ran is printed
at the end.
"""

from __future__ import annotations

import pytest

from tests.campaigns.trials import COUNTED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print how many trials ran, however many processes they ran in."""
    reports = [r for found in terminalreporter.stats.values() for r in found if hasattr(r, "user_properties")]
    counts = {r.nodeid: value for r in reports for name, value in r.user_properties if name == COUNTED}
    if not counts:
        return
    terminalreporter.section("campaigns")
    for test, count in sorted(counts.items()):
        terminalreporter.write_line(f"{count:>8} trials  {test}")
    terminalreporter.write_line(f"{sum(counts.values()):>8} trials in all")
