"""A what-if on the caps: another roadmap beside the plan's own, and what the difference is."""

from __future__ import annotations

from dataclasses import dataclass

from textual.content import Content

from planner.model.roadmap import Roadmap
from planner.tui.text import one_line
from planner.workspace import Session

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Trial:
    """Settings that are tried, and the roadmap under them."""

    settings: dict[str, object]
    roadmap: Roadmap

    @classmethod
    def of(cls, session: Session, settings: dict[str, object]) -> Trial:
        """Plan under other settings.

        Raises:
            PlannerError: A setting makes no sense.
        """
        return cls(settings, session.what_if(**settings))


def headline(session: Session, found: Roadmap) -> Content:
    """Return the line above everything: what the roadmap takes and how good it is."""
    year = session.first_year(found)
    placed = sum(1 for p in found.placements.values() if p.start is not None)
    currency = session.plan.client.currency
    pieces: list[str | tuple[str, str]] = [
        (f"{placed} of {len(found.initiatives)} planned", "bold"),
        f"   first year {year.money:,} {currency}, {year.hours:,.0f} hours",
        (f"   risk carried {found.risk_carried:,.0f} (no plan below {found.bound:,.0f})", "$text-muted"),
    ]
    if found.problems:
        more = f" (and {len(found.problems) - 1} more: n)" if len(found.problems) > 1 else ""
        pieces.append((f"\n! {one_line(found.problems[0], 200)}{more}", "$warning"))
    return Content.assemble(*pieces)


def compared(session: Session, trial: Trial) -> Content:
    """Return what the what-if changes: what falls out, what comes in, what risk stays."""
    own = session.roadmap
    titles = {i.id: i.title for i in (*own.initiatives, *trial.roadmap.initiatives)}
    before = {key for key, p in own.placements.items() if p.start is not None}
    after = {key for key, p in trial.roadmap.placements.items() if p.start is not None}
    extra = trial.roadmap.risk_carried - own.risk_carried
    pieces: list[str | tuple[str, str]] = [("What if ", "bold reverse"), (f" {_told(trial)}: ", "bold")]
    if before - after:
        pieces.append((f"falls out: {_names(before - after, titles)}. ", "$error"))
    if after - before:
        pieces.append((f"comes in: {_names(after - before, titles)}. ", "$success"))
    if before == after:
        pieces.append("the same work is planned. ")
    pieces.append(f"Risk carried {trial.roadmap.risk_carried:,.0f} ({extra:+,.0f}). ")
    pieces.append(("k keeps it, Esc drops it.", "$text-muted"))
    return Content.assemble(*pieces)


_WORDS = {
    "budget_per_quarter": "budget {} a quarter",
    "hours_per_quarter": "{} hours a quarter",
    "quarters": "{} quarters",
    "start": "start in {}",
}


def _told(trial: Trial) -> str:
    parts = []
    for name, value in trial.settings.items():
        shown = (
            "without cap" if value is None else f"{value:,.0f}" if isinstance(value, float) else str(value)
        )
        parts.append(_WORDS[name].format(shown))
    return one_line(", ".join(parts))


def _names(ids: set[str], titles: dict[str, str]) -> str:
    names = sorted(titles[i] for i in ids)
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(one_line(n, 50) for n in names[:_NAMED]) + more
