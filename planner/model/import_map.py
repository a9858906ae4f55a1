"""Import maps: how one tool's export is recognised and what its columns mean."""

from __future__ import annotations

import msgspec


class Recognition(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """By which headers an export is told from all others.

    Headers are compared after normalisation: case, blanks, punctuation, ``[..]`` and ``(..)``
    decorations do not count.
    """

    required: tuple[str, ...] = ()
    """All of these have to be there; ``A|B`` is satisfied by either."""
    any: tuple[str, ...] = ()
    """Headers that are typical; ``at_least`` of them have to be there."""
    at_least: int = 0
    forbidden: tuple[str, ...] = ()
    """None of these may be there."""
    file: tuple[str, ...] = ()
    """Patterns of file names that make the map likelier (``*licen*``), never required."""


class Layout(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where the rows lie in a tree (JSON, XML), and how the tree is told before it is taken apart.

    A path is made of keys joined by dots, from the root on; XML begins with the name of its outermost element. ``*``
    stands for any one key, and lists on the way are gone through.
    """

    rows: str = ""
    """The path of the rows; empty: the whole tree is one row, or a list of them. Columns are named from there on."""
    told: tuple[str, ...]
    """Paths that all have to be there."""


class Column(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"names": "from"}):
    """Where one field comes from.

    Several columns may feed one field: the first that has a value in a row wins.
    """

    to: str
    """Field of the kind."""
    names: tuple[str, ...] = ()
    """Headers (``from`` in the template), best first: the first that has a value counts."""
    join: tuple[str, ...] = ()
    """Instead of ``from``: headers whose values are put together with a blank; all must have one."""
    convert: str = ""
    """Name of the converter; empty for the one of the field's type."""
    values: dict[str, str | bool | float] = {}
    """The tool's word (case does not count, ``*`` stands for any text) to the canonical value;
    an empty text means "says nothing"."""
    blank: str | bool | None = None
    """The value that an empty cell stands for, where the tool's empty cell means something."""
    ahead: bool = False
    """It counts before a column that bears the field's own title."""
    partial: bool = False
    """A word that ``values`` does not hold says nothing, and is not reported."""
    dated: bool = True
    """False: the row's own date says nothing about this value."""
    only: tuple[str, ...] = ()
    """Kinds of record it applies to; empty for every kind that has the field."""


class Route(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"names": "from"}):
    """Rows that are of another kind than the rest of the file."""

    names: tuple[str, ...]
    """Headers (``from`` in the template); any of them may match."""
    matches: tuple[str, ...]
    """Patterns of the value, ``*`` for any text; case does not count."""
    kind: str
    """The kind of such a row; the file's own kind ends the search."""
    set: dict[str, str | bool] = {}
    """Values such a row has besides."""


class Skip(msgspec.Struct, frozen=True, kw_only=True, rename={"names": "from"}):
    """Rows that are no record at all; they are left out and counted."""

    names: tuple[str, ...]
    """Headers (``from`` in the template)."""
    matches: tuple[str, ...]
    why: str
    """In words, after a count: "deleted users"."""


class Newest(msgspec.Struct, frozen=True, kw_only=True):
    """A field that takes the newest date among the rows of a group that meet a condition."""

    to: str
    """The date field to set."""
    of: str
    """The date field it is taken from."""
    where: str
    """Field that decides."""
    among: tuple[str, ...]
    """Values of it that count."""


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """How many rows become one record: a history of runs becomes one job."""

    by: tuple[str, ...]
    """Fields that are the same for the rows of one record."""
    order: str
    """Date field: the newest row gives all other values."""
    newest: tuple[Newest, ...] = ()


class ImportWords(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Vocabulary that every map shares."""

    id: str
    unknown: tuple[str, ...] = ()
    """Texts that mean "not known" in any column, in lower case."""
    never: tuple[str, ...] = ()
    """Texts that mean "it never happened" in a date column, in lower case."""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    """Patterns of normalised headers whose column is dropped at once."""
    harmless: tuple[str, ...] = ()
    """Patterns of normalised headers that look like secrets and are none."""
    makers: dict[str, str] = {}
    """Pattern of a maker's name, in lower case, to the short spelling."""
    standins: tuple[str, ...] = ()
    """Patterns of what a program writes in place of a value it lost, in lower case: names of types."""
    footers: tuple[str, ...] = ()
    """Patterns of how a line below a list begins that is no record, in lower case: totals, who made it and when."""
    wrappers: tuple[str, ...] = ()
    """Normalised keys under which tools put the list in a JSON answer."""
    envelopes: tuple[str, ...] = ()
    """Keys, as they are spelt, of an object that holds what a record says, with little beside it."""
    pages: tuple[str, ...] = ()
    """Normalised paths of what says that a further page follows, when it has a value."""
    totals: tuple[str, ...] = ()
    """Normalised paths of how many records there are on all pages."""
    placeholders: tuple[str, ...] = ()
    """Serial numbers that makers leave when they set none, in lower case."""
    classes: dict[str, str] = {}
    """Pattern of a model's name, in lower case, to the class of device it is."""


class ImportMap(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One export format as data."""

    id: str
    tool: str = ""
    """The tool in its maker's spelling; empty for a map that fits any tool."""
    title: str
    """What the export is called."""
    kind: str = ""
    """Kind of record a row is, unless a route says otherwise; empty for a refused format."""
    quality: int = 50
    """How far its facts are believed, 0 to 100."""
    generic: bool = False
    """It takes any file whose headers fit well enough, after all others have declined."""
    files: tuple[str, ...] = ("csv", "xlsx", "json")
    """How the tool hands it out, for people: `FILES`. A file of any format is read whose columns are the map's."""
    layout: Layout | None = None
    """Where its rows lie in a tree; None where they are found without help."""
    recognise: Recognition = Recognition()
    column: tuple[Column, ...] = ()
    secrets: tuple[str, ...] = ()
    """Headers whose columns are dropped besides those that are dropped everywhere."""
    observed: tuple[str, ...] = ()
    """Headers of the row's own date, best first: when what the row says was true."""
    as_of: tuple[str, ...] = ()
    """Headers whose newest date in the whole file dates everything in it."""
    date_order: str = ""
    """``dmy`` or ``mdy`` where the tool always writes dates so; empty: the file decides."""
    constants: dict[str, str | bool] = {}
    """Field to a value that every row has."""
    route: tuple[Route, ...] = ()
    skip: tuple[Skip, ...] = ()
    group: Group | None = None
    export: str = ""
    """How a person gets the export: the way through the tool's menus."""
    refuse: str = ""
    """Why the format is not read and which report to take instead."""
    words: ImportWords | None = None
    """The shared vocabulary; filled in by the reader of the templates."""


FILES = ("csv", "xlsx", "json", "xml", "html", "list", "reg")
"""What a map can say its tool hands out: ids of the readers."""

CONVERTERS = (
    "text", "boolean", "not_boolean", "number", "date", "choice", "list", "gb", "mb", "bytes",
    "maker", "serial", "mac", "os_name", "os_version", "os_version_in_name", "user", "domain", "unit",
    "best", "class_of_model", "present",
)  # fmt: skip
"""What can be done with a cell besides looking its word up:

==========================  ====================================================================
``text`` … ``list``         read it as that type
``not_boolean``             a boolean column that says the opposite (``Block credential``)
``gb``, ``mb``, ``bytes``   a size in GB; the name is the unit of a bare number
``maker``                   a maker in its short spelling
``serial``                  a serial number, unless it is one of the placeholders
``mac``                     a list of hardware addresses, ``AA:BB:CC:DD:EE:FF``
``os_name``                 a system's name without an appended version number
``os_version``              a version number out of a text
``os_version_in_name``      the version number appended to a system's name
``user``                    a login without ``DOMAIN\\``
``domain``                  what follows the first dot of a full network name
``unit``                    the innermost organisational unit of a distinguished name
``best``                    a list whose items ``values`` translates: the first of the field's choices
``class_of_model``          the class of device that a model's name gives away
``present``                 true when the cell has anything in it
==========================  ====================================================================
"""
