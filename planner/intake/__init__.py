"""From a client's exports to the inventory: read, make canonical, match, settle.

Four rooms, each of which knows only those before it:

- ``cell``: the text of a cell to a value: number, date, size, maker, system.
- ``reader``: the bytes of a file to rows of texts, each with its place; a registry of formats.
- ``match``: rows to drafts of records: find the header, recognise the export, map its columns.
- ``settle``: drafts and records to one truth: identity, reconciling, deriving, lifecycle.

``secret`` takes secrets out between reading and matching. The modules beside the rooms take one file, or
all files of an import, through them. What does not belong here: the names of a tool's columns (they stand
in ``templates/imports``), judging what the facts mean, storing anything.
"""

from planner.intake.cell import parse_value
from planner.intake.import_files import Import, read_files, without_collection
from planner.intake.one_file import failed
from planner.intake.reader import files_in, too_late, too_much_memory, too_slow
from planner.intake.secret import Guard, Mask
from planner.intake.settle import conflicts, is_listed, settle

__all__ = [
    "Guard",
    "Import",
    "Mask",
    "conflicts",
    "failed",
    "files_in",
    "is_listed",
    "parse_value",
    "read_files",
    "settle",
    "too_late",
    "too_much_memory",
    "too_slow",
    "without_collection",
]
