"""Prices, benchmarks and citations, read from ``templates/rates``."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

import msgspec

from planner.model.problem import Problem
from planner.model.rate import Benchmark, Citation, Price, PriceBook
from planner.standards.convert import convert
from planner.standards.cycle import closing_edges
from planner.standards.entries import Flaw, entries_of, stray_tables, without_flawed
from planner.standards.key import nearest
from planner.standards.toml_file import TomlFile, read_files, stray_files

T = TypeVar("T", bound=msgspec.Struct)

ROOM = "rates"
UNITS = ("hour", "fixed", "user", "device", "server", "site", "admin", "app", "agent")
"""What a price is for; each also with ``_month`` or ``_year``."""
GRADES = ("sourced", "partial", "estimate")
NO_PRICES = PriceBook(id="", title="", currency="", date="", prices={})
"""Stands where no price book can be read; a problem says so."""

SHORTEST_NAME = 3
"""Fewest characters of a name that a product is known by."""

_HEADER = ("id", "title", "currency", "date")
_CURRENCY = re.compile(r"[A-Z]{3}")


class Rates(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the room holds."""

    prices: PriceBook
    seen_prices: frozenset[str]
    """Ids of all prices, also of the broken and the retired."""
    benchmarks: dict[str, Benchmark]
    citations: dict[str, Citation]


class _Header(msgspec.Struct, frozen=True, kw_only=True):
    id: str
    title: str
    currency: str
    date: str


def read_rates(folders: Sequence[Path]) -> tuple[Rates, list[Problem]]:
    """Read price books (``prices-*.toml``), ``benchmarks.toml`` and ``citations.toml``.

    One book is used: the last readable one of the last folder that has any. A book of a later
    folder with the id of an earlier one changes the prices it lists; a book with another id
    (another currency, as a rule) stands on its own.
    """
    books, problems = read_files(folders, ROOM, "prices-*.toml")
    prices, seen, bad = _read_prices(books)
    problems += bad
    benchmarks, bad = _read_table(folders, "benchmark", Benchmark, _benchmark_flaw)
    problems += bad
    citations, bad = _read_table(folders, "citation", Citation, lambda _: None)
    problems += bad
    problems += stray_files(folders, ROOM, ("prices-*.toml", "benchmarks.toml", "citations.toml"))
    rates = Rates(prices=prices, seen_prices=seen, benchmarks=benchmarks, citations=citations)
    return rates, problems


def _read_prices(files: Sequence[TomlFile]) -> tuple[PriceBook, frozenset[str], list[Problem]]:
    problems = stray_tables(files, (*_HEADER, "price"))
    book: _Header | None = None
    pages: list[TomlFile] = []
    for file in files:
        header = convert({key: file.data[key] for key in _HEADER if key in file.data}, _Header)
        wrong = header if isinstance(header, tuple) else _header_flaw(header)
        if isinstance(header, tuple) or wrong:
            path, message = wrong or ("", "")
            problems.append(Problem(file=file.file, path=path, message=f"{message}; the book is left out"))
            continue
        pages = [*pages, file] if book is not None and header.id == book.id else [file]
        book = header
    if book is None:
        message = "no price book can be read; add prices-<currency>.toml"
        return NO_PRICES, frozenset(), [*problems, Problem(file=ROOM, path="", message=message)]
    reading = entries_of(pages, "price", Price)
    circles = closing_edges({name: entry.value.includes for name, entry in reading.entries.items()})
    sound, bad = without_flawed(
        reading.entries, lambda price: _price_flaw(price) or _bundle_flaw(price, reading.seen, circles)
    )
    prices = {name: entry.value for name, entry in sound.items()}
    found = PriceBook(id=book.id, title=book.title, currency=book.currency, date=book.date, prices=prices)
    return found, reading.seen, [*problems, *reading.problems, *bad]


def _read_table(
    folders: Sequence[Path], table: str, kind: type[T], flaw: Callable[[T], Flaw | None]
) -> tuple[dict[str, T], list[Problem]]:
    """Read ``<table>s.toml`` of every folder."""
    files, problems = read_files(folders, ROOM, f"{table}s.toml")
    problems += stray_tables(files, (table,))
    reading = entries_of(files, table, kind)
    sound, bad = without_flawed(reading.entries, flaw)
    return {name: entry.value for name, entry in sound.items()}, [*problems, *reading.problems, *bad]


def _header_flaw(header: _Header) -> Flaw | None:
    if not _CURRENCY.fullmatch(header.currency):
        return "currency", f"{header.currency!r} is no currency; write its three capitals, for example USD"
    try:
        date.fromisoformat(header.date)
    except ValueError:
        return "date", f"{header.date!r} is no date; write it as 2026-11-22"
    return None


def _price_flaw(price: Price) -> Flaw | None:
    unit = price.unit.removesuffix("_month").removesuffix("_year")
    if unit not in UNITS:
        return "unit", f"`{price.unit}` is no unit{nearest(unit, UNITS)}"
    if price.grade not in GRADES:
        return "grade", f"`{price.grade}` is no grade{nearest(price.grade, GRADES)}"
    if not 0 <= price.low <= price.expected <= price.high:
        return "expected", "low, expected and high have to be in this order, none below 0"
    return None


def _bundle_flaw(
    price: Price, known: Collection[str], circles: Mapping[tuple[str, str], tuple[str, ...]]
) -> Flaw | None:
    """Return what is wrong with what a product includes or is called."""
    for name in price.includes:
        if name not in known:
            return "includes", f"`{name}` is in no price book{nearest(name, known)}"
        if circle := circles.get((price.id, name)):
            return "includes", f"`{name}` closes the circle {' → '.join(circle)}; take one of them out"
    if any(len(word.strip()) < SHORTEST_NAME for word in price.known_as):
        return "known_as", f"has a name below {SHORTEST_NAME} characters, which would be found in any text"
    return None


def _benchmark_flaw(benchmark: Benchmark) -> Flaw | None:
    middle = benchmark.low if benchmark.median is None else benchmark.median
    if not benchmark.low <= middle <= benchmark.high:
        return "median", "low, median and high have to be in this order"
    return None
