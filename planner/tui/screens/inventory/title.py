"""The line above the table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.content import Content

from planner.model.field import Kind
from planner.tui.screens.inventory.dispute import Disputes
from planner.tui.screens.inventory.register import Register
from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.workspace import Session

_Part = str | tuple[str, str]


def title_line(
    session: Session, kind: Kind, table: Register, disputed: Disputes, *, retired: bool
) -> Content:
    """Return what the table shows: the kind, how many, whether that is all, and where the cursor is.

    Args:
        session: The open plan.
        kind: The kind shown.
        table: The table.
        disputed: Where sources disagree.
        retired: Whether the records taken out are shown.
    """
    parts: list[_Part] = [(one_line(kind.title, 60), "bold")]
    if retired:
        parts.append((f"  {table.total:,} taken out", "$warning"))
    else:
        parts.append(f"  {table.total:,}")
        parts.append(_complete(session, kind))
        if settled := sum(vouch.kind == kind.id for vouch in session.plan.vouched):
            parts.append((f"  ✓ missing means no: {settled}", "$success"))
        parts += _disputed(kind, table, disputed)
    if table.has_filter:
        parts.append((f"  {table.row_count:,} found", "$primary"))
    return Content.assemble(*parts)


def _disputed(kind: Kind, table: Register, disputed: Disputes) -> Iterator[_Part]:
    number = sum(len(fields) for (of, _), fields in disputed.items() if of == kind.id)
    if number:
        titles = {field.id: field.title for field in kind.field}
        here = disputed.get((kind.id, table.current_key), ())
        yield (f"  ≠ {number:,}{'' if here else ' in conflict'}", "$warning")
        if here:
            yield (f", here: {one_line(', '.join(titles.get(f, f) for f in here), 60)}", "bold $warning")


def _complete(session: Session, kind: Kind) -> _Part:
    vouchers = session.plan.complete.get(kind.id, ())
    sources = [session.plan.sources[v] for v in vouchers if v in session.plan.sources]
    if not sources:
        return ("  … may be incomplete", "$text-muted")
    names = [source.title for source in sources if source.named]
    if not names:
        return ("  ✓ complete", "$success")
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    return (f"  ✓ complete, says {one_line(names[0], 40)}{more}", "$success")
