"""A small but complete template folder, in which one thing at a time is broken."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from planner.model.catalogue import Catalogue
from planner.standards import load_catalogue

DEVICES = """
id = "devices"
title = "Devices"
singular = "device"
per = "device"

[[field]]
id = "name"
title = "Name"
type = "text"
fresh_for = 0

[[field]]
id = "class"
title = "Class"
type = "choice"
choices = ["laptop", "desktop"]

[[field]]
id = "encrypted"
title = "Encrypted"
type = "boolean"

[[field]]
id = "age"
title = "Age"
type = "number"
derive = { from = "bought", how = "years_since" }

[[field]]
id = "bought"
title = "Bought"
type = "date"
"""

RATES = """
id = "usd"
title = "Prices"
currency = "USD"
date = "2026-11-22"

[[price]]
id = "hour"
title = "Hour"
unit = "hour"
low = 1
expected = 2
high = 3
grade = "estimate"
"""

CLIENT = """
[[industry]]
id = "legal"
title = "Legal"

[[trait]]
id = "health_data"
title = "Health data"

[[stage]]
id = "assessment"
title = "Assessment"
"""

RISK = """
[[tier]]
id = "core"
title = "Core"

[[band]]
id = "low"
title = "Low"
at_least = 0

[[band]]
id = "high"
title = "High"
at_least = 8
""" + "".join(
    f'[[{table}]]\nid = "{n}"\ntitle = "Step"\n' for table in ("impact", "likelihood") for n in range(1, 6)
)

DEFAULTS = """
hourly_rate = 137.5
quarters = 12
hours_per_person_quarter = 2
minimum_hours_quarter = 40
hours_per_person_first_quarter = 5
minimum_hours_first_quarter = 80
quick_win_hours = 8
quick_win_first_year = 1000
quick_win_risk = 6
likely = 0.5
point = 1000
due_soon_quarters = 2
"""

TEXTS = """
why = "Because."
ask = "Is it?"
probe = "Look."
red_flag = "No."
tier = "core"
impact = 3
likelihood = 4
"""

STANDARDS = f"""
[domain]
id = "END"
title = "Computers"
question = "Fine?"

[[standard]]
id = "END-01"
title = "Every laptop is encrypted"
because = "It gets lost [F1]"
initiative = "encrypt"
answer = {{ kind = "measured" }}
raise_impact_if = ["health_data"]
{TEXTS}
[[standard.rules]]
measure = "share"
of = "devices"
where = {{ class = "laptop" }}
that = {{ encrypted = true }}
good = ">=0.95"

[standard.frameworks]
csf = ["PR.DS-01"]
open = ["anything"]

[[standard]]
id = "END-02"
title = "Somebody owns it"
because = "Owners care"
initiative = "own"
answer = {{ kind = "judged" }}
needs = ["END-01"]
{TEXTS}
"""

INITIATIVES = """
[[initiative]]
id = "encrypt"
title = "Encrypt"
outcome = "Encrypted"
phase = 1
hours = [{ for = ["END-01"], fixed = 1, per = "device", per_item = 0.5 }]

[[initiative.line]]
item = "work"
price = "hour"
timing = "once"
per = "device"
for = ["END-01"]
where = { class = "laptop" }

[[initiative]]
id = "own"
title = "Own"
outcome = "Owned"
phase = 2
requires = ["encrypt"]
hours = [{ for = ["END-02"], fixed = 1 }]
"""

WORLD = {
    "inventory/devices.toml": DEVICES,
    "rates/prices-usd.toml": RATES,
    "rates/benchmarks.toml": '[[benchmark]]\nid = "b"\ntitle = "B"\nlow = 1\nhigh = 2\nunit = "x"\ngrade = "secondary"\nsource = "s"\n',
    "rates/citations.toml": '[[citation]]\nid = "F1"\ntext = "Found"\nsource = "Somebody"\n',
    "frameworks/csf.toml": 'id = "csf"\ntitle = "CSF"\nversion = "2"\nlicence = "free"\nsource = "nist"\nrequirement = [{ id = "PR.DS-01" }]\n',
    "frameworks/open.toml": 'id = "open"\ntitle = "Open"\nversion = "1"\nlicence = "free"\nsource = "x"\n',
    "vocabulary/client.toml": CLIENT,
    "vocabulary/risk.toml": RISK,
    "vocabulary/interview.toml": '[[path]]\nid = "short"\ntitle = "Short"\nminutes = 20\nquestions = 10\n',
    "vocabulary/defaults.toml": DEFAULTS,
    "standards/computers.toml": STANDARDS,
    "initiatives/work.toml": INITIATIVES,
}


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A template folder without a problem."""
    folder = tmp_path / "shipped"
    for name, text in WORLD.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return folder


@pytest.fixture
def changed(world: Path) -> Callable[[str, str, str], Catalogue]:
    """Replace a text in one of the world's files and load it."""

    def change(name: str, old: str, new: str) -> Catalogue:
        path = world / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")
        return load_catalogue([world])

    return change


@pytest.fixture
def firm(world: Path, tmp_path: Path) -> Callable[[str, str], Catalogue]:
    """Write a file into the firm's folder and load it over the world."""

    def write(name: str, text: str) -> Catalogue:
        path = tmp_path / "firm" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        return load_catalogue([world, tmp_path / "firm"])

    return write
