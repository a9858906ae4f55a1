"""Document templates: which there are and which sections they have."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from planner.model.condition import RawCondition
from planner.model.error import PlannerError
from planner.model.settings import DocumentSettings
from planner.report.material import CLIENT, INTERNAL

ROOM = "documents"
FILE = "document.toml"


class Section(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One section of a document."""

    id: str
    title: str
    file: str
    """The template of its text, ``<something>.md.j2`` in the document's folder."""
    audience: str = CLIENT
    """``client``: everybody may read it; ``internal``: only in the internal document."""


class Spread(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the records of one kind divide, for the figures of the environment."""

    title: str
    of: str
    """Kind of the records."""
    by: str
    """The field they are divided by."""
    where: dict[str, RawCondition] = {}
    """Which records are counted."""
    groups: dict[str, RawCondition] = {}
    """Heading to the condition on the field; without any, each value is a group."""


class Coverage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A share that owners ask for, taken from a measured rule."""

    title: str
    rule: str
    """``STANDARD.n``, n counting the standard's rules from 1."""


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One thing that has to hold for a record to be provably in order."""

    title: str
    """In a word or two, for example ``encrypted``."""
    that: dict[str, RawCondition]
    unless: dict[str, RawCondition] = {}
    """What shows that it does not hold, whatever else is known, each by itself: no update for a month."""
    lacks: str
    """What is said of a record that does not meet it, for example ``not encrypted``."""


class Beside(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Records somebody might expect in the proof and that are told of apart."""

    where: dict[str, RawCondition]
    one: str
    """What is said of one."""
    many: str
    """What is said of several; ``{count}`` is how many."""


class Proof(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an owner can say without a doubt about every record of a sort, all of it together."""

    of: str
    """Kind of the records."""
    where: dict[str, RawCondition] = {}
    """Which records are meant."""
    names: int = 12
    """How many exceptions are named."""
    check: tuple[Check, ...]
    beside: Beside | None = None
    """Records of the kind about which it says nothing."""


class DocumentTemplate(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a document template's ``document.toml`` says."""

    id: str
    title: str
    section: tuple[Section, ...]
    base: str = ""
    """Id of a template whose files, words and settings this one shares; its own go before."""
    locale: str = ""
    """How numbers, money and dates are written; empty for the way of the client."""
    words: dict[str, dict[str, str]] = {}
    """Short lists of words the sections share, for example the names of statuses."""
    names: int = 5
    """How many affected records a finding names."""
    lines: int = 4
    """How many findings of a chapter an owner reads; more only where more are critical or high."""
    questions: int = 12
    """How many open questions the appendix lists."""
    counted: tuple[str, ...] = ()
    """The kinds of records the owner reads the number of."""
    spread: tuple[Spread, ...] = ()
    coverage: tuple[Coverage, ...] = ()
    proof: Proof | None = None


def documents(folders: Sequence[Path]) -> dict[str, str]:
    """Return the document templates there are: id to title, those that stand alone first.

    A template whose file cannot be used is left out; `planner.report.check` tells about it.

    Args:
        folders: Template folders, the shipped one first.
    """
    ids = {path.parent.name for folder in folders for path in folder.glob(f"{ROOM}/*/{FILE}")}
    found: list[DocumentTemplate] = []
    for name in sorted(ids):
        try:
            found.append(read_template(name, folders))
        except PlannerError:
            continue
    return {spec.id: spec.title for spec in sorted(found, key=lambda spec: (bool(spec.base), spec.id))}


def search_path(template: str, folders: Sequence[Path]) -> tuple[Path, ...]:
    """Return where the files of a document template are looked for: the last folder first, its base's after.

    Args:
        template: Id of the document template.
        folders: Template folders, the shipped one first, the firm's own last.

    Raises:
        PlannerError: No folder has such a template.
    """
    found = tuple(path for folder in reversed(folders) if (path := folder / ROOM / template).is_dir())
    if not template or Path(template).name != template or not found:
        known = sorted({path.parent.name for folder in folders for path in folder.glob(f"{ROOM}/*/{FILE}")})
        there = ", ".join(known) or "none"
        raise PlannerError(f"There is no document template {template!r}. Known templates: {there}.")
    base = _raw(template, found)[0].get("base")
    if not isinstance(base, str) or not base or base == template:
        return found
    return (*found, *(path for folder in reversed(folders) if (path := folder / ROOM / base).is_dir()))


def _raw(template: str, places: Sequence[Path]) -> tuple[dict[str, object], Path]:
    """Return what the first ``document.toml`` among some folders says, and where it stands.

    Raises:
        PlannerError: It cannot be read.
    """
    path = next((place / FILE for place in places if (place / FILE).is_file()), places[0] / FILE)
    try:
        return tomllib.loads(path.read_text("utf-8")), path
    except (OSError, ValueError, RecursionError) as error:
        raise PlannerError(
            f"The document template {ROOM}/{template}/{FILE} cannot be used: {error}. Correct {path}."
        ) from None


def read_template(template: str, folders: Sequence[Path]) -> DocumentTemplate:
    """Read a template's ``document.toml``; the firm's own one replaces the shipped one.

    Raises:
        PlannerError: There is no such template, or its file cannot be used.
    """
    places = search_path(template, folders)
    shown = f"{ROOM}/{template}/{FILE}"
    raw, path = _raw(template, [place for place in places if place.name == template])
    below = [place for place in places if place.name != template]
    if below:
        raw = {**_raw(below[0].name, below)[0], **raw}
    try:
        spec = msgspec.convert(raw, DocumentTemplate)
    except (ValueError, RecursionError) as error:
        raise PlannerError(
            f"The document template {shown} cannot be used: {error}. Correct {path}."
        ) from None
    for section in spec.section:
        if section.audience not in (CLIENT, INTERNAL):
            raise PlannerError(
                f"{shown}: section {section.id!r} has the audience {section.audience!r}; "
                f"write {CLIENT!r} or {INTERNAL!r}."
            )
    return spec


def sections(template: str, folders: Sequence[Path]) -> tuple[Section, ...]:
    """Return the sections of a document template, in its own order.

    Args:
        template: Id of the document template.
        folders: Template folders, the shipped one first.

    Raises:
        PlannerError: There is no such template, or its file cannot be used.
    """
    return read_template(template, folders).section


def chosen(spec: DocumentTemplate, settings: DocumentSettings | None, audience: str) -> tuple[Section, ...]:
    """Return the sections of one document in order: what the plan wants first, then the rest."""
    wanted = settings or DocumentSettings()
    by_id = {section.id: section for section in spec.section}
    order = (*(name for name in wanted.order if name in by_id), *by_id)
    return tuple(
        by_id[name]
        for name in dict.fromkeys(order)
        if name not in wanted.off and audience in (by_id[name].audience, INTERNAL)
    )
