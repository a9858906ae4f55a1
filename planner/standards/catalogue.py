"""The catalogue, read and checked as one, and the import maps that write into its inventory."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from planner.model.catalogue import Catalogue
from planner.model.framework import Framework, Requirement
from planner.model.import_map import ImportMap
from planner.model.problem import Problem
from planner.standards.entries import Reading, entries_of
from planner.standards.folder import in_order, missing_folders
from planner.standards.import_map import read_import_maps
from planner.standards.initiative import read_initiatives
from planner.standards.kind import read_kinds
from planner.standards.link import Linker
from planner.standards.rate import read_rates
from planner.standards.standard import read_standards
from planner.standards.toml_file import read_files
from planner.standards.vocabulary import read_vocabulary

FRAMEWORKS = "frameworks"


def load_catalogue(folders: Sequence[Path] | None = None) -> Catalogue:
    """Read the standards, initiatives, inventory, rates, frameworks and vocabulary.

    Never fails: what is wrong with a file or an entry is one of the catalogue's problems, and
    costs that entry alone.

    Args:
        folders: Template folders, later ones override earlier ones by the id of each entry;
            None for the shipped one and the firm's.
    """
    places = in_order(folders)
    problems = missing_folders(places)
    kinds, bad = read_kinds(places)
    problems += bad
    rates, bad = read_rates(places)
    problems += bad
    terms, bad = read_vocabulary(places)
    problems += bad
    frameworks, bad = _read_frameworks(places)
    problems += bad
    vocabulary = terms.vocabulary
    chapters, bad = read_standards(places, kinds, sorted(terms.seen_tiers))
    problems += bad
    works, bad = read_initiatives(places, kinds, rates)
    problems += bad
    traits = {"known": frozenset(trait.id for trait in vocabulary.traits), "seen": terms.seen_traits}
    linker = Linker(chapters, works, rates, frameworks, traits)
    place = {name: at for at, name in enumerate(chapters.domains)}
    standards = dict(sorted(linker.standards().items(), key=lambda item: place[item[1].domain]))
    initiatives = linker.initiatives()
    return Catalogue(
        domains=chapters.domains,
        standards=standards,
        initiatives=initiatives,
        kinds=kinds,
        prices=rates.prices,
        benchmarks=rates.benchmarks,
        citations=rates.citations,
        frameworks={name: entry.value for name, entry in frameworks.entries.items()},
        vocabulary=vocabulary,
        problems=(*problems, *linker.problems),
    )


def load_import_maps(
    folders: Sequence[Path] | None = None,
) -> tuple[dict[str, ImportMap], tuple[Problem, ...]]:
    """Read the import maps, checked against the inventory's kinds and fields.

    Args:
        folders: Template folders, later ones override earlier ones by id; None for the usual.

    Returns:
        Id to map, and one problem for each map that cannot be used.
    """
    places = in_order(folders)
    return read_import_maps(places, read_kinds(places)[0])


def _read_frameworks(folders: Sequence[Path]) -> tuple[Reading[Framework], list[Problem]]:
    files, problems = read_files(folders, FRAMEWORKS)
    reading = entries_of(files, None, Framework, parts={"requirement": Requirement})
    return reading, [*problems, *reading.problems]
