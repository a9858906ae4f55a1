"""What a file would bring, in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import PurePath

from textual.content import Content

from planner.model.catalogue import Catalogue
from planner.model.import_map import ImportMap
from planner.model.intake import Conflict, FileReport, Preview
from planner.model.secret import removed_in_words
from planner.tui.screens.inventory.format import format_title
from planner.tui.text import clean, one_line

_LISTED = 200
"""Lines of one sort that are ever listed."""
_FOR_COMMAND_LINE = re.compile(r" See `planner .*$", re.DOTALL)
"""What the command line would do next; here there is a key for it."""
_Part = str | tuple[str, str]


def count(number: int, singular: str, plural: str = "") -> str:
    """Return a number with its noun."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def file_name(report: FileReport) -> str:
    """Return the file's name without its folders, and what inside it the report is about."""
    path, inside, rest = report.path, "", ""
    if path.endswith("]"):
        path, inside, rest = path.rpartition(" [")
    return one_line(f"{PurePath(path).name}{inside}{rest}" or report.path, 100)


def counts(reports: Sequence[FileReport]) -> str:
    """Return how many records are new, changed and the same."""
    new, changed = sum(r.created for r in reports), sum(r.updated for r in reports)
    return f"{new:,} new, {changed:,} changed, {sum(r.unchanged for r in reports):,} the same"


def outcome(preview: Preview) -> str:
    """Return what an import brought, in a sentence."""
    good = [f for f in preview.files if not f.error]
    rejected = sum(len(f.rejected) for f in good)
    refused = f", {count(rejected, 'row')} rejected" if rejected else ""
    paths = {f.path for f in good}
    failed = len({f.path for f in preview.files} - paths)
    tail = f" {count(failed, 'file')} could not be read." if failed else ""
    return f"Imported {count(len(paths), 'file')}: {counts(good)}{refused}.{tail} Ctrl+Z takes it back."


def report_text(
    report: FileReport, maps: Mapping[str, ImportMap], catalogue: Catalogue, *, client_view: bool = False
) -> Content:
    """Return everything there is to say about one file; in the client view no value of an internal field."""
    return Content.assemble(*_parts(report, maps, catalogue, client_view=client_view))


def _parts(
    report: FileReport, maps: Mapping[str, ImportMap], catalogue: Catalogue, *, client_view: bool
) -> Iterator[_Part]:
    yield (f"{one_line(report.path, 300)}\n", "$text-muted")
    if report.error:
        yield ("✗ Nothing was read. ", "bold $error")
        yield f"{clean(_FOR_COMMAND_LINE.sub('', report.error), 1500)}\n"
        if report.encoding and not report.format:
            yield ("\na reads it as a format you choose.\n", "$text-muted")
        return
    known = maps.get(report.format)
    yield "Recognised as "
    yield (format_title(known) if known else one_line(report.format, 80), "bold")
    yield f" → {one_line(catalogue.kind_title(report.kind), 60)}\n" if report.kind else "\n"
    yield (f"{', '.join(_shape(report))}\n\n", "$text-muted")
    yield (f"  + {report.created:,} new", "bold $success" if report.created else "$text-muted")
    yield (f"   ~ {report.updated:,} changed", "bold $primary" if report.updated else "$text-muted")
    yield (f"   = {report.unchanged:,} the same", "$text-muted")
    rejected = len(report.rejected)
    yield (f"   ✗ {count(rejected, 'row')} rejected\n", "bold $error" if rejected else "$text-muted")
    yield from _list("Take note", report.warnings, len(report.warnings), "$warning")
    yield from _list("For example", report.samples, len(report.samples))
    yield from _list(
        "Rejected rows", (f"line {r.line:,}: {one_line(r.reason, 200)}" for r in report.rejected), rejected
    )
    told = [c for c in report.conflicts if not (client_view and _internal(c, catalogue))]
    yield from _list(
        "Contradicts what another source says",
        (_conflict(c.label, c.kind, c.field, c.values, catalogue) for c in told),
        len(told),
    )
    yield from _named("Never read, because they hold secrets", report.dropped_secret_columns)
    if report.masked_secrets:
        yield ("\nSecrets removed before anything is stored\n", "bold")
        yield (f"  {one_line(removed_in_words(report.masked_secrets), 400)}\n", "$text-muted")
    yield from _named("Columns that are not used", report.unmapped_columns)


def _shape(report: FileReport) -> Iterator[str]:
    yield count(report.rows, "row")
    if report.header_line:
        yield f"column names in line {report.header_line:,}"
    if report.delimiter:
        yield f"separated by {one_line(report.delimiter, 20)}"
    if report.encoding:
        yield one_line(report.encoding, 20)


def _internal(conflict: Conflict, catalogue: Catalogue) -> bool:
    known = catalogue.field(conflict.kind, conflict.field)
    return known is not None and known.internal


def _conflict(label: str, kind: str, field: str, values: Sequence[str], catalogue: Catalogue) -> str:
    known = catalogue.field(kind, field)
    title = known.title if known else field
    return f"{one_line(label, 60)}, {one_line(title, 60)}: {one_line(' ≠ '.join(values), 200)}"


def _list(title: str, lines: Iterable[str], number: int, style: str = "") -> Iterator[_Part]:
    if not number:
        return
    yield (f"\n{title}\n", f"bold {style}".strip())
    for line in islice(lines, _LISTED):
        yield f"  · {one_line(line, 400)}\n"
    if number > _LISTED:
        yield (f"  and {number - _LISTED:,} more\n", "$text-muted")


def _named(title: str, names: Sequence[str]) -> Iterator[_Part]:
    if names:
        yield (f"\n{title}\n", "bold")
        shown = ", ".join(one_line(name, 60) for name in names[:_LISTED])
        yield (f"  {shown}{' …' if len(names) > _LISTED else ''}\n", "$text-muted")
