"""The panel beside the list: what the finding is, what was seen, why it matters, what to do."""

from __future__ import annotations

from textual.content import Content

from planner.model.answer import Answer
from planner.model.decision import Acceptance
from planner.model.finding import Result
from planner.model.internal import without_internal
from planner.tui.evidence import measured
from planner.tui.screens.gaps.row import Row
from planner.tui.text import clean, one_line
from planner.workspace import Session, said

_NAMED = 8
"""So many affected items are named; the rest is counted."""
_LISTED = 200
"""So many are named in the long form."""

Piece = str | tuple[str, str]


def detail(session: Session, row: Row, *, client_view: bool) -> Content:
    """Return what the panel says about a finding.

    Args:
        session: The plan.
        row: The finding.
        client_view: Leave out everything internal.
    """
    result, catalogue = row.result, session.catalogue
    standard = catalogue.standards[result.standard]
    if client_view:
        standard = without_internal(standard)
    initiative = catalogue.initiatives.get(standard.initiative)
    band = f" · {row.band.lower()} risk" if row.band else ""
    pieces: list[Piece] = [
        (f"{one_line(row.sentence, 400)}\n", "bold"),
        (f"Good practice: {standard.title}\n", ""),
        (f"{result.standard} · {row.domain} · {row.status}{band}\n", "$text-muted"),
    ]
    pieces += _seen(session, result, client_view=client_view)
    names = affected(session, result)
    if names:
        pieces += _heading(f"Concerns {len(names)}")
        pieces.append(", ".join(one_line(n, 40) for n in names[:_NAMED]))
        pieces.append(f" and {len(names) - _NAMED} more\n" if len(names) > _NAMED else "\n")
    pieces += [*_heading("Why it matters"), f"{standard.why}\n"]
    if initiative is not None:
        pieces += [*_heading("What to do"), f"{initiative.title}: {initiative.outcome}.\n"]
    acceptance = session.plan.accepted.get(result.standard)
    if acceptance is not None:
        pieces += _accepted(acceptance, lapsed=not row.accepted)
    if standard.probe:
        pieces += [*_heading("Probe (internal)"), f"{standard.probe}\n"]
    if standard.frameworks:
        pieces += _heading("Related to")
        related = (
            f"{one_line(catalogue.frameworks[f].title if f in catalogue.frameworks else f, 40)} {', '.join(ids)}"
            for f, ids in standard.frameworks.items()
        )
        pieces.append(("; ".join(related) + "\n", "$text-muted"))
    return Content.assemble(*pieces)


def _accepted(acceptance: Acceptance, *, lapsed: bool) -> list[Piece]:
    """Return who lives with the risk, or did until the date passed, and why."""
    heading, until = "Risk accepted", ""
    if acceptance.until:
        until = f", to be looked at again on {one_line(acceptance.until)}"
    if lapsed:
        heading, until = "Acceptance has ended", f" until {one_line(acceptance.until)}; the risk counts again"
    told = f"by {one_line(acceptance.by, 80)}{until}: {clean(acceptance.why, 600)}\n"
    return [*_heading(heading), told]


def why(session: Session, row: Row, *, client_view: bool) -> Content:
    """Return the long form: what the panel says, every affected item, and how the figures come about."""
    pieces: list[Piece] = _heading("How the figures come about")
    pieces += [f"{clean(line, 1000)}\n" for line in session.explain(row.result.standard)]
    names = affected(session, row.result)
    if len(names) > _NAMED:
        pieces += _heading(f"All {len(names)}")
        pieces.append(", ".join(one_line(n, 60) for n in names[:_LISTED]))
        if len(names) > _LISTED:
            pieces.append(f" and {len(names) - _LISTED} more")
    return Content.assemble(detail(session, row, client_view=client_view), *pieces)


def _heading(text: str) -> list[Piece]:
    return [(f"\n{text}\n", "bold $primary")]


def _seen(session: Session, result: Result, *, client_view: bool) -> list[Piece]:
    """Return what the files show and what was said, each under its own heading."""
    pieces: list[Piece] = []
    sightings = measured(session, result)
    if sightings:
        pieces += _heading("What we saw")
        source = ""
        for sighting in sightings:
            pieces.append(f"• {clean(sighting.text, 600)}\n")
            source = sighting.sources or source
        if source:
            pieces.append((f"{clean(source, 300)}\n", "$text-muted"))
    answer = session.plan.answers.get(result.standard)
    if answer is not None:
        pieces += _said(session, result.standard, without_internal(answer) if client_view else answer)
    elif not sightings:
        pieces += _heading("What we saw")
        pieces.append("Nothing yet: nobody has been asked and no file says anything. g asks now.\n")
    return pieces


def _said(session: Session, standard: str, answer: Answer) -> list[Piece]:
    told = said(answer, session.knowledge.catalogue.standards[standard])
    by = one_line(answer.by, 80)
    pieces: list[Piece] = [
        *_heading("What we were told"),
        (one_line(told, 200), "bold"),
        f"  ({by})\n" if by else "\n",
    ]
    if answer.note:
        pieces.append(f"“{clean(answer.note, 600)}”\n")
    if answer.evidence:
        pieces.append(f"Evidence: {clean(answer.evidence, 600)}\n")
    if answer.internal:
        pieces.append((f"Internal: {clean(answer.internal, 600)}\n", "italic $warning"))
    return pieces


def affected(session: Session, result: Result) -> list[str]:
    """Return what people call the records that do not meet the standard, each once."""
    wanted = dict.fromkeys((m.of, record) for m in result.measures for record in m.affected)
    labels = {(i.kind, i.id): i.label for kind in {k for k, _ in wanted} for i in session.inventory.of(kind)}
    return [labels.get(key, key[1]) for key in wanted]
