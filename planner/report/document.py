"""Composing a document: sections in order, each with its heading, none of them empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import msgspec

from planner.model.client import Client
from planner.model.error import PlannerError
from planner.report.check import FRONT, MARK
from planner.report.engine import Engine
from planner.report.fingerprint import fingerprint
from planner.report.markdown import Markdown, escape
from planner.report.material import CLIENT, INTERNAL, Material
from planner.report.redaction import redact
from planner.report.section import DocumentTemplate, chosen, read_template, search_path
from planner.report.view import values
from planner.writing import locale_of

_ENGLISH = "en_GB"
"""``22 November 2026``."""
_GAPS = re.compile(r"\n{3,}")
_TRAILING = re.compile(r"[ \t]+$", re.MULTILINE)


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of a document."""

    id: str
    """Section id, or ``front`` for what stands before the first section."""
    title: str
    markdown: str
    """With its heading; ends in one newline."""


def compose(material: Material, *, template: str = "roadmap", folders: Sequence[Path]) -> str:
    """Return the document as Markdown (CommonMark with tables).

    Args:
        material: What it is made from.
        template: Id of the document template.
        folders: Template folders, the shipped one first; files of later ones go before.

    Raises:
        PlannerError: There is no such template, or something is wrong in it.
    """
    return "\n".join(part.markdown for part in parts(material, template=template, folders=folders))


def parts(material: Material, *, template: str = "roadmap", folders: Sequence[Path]) -> tuple[Part, ...]:
    """Return the document piece by piece: the front, then each section that has something to say.

    `compose` is these pieces with an empty line between them.

    Raises:
        PlannerError: There is no such template, or something is wrong in it.
    """
    if material.audience not in (CLIENT, INTERNAL):
        raise PlannerError(
            f"{material.audience!r} is no audience of a document; choose {CLIENT!r} or {INTERNAL!r}."
        )
    spec = read_template(template, folders)
    visible = redact(material)
    engine = _engine(spec, visible.plan.client, search_path(template, folders))
    shown = {**values(visible, spec), "fingerprint": fingerprint(material.plan)}
    pieces = [Part(id="front", title=spec.title, markdown=_tidy(engine.render(FRONT, shown)))]
    mark = "" if material.audience == CLIENT else engine.render(MARK, shown).strip()
    for section in chosen(spec, visible.plan.settings.documents.get(template), visible.audience):
        body = engine.render(section.file, shown).strip()
        if not body:
            continue
        heading = Markdown(f"## {len(pieces)} {escape(section.title)}")
        text = "\n\n".join(piece for piece in (heading, mark, body) if piece)
        pieces.append(Part(id=section.id, title=section.title, markdown=_tidy(text)))
    return tuple(pieces)


def _engine(spec: DocumentTemplate, client: Client, folders: Sequence[Path]) -> Engine:
    """Return the engine that writes figures as the template says, else as the client writes them.

    The words of a template that says nothing are English, so the months in it are as well; what a reader of
    another language keeps is the order of day, month and year.
    """
    locale = spec.locale or locale_of(client.currency, client.locale)
    dates = locale if spec.locale or locale.startswith("en") else _ENGLISH
    return Engine(folders, locale, client.currency, dates)


def _tidy(text: str) -> str:
    """Return the text with single empty lines and no spaces at line ends."""
    return _GAPS.sub("\n\n", _TRAILING.sub("", text)).strip("\n") + "\n"
