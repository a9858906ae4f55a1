"""The panel beside the list: what the finding is, what was seen, why it matters, what to do."""

from __future__ import annotations

from textual.content import Content

from planner.model.answer import Answer
from planner.model.finding import Measure, Result
from planner.tui.screens.gaps.row import MARKS, Row
from planner.tui.text import clean, one_line
from planner.workspace import Session

_NAMED = 8
"""So many affected items are named; the rest is counted."""

Piece = str | tuple[str, str]


def detail(session: Session, row: Row, *, client_view: bool) -> Content:
    """Return what the panel says about a finding.

    Args:
        session: The plan.
        row: The finding.
        client_view: Leave out everything internal.
    """
    result, catalogue = row.result, session.knowledge.catalogue
    standard = catalogue.standards[result.standard]
    initiative = catalogue.initiatives.get(standard.initiative)
    pieces: list[Piece] = [
        (f"{standard.title}\n", "bold"),
        (f"{result.standard} · {row.domain} · {MARKS.get(result.status, '')}", "$text-muted"),
        (f" · {row.band.lower()} risk\n" if row.band else "\n", "$text-muted"),
    ]
    pieces += _heading("What we saw")
    seen = [line for m in result.measures if (line := _measure(m))]
    pieces += [f"{line}\n" for line in seen]
    answer = session.plan.answers.get(result.standard)
    if answer is not None:
        pieces += _said(answer, client_view=client_view)
    elif not seen:
        pieces.append(("Nobody has been asked and nothing was measured.\n", "$text-muted"))
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
        until = f", to be looked at again on {acceptance.until}" if acceptance.until else ""
        pieces += _heading("Accepted")
        pieces.append(f"by {one_line(acceptance.by)}{until}: {clean(acceptance.why, 600)}\n")
    if not client_view:
        pieces += [*_heading("Probe (internal)"), f"{standard.probe}\n"]
    if standard.frameworks:
        pieces += _heading("Related to")
        related = (
            f"{one_line(catalogue.frameworks[f].title if f in catalogue.frameworks else f, 40)} {', '.join(ids)}"
            for f, ids in standard.frameworks.items()
        )
        pieces.append(("; ".join(related) + "\n", "$text-muted"))
    return Content.assemble(*pieces)


def _heading(text: str) -> list[Piece]:
    return [(f"\n{text}\n", "bold $primary")]


def _measure(measure: Measure) -> str:
    if not measure.applicable or not (measure.met or measure.unmet or measure.unknown):
        return ""
    count = measure.met + measure.unmet + measure.unknown
    unknown = f", {measure.unknown} unknown" if measure.unknown else ""
    return f"{measure.met} of {count} in order, {measure.unmet} not{unknown}: {one_line(measure.text)}"


def _said(answer: Answer, *, client_view: bool) -> list[Piece]:
    told = str(answer.number) if answer.answer == "number" else answer.answer.replace("_", " ")
    pieces: list[Piece] = [f"{one_line(answer.by) or 'Somebody'} said: {one_line(told)}\n"]
    if answer.note:
        pieces.append(f"“{clean(answer.note, 600)}”\n")
    if answer.evidence:
        pieces.append(f"Evidence: {clean(answer.evidence, 600)}\n")
    if answer.internal and not client_view:
        pieces.append((f"Internal: {clean(answer.internal, 600)}\n", "italic"))
    return pieces


def affected(session: Session, result: Result) -> list[str]:
    """Return what people call the records that do not meet the standard, each once."""
    wanted = dict.fromkeys((m.of, record) for m in result.measures for record in m.affected)
    labels = {(i.kind, i.id): i.label for kind in {k for k, _ in wanted} for i in session.inventory.of(kind)}
    return [labels.get(key, key[1]) for key in wanted]
