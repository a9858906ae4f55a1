"""The demo client: built by the real intake from example exports, then interviewed in part."""

from __future__ import annotations

import os
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from planner.model.error import PlannerError
from planner.model.quarter import Quarter
from planner.workspace import clock

if TYPE_CHECKING:
    from planner.workspace.workspace import Workspace

_DAYS_AFTER_EXPORT = 6
"""The meeting takes place so many days after the client's exports were made."""


class _Answer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    standard: str
    answer: str
    note: str = ""
    internal: str = ""
    evidence: str = ""
    follow_up: str = ""
    owner: str = ""
    by: str = ""


class _Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    initiative: str
    choice: str
    by: str
    why: str
    until: str | None = None


class _File(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    path: str
    format: str | None = None


class _Complete(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    kind: str


class _Change(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    initiative: str
    field: str
    value: float | str
    why: str


class _Demo(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The script of the demo, as ``templates/examples/demo.toml`` has it."""

    as_of: date
    client: dict[str, object]
    settings: dict[str, object] = {}
    file: tuple[_File, ...] = ()
    complete: tuple[_Complete, ...] = ()
    answer: tuple[_Answer, ...] = ()
    decision: tuple[_Decision, ...] = ()
    change: tuple[_Change, ...] = ()


def _script() -> tuple[Path, _Demo]:
    from planner.standards import examples_folder

    path = examples_folder() / "demo.toml"
    try:
        return path.parent, msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _Demo)
    except (OSError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise PlannerError(f"The demo cannot be built: {path}: {error}") from error


def demo_day() -> date:
    """Return the day of the demo's meeting.

    That is ``$PLANNER_TODAY`` when set, else a few days after its exports were made, so that nothing
    in it looks out of date however late it is opened.
    """
    if os.environ.get("PLANNER_TODAY", "").strip():
        return clock.today()
    return _script()[1].as_of + timedelta(days=_DAYS_AFTER_EXPORT)


def consultant() -> str:
    """Return the name of the consultant who leads the demo's meeting."""
    return str(_script()[1].client.get("consultant", ""))


def build(workspace: Workspace) -> str:
    """Make the demo plan in a workspace and return its slug.

    Raises:
        PlannerError: An example file is missing or no longer fits the catalogue.
    """
    from planner.workspace.reading import read_here

    folder, script = _script()
    client = dict(script.client)
    slug = workspace.create(str(client.pop("name")))
    session = workspace.open(slug, reader=read_here)  # the files are our own
    try:
        session.set_client(**client)
        start = Quarter.of(workspace.today, session.plan.client.fiscal_year_start).plus(1).id
        session.set_settings(**{"start": start, **script.settings})
        for entry in script.file:
            preview = session.preview([folder / entry.path], as_format=entry.format, observed=script.as_of)
            broken = next((f for f in preview.files if f.error), None)
            if broken is not None:
                raise PlannerError(f"The demo cannot be built: {broken.path}: {broken.error}")
            session.apply(preview)
        for done in script.complete:
            session.mark_complete(done.kind)
        for said in script.answer:
            session.answer(
                said.standard, said.answer, note=said.note, internal=said.internal, evidence=said.evidence,
                follow_up=said.follow_up, owner=said.owner, by=said.by or None,
            )  # fmt: skip
        for decided in script.decision:
            session.decide(
                decided.initiative, decided.choice, by=decided.by, why=decided.why, until=decided.until
            )
        for changed in script.change:
            session.change(changed.initiative, changed.field, changed.value, why=changed.why)
    finally:
        session.close()
    return slug
