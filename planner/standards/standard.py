"""Standards and their chapters, read from ``templates/standards``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from planner.model.field import Kind
from planner.model.problem import Problem
from planner.model.standard import AnswerKind, Domain, Standard
from planner.standards.entries import Entry, Flaw, Reading, entries_of, stray_tables, without_flawed
from planner.standards.key import nearest
from planner.standards.rule import rule_flaw
from planner.standards.toml_file import Raw, TomlFile, read_files
from planner.standards.wording import words_flaw

ROOM = "standards"
_CITATION = re.compile(r"\s*\[(F\d+)\]")
_WEIGHT = range(1, 6)


class Chapters(msgspec.Struct, frozen=True, kw_only=True):
    """What the room's files hold."""

    domains: dict[str, Domain]
    entries: dict[str, Entry[Standard]]
    seen: frozenset[str]
    """Ids of all standards, also of the broken and the retired."""


def read_standards(
    folders: Sequence[Path], kinds: Mapping[str, Kind], tiers: Sequence[str]
) -> tuple[Chapters, list[Problem]]:
    """Read the chapters and those of their standards that are sound in themselves.

    A standard belongs to the domain of its file; in a file without ``[domain]`` to the one its
    id begins with.

    Args:
        folders: Template folders.
        kinds: The inventory's kinds, for the rules.
        tiers: Ids of the tiers there are.
    """
    files, problems = read_files(folders, ROOM)
    problems += stray_tables(files, ("domain", "standard"))
    domains = entries_of(files, "domain", Domain)
    standards = entries_of([_with_domain(file) for file in files], "standard", Standard)
    sound, bad = without_flawed(standards.entries, lambda value: _flaw(value, kinds, tiers))
    problems += [*domains.problems, *standards.problems, *bad]
    chapters, bad = _chapters(domains, sound)
    problems += bad
    return Chapters(domains=chapters, entries=sound, seen=standards.seen), problems


def cited(standard: Standard, known: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
    """Yield each citation of a standard that is unknown: the text's name, the id, what to say."""
    for text in ("why", "because"):
        for match in _CITATION.finditer(getattr(standard, text)):
            if match[1] not in known:
                yield text, match[1], f"[{match[1]}] is in no citations file{nearest(match[1], known)}"


def without_citation(text: str, citation: str) -> str:
    """Return a text without one of its citations."""
    return _CITATION.sub(lambda match: "" if match[1] == citation else match[0], text)


def _with_domain(file: TomlFile) -> TomlFile:
    """Return the file with each standard's domain filled in."""
    items = file.data.get("standard")
    if not isinstance(items, list):
        return file
    domain = file.data.get("domain")
    name = domain.get("id") if isinstance(domain, dict) else None
    filled: list[Raw] = []
    for item in items:
        if isinstance(item, dict) and "domain" not in item and isinstance(item.get("id"), str):
            own = name if isinstance(name, str) else str(item["id"]).rpartition("-")[0]
            filled.append({**item, "domain": own})
        else:
            filled.append(item)
    return msgspec.structs.replace(file, data={**file.data, "standard": filled})


def _chapters(
    domains: Reading[Domain], standards: Mapping[str, Entry[Standard]]
) -> tuple[dict[str, Domain], list[Problem]]:
    """Return the domains in order; one that nobody describes gets its id for a title."""
    found = {name: entry.value for name, entry in domains.entries.items()}
    problems: list[Problem] = []
    for entry in standards.values():
        name = entry.value.domain
        if name in found:
            continue
        found[name] = Domain(id=name, title=name, question="")
        if name not in domains.seen:
            message = f"no [domain] describes {name!r}{nearest(name, domains.entries)}; add it to the file"
            problems.append(Problem(file=entry.file, path="domain", message=message))
    ordered = sorted(found.values(), key=lambda domain: (domain.order, domain.id))
    return {domain.id: domain for domain in ordered}, problems


def _flaw(standard: Standard, kinds: Mapping[str, Kind], tiers: Sequence[str]) -> Flaw | None:
    """Return what is wrong with a standard in itself, or None."""
    for weight in ("impact", "likelihood"):
        if getattr(standard, weight) not in _WEIGHT:
            return weight, f"is {getattr(standard, weight)}; it goes from 1 to 5"
    if standard.tier not in tiers:
        return "tier", f"`{standard.tier}` is no tier{nearest(standard.tier, tiers)}"
    if wrong := words_flaw(standard):
        return wrong
    if standard.answer.kind is AnswerKind.MEASURED and not standard.rules:
        return "rules", "a measured standard needs at least one rule; add it or make it judged"
    for index, rule in enumerate(standard.rules):
        if wrong := rule_flaw(rule, kinds):
            return f"rules[{index}].{wrong[0]}", wrong[1]
    return None
