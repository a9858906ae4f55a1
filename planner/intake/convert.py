"""From the text of a cell to a canonical value, or to the reason why there is none."""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import Enum
from typing import TypeAlias

from planner.intake import system_text
from planner.intake.clean import LONGEST, clean
from planner.intake.moment import Order, is_ambiguous, is_nothing, moment
from planner.intake.numeric import gigabytes, number
from planner.intake.pattern import WordTable, folded
from planner.model.fact import Value
from planner.model.field import Field, FieldType
from planner.model.import_map import Column, ImportWords


class Nothing(Enum):
    """Why a cell yields no plain value."""

    SILENT = "it says nothing"
    ODD = "it says something that is not understood"
    EMPTY = "it says that there is none"


Result: TypeAlias = Value | Nothing
"""A value, or why there is none. A `Value` of None does not occur."""
Converter: TypeAlias = Callable[[str], Result]

_MAC = re.compile(r"[0-9a-f]{12}")
_MEMO = 20_000
"""Different texts of a column that are remembered."""
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
        self.never = frozenset(words.never)
        self.yes = frozenset(words.yes)
        self.no = frozenset(words.no)
        self.placeholders = frozenset(words.placeholders)
        self.makers = WordTable(words.makers)
        self.classes = WordTable(words.classes)


def converter(column: Column, field: Field, words: Vocabulary, order: Order) -> Converter:
    """Return what turns a cell of the column into a value of the field.

    Words of the column's own table come first, then the words for "unknown", then the
    column's converter or the one of the field's type. Results are remembered by text.
    """
    name = column.convert or _BY_TYPE[field.type]
    read = _readers(field, words, order, column)[name]
    table = WordTable(column.values)
    whole = name != "best" and bool(column.values)
    memo: dict[str, Result] = {}

    def convert(text: str) -> Result:
        known = memo.get(text)
        if known is None:
            known = fresh(text)
            if len(memo) < _MEMO:
                memo[text] = known
        return known

    def fresh(text: str) -> Result:
        word = folded(text)
        if not word and column.blank is not None:
            return column.blank
        if whole:
            found = table.get(text)
            if found is not None:
                return Nothing.SILENT if found == "" else _plain(found)
        if word in words.unknown:
            return Nothing.SILENT
        if whole and column.partial:
            return Nothing.SILENT
        result = read(text)
        return Nothing.SILENT if result is Nothing.ODD and column.partial else result

    return convert


def _plain(found: str | bool | float) -> Value:
    return int(found) if isinstance(found, float) and found.is_integer() else found


def _readers(field: Field, words: Vocabulary, order: Order, column: Column) -> dict[str, Converter]:
    """Return every converter by name, bound to one column."""

    def boolean(text: str) -> Result:
        word = folded(text)
        return True if word in words.yes else False if word in words.no else Nothing.ODD

    def opposite(text: str) -> Result:
        found = boolean(text)
        return not found if isinstance(found, bool) else found

    def dated(text: str) -> Result:
        if folded(text) in words.never:
            return Nothing.EMPTY
        found = moment(text, order)
        if found is None:
            return Nothing.SILENT if is_nothing(text) or is_ambiguous(text, order) else Nothing.ODD
        return found

    def choice(text: str) -> Result:
        wanted = re.sub(r"[\s_-]+", " ", folded(text))
        hit = (c for c in field.choices if re.sub(r"[\s_-]+", " ", c.casefold()) == wanted)
        return next(hit, Nothing.ODD)

    def listed(text: str) -> Result:
        found = system_text.items(clean(text))
        return Nothing.SILENT if found is None else found if found else Nothing.EMPTY

    def best(text: str) -> Result:
        found = system_text.items(text)
        if found is None:
            return Nothing.SILENT
        meant = {table.get(item) for item in found}
        if not found:
            return column.blank if column.blank is not None else Nothing.EMPTY
        return next((c for c in field.choices if c in meant), Nothing.ODD)

    def serial(text: str) -> Result:
        bare = clean(text, 200)
        same = len(set(bare.replace("-", "").replace(" ", ""))) <= 1
        return Nothing.SILENT if same or folded(bare) in words.placeholders else bare

    def maker(text: str) -> Result:
        return words.makers.get(text) or clean(text, 200)

    def class_of_model(text: str) -> Result:
        found = words.classes.get(text)
        return found if found in field.choices else Nothing.SILENT

    def mac(text: str) -> Result:
        found = system_text.items(text) or ()
        bare = (re.sub(r"[^0-9a-f]", "", item.casefold()) for item in found)
        good = dict.fromkeys(item for item in bare if _MAC.fullmatch(item) and len(set(item)) > 1)
        return tuple(":".join(re.findall("..", item)).upper() for item in good) or Nothing.SILENT

    table = WordTable(column.values)
    return {
        "text": lambda text: clean(text) or Nothing.SILENT,
        "boolean": boolean,
        "not_boolean": opposite,
        "number": lambda text: _or_odd(number(text)),
        "gb": lambda text: _size(text, "gb"),
        "mb": lambda text: _size(text, "mb"),
        "bytes": lambda text: _size(text, "b"),
        "date": dated,
        "choice": choice,
        "list": listed,
        "maker": maker,
        "serial": serial,
        "mac": mac,
        "os_name": lambda text: system_text.system_name(clean(text, 300)) or Nothing.SILENT,
        "os_version": lambda text: _or_silent(system_text.system_version(clean(text, 300))),
        "os_version_in_name": lambda text: _or_silent(system_text.appended_version(clean(text, 300))),
        "user": lambda text: system_text.user_name(clean(text, 300)) or Nothing.SILENT,
        "domain": lambda text: _or_silent(system_text.domain_part(clean(text, 300))),
        "unit": lambda text: _or_silent(system_text.organisational_unit(clean(text, LONGEST))),
        "best": best,
        "class_of_model": class_of_model,
        "present": lambda _: True,
    }


def _size(text: str, unit: str) -> Result:
    """Return a size in GB; a machine without memory or a backup without data says nothing."""
    found = gigabytes(text, unit)
    return Nothing.ODD if found is None else found or Nothing.SILENT


def _or_odd(found: float | None) -> Result:
    return Nothing.ODD if found is None else found


def _or_silent(found: str | None) -> Result:
    return found or Nothing.SILENT
