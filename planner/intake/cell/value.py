"""Values: reading what a person types into a field, and telling whether two values are the same."""

from __future__ import annotations

import re
from collections.abc import Hashable
from datetime import date, datetime

from planner.model.error import PlannerError
from planner.model.fact import Value
from planner.model.field import Field, FieldType
from planner.writing import read_number

_NONE = frozenset({"none", "-", "–", "—"})
"""What a person types to say that there is none; a blank says nothing."""
_YES = frozenset({"yes", "y", "true", "on", "1"})
_NO = frozenset({"no", "n", "false", "off", "0"})
_LONGEST = 20_000
"""Characters of one value; longer is a pasted document, not a fact."""

_CURRENCY = "$€£¥"

_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([a-z]{3,9})\.?,?[ -](\d{4})")
_MONTH_DAY = re.compile(r"([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
_WITH_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}")
_FIRST_YEAR, _LAST_YEAR = 1950, 2199
"""Years of a believable date; a year outside is a slip of the key."""


class BadValueError(PlannerError):
    """A text that does not fit its field; the message says what is accepted."""


def parse_value(field: Field, text: str, mark: str = ".") -> Value:
    """Return the canonical value of what a person typed into a field.

    ``none`` or ``-`` means "known to be empty" and yields None for every type. Booleans
    take yes/no, y/n, true/false, on/off, 1/0. Dates take ISO and whatever else can only be
    read in one way (``22 Nov 2026``, ``22.11.2026``, ``11/22/2026``); ``04/11/2026`` is
    refused because it is not clear which the month is. Numbers are read by `planner.writing`,
    with a currency sign in front or the field's unit behind. Choices take the label or the
    canonical id, in any case, with spaces for underscores. Lists are split at semicolons or line ends,
    else at commas.

    Args:
        field: The field.
        text: What was typed.
        mark: The decimal mark of who typed it: ``1,234`` is a thousand and more with ``.``.

    Raises:
        PlannerError: The text is blank or does not fit; the message says what is accepted.
    """
    typed = text.strip()
    if not typed:
        raise BadValueError(f"{field.title} was left blank: enter a value, or - when there is none.")
    if len(typed) > _LONGEST:
        raise BadValueError(f"{field.title} is too long: at most {_LONGEST:,} characters are kept.")
    folded = typed.casefold()
    if folded in _NONE and folded not in {
        _plain(text) for choice in field.choices for text in (choice, field.label_of(choice))
    }:
        return None
    match field.type:
        case FieldType.BOOLEAN:
            return _boolean(field, folded)
        case FieldType.NUMBER:
            return _number(field, typed, mark)
        case FieldType.DATE:
            return _date(field, typed)
        case FieldType.CHOICE:
            return _choice(field, folded)
        case FieldType.LIST:
            return _list(typed) or None
        case FieldType.TEXT:
            return typed


def comparable(kind: FieldType, value: Value) -> Hashable:
    """Return a key that is equal for values that say the same.

    Texts compare without case and with runs of blanks as one, dates by their day, numbers
    as numbers, lists without order; an observed "none" equals only itself.
    """
    if value is None or value in ((), ""):
        return ()
    if isinstance(value, tuple):
        return frozenset(_plain(item) for item in value)
    if isinstance(value, str):
        return value[:10] if kind is FieldType.DATE else _plain(value)
    if isinstance(value, bool):
        return ("yes",) if value else ("no",)
    return value


def shown(value: Value, field: Field | None = None) -> str:
    """Return a value as people read it in a sentence or a list of contradicting ones.

    Args:
        value: The canonical value.
        field: Whose value it is, where that is known: a choice is shown by its label.
    """
    if value is None or value in ((), ""):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return "; ".join(value)
    if field is not None and field.type is FieldType.CHOICE:
        return field.label_of(str(value))
    return str(value)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _problem(field: Field, text: str, accepted: str) -> BadValueError:
    short = text if len(text) <= 60 else f"{text[:57]}..."
    return BadValueError(f"{field.title}: {short!r} does not fit. {accepted}, or - when there is none.")


def _boolean(field: Field, folded: str) -> bool:
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise _problem(field, folded, "Enter yes or no")


def _number(field: Field, typed: str, mark: str) -> int | float:
    text, share = typed.strip(_CURRENCY + " "), False
    unit = field.unit.casefold()
    if unit and text.casefold().endswith(unit):
        text = text[: -len(unit)].rstrip()
    elif text.endswith("%") and unit in {"share", "percent"}:
        text, share = text[:-1].rstrip(), unit == "share"
    number = read_number(text, mark)
    if number is None:
        wanted = f"Enter a number{f' ({field.unit})' if field.unit else ''} such as 12 or 1250.50"
        raise _problem(field, typed, wanted)
    return number / 100 if share else number


def _date(field: Field, typed: str) -> str:
    text = " ".join(typed.split())
    if _WITH_TIME.match(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            raise _problem(field, typed, "Enter a date as 2026-11-22") from None
        if _FIRST_YEAR <= moment.year <= _LAST_YEAR:
            return moment.isoformat()
    parts = _date_parts(field, text.casefold())
    if parts is not None and _FIRST_YEAR <= parts[0] <= _LAST_YEAR:
        try:
            return date(*parts).isoformat()
        except ValueError:
            pass
    raise _problem(field, typed, "Enter a date as 2026-11-22 or 22 Nov 2026")


def _date_parts(field: Field, text: str) -> tuple[int, int, int] | None:
    if not text.isascii():
        return None
    if match := _YEAR_FIRST.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _DOTTED.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _SLASHED.fullmatch(text):
        one, two, year = int(match[1]), int(match[2]), int(match[3])
        if one <= 12 and two <= 12 and one != two:
            both = f"{year}-{one:02d}-{two:02d} or {year}-{two:02d}-{one:02d}"
            raise _problem(field, text, f"It can be read in two ways; enter {both}")
        return (year, two, one) if one > 12 else (year, one, two)
    if match := _DAY_MONTH.fullmatch(text):
        month = _month(match[2])
        return (int(match[3]), month, int(match[1])) if month else None
    if match := _MONTH_DAY.fullmatch(text):
        month = _month(match[1])
        return (int(match[3]), month, int(match[2])) if month else None
    return None


def _month(word: str) -> int | None:
    names = (
        "january", "february", "march", "april", "may", "june", "july", "august", "september",
        "october", "november", "december",
    )  # fmt: skip
    found = [
        i for i, name in enumerate(names, 1) if name == word or (word[:3] == name[:3] and len(word) <= 4)
    ]
    return found[0] if len(found) == 1 else None


def _choice(field: Field, folded: str) -> str:
    wanted = re.sub(r"[\s_-]+", " ", folded)
    for choice in field.choices:
        accepted = (choice, field.label_of(choice))
        if wanted in {re.sub(r"[\s_-]+", " ", text.casefold()) for text in accepted}:
            return choice
    titles = ", ".join(map(field.label_of, field.choices))
    raise _problem(field, folded, f"Enter one of: {titles}")


def _list(typed: str) -> tuple[str, ...]:
    mark = r"[;\n\r]+" if re.search(r"[;\n\r]", typed) else r",+"
    items = (item.strip() for item in re.split(mark, typed))
    return tuple(dict.fromkeys(item for item in items if item))
