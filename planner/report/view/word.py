"""Names of things, for those who only know ids."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from planner.model.catalogue import Catalogue
from planner.model.finding import Score
from planner.model.inventory import Inventory
from planner.model.quarter import Quarter
from planner.model.roadmap import Placement, Roadmap
from planner.model.text import one_line
from planner.roadmap.cost.batch import past_title
from planner.writing import whole

_ASIDE = re.compile(r" \(([^()]*)\)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")
_NAME = 60
"""Characters of a record's name in a sentence."""
NOW = "this week"
"""When work starts that does not wait for the roadmap's first quarter."""


def band_of(risk: float, catalogue: Catalogue) -> str:
    """Return the title of the band a risk lies in: critical, high …; empty without bands."""
    return next((band.title for band in catalogue.vocabulary.bands if risk >= band.at_least), "")


def told(risk: float, catalogue: Catalogue) -> str:
    """Return how much an owner is told of a finding of this risk: ``full``, ``work``, ``line`` or ``count``."""
    return next((band.tell for band in catalogue.vocabulary.bands if risk >= band.at_least), "line")


def standard_title(standard: str, catalogue: Catalogue) -> str:
    """Return the title of a standard, or its id when the catalogue no longer has it."""
    found = catalogue.standards.get(standard)
    return found.title if found else standard


def initiative_title(initiative: str, roadmap: Roadmap, catalogue: Catalogue) -> str:
    """Return the title of an initiative, or its id when nobody knows it any more."""
    costed = next((one.title for one in roadmap.initiatives if one.id == initiative), "")
    spec = catalogue.initiatives.get(initiative)
    return costed or (spec.title if spec else past_title(initiative))


def unnamed(text: str, names: Iterable[str]) -> str:
    """Return a sentence without the records it names.

    Args:
        text: The sentence.
        names: What the records it may name are called.
    """
    shown = tuple(one_line(name, _NAME) for name in names if name)
    if not shown:
        return text
    head, colon, tail = text.rpartition(": ")
    if colon and tail.startswith(shown):
        text = f"{head}."
    return _ASIDE.sub(lambda found: "" if found[1].startswith(shown) else found[0], text)


def first_sentence(text: str) -> str:
    """Return the first sentence of a text."""
    return _SENTENCE.split(text.strip(), maxsplit=1)[0]


def labels(ids: Iterable[str], kind: str, inventory: Inventory) -> tuple[str, ...]:
    """Return what people call the records, in the order given."""
    names = {item.id: item.label for item in inventory.of(kind)}
    return tuple(names.get(name, name) for name in ids)


def quarter_name(name: str) -> str:
    """Return ``Q2 2027`` for ``2027-Q2``; what is no quarter comes back as it is."""
    try:
        quarter = Quarter.parse(name)
    except ValueError:
        return name
    return f"Q{quarter.number} {quarter.year}"


def short_quarter(name: str) -> str:
    """Return ``Q2 27``."""
    full = quarter_name(name)
    return f"{full[:-4]}{full[-2:]}" if full != name else name


def placed(placement: Placement | None, roadmap: Roadmap) -> tuple[str, str]:
    """Return the names of the quarters work starts and finishes in; empty when unscheduled."""
    if placement is None or placement.start is None or placement.finish is None:
        return "", ""
    ids = [load.id for load in roadmap.quarters]
    start = quarter_name(ids[placement.start]) if placement.start < len(ids) else ""
    finish = quarter_name(ids[placement.finish]) if placement.finish < len(ids) else ""
    return start, finish


def starts(initiative: str, roadmap: Roadmap) -> str:
    """Return when work starts: ``Q2 2027``, or ``this week``; empty when it is not scheduled."""
    placement = roadmap.placements.get(initiative)
    now = any(one.at_once for one in roadmap.initiatives if one.id == initiative)
    if now and placement is not None and placement.start == 0:
        return NOW
    return placed(placement, roadmap)[0]


def points(score: Score) -> tuple[int | None, int, int]:
    """Return point, low and high of a score in whole points of 100; no point when too little is known."""
    point = None if score.shown is None else whole(score.shown * 100)
    return point, whole(score.low * 100), whole(score.high * 100)


def quarter_start(name: str, fiscal_year_start: int) -> date:
    """Return the first day of a quarter."""
    return Quarter.parse(name).first_day(fiscal_year_start)
