"""One file against a plan: from its bytes to its report and the plan with it laid over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from pathlib import Path

import msgspec
from msgspec.structs import replace

from planner.intake.cell.clean import clean
from planner.intake.cell.header import normalised
from planner.intake.match.group import grouped
from planner.intake.match.made import day_made
from planner.intake.match.mapper import Mapper, named_headers
from planner.intake.match.recognise import names_records, recognise
from planner.intake.match.table import Table, to_table
from planner.intake.reader import NoListError, Records, Terms, UnreadableFileError, contained, open_file
from planner.intake.reader.delimited import delimiter_name
from planner.intake.sample import conflicts_of, samples
from planner.intake.secret import Guard
from planner.intake.settle.reconcile import Origin, reconcile
from planner.model.catalogue import Catalogue
from planner.model.import_map import ImportMap
from planner.model.intake import FileReport
from planner.model.plan import Plan
from planner.model.text import one_line

OLD_AFTER = 90
"""Days after which the facts of a file count as unknown unless they do not age."""


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What the files of one import share."""

    maps: Mapping[str, ImportMap]
    catalogue: Catalogue
    guard: Guard
    """Takes the secrets out of whatever a file brings."""
    today: date
    terms: Terms
    """What files are read with: limits, headers that maps know, layouts of trees."""
    as_format: str | None = None
    observed: date | None = None
    taken: set[str]
    """Ids of the sources that the tables read so far are; grows with each."""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """One table of a file."""

    path: Path
    title: str
    """What people read: the file's name, with the sheet where there are several."""
    digest: str
    records: Records


def read_file(plan: Plan, path: Path, task: Task) -> tuple[list[FileReport], Plan]:
    """Read one file; a report for each table in it, and the plan with them.

    Nothing is raised for a bad file: its report says what is wrong and what to do.
    """
    limits = task.terms.budget.limits
    try:
        opened = contained(lambda: open_file(path, task.terms), limits)
    except UnreadableFileError as error:
        return [failed(path, error)], plan
    several = len(opened.tables) + len(opened.unread) > 1
    good: list[FileReport] = []
    strange: list[tuple[str, FileReport]] = []
    broken: list[FileReport] = []
    for records in opened.tables:
        name = records.name
        title = f"{path.name} / {name}" if several else path.name
        digest = _digest(opened.digest, name) if several else opened.digest
        part = Part(path=path, title=title, digest=digest, records=records)
        try:
            report, plan = contained(partial(_read_part, plan, part, task), limits)
        except UnreadableFileError as error:
            broken.append(failed(path, error, name if several else ""))
            continue
        if report.error:
            strange.append((name, report))
        else:
            good.append(replace(report, path=_in_file(path, name)) if several else report)
    broken += [failed(path, unread.reason, unread.name) for unread in opened.unread]
    if good and strange:
        names = one_line(", ".join(name for name, _ in strange))
        note = f"Not read, because their columns are not known: {names}."
        good[0] = replace(good[0], warnings=(*good[0].warnings, note))
    if good and opened.notes:
        good[0] = replace(good[0], warnings=(*good[0].warnings, *opened.notes))
    return [*good, *broken] or [strange[0][1]], plan


def failed(path: Path, why: object, inside: str = "") -> FileReport:
    """Return the report of a file, or of something inside it, that could not be read.

    Args:
        path: The file.
        why: Completes "FILE …".
        inside: Name of the sheet, or of the file inside an archive.
    """
    if inside:
        return FileReport(path=_in_file(path, inside), error=f"{_shown(path)} / {one_line(inside, 80)} {why}")
    return FileReport(path=_path_text(path), error=f"{_shown(path)} {why}")


def _digest(whole: str, name: str) -> str:
    """Return what tells a table of a file from the others: no two of them have one name."""
    return sha256(f"{whole} {name}".encode(errors="surrogatepass")).hexdigest()


def _read_part(plan: Plan, part: Part, task: Task) -> tuple[FileReport, Plan]:
    """Read one table; the report of one that is no list says so, as of a cover sheet.

    Raises:
        UnreadableFileError: It is more than the limits allow, or of a format that is refused.
    """
    records = part.records
    report = FileReport(
        path=_path_text(part.path),
        encoding=records.encoding,
        delimiter=delimiter_name(records.delimiter),
        rows_at=records.path,
        warnings=records.warnings,
    )
    try:
        table = to_table(
            records, task.terms.known, task.guard.titles, task.terms.budget.limits, task.terms.words.footers
        )
        chosen = _chosen(table, task, part.path)
        _require_rows(table)
    except NoListError as error:
        return replace(report, error=f"{_shown(part.path)} {error}"), plan
    report = replace(
        report, format=chosen.id, kind=chosen.kind, header_line=table.header_line, warnings=table.warnings
    )
    return _laid(plan, part, table, chosen, task, report)


def _require_rows(table: Table) -> None:
    if not table.rows and not table.rejected:
        raise NoListError("has column names but no rows. If that is not what you expect, export it again.")


def _laid(  # noqa: PLR0917  the six things a table meets on its way into the plan
    plan: Plan, part: Part, table: Table, chosen: ImportMap, task: Task, report: FileReport
) -> tuple[FileReport, Plan]:
    used = frozenset(normalised(name) for name in named_headers(chosen))
    table, removed = task.guard.clear(table, chosen, used)
    mapped = Mapper(chosen, table, task.catalogue).read()
    count = len(table.rows) + len(table.rejected)
    # A hundred thousand rows of texts are not kept beside what was read from them.
    table.rows.clear()
    part.records.rows.clear()
    seen = next((s for s in plan.sources.values() if s.digest == part.digest and s.format == chosen.id), None)
    made = day_made(mapped.drafts, task.catalogue, task.today)
    observed, notes = _observed(mapped.newest, chosen, task, made, seen.at[:10] if seen else "")
    today = task.today.isoformat()
    # A row from the future is a clock that runs ahead; it dates nothing.
    drafts = [replace(d, date="") if d.date[:10] > today else d for d in mapped.drafts]
    if chosen.group is not None:
        drafts = grouped(drafts, chosen.group)
    origin = Origin(
        title=clean(task.guard.text(part.title), 200),
        digest=part.digest,
        today=task.today,
        observed=observed,
        taken=frozenset(task.taken),
    )
    outcome = reconcile(plan, task.catalogue, chosen, replace(mapped, drafts=drafts), origin)
    rejected = sorted((*table.rejected, *outcome.rejected), key=lambda r: r.line)
    report = replace(
        report,
        rows=count,
        created=len(outcome.created),
        updated=len(outcome.updated),
        unchanged=outcome.unchanged,
        rejected=tuple(rejected),
        unmapped_columns=mapped.unmapped,
        dropped_secret_columns=mapped.secrets,
        masked_secrets=removed,
        conflicts=conflicts_of(plan, outcome, task.catalogue, task.today),
        warnings=(*report.warnings, *mapped.warnings, *notes, *outcome.warnings),
        samples=samples(plan, outcome, task.catalogue),
    )
    if count and len(rejected) == count:
        why = f"none of its {count} rows could be used as {chosen.title}: line {rejected[0].line} {rejected[0].reason}"
        advice = "Say what the file is with `--as FORMAT`, or export it again."
        return replace(report, error=f"{_shown(part.path)} brings nothing: {why}. {advice}"), plan
    task.taken.add(outcome.source)
    return report, outcome.plan


def _observed(newest: str, chosen: ImportMap, task: Task, made: str, before: str) -> tuple[str, list[str]]:
    """Return the day at which the file's facts were true, and what to say about it.

    A date the user gives comes first, then the newest date in the file for formats that
    are a history, then the day its signs of life agree on, then the day on which the very
    same file was read before, then today.
    """
    today = task.today.isoformat()
    notes = []
    if newest and newest[:10] < (task.today - timedelta(days=OLD_AFTER)).isoformat():
        notes.append(
            f"The newest row is from {newest[:10]}, more than {OLD_AFTER} days ago: every status in the file "
            "counts as unknown. Export it again."
        )
    if task.observed is not None:
        return task.observed.isoformat(), notes
    if chosen.as_of and newest:
        return (newest if newest[:10] <= today else today), notes
    return made or before or today, notes


def _chosen(table: Table, task: Task, path: Path) -> ImportMap:
    """Return the map to read the table with.

    Raises:
        NoListError: None fits, or the wanted one does not.
        UnreadableFileError: There is no such format, or it is refused.
    """
    names = (*table.names, *table.tails)
    if task.as_format is None:
        told = task.maps.get(table.records.layout)
        found = told or recognise(names, task.maps, task.catalogue, file=path.name)
        if found is None:
            raise NoListError(
                f"is not a format that is known. Its columns are {_headers(table)}. "
                "See `planner formats` for what is read, or say what it is with `--as FORMAT`."
            )
    else:
        found = task.maps.get(task.as_format)
        if found is None:
            raise UnreadableFileError(
                f"was not read: there is no format {task.as_format!r}. See `planner formats`."
            )
        present = frozenset(names) - {""}
        if not found.refuse and not names_records(found, present, task.catalogue):
            raise NoListError(
                f"cannot be read as {found.title}: no column names the records. Its columns are {_headers(table)}."
            )
    if found.refuse:
        raise UnreadableFileError(found.refuse)
    return found


def _headers(table: Table) -> str:
    return one_line(", ".join(title for title in table.titles if title), 300)


def _shown(path: Path) -> str:
    return one_line(path.name or str(path), 80)


def _path_text(path: Path) -> str:
    # A name of bytes that are no text is shown, and sent to other programs, without them.
    return str(path).encode("utf-8", "replace").decode()


def _in_file(path: Path, name: str) -> str:
    return f"{_path_text(path)} [{name}]"
