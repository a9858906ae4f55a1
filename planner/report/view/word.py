"""Names of things, for those who only know ids."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from planner.model.catalogue import Catalogue, Term
from planner.model.finding import Score
from planner.model.inventory import Inventory
from planner.model.quarter import Quarter
from planner.model.roadmap import Placement, Roadmap
from planner.writing import whole


def title_of(terms: Iterable[Term], name: str) -> str:
    """Return the title of a term, or its id when the list does not have it."""
    return next((term.title for term in terms if term.id == name), name)


def band_of(risk: float, catalogue: Catalogue) -> str:
    """Return the title of the band a risk lies in: critical, high …; empty without bands."""
    return next((band.title for band in catalogue.vocabulary.bands if risk >= band.at_least), "")


def told(risk: float, catalogue: Catalogue) -> str:
    """Return how much an owner is told of a finding of this risk: ``full``, ``work`` or ``line``."""
    return next((band.tell for band in catalogue.vocabulary.bands if risk >= band.at_least), "line")


def standard_title(standard: str, catalogue: Catalogue) -> str:
    """Return the title of a standard, or its id when the catalogue no longer has it."""
    found = catalogue.standards.get(standard)
    return found.title if found else standard


def initiative_title(initiative: str, roadmap: Roadmap, catalogue: Catalogue) -> str:
    """Return the title of an initiative, or its id when nobody knows it any more."""
    costed = next((one.title for one in roadmap.initiatives if one.id == initiative), "")
    spec = catalogue.initiatives.get(initiative)
    return costed or (spec.title if spec else initiative)


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


def points(score: Score) -> tuple[int | None, int, int]:
    """Return point, low and high of a score in whole points of 100; no point when too little is known."""
    point = None if score.shown is None else whole(score.shown * 100)
    return point, whole(score.low * 100), whole(score.high * 100)


def quarter_start(name: str, fiscal_year_start: int) -> date:
    """Return the first day of a quarter."""
    return Quarter.parse(name).first_day(fiscal_year_start)
