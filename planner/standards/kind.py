"""The inventory's vocabulary, read from ``templates/inventory``."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from planner.model.field import Field, FieldType, Implication, Kind
from planner.model.problem import Problem
from planner.standards.convert import convert, without_bad_parts
from planner.standards.entries import Flaw, entries_of, without_flawed
from planner.standards.key import nearest
from planner.standards.rule import MOST_DAYS, conditions_flaw, fields_of
from planner.standards.toml_file import Raw, TomlFile, read_files

ROOM = "inventory"
UNITS = ("device", "user", "server", "site", "app", "")
"""What one record of a kind can count as when something is priced."""

_HOW: dict[str, tuple[FieldType, tuple[FieldType, ...]]] = {
    "days_since": (FieldType.NUMBER, (FieldType.DATE,)),
    "days_until": (FieldType.NUMBER, (FieldType.DATE,)),
    "years_since": (FieldType.NUMBER, (FieldType.DATE,)),
    "hours_before_observed": (FieldType.NUMBER, (FieldType.DATE,)),
    "passed": (FieldType.BOOLEAN, (FieldType.DATE,)),
    "lifecycle_supported": (FieldType.BOOLEAN, (FieldType.TEXT,)),
    "lifecycle_updatable": (FieldType.BOOLEAN, (FieldType.TEXT,)),
    "lifecycle_end": (FieldType.DATE, (FieldType.TEXT,)),
}
"""How a field can follow from another one: its own type and the types it can follow from."""


def read_kinds(folders: Sequence[Path]) -> tuple[dict[str, Kind], list[Problem]]:
    """Read the kinds of records and their fields.

    A file of a later folder is laid over the earlier one of the same ``id``: its keys replace,
    its fields replace those of the same id or are added, and a field with ``retired = true``
    goes. ``fresh_for = 0`` means that a fact never ages. A bad field costs itself, and an internal
    one names no record: what a record is called is read by everybody.
    """
    files, problems = read_files(folders, ROOM)
    files = [msgspec.structs.replace(file, data=_with_labels(file.data)) for file in files]
    layers: dict[str, TomlFile] = {}
    nameless: list[TomlFile] = []
    for file in files:
        name = file.data.get("id")
        if not isinstance(name, str):
            nameless.append(file)
            continue
        below = layers.get(name)
        if below is None:
            layers[name] = file
        elif below.folder == file.folder:
            message = f"{name} stands a second time (first in {below.file}); the first one counts"
            problems.append(Problem(file=file.file, path="", message=message))
        elif file.data.get("retired") is True:
            del layers[name]
        else:
            layers[name], bad = _laid_over(below, file)
            problems += bad
    layered = [*layers.values(), *nameless]
    reading = entries_of(layered, None, Kind, parts={"field": Field})
    kinds: dict[str, Kind] = {}
    written = {name: {field for field, _ in _named(file.data)} for name, file in layers.items()}
    found, bad = without_flawed(reading.entries, lambda kind: _kind_flaw(kind, written[kind.id]))
    problems += reading.problems + bad
    for name, entry in found.items():
        sound: list[Field] = []
        for field in entry.value.field:
            if wrong := _field_flaw(field, entry.value):
                problems.append(entry.problem((f"field.{field.id}.{wrong[0]}", wrong[1])))
            else:
                sound.append(field if field.fresh_for else msgspec.structs.replace(field, fresh_for=None))
        hidden = {field.id for field in sound if field.internal}
        for named in (field for field in entry.value.label if field in hidden):
            problems.append(entry.problem(("label", f"`{named}` is internal, so it names no record")))
        label = tuple(field for field in entry.value.label if field not in hidden)
        kinds[name] = msgspec.structs.replace(entry.value, label=label, field=tuple(sound))
    return kinds, problems


def _laid_over(below: TomlFile, above: TomlFile) -> tuple[TomlFile, list[Problem]]:
    """Return one file's keys and fields laid over another's; bad fields leave the lower ones standing."""
    sound, bad = without_bad_parts(_live(above.data), {"field": Field})
    problems = [Problem(file=above.file, path=path, message=message) for path, message in bad]
    fields = {str(name): field for name, field in _named(below.data)}
    for name in (name for name, field in _named(above.data) if field.get("retired") is True):
        fields.pop(name, None)
    fields.update(_named(sound))
    data: dict[str, Raw] = {**below.data, **sound, "field": list(fields.values())}
    rest = {key: value for key, value in data.items() if key != "field"}
    if isinstance(wrong := convert(rest, Kind), tuple):
        problems.append(Problem(file=above.file, path=wrong[0], message=wrong[1]))
        data = {**below.data, "field": list(fields.values())}
    return TomlFile(folder=above.folder, file=above.file, data=data), problems


def _with_labels(data: dict[str, Raw]) -> dict[str, Raw]:
    """Return a file's data with each table of choices split into the values and their labels."""
    items = data.get("field")
    if not isinstance(items, list):
        return data
    return {**data, "field": [_split(item) if isinstance(item, dict) else item for item in items]}


def _split(field: dict[str, Raw]) -> dict[str, Raw]:
    choices = field.get("choices")
    return {**field, "choices": list(choices), "labels": choices} if isinstance(choices, dict) else field


def _live(data: dict[str, Raw]) -> dict[str, Raw]:
    """Return the file's data without the fields it retires."""
    items = data.get("field", [])
    if not isinstance(items, list):
        return data
    kept = [item for item in items if not (isinstance(item, dict) and item.get("retired") is True)]
    return {**data, "field": kept}


def _named(data: dict[str, Raw]) -> Iterator[tuple[str, dict[str, Raw]]]:
    items = data.get("field", [])
    for item in items if isinstance(items, list) else []:
        if isinstance(item, dict) and isinstance(name := item.get("id"), str):
            yield name, item


def _kind_flaw(kind: Kind, known: Collection[str]) -> Flaw | None:
    """Return what is wrong with a kind whose file names the fields ``known``, sound or not."""
    if kind.per not in UNITS:
        return "per", f"`{kind.per}` is no unit of a price{nearest(kind.per, UNITS[:-1])}"
    unknown = next((name for name in kind.label if name not in known), None)
    if unknown is not None:
        return "label", f"`{unknown}` is no field of this kind{nearest(unknown, known)}"
    strange = next((f for f in (kind.stands_for.by if kind.stands_for else ()) if f not in known), None)
    if strange is not None:
        return "stands_for.by", f"`{strange}` is no field of this kind{nearest(strange, known)}"
    fields = fields_of(kind)
    return conditions_flaw("not_live", kind.not_live, fields) or next(
        (flaw for one in kind.implied if (flaw := _implied_flaw(one, fields))), None
    )


def _implied_flaw(implied: Implication, fields: Mapping[str, tuple[Field, ...]]) -> Flaw | None:
    path = f"implied.{implied.field}"
    source = fields.get(implied.source)
    if source is None or source[0].type is not FieldType.TEXT:
        return f"{path}.from", f"`{implied.source}` is no text of this kind{nearest(implied.source, fields)}"
    if not implied.matches:
        return f"{path}.matches", "an empty list is matched by nothing; list patterns"
    cased = next((p for p in (*implied.matches, *implied.unless) if p != p.casefold()), None)
    if cased is not None:
        return (
            f"{path}.matches",
            f"{cased!r} never matches, because case is ignored; write it in small letters",
        )
    flaw = conditions_flaw(path, {implied.field: implied.value}, fields)
    return (path, flaw[1]) if flaw else None


def _field_flaw(field: Field, kind: Kind) -> Flaw | None:
    if flaw := _choices_flaw(field):
        return flaw
    if field.fresh_for is not None and not 0 <= field.fresh_for <= MOST_DAYS:
        return "fresh_for", f"has to be a number of days up to {MOST_DAYS}, or 0 for a fact that does not age"
    if field.derive is None:
        return None
    if field.derive.how not in _HOW:
        return "derive.how", f"`{field.derive.how}` is no way to derive{nearest(field.derive.how, _HOW)}"
    source = next((one for one in kind.field if one.id == field.derive.source), None)
    if source is None or source.derive is not None:
        return "derive.from", f"`{field.derive.source}` is no observed field of this kind; name one"
    gives, takes = _HOW[field.derive.how]
    if field.type is not gives or source.type not in takes:
        return (
            "derive.how",
            f"`{field.derive.how}` makes a {gives} of a {takes[0]}, which these fields are not",
        )
    return None


def _choices_flaw(field: Field) -> Flaw | None:
    if field.type is FieldType.CHOICE and not field.choices:
        return "choices", "a choice needs `choices`; list its values"
    if field.choices and field.type is not FieldType.CHOICE:
        return "choices", f"only a choice has choices, and this field is a {field.type}"
    strange = next(
        (c for one, of in field.one_of.items() for c in (one, *of) if c not in field.choices), None
    )
    if strange is not None:
        return "one_of", f"`{strange}` is no choice of this field{nearest(strange, field.choices)}"
    return None
