"""A plan to the tables of its file and back.

=====================  ======================================================================
``meta``               one document: ``schema``, ``checksum`` (see `planner.store.checksum`),
                       ``revision`` (counts saves), ``app`` (version that saved), ``saved``,
                       ``plan`` (id), ``created``, ``archived``, ``stage``, ``migrations``
                       (``name``, ``at``)
``client``             one document, the `Client`
``settings``           one document, the `Settings`
``records:<kind>``     one document a record of that kind, for example ``records:devices``; the
                       prefix keeps a firm's own kinds apart from the other tables
``sources``            one document a source
``complete``           ``kind`` and the ``sources`` that vouch for its list being complete
``vouched``            sources that list everything of which a fact is true, one document each
``answers``            ``standard`` and the answer
``decisions``          ``initiative`` and the decision
``changes``            ``initiative`` and its ``changes``
``accepted``           ``standard`` and the acceptance
``work``               the consultant's own work: initiatives split, merged or added
``scenarios``          what-ifs that were kept under a name
=====================  ======================================================================

Documents are numbered 1, 2, 3 … in the order in which their things were added. Fields that
have their default are left out. What the file holds beyond this is carried along.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import Any, TypeVar, cast

import msgspec
from msgspec.structs import replace

from planner.model.answer import Answer
from planner.model.client import Client
from planner.model.decision import Acceptance, Change, Decision
from planner.model.fact import Source
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.scenario import Scenario
from planner.model.schedule import Kept
from planner.model.settings import Settings
from planner.model.vouch import Vouch
from planner.model.work import OwnWork
from planner.store.checksum import BLANK
from planner.store.extra import Overlay, all_known, find_extras, put_back
from planner.store.jsontext import NotStorable
from planner.store.migration import SCHEMA, Tables

T = TypeVar("T", bound=msgspec.Struct)

RECORDS = "records:"
"""Begins the name of a table of records; the kind follows."""


class BadShape(ValueError):  # noqa: N818 - it says what is wrong with the file
    """Tables that are no plan; the message says where."""


class Step(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One migration that was made."""

    name: str
    at: str
    """ISO date and time."""


class Meta(msgspec.Struct, frozen=True, kw_only=True):
    """What a plan file says about itself, and the plain fields of the plan."""

    schema: str
    checksum: str = BLANK
    """Always blank here: the storage fills it in, over the bytes of the whole file."""
    revision: int
    plan: str
    """The plan's id."""
    created: str
    app: str = ""
    saved: str = ""
    """ISO date and time of the save."""
    archived: bool = False
    stage: str = "assessment"
    migrations: tuple[Step, ...] = ()


class _Complete(msgspec.Struct, frozen=True, kw_only=True):
    kind: str
    sources: tuple[str, ...]


class _Changes(msgspec.Struct, frozen=True, kw_only=True):
    initiative: str
    changes: tuple[Change, ...]


class Extras(msgspec.Struct, frozen=True):
    """What a file held beyond this planner's schema."""

    tables: dict[str, dict[str, Any]] = {}
    """Whole tables."""
    documents: dict[tuple[str, str], Overlay] = {}
    """Table and key of the document (empty for a table of one document) to its unknown fields."""


class Content(msgspec.Struct, frozen=True, kw_only=True):
    """A decoded plan file."""

    meta: Meta
    plan: Plan
    extras: Extras = Extras()


SCHEDULE = "schedule"
"""The table of the schedule kept with the plan; missing when there is none."""
_ONE: dict[str, type[msgspec.Struct]] = {"meta": Meta, "client": Client, "settings": Settings}
"""Tables with a single document."""
_MANY: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "sources": ("id", Source),
    "complete": ("kind", _Complete),
    "answers": ("standard", Answer),
    "decisions": ("initiative", Decision),
    "changes": ("initiative", _Changes),
    "accepted": ("standard", Acceptance),
    "work": ("id", OwnWork),
    "scenarios": ("name", Scenario),
}
"""Tables with many: the field that holds the key, and what a document is."""


# -- reading ----------------------------------------------------------------------------------


def meta_of(tables: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """Return the one document of the ``meta`` table.

    Raises:
        BadShape: There is none: the file is not a plan.
    """
    return _document(tables, "meta")


def decode(tables: Tables) -> Content:
    """Return the plan in the tables.

    Raises:
        BadShape: They do not hold a plan; the message says where.
    """
    documents: dict[tuple[str, str], Overlay] = {}
    ones: dict[str, msgspec.Struct] = {}
    for name, kind in _ONE.items():
        raw = _document(tables, name)
        ones[name] = _convert(raw, kind, name)
        _remember(documents, (name, ""), find_extras(raw, ones[name]))
    many: dict[str, dict[str, Any]] = {}
    for name, (key, kind) in _MANY.items():
        many[name] = _keyed(tables.get(name, {}), name, key, kind, documents)
    records = {
        name.removeprefix(RECORDS): _records(table, name, documents)
        for name, table in tables.items()
        if name.startswith(RECORDS)
    }
    meta = msgspec.convert(ones["meta"], Meta)
    plan = Plan(
        id=meta.plan,
        created=meta.created,
        archived=meta.archived,
        stage=meta.stage,
        client=msgspec.convert(ones["client"], Client),
        settings=msgspec.convert(ones["settings"], Settings),
        records=records,
        sources=many["sources"],
        complete={k: v.sources for k, v in many["complete"].items()},
        vouched=_listed(tables.get("vouched", {})),
        answers=many["answers"],
        decisions=many["decisions"],
        changes={k: v.changes for k, v in many["changes"].items()},
        accepted=many["accepted"],
        work=many["work"],
        scenarios=many["scenarios"],
        schedule=_convert(_document(tables, SCHEDULE), Kept, SCHEDULE) if tables.get(SCHEDULE) else None,
    )
    unknown = {
        name: dict(table)
        for name, table in tables.items()
        if name not in _ONE
        and name not in _MANY
        and name not in {"vouched", SCHEDULE}
        and not name.startswith(RECORDS)
    }
    return Content(meta=meta, plan=plan, extras=Extras(unknown, documents))


def _document(tables: Mapping[str, Mapping[str, object]], name: str) -> dict[str, object]:
    table = tables.get(name)
    if not table:
        raise BadShape(f"the table {name!r} is missing")
    first = next(iter(table.values()))
    if len(table) != 1 or not isinstance(first, dict):
        raise BadShape(f"the table {name!r} does not hold one document")
    return first


def _convert(raw: object, kind: type[T], where: str) -> T:
    try:
        return msgspec.convert(raw, kind)
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadShape(f"{where}: {error}") from error


def _keyed(
    table: Mapping[str, object],
    name: str,
    key_field: str,
    kind: type[T],
    documents: dict[tuple[str, str], Overlay],
) -> dict[str, T]:
    found: dict[str, T] = {}
    own = frozenset((key_field,))
    for number, raw in table.items():
        where = f"{name}.{number}"
        if not isinstance(raw, dict) or not isinstance(raw.get(key_field), str):
            raise BadShape(f"{where}: {key_field!r} is missing")
        key: str = raw[key_field]
        if key in found:
            raise BadShape(f"{where}: {key!r} is there twice")
        found[key] = _convert(raw, kind, where)
        _remember(documents, (name, key), find_extras(raw, found[key], own))
    return found


def _listed(table: Mapping[str, object]) -> tuple[Vouch, ...]:
    return tuple(_convert(raw, Vouch, f"vouched.{number}") for number, raw in table.items())


def _records(
    table: Mapping[str, object], name: str, documents: dict[tuple[str, str], Overlay]
) -> dict[str, Record]:
    try:  # all at once: ten times faster than one by one, which only finds out where it hurts
        values = msgspec.convert(list(table.values()), list[Record])
    except (msgspec.ValidationError, RecursionError) as error:
        raise BadShape(f"{name}: {error}") from error
    kind = name.removeprefix(RECORDS)
    found: dict[str, Record] = {}
    for record in values:
        if record.id in found:
            raise BadShape(f"{name}: {record.id!r} is there twice")
        found[record.id] = record if record.kind == kind else replace(record, kind=kind)
    raws = cast("Collection[dict[str, object]]", table.values())  # or they had not been records
    if not all_known(raws, Record):
        for raw, record in zip(raws, values, strict=True):
            _remember(documents, (name, record.id), find_extras(raw, record))
    return found


def _remember(
    documents: dict[tuple[str, str], Overlay], place: tuple[str, str], overlay: Overlay | None
) -> None:
    if overlay is not None:
        documents[place] = overlay


# -- writing ----------------------------------------------------------------------------------


def encode(content: Content) -> dict[str, dict[str, object]]:
    """Return the tables of a plan; documents may be structs, which the storage encodes.

    Raises:
        NotStorable: The plan holds something that would not come back as it is.
    """
    plan, extras = content.plan, content.extras
    check(plan)
    meta = replace(
        content.meta,
        checksum=BLANK,
        plan=plan.id,
        created=plan.created,
        archived=plan.archived,
        stage=plan.stage,
    )
    complete = {k: _Complete(kind=k, sources=v) for k, v in plan.complete.items()}
    changes = {k: _Changes(initiative=k, changes=v) for k, v in plan.changes.items()}
    tables: dict[str, dict[str, object]] = {
        "meta": _table("meta", {"": meta}, extras),
        "client": _table("client", {"": plan.client}, extras),
        "settings": _table("settings", {"": plan.settings}, extras),
        **{RECORDS + kind: _table(RECORDS + kind, records, extras) for kind, records in plan.records.items()},
        "sources": _table("sources", plan.sources, extras),
        "complete": _table("complete", complete, extras),
        "answers": _table("answers", plan.answers, extras, "standard"),
        "decisions": _table("decisions", plan.decisions, extras, "initiative"),
        "changes": _table("changes", changes, extras),
        "accepted": _table("accepted", plan.accepted, extras, "standard"),
    }
    if plan.work:
        tables["work"] = _table("work", plan.work, extras)
    if plan.scenarios:
        tables["scenarios"] = _table("scenarios", plan.scenarios, extras, "name")
    if plan.vouched:
        tables["vouched"] = {str(n): vouch for n, vouch in enumerate(plan.vouched, 1)}
    if plan.schedule is not None:
        tables[SCHEDULE] = {"1": plan.schedule}
    for name, table in extras.tables.items():
        tables.setdefault(name, table)
    return tables


def _table(
    name: str, values: Mapping[str, msgspec.Struct], extras: Extras, key_field: str = ""
) -> dict[str, object]:
    """Number the documents; add the key where the value does not hold it itself."""
    table: dict[str, object] = {}
    for number, (key, value) in enumerate(values.items(), 1):
        overlay = extras.documents.get((name, key))
        if overlay is None and not key_field:
            table[str(number)] = value  # the storage encodes a struct many times faster than a dict
            continue
        document: dict[str, object] = {key_field: key} if key_field else {}
        document |= msgspec.to_builtins(value)
        table[str(number)] = document if overlay is None else put_back(overlay, document, value)
    return table


def check(plan: Plan) -> None:
    """Refuse a plan that the file could not give back.

    Raises:
        NotStorable: A number is not finite, or a record or source stands under another's id.
    """
    for fault in _misnamed(plan):
        raise NotStorable(fault)
    for where, number in chain(_numbers(plan), _work_numbers(plan), _scenario_numbers(plan), _facts(plan)):
        if isinstance(number, float) and not math.isfinite(number):
            raise NotStorable(f"{where} is {number}, which is not a number")


def _misnamed(plan: Plan) -> Iterator[str]:
    """Say of what carries its own key where it does not stand under it."""
    for kind, records in plan.records.items():
        for key, record in records.items():
            if record.id != key or record.kind != kind:
                yield f"record {kind} {key!r} calls itself {record.kind} {record.id!r}"
    named = {
        "source": {key: one.id for key, one in plan.sources.items()},
        "work": {key: one.id for key, one in plan.work.items()},
        "the what-if": {key: one.name for key, one in plan.scenarios.items()},
    }
    for what, names in named.items():
        yield from (f"{what} {key!r} calls itself {own!r}" for key, own in names.items() if own != key)


def _facts(plan: Plan) -> Iterator[tuple[str, object]]:
    for kind, records in plan.records.items():
        for key, record in records.items():
            for field, observations in record.facts.items():
                for observation in observations:
                    if type(observation.value) is float:
                        yield f"{kind} {key!r}: {field}", observation.value


def _numbers(plan: Plan) -> Iterator[tuple[str, object]]:
    for name in ("hourly_rate", "exchange_rate", "budget_per_quarter", "hours_per_quarter"):
        figure = getattr(plan.settings, name)
        for one in figure if isinstance(figure, tuple) else (figure,):
            yield name, one
    for one in (plan.settings.refresh_per_year, *plan.settings.refresh_ceilings.values()):
        yield "a ceiling on replacements", one
    for standard, answer in plan.answers.items():
        yield f"the answer to {standard}", answer.number
    for initiative, changes in plan.changes.items():
        for change in changes:
            yield f"{initiative}: {change.field}", change.value
            yield f"{initiative}: the original {change.field}", change.original
            yield f"{initiative}: the least {change.field}", change.low
            yield f"{initiative}: the most {change.field}", change.high


def _work_numbers(plan: Plan) -> Iterator[tuple[str, object]]:
    for key, work in plan.work.items():
        money = (*msgspec.structs.astuple(work.one_time), *msgspec.structs.astuple(work.monthly))
        for number in (work.partner_hours, work.client_hours, *money):
            yield f"work {key!r}", number


def _scenario_numbers(plan: Plan) -> Iterator[tuple[str, object]]:
    for name, one in plan.scenarios.items():
        for number in (one.prices, *one.settings.values(), *one.refresh.values()):
            yield f"the what-if {name!r}", number


def first(plan: Plan, *, app: str, saved: str, schema: str = SCHEMA) -> Content:
    """Return a new plan's content, before its first save."""
    meta = Meta(schema=schema, revision=0, plan=plan.id, created=plan.created, app=app, saved=saved)
    return Content(meta=meta, plan=plan)
