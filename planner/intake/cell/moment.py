"""Dates and times in every form that exports have."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

FIRST_YEAR, LAST_YEAR = 1971, 2199
"""Years of a believable date. Earlier ones are how tools spell "none": 0001, 1601, 1899, 1970."""
_PIVOT = 70
"""Two-digit years below it are 20xx, the others 19xx."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_TIME = (
    r"(?:[T,\s]+(?P<h>\d{1,2}):(?P<mi>\d{2})(?::(?P<s>\d{2})(?:[.,](?P<f>\d{1,9}))?)?"
    r"\s*(?P<ap>[AaPp]\.?[Mm]\.?)?\s*(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)
_ISO = re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})" + _TIME, re.ASCII)
_PARTS = re.compile(
    r"(?:[a-z]{2,9},?\s+)?(?P<a>\d{1,2})(?P<sep>[/. -])\s?(?P<b>\d{1,2})(?P=sep)\s?(?P<y>\d{4}|\d{2})"
    + _TIME,
    re.ASCII | re.IGNORECASE,
)
_DAY_NAME = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_NAMED = (
    re.compile(
        _DAY_NAME
        + r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?[\s-]+(?P<n>[a-z]{3,9})\.?,?[\s-]+(?P<y>\d{4}|\d{2})"
        + _TIME,
        re.ASCII | re.IGNORECASE,
    ),
    re.compile(
        _DAY_NAME + r"(?P<n>[a-z]{3,9})\.?[\s-]+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})" + _TIME,
        re.ASCII | re.IGNORECASE,
    ),
)
_JSON_DATE = re.compile(r"\\?/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\\?/")
_DIGITS = re.compile(r"\d{5}(?:\.\d+)?|\d{8}|\d{9,10}(?:\.\d+)?|\d{12,13}|\d{17,19}", re.ASCII)
_LONGEST = 60


class Order(msgspec.Struct, frozen=True):
    """How a column writes day and month."""

    dmy: bool | None
    """True: day first; False: month first; None: the values do not tell."""
    ambiguous: int = 0
    """Values that can be read in two ways."""
    mixed: bool = False
    """Some values can only be day first and others only month first."""


def order_of(values: Iterable[str], stated: str = "") -> Order:
    """Settle the order of a column from all its values: any part above 12 decides.

    Where none is, dates written with dots (``01.03.2027``) are day first: every country that writes
    dots does so.

    Args:
        values: All texts of the column.
        stated: ``dmy`` or ``mdy`` when the tool is known to write so; it counts only where
            the values do not contradict it.
    """
    day_first = month_first = ambiguous = dotted = 0
    for text in values:
        match = _PARTS.fullmatch(text.strip()[:_LONGEST])
        if match is None:
            continue
        one, two = int(match["a"]), int(match["b"])
        if one > 12 >= two:
            day_first += 1
        elif two > 12 >= one:
            month_first += 1
        elif one != two:
            ambiguous += 1
            dotted += match["sep"] == "."
    if day_first and month_first:
        return Order(None, ambiguous, mixed=True)
    if day_first or month_first:
        return Order(day_first > 0, ambiguous)
    if stated:
        return Order(stated == "dmy", ambiguous)
    return Order(True if ambiguous and dotted == ambiguous else None, ambiguous)


def moment(text: str, order: Order) -> str | None:
    """Return an ISO date, with the time and offset where the text has them, or None.

    Understood are ISO forms with up to nine digits of a second, ``1/23/23``,
    ``7/27/2020 1:05:49 PM``, ``04 24 2021 10:11:12``, month names, epoch seconds and
    milliseconds, Windows file times, ``/Date(…)/``, ``20260131`` and spreadsheet day
    numbers. Two-digit years below 70 are 20xx. A date before 1971 is how tools spell
    "none" and gives None, as does a date without a year or one whose day and month cannot
    be told apart.
    """
    bare = text.strip()
    if len(bare) > _LONGEST:
        return None
    if match := _JSON_DATE.fullmatch(bare):
        return _from_epoch(int(match[1]) / 1000)
    if _DIGITS.fullmatch(bare):
        return _from_digits(bare)
    if match := _ISO.fullmatch(bare):
        return _built(int(match["y"]), int(match["m"]), int(match["d"]), match)
    if match := _PARTS.fullmatch(bare):
        return _from_parts(match, order)
    for expression in _NAMED:
        match = expression.fullmatch(bare)
        if match is not None and match["n"][:3].lower() in _MONTHS:
            month = _MONTHS.index(match["n"][:3].lower()) + 1
            return _built(_year(match["y"]), month, int(match["d"]), match)
    return None


def is_nothing(text: str) -> bool:
    """Return whether a text is a date that only fills the place: epoch 0, year 1, 1601, 1899, 1900."""
    bare = text.strip()
    if re.fullmatch(r"0+(?:\.0*)?|-1|9223372036854775807", bare, re.ASCII):
        return True
    if match := _JSON_DATE.fullmatch(bare):
        return _from_epoch(int(match[1]) / 1000) is None
    if _DIGITS.fullmatch(bare):
        return len(bare) >= 17 and _from_digits(bare) is None
    match = _ISO.fullmatch(bare)
    if match is not None:
        return int(match["y"]) < FIRST_YEAR
    match = _PARTS.fullmatch(bare)
    return match is not None and len(match["y"]) == 4 and int(match["y"]) < FIRST_YEAR


def is_ambiguous(text: str, order: Order) -> bool:
    """Return whether a text is a date whose day and month the column does not tell apart."""
    match = _PARTS.fullmatch(text.strip()[:_LONGEST]) if order.dmy is None else None
    return match is not None and match["a"] != match["b"] and int(match["a"]) <= 12 and int(match["b"]) <= 12


def _from_parts(match: re.Match[str], order: Order) -> str | None:
    one, two = int(match["a"]), int(match["b"])
    if one == two or one > 12 or two > 12:
        day_first = one > 12
    elif order.dmy is None:
        return None
    else:
        day_first = order.dmy
    day, month = (one, two) if day_first else (two, one)
    return _built(_year(match["y"]), month, day, match)


def _year(text: str) -> int:
    year = int(text)
    if len(text) == 4:
        return year
    return year + (2000 if year < _PIVOT else 1900)


def _built(year: int, month: int, day: int, match: re.Match[str]) -> str | None:
    try:
        found = date(year, month, day)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        if match["h"] is None:
            return found.isoformat()
        hour = int(match["h"])
        if match["ap"]:
            if not 1 <= hour <= 12:
                return None
            hour = hour % 12 + (12 if match["ap"][0] in "Pp" else 0)
        clock = f"{hour:02d}:{match['mi']}:{match['s'] or '00'}"
        zone = match["z"] or ""
        zone = "+00:00" if zone in ("Z", "UTC", "GMT") else zone
        if zone and ":" not in zone:
            zone = f"{zone[:3]}:{zone[3:]}"
        return datetime.fromisoformat(f"{found.isoformat()}T{clock}{zone}").isoformat()
    except ValueError:
        return None


def _from_epoch(seconds: float) -> str | None:
    try:
        moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(seconds))
    except (OverflowError, ValueError):
        return None
    return moment.isoformat() if FIRST_YEAR <= moment.year <= LAST_YEAR else None


def _from_digits(text: str) -> str | None:
    whole = text.partition(".")[0]
    match len(whole):
        case 5:  # days since 1899-12-30, as spreadsheets count
            days = int(whole)
            return (
                (date(1899, 12, 30) + timedelta(days=days)).isoformat() if 27_000 <= days < 74_000 else None
            )
        case 8:
            try:
                found = date(int(whole[:4]), int(whole[4:6]), int(whole[6:]))
            except ValueError:
                return None
            return found.isoformat() if FIRST_YEAR <= found.year <= LAST_YEAR else None
        case 9 | 10:
            return _from_epoch(int(whole))
        case 12 | 13:
            return _from_epoch(int(whole) / 1000)
        case _:  # a Windows file time: tenths of microseconds since 1601
            return _from_epoch(int(whole) / 10_000_000 - 11_644_473_600)
