"""What stands on the page of one question, as text with the theme's colours."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from textual.content import Content

from planner.model.answer import WORTH, Answer, Verdict
from planner.model.finding import Assessment, Basis, Result, Score
from planner.model.standard import Standard
from planner.tui.evidence import measured
from planner.tui.screens.interview.figure import bounds
from planner.tui.screens.interview.run import Run
from planner.tui.screens.interview.way import Way
from planner.tui.text import clean, one_line
from planner.workspace import said
from planner.writing import score_text

if TYPE_CHECKING:
    from planner.workspace import Session

Part: TypeAlias = str | tuple[str, str]


def score_words(score: Score) -> str:
    """Return ``62 (47–78)``."""
    point = None if score.shown is None else score.shown * 100
    return score_text(score.low * 100, score.high * 100, point)


def score_move(before: Score, after: Score) -> str:
    """Return how an answer moved the score: ``58 → 55 (44–73)``."""
    old, new = score_words(before), score_words(after)
    return f"Score stays {new}." if old == new else f"Score {old.partition(' ')[0]} → {new}."


def way(run: Run, assessment: Assessment, domain: str) -> Way:
    """Return where in the meeting one is.

    Args:
        run: The run.
        assessment: The plan as it stands.
        domain: Title of the domain the run keeps to; empty for all.
    """
    total = run.total(assessment)
    return Way(
        number=min(run.at + 1, total) if run.current else 0,
        done=sum(1 for key in run.trail if key in run.said),
        total=total,
        minutes=run.minutes_left(assessment),
        path=domain or f"{run.path.minutes}-minute path",
    )


def practice(standard: Standard) -> Content:
    """Return what good looks like and why it matters."""
    parts: list[Part] = [("What good looks like  ", "$text-muted"), clean(standard.title, 500)]
    if standard.answer.target:
        parts.append(f" ({clean(standard.answer.target, 200)})")
    parts += ["\n", ("Why it matters  ", "$text-muted"), clean(standard.why, 2000)]
    return Content.assemble(*parts)


def measurement(session: Session, result: Result) -> Content | None:
    """Return what was measured and what an answer does to it; None when nothing was measured."""
    if result.measured_low is None:
        return None
    found = measured(session, result)
    if not found:
        return None
    answer = session.plan.answers.get(result.standard)
    parts: list[Part] = [("Measured\n", "bold $primary")]
    for sighting in found:
        parts += [clean(sighting.text, 800), "\n"]
        parts += [(clean(sighting.sources, 400) + "\n", "$text-muted")] if sighting.sources else []
    if result.basis is Basis.OVERRIDE:
        told = "Overruled by the answer with its note. Both stay on record."
    elif answer is None or answer.answer == Verdict.UNKNOWN:
        told = "An answer here confirms this. Only with a note (t) does it overrule it; both are then shown."
    else:
        told = "This counts. The answer overrules it only with a note (t); both are then shown."
    parts.append((told, "italic $text-muted"))
    return Content.assemble(*parts)


def answered(answer: Answer | None, standard: Standard, result: Result) -> Content | None:
    """Return the present answer with who, when and what stands beside it; None without one."""
    if answer is None:
        return None
    words = said(answer, standard)
    counts = " · this counts" if result.basis is Basis.OVERRIDE else ""
    when = answer.at[:16].replace("T", " ")
    parts: list[Part] = [
        ("Answer\n", "bold $primary"),
        (one_line(words[:1].upper() + words[1:]), "bold"),
        (f"  {', '.join(t for t in (one_line(answer.by, 60), one_line(when)) if t)}{counts}", "$text-muted"),
    ]
    for label, text in (
        ("Note", answer.note), ("Evidence", answer.evidence), ("To find out", answer.follow_up)
    ):  # fmt: skip
        if text.strip():
            parts += ["\n", (f"{label}  ", "$text-muted"), clean(text, 2000)]
    if answer.owner.strip():
        parts.append((f"  → {one_line(answer.owner, 80)}", "bold"))
    return Content.assemble(*parts)


def internal(answer: Answer | None, standard: Standard, result: Result, *, tight: bool) -> Content:
    """Return what only the consultant sees.

    Args:
        answer: The present answer.
        standard: What is asked.
        result: How it is judged.
        tight: Headings stand in the line, for a low panel.
    """
    after, between = ("  ", "\n") if tight else ("\n", "\n\n")
    parts: list[Part] = [
        (f"Probe{after}", "bold $primary"), clean(standard.probe, 2000), between,
        (f"⚑ Red flag{after}", "bold $warning"), clean(standard.red_flag, 2000),
    ]  # fmt: skip
    if answer is not None and answer.internal.strip():
        parts += [between, (f"✎ Internal note{after}", "bold $primary"), clean(answer.internal, 2000)]
    told = bounds(standard.answer)
    if told:
        parts += [between, (f"Worth{after}", "bold $primary"), clean(told, 600)]
    weight = f"Impact {result.impact} × likelihood {result.likelihood}"
    parts += [between, (f"{weight}. {clean(standard.because, 500)}", "$text-muted")]
    return Content.assemble(*parts)


def noted(standard: Standard, answer: Answer, result: Result, moved: str) -> Content:
    """Return what an answer did, in one line."""
    words = one_line(said(answer, standard))
    if result.basis is Basis.MEASURED:
        how = _against_measurement(answer, standard, result)
        return Content.assemble(
            ("✓ ", "$success"), (f"Noted: {words.rstrip('.')}. ", "bold"), how, (f" {moved}", "$text-muted")
        )
    return Content.assemble(
        ("✓ ", "$success"),
        (f"Noted: {words.rstrip('.')}. ", "bold"),
        moved,
        ("  ^z takes it back", "$text-muted"),
    )


def _against_measurement(answer: Answer, standard: Standard, result: Result) -> str:
    option = standard.answer.options.get(answer.answer)
    worth = option.worth if option else {v.value: w for v, w in WORTH.items()}.get(answer.answer)
    if answer.answer == Verdict.UNKNOWN:
        return "The measurement stands."
    if worth is not None and result.v_low <= worth <= result.v_high:
        if result.v_low == result.v_high:
            return "That fits the measurement, which counts."
        return "That fits the measurement; a note (←, then t) would settle what it leaves open."
    return "The measurement still counts: go back (←) and say why in a note (t) to overrule it."


def closing(session: Session, run: Run) -> Content:
    """Return the card at the end of a run: what changed, what is still unknown, where to go."""
    assessment = session.assessment
    standards = session.knowledge.catalogue.standards
    answers = [
        session.plan.answers[key] for key in run.trail if key in run.said and key in session.plan.answers
    ]
    parts: list[Part] = [("That is everything for this path. Thank you.\n\n", "bold $success")]
    if not run.trail:
        parts = [("There is nothing left to ask here: everything is settled.\n\n", "bold $success")]
    parts += [
        ("Score       ", "$text-muted"),
        f"{score_words(run.began)} at the start, ",
        (f"{score_words(assessment.score)} now\n", "bold"),
    ]
    if answers:
        counted = [
            f"{count} {words}"
            for value, words in (("yes", "yes"), ("partly", "partly"), ("no", "no"), ("na", "not applicable"), ("unknown", "unknown"))
            if (count := sum(1 for a in answers if a.answer == value))
        ]  # fmt: skip
        other = sum(1 for a in answers if a.answer not in {v.value for v in Verdict})
        counted += [f"{other} in other words"] if other else []
        parts += [("Answered    ", "$text-muted"), f"{len(answers)}: {', '.join(counted)}\n"]
    passed = run.passed_over(assessment)
    if passed:
        parts += [
            ("Left open   ", "$text-muted"),
            f"{len(passed)} that came up without an answer (← goes back)\n",
        ]
    unknown = assessment.score.unknown
    parts += [("Unknown     ", "$text-muted"), f"{unknown} of the standards\n"]
    told = [standards[r.standard].title for r in assessment.next_questions()[:3]]
    if told:
        parts.append(("\nWhat would settle most now\n", "bold $primary"))
        parts += [f"  · {one_line(title, 120)}\n" for title in told]
    parts += [
        ("\nWhere to go\n", "bold $primary"),
        (" 4 ", "bold reverse"), " Gaps: what is wrong, worst first\n",
        (" 5 ", "bold reverse"), " Roadmap: what to do about it, and when\n",
        (" o ", "bold reverse"), " another path    ",
        (" d ", "bold reverse"), " one domain    ",
        (" ← ", "bold reverse"), " back to the questions",
    ]  # fmt: skip
    return Content.assemble(*parts)
