"""What only the consultant reads."""

from __future__ import annotations

import msgspec

from planner.report.material import INTERNAL, Material


class Probe(msgspec.Struct, frozen=True, kw_only=True):
    """An open question with how to get at the truth."""

    standard: str
    title: str
    ask: str
    probe: str
    red_flag: str


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """An internal note beside an answer."""

    standard: str
    title: str
    text: str


class Notes(msgspec.Struct, frozen=True, kw_only=True):
    """Everything internal."""

    client: str
    remarks: tuple[Remark, ...]
    probes: tuple[Probe, ...]
    problems: tuple[str, ...]
    """What was wrong with the templates, so that entries are missing."""


def notes(material: Material) -> Notes | None:
    """Return what only the consultant reads; None for the client's document."""
    if material.audience != INTERNAL:
        return None
    standards = material.catalogue.standards
    return Notes(
        client=material.plan.client.internal,
        remarks=tuple(
            Remark(
                standard=name,
                title=standards[name].title if name in standards else name,
                text=answer.internal,
            )
            for name, answer in sorted(material.plan.answers.items())
            if answer.internal.strip()
        ),
        probes=tuple(
            Probe(
                standard=name,
                title=standards[name].title,
                ask=standards[name].ask,
                probe=standards[name].probe,
                red_flag=standards[name].red_flag,
            )
            for result in material.assessment.next_questions()
            if (name := result.standard) in standards
        ),
        problems=tuple(str(problem) for problem in material.catalogue.problems),
    )
