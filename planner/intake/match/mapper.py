"""Mapping: from a table to drafts, by the columns of an import map."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

import msgspec

from planner.intake.cell.clean import LONGEST, LONGEST_RAW, clean
from planner.intake.cell.convert import Converter, Nothing, Vocabulary, converter
from planner.intake.cell.header import normalised
from planner.intake.cell.moment import Order, moment, order_of
from planner.intake.cell.pattern import folded, pattern
from planner.intake.match.draft import Draft, Mapped, Reading
from planner.intake.match.table import Table
from planner.intake.reader.row import Row
from planner.model.catalogue import Catalogue
from planner.model.fact import Value
from planner.model.field import Field, FieldType
from planner.model.import_map import Column, ImportMap, ImportWords

_MEMO = 20_000
"""Different texts of a column that are remembered."""


class _Source(msgspec.Struct, frozen=True):
    """One column of the map, bound to positions in the table."""

    column: Column
    field: str
    positions: tuple[int, ...]
    convert: Converter
    title: str
    dated: bool
    """Whether the row's own date applies: facts that do not age are true when they are read."""
    memo: dict[str, Reading | Nothing]
    """What each text of the column was read as; columns repeat themselves."""
    place: int
    """The position, when there is just one and it is read by itself; else -1."""

    def read(self, text: str) -> Reading | Nothing:
        """Return what one cell says."""
        known = self.memo.get(text)
        if known is None:
            result = self.convert(text)
            known = result if isinstance(result, Nothing) else Reading(result, _raw(text, result), self.dated)
            if result is Nothing.EMPTY:
                known = Reading(None, clean(text, LONGEST_RAW), self.dated)
            if len(self.memo) < _MEMO:
                self.memo[text] = known
        return known


class Mapper:
    """Reads the rows of one table."""

    def __init__(self, chosen: ImportMap, table: Table, catalogue: Catalogue) -> None:
        self._map = chosen
        self._table = table
        self._catalogue = catalogue
        self._words = Vocabulary(chosen.words or ImportWords(id="none"))
        self._places: dict[str, list[int]] = {}
        for position, name in enumerate(table.names):
            if name:
                self._places.setdefault(name, []).append(position)
        for position, tail in enumerate(table.tails):
            if tail:
                self._places.setdefault(tail, [position])
        self._secret = table.secret
        self._used: set[int] = set()
        self._orders: dict[tuple[int, ...], Order] = {}
        self._warnings: list[str] = []
        self._odd: dict[str, Counter[str]] = {}
        self._odd_line: dict[str, tuple[int, str]] = {}
        self._cut = 0
        self._routes = [(self._positions(r.names), pattern(r.matches), r) for r in chosen.route]
        self._skips = [(self._positions(s.names), pattern(s.matches), s) for s in chosen.skip]
        self._observed = self._positions(chosen.observed)
        self._as_of = self._positions(chosen.as_of)
        self._sources: dict[str, list[_Source]] = {}

    def read(self) -> Mapped:
        """Read every row."""
        drafts: list[Draft] = []
        skipped: Counter[str] = Counter()
        order = self._order(self._observed)
        for row in self._table.rows:
            why = next(
                (s.why for places, expression, s in self._skips if self._hit(row, places, expression)), ""
            )
            if why:
                skipped[why] += 1
            else:
                drafts.append(self._draft(row, order))
        self._warnings += [f"{count} rows left out: {why}." for why, count in skipped.items()]
        self._report_odd()
        self._report_orders()
        if self._cut:
            self._warnings.append(f"{self._cut} texts longer than {LONGEST:,} characters were cut.")
        covered = frozenset(s.field for sources in self._sources.values() for s in sources)
        return Mapped(
            drafts=drafts,
            covered=covered | frozenset(self._map.constants),
            unmapped=self._left_over(),
            secrets=tuple(self._table.titles[i] for i in sorted(self._secret)),
            newest=self._newest(drafts),
            warnings=tuple(self._warnings),
        )

    # -- one row ----------------------------------------------------------------------

    def _draft(self, row: Row, order: Order) -> Draft:
        kind, extra = self._kind(row)
        readings = self._readings(row, kind)
        for given in (self._map.constants, extra):
            for field, value in given.items():
                if field not in readings and self._field(kind, field) is not None:
                    readings[field] = Reading(value)
        date = self._date(row, self._observed, order) if self._observed else ""
        return Draft(line=row.line, kind=kind, readings=readings, date=date)

    def _readings(self, row: Row, kind: str) -> dict[str, Reading]:
        """Return what the cells say; words nobody understood are noted where no other column said it."""
        readings: dict[str, Reading] = {}
        sources = self._sources.get(kind)
        if sources is None:
            sources = self._sources[kind] = self._bound(kind)
        cells = row.cells
        odd: dict[tuple[str, str], str] = {}  # by field and column: two readings of a cell are one word
        for source in sources:
            if source.field in readings:
                continue
            if source.place >= 0:
                text = cells[source.place]
                found = source.memo.get(text) or source.read(text)
            else:
                text, found = self._first(cells, source)
            if found is Nothing.ODD:
                odd[source.field, source.title] = text
            elif isinstance(found, Reading):
                readings[source.field] = found
                self._cut += len(text) > LONGEST and isinstance(found.value, str)
        for (field, title), text in odd.items():
            if field not in readings:
                self._note_odd(title, text, row.line)
        return readings

    @staticmethod
    def _first(cells: list[str], source: _Source) -> tuple[str, Reading | Nothing]:
        """Return the first cell that says something, and what it says."""
        if source.column.join:
            parts = [cells[i].strip() for i in source.positions]
            text = " ".join(parts) if all(parts) else ""
            return text, source.read(text) if text else Nothing.SILENT
        odd = ""
        for position in source.positions:
            found = source.read(cells[position])
            if isinstance(found, Reading):
                return cells[position], found
            if found is Nothing.ODD:
                odd = odd or cells[position]
        return odd, Nothing.ODD if odd else Nothing.SILENT

    def _kind(self, row: Row) -> tuple[str, Mapping[str, str | bool]]:
        for places, expression, route in self._routes:
            if self._hit(row, places, expression):
                return route.kind, route.set
        return self._map.kind, {}

    @staticmethod
    def _hit(row: Row, places: tuple[int, ...], expression: re.Pattern[str]) -> bool:
        return any(expression.fullmatch(folded(row.cells[i])) for i in places)

    def _date(self, row: Row, places: tuple[int, ...], order: Order) -> str:
        return next((d for i in places if (d := _moment(row.cells[i], order))), "")

    # -- columns ----------------------------------------------------------------------

    def _bound(self, kind: str) -> list[_Source]:
        """Bind the map's columns to the table for one kind of record."""
        bound = []
        for column in self._map.column:
            field = self._field(kind, column.to)
            if field is None or (column.only and kind not in column.only):
                continue
            places = self._positions(column.join or column.names)
            if not places or (column.join and len(places) < len(column.join)):
                continue
            is_date = field.type is FieldType.DATE and column.convert in ("", "date")
            order = self._order(places) if is_date else Order(None)
            title = self._table.titles[places[0]]
            # A word nobody knows under the field's own title is said; elsewhere it is a hint that does not apply.
            own = field.type is FieldType.CHOICE and normalised(title) in (normalised(field.title), field.id)
            spoken = msgspec.structs.replace(column, partial=False) if own and column.values else column
            convert = converter(spoken, field, self._words, order)
            dated = column.dated and bool(field.fresh_for)
            place = places[0] if len(places) == 1 and not column.join else -1
            bound.append(_Source(column, column.to, places, convert, title, dated, {}, place))
        return bound

    def _field(self, kind: str, field: str) -> Field | None:
        return self._catalogue.field(kind, field)

    def _positions(self, names: Iterable[str]) -> tuple[int, ...]:
        found = [
            position
            for name in names
            for position in self._places.get(normalised(name), [])
            if position not in self._secret
        ]
        self._used.update(found)
        return tuple(dict.fromkeys(found))

    def _order(self, places: tuple[int, ...]) -> Order:
        if places not in self._orders:
            texts = (row.cells[i] for row in self._table.rows for i in places)
            self._orders[places] = order_of(texts, self._map.date_order)
        return self._orders[places]

    # -- the whole file ---------------------------------------------------------------

    def _newest(self, drafts: list[Draft]) -> str:
        places = self._as_of
        if places:
            order = self._order(places)
            return max((self._date(row, places, order) for row in self._table.rows), default="")
        return max((draft.date for draft in drafts), default="")

    def _left_over(self) -> tuple[str, ...]:
        gone = self._used | self._secret
        return tuple(h for i, h in enumerate(self._table.titles) if i not in gone and h)

    def _note_odd(self, title: str, text: str, line: int) -> None:
        counter = self._odd.setdefault(title, Counter())
        if len(counter) < 1000:
            counter[clean(text, 60)] += 1
        self._odd_line.setdefault(title, (line, clean(text, 60)))

    def _report_odd(self) -> None:
        for title, counter in self._odd.items():
            line, text = self._odd_line[title]
            total = counter.total()
            kinds = ", ".join(repr(word) for word, _ in counter.most_common(3))
            what = f"value of {title!r} was not understood and counts" if total == 1 else (
                f"values of {title!r} were not understood and count"
            )  # fmt: skip
            self._warnings.append(
                f"{total} {what} as unknown: {kinds if len(counter) > 1 else repr(text)} (line {line})."
            )

    def _report_orders(self) -> None:
        for places, order in self._orders.items():
            title = self._table.titles[places[0]] if places else ""
            if order.mixed:
                self._warnings.append(
                    f"The dates of {title!r} are day first in some rows and month first in others: "
                    f"{order.ambiguous} that can be read both ways count as unknown."
                )
            elif order.dmy is None and order.ambiguous:
                self._warnings.append(
                    f"Nothing in {title!r} tells whether day or month comes first: {order.ambiguous} dates count "
                    "as unknown. Export again with dates as 2026-01-31."
                )


_moment = lru_cache(maxsize=_MEMO)(moment)
"""Rows of one export share their dates."""


def named_headers(chosen: ImportMap) -> tuple[str, ...]:
    """Return every header that a map reads, as it spells them."""
    names = [name for column in chosen.column for name in (*column.names, *column.join)]
    names += [name for route in chosen.route for name in route.names]
    names += [name for skip in chosen.skip for name in skip.names]
    return (*names, *chosen.observed, *chosen.as_of)


def _raw(text: str, value: Value) -> str | None:
    """Return the text as it stood, when the value is not simply that text."""
    kept = clean(text, LONGEST_RAW)
    same = isinstance(value, str) and (value == kept or value == clean(text))
    return None if same or not kept else kept
