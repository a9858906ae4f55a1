"""Tables of a file to a plan: check the schema, migrate, decode."""

from __future__ import annotations

import copy
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec.structs import replace

from planner.model.fault import faults
from planner.store.checksum import checksum_holds
from planner.store.codec import BadShape, Content, Step, decode, meta_of
from planner.store.environment import Environment
from planner.store.error import PlanNewer, PlanOutdated
from planner.store.jsontext import NotJson
from planner.store.migration import CHECKED_SINCE, Tables, UnknownSchema, route, version
from planner.store.tables import tables_of

UNREADABLE = (NotJson, BadShape)
"""What reading raises when a file is damaged."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a file held."""

    content: Content
    """As the present schema has it."""
    migrated: bool = False
    """The file itself still has an older schema."""
    altered: bool = False
    """Something other than a planner wrote it since it was saved: its checksum does not hold."""


def interpret(tables: Tables, path: Path, environment: Environment, *, sound: bool | None) -> Reading:
    """Return the plan in a file's tables, migrated in memory where it is older.

    Args:
        tables: From `planner.store.tables.tables_of`.
        path: The file, for messages.
        environment: The schema that is wanted and the way to it.
        sound: Whether the file's checksum holds; None when it carries none.

    Raises:
        BadShape: They hold no plan.
        PlanNewer: A newer major version wrote them.
        PlanOutdated: No migration leads from their schema.
    """
    meta = meta_of(tables)
    try:
        found = version(meta.get("schema"))
    except ValueError as error:
        raise BadShape(f"meta.schema: {error}") from error
    ours = version(environment.schema)
    if found[0] > ours[0]:
        app = meta.get("app")
        wrote = f"planner {app}" if isinstance(app, str) and app else "a newer planner"
        raise PlanNewer(
            f"{path} was written by {wrote} with schema {meta['schema']}; this planner "
            f"({environment.app}) reads up to {ours[0]}.x. It was not touched. Update the planner to open it.",
            path,
        )
    schema = str(meta["schema"])
    try:
        steps = route(schema, environment.schema, environment.migrations)
    except UnknownSchema:
        raise PlanOutdated(
            f"{path} has schema {schema}, from which this planner ({environment.app}) knows no way to "
            f"{environment.schema}. It was not touched. Open and save it with an older planner first.",
            path,
        ) from None
    done: list[Step] = []
    if steps:
        tables = copy.deepcopy(tables)
    for step in steps:
        try:
            tables = step.step(tables)
            meta_of(tables)["schema"] = step.target
        except Exception as error:  # a step meets what no release ever wrote: the file is damaged
            raise BadShape(f"the migration {step.name!r} failed: {error!r}") from error
        done.append(Step(name=step.name, at=environment.stamp()))
    content = _decoded(tables)
    if found < ours:
        content = replace(
            content,
            meta=replace(
                content.meta,
                schema=environment.schema,
                migrations=(*content.meta.migrations, *done),
            ),
        )
    altered = sound is False or (sound is None and found >= CHECKED_SINCE)
    return Reading(content=content, migrated=bool(steps), altered=altered)


def _decoded(tables: Tables) -> Content:
    """Decode tables that anybody may have written.

    Raises:
        BadShape: They hold no plan, or one nobody can compute with.
    """
    try:
        content = decode(tables)
    except BadShape:
        raise
    except Exception as error:  # a shape nobody has met before is damage, too
        raise BadShape(f"it does not have the form of a plan ({type(error).__name__}: {error})") from error
    fault = next(faults(content.plan), "")
    if fault:
        raise BadShape(fault)
    return content


@contextmanager
def steady() -> Iterator[None]:
    """Hold the garbage collector still while a plan is built.

    A big plan makes some hundred thousand objects, none of them garbage; counting them over and
    over takes longer than reading the file.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def interpret_bytes(data: bytes, path: Path, environment: Environment) -> Reading:
    """Return the plan in a file's bytes; raises what `interpret` does, and `NotJson`."""
    return interpret(tables_of(data), path, environment, sound=checksum_holds(data))
