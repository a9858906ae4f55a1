"""From the text of a cell to a canonical value, or to the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from planner.intake.cell import system_text
from planner.intake.cell.clean import LONGEST, clean
from planner.intake.cell.moment import Order, is_ambiguous, is_nothing, moment
from planner.intake.cell.numeric import gigabytes, number
from planner.intake.cell.pattern import WordTable, folded, pattern
from planner.model.fact import Value
from planner.model.field import Field, FieldType
from planner.model.import_map import Column, ImportWords
from planner.writing import LARGEST


class Nothing(Enum):
    """Why a cell yields no plain value."""

    SILENT = "it says nothing"
    ODD = "it says something that is not understood"
    EMPTY = "it says that there is none"


Result: TypeAlias = Value | Nothing
"""A value, or why there is none. A `Value` of None does not occur."""
Converter: TypeAlias = Callable[[str], Result]

_MAC = re.compile(r"[0-9a-f]{12}")
_NOT_HEX = re.compile(r"[^0-9a-f]")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?[eE]\+\d{1,3}")
_WORD_GAP = re.compile(r"[\s_-]+")
_BY_TYPE = {
    FieldType.BOOLEAN: "boolean",
    FieldType.NUMBER: "number",
    FieldType.DATE: "date",
    FieldType.CHOICE: "choice",
    FieldType.LIST: "list",
    FieldType.TEXT: "text",
}


class Vocabulary:
    """The shared words, made ready for looking up."""

    def __init__(self, words: ImportWords) -> None:
        self.unknown = frozenset((*words.unknown, ""))
        self._standins = pattern(words.standins)
        self._begins = tuple(word.partition("*")[0] for word in words.standins if word[:1] != "*")
        self._ends = tuple(word.rpartition("*")[2] for word in words.standins if word[:1] == "*")
        self.never = frozenset(words.never)
        self.yes = frozenset(words.yes)
        self.no = frozenset(words.no)
        self.placeholders = frozenset(words.placeholders)
        self.makers = WordTable(words.makers)
        self.classes = WordTable(words.classes)

    def is_standin(self, word: str) -> bool:
        """Return whether a folded text only stands in for a value that a program lost."""
        # Nearly no cell does; two looks at its ends are cheaper than the patterns.
        likely = word.startswith(self._begins) or word.endswith(self._ends)
        return likely and self._standins.fullmatch(word) is not None


def converter(column: Column, field: Field, words: Vocabulary, order: Order) -> Converter:
    """Return what turns a cell of the column into a value of the field.

    Words of the column's own table come first, then the words for "unknown", then the
    column's converter or the one of the field's type.
    """
    name = column.convert or _BY_TYPE[field.type]
    read = _Cells(column, field, words, order).converters()[name]
    table = WordTable(column.values)
    whole = name != "best" and bool(column.values)

    def convert(text: str) -> Result:
        word = folded(text)
        if not word and column.blank is not None:
            return column.blank
        if words.is_standin(word):
            return Nothing.SILENT
        if whole:
            found = table.find(word)
            if found is not None:
                return Nothing.SILENT if found == "" else _plain(found)
        if word in words.unknown:
            return Nothing.SILENT
        if whole and column.partial and field.type is FieldType.TEXT:
            return Nothing.SILENT
        result = read(text)
        return Nothing.SILENT if result is Nothing.ODD and column.partial else result

    return convert


def _plain(found: str | bool | float) -> Result:
    """Return a value of a word list or a size as it is stored; what no file can hold is not understood."""
    if isinstance(found, bool | str):
        return found
    if not abs(found) < LARGEST:  # neither is nan
        return Nothing.ODD
    return int(found) if float(found).is_integer() else found


class _Cells:
    """Reads the cells of one column, one method a converter."""

    def __init__(self, column: Column, field: Field, words: Vocabulary, order: Order) -> None:
        self._column = column
        self._field = field
        self._words = words
        self._order = order
        self._table = WordTable(column.values)

    def converters(self) -> dict[str, Converter]:
        """Return every converter by its name in the import maps."""
        return {
            "text": lambda text: clean(text) or Nothing.SILENT,
            "boolean": self.boolean,
            "not_boolean": self.opposite,
            "number": self.number,
            "gb": lambda text: _size(text, "gb"),
            "mb": lambda text: _size(text, "mb"),
            "bytes": lambda text: _size(text, "b"),
            "date": self.date,
            "choice": self.choice,
            "list": self.list,
            "maker": self.maker,
            "serial": self.serial,
            "mac": _mac,
            "os_name": lambda text: system_text.system_name(clean(text, 300)) or Nothing.SILENT,
            "os_version": lambda text: _or(system_text.system_version(clean(text, 300))),
            "os_version_in_name": lambda text: _or(system_text.appended_version(clean(text, 300))),
            "user": lambda text: system_text.user_name(clean(text, 300)) or Nothing.SILENT,
            "domain": lambda text: _or(system_text.domain_part(clean(text, 300))),
            "unit": lambda text: _or(system_text.organisational_unit(clean(text, LONGEST))),
            "best": self.best,
            "class_of_model": self.class_of_model,
            "present": lambda _: True,
        }

    def boolean(self, text: str) -> Result:
        """Read a boolean in any of its spellings."""
        word = folded(text)
        if word in self._words.yes:
            return True
        return False if word in self._words.no else Nothing.ODD

    def opposite(self, text: str) -> Result:
        """Read a boolean that says the opposite of the field."""
        found = self.boolean(text)
        return not found if isinstance(found, bool) else found

    def number(self, text: str) -> Result:
        """Read a number, with or without the field's unit; a share may be written in percent."""
        bare, unit = text.strip(), self._field.unit
        found = number(bare[: -len(unit)] if unit and bare.casefold().endswith(unit.casefold()) else bare)
        if found is None:
            return Nothing.ODD
        return found / 100 if unit == "share" and bare.endswith("%") else found

    def date(self, text: str) -> Result:
        """Read a date in the column's order of day and month."""
        if folded(text) in self._words.never:
            return Nothing.EMPTY
        found = moment(text, self._order)
        if found is None:
            silent = is_nothing(text) or is_ambiguous(text, self._order)
            return Nothing.SILENT if silent else Nothing.ODD
        return found

    def choice(self, text: str) -> Result:
        """Read one of the field's own choices."""
        wanted = _WORD_GAP.sub(" ", folded(text))
        hits = (c for c in self._field.choices if _WORD_GAP.sub(" ", c.casefold()) == wanted)
        return next(hits, Nothing.ODD)

    def list(self, text: str) -> Result:
        """Read a list; one that the tool lost says nothing."""
        found = system_text.items(clean(text))
        return Nothing.SILENT if found is None else found or Nothing.EMPTY

    def best(self, text: str) -> Result:
        """Read a list by the best of its items: the first of the field's choices."""
        found = system_text.items(text)
        if found is None:
            return Nothing.SILENT
        if not found:
            return self._column.blank if self._column.blank is not None else Nothing.EMPTY
        meant = {self._table.get(item) for item in found}
        return next((c for c in self._field.choices if c in meant), Nothing.ODD)

    def serial(self, text: str) -> Result:
        """Read a serial number, unless it only fills the place."""
        bare = clean(text, 200)
        if _SCIENTIFIC.fullmatch(bare):
            return Nothing.ODD  # a spreadsheet took it for a number and lost its digits
        same = len(set(bare.replace("-", "").replace(" ", ""))) <= 1
        return Nothing.SILENT if same or folded(bare) in self._words.placeholders else bare

    def maker(self, text: str) -> Result:
        """Read a maker in its short spelling."""
        return self._words.makers.get(text) or clean(text, 200) or Nothing.SILENT

    def class_of_model(self, text: str) -> Result:
        """Read the class of device that a model's name gives away."""
        found = self._words.classes.get(text)
        return found if found in self._field.choices else Nothing.SILENT


def _mac(text: str) -> Result:
    found = system_text.items(text) or ()
    bare = (_NOT_HEX.sub("", item.casefold()) for item in found)
    good = dict.fromkeys(item for item in bare if _MAC.fullmatch(item) and len(set(item)) > 1)
    return tuple(":".join(re.findall("..", item)).upper() for item in good) or Nothing.SILENT


def _size(text: str, unit: str) -> Result:
    """Return a size in GB; a machine without memory or a backup without data says nothing."""
    found = gigabytes(text, unit)
    if found is None:
        return Nothing.ODD
    return _plain(found) or Nothing.SILENT


def _or(found: float | str | None, otherwise: Nothing = Nothing.SILENT) -> Result:
    return otherwise if found is None else found
