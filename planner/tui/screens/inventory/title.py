"""The line above the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from planner.model.field import Kind
from planner.tui.screens.inventory.register import Register
from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.workspace import Session

_Part = str | tuple[str, str]


def title_line(session: Session, kind: Kind, table: Register, *, disputed: int, retired: bool) -> Content:
    """Return what the table shows: the kind, how many, whether that is all, and where the cursor is.

    Args:
        session: The open plan.
        kind: The kind shown.
        table: The table.
        disputed: Facts of the kind on which sources disagree.
        retired: Whether the records taken out are shown.
    """
    parts: list[_Part] = [(one_line(kind.title, 60), "bold")]
    if retired:
        parts.append((f"  {table.total:,} taken out", "$warning"))
    else:
        parts.append(f"  {table.total:,}")
        parts.append(_complete(session, kind))
        if disputed:
            parts.append((f"  ≠ {disputed} in conflict", "$warning"))
    if table.has_filter:
        parts.append((f"  {table.row_count:,} found", "$primary"))
    return Content.assemble(*parts)


def _complete(session: Session, kind: Kind) -> _Part:
    vouchers = session.plan.complete.get(kind.id, ())
    names = [session.plan.sources[v].title for v in vouchers if v in session.plan.sources]
    if not names:
        return ("  … may be incomplete", "$text-muted")
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return (f"  ✓ complete, says {one_line(names[0], 40)}{more}", "$success")
