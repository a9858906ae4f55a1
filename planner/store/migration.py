"""Named steps that bring an older plan file up to the present schema.

A schema is ``major.minor``. A minor version only adds fields and tables: an older planner
opens it and carries what it does not know (`planner.store.extra`). A major version changes
what is there: an older planner refuses it, a newer one migrates it step by step. To change
the schema: raise `SCHEMA`, add a step to `MIGRATIONS`, and store a sample file of the schema
you leave behind with the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

import msgspec

Tables: TypeAlias = dict[str, dict[str, Any]]
"""A plan file as TinyDB has it: table name to document id to document."""

SCHEMA = "2.0"
"""What this planner writes. 1.1 added the checksum, 1.2 vouched absence and the scope of the assessment, 1.3 work of
the consultant's own and named what-ifs; 2.0 caps as lists, hours that follow the head count, and the schedule kept
with the plan."""

CHECKED_SINCE = (1, 1)
"""From this schema on a file carries a checksum; one without it was changed by something else."""

_VERSION = re.compile(r"(\d{1,6})\.(\d{1,6})")


class Migration(msgspec.Struct, frozen=True, kw_only=True):
    """One step from one schema to the next."""

    name: str
    """What it does, in a few words; recorded in the file."""
    source: str
    """The schema it starts from."""
    target: str
    """The schema it leads to."""
    step: Callable[[Tables], Tables]
    """Takes the tables (its own to change) and returns the new ones. ``meta.schema`` is set for it."""


def _nothing_moves(tables: Tables) -> Tables:
    return tables


def _usual_hours(tables: Tables) -> Tables:
    """Let a cap on hours that nobody had set follow the head count, with more in the first quarter.

    Until 2.0 a new plan began with the larger of 40 hours and 2 a person for every quarter.
    """
    settings = next(iter(tables.get("settings", {}).values()), None)
    client = next(iter(tables.get("client", {}).values()), None)
    if isinstance(settings, dict) and isinstance(client, dict):
        people = client.get("people")
        heads = people if isinstance(people, int) else 0
        if settings.get("hours_per_quarter") == max(40, 2 * heads):
            settings["hours_per_quarter"] = [max(80.0, 5.0 * heads), max(40.0, 2.0 * heads)]
            settings["hours_follow"] = True
    return tables


MIGRATIONS: tuple[Migration, ...] = (
    Migration(name="checksum", source="1.0", target="1.1", step=_nothing_moves),
    Migration(name="vouched-absence-and-scope", source="1.1", target="1.2", step=_nothing_moves),
    Migration(name="own-work-and-what-ifs", source="1.2", target="1.3", step=_nothing_moves),
    Migration(name="usual-hours", source="1.3", target="2.0", step=_usual_hours),
)
"""All steps, oldest first. Schema 1.0 is the first; 1.1 only added a field, 1.2 a table and two settings, 1.3 two tables."""


class UnknownSchema(ValueError):  # noqa: N818 - it says what is wrong with the file
    """A schema from which no migration leads to the present one."""


def version(schema: object) -> tuple[int, int]:
    """Return a schema's major and minor number.

    Raises:
        ValueError: It is not text such as ``1.0``.
    """
    match = _VERSION.fullmatch(schema) if isinstance(schema, str) else None
    if match is None:
        raise ValueError(f"{schema!r} is not a schema version such as 1.0")
    return int(match[1]), int(match[2])


def route(schema: str, target: str, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """Return the steps from one schema to another, in order.

    Within one major version a missing step is none: a minor version only adds.

    Raises:
        UnknownSchema: No step leads on from an older major version.
    """
    steps: list[Migration] = []
    while version(schema) < version(target):
        step = next((m for m in migrations if m.source == schema), None)
        if step is None or version(step.target) <= version(schema):
            if version(schema)[0] == version(target)[0]:
                break
            raise UnknownSchema(schema)
        steps.append(step)
        schema = step.target
    return tuple(steps)
