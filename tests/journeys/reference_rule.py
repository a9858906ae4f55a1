"""What one rule sees in the records, as a stranger reads DOMAIN A1.

Its only inputs are the documents of ``show --json`` and ``templates list --json``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from statistics import fmean, median

from tests.journeys.reference_fact import INFINITY, UNKNOWN, Json, all_hold, bounds, holds, in_use, known

NEVER = "never"


@dataclass(frozen=True)
class Seen:
    """What one rule comes to."""

    low: float = 0.0
    high: float = 1.0
    data: bool = False
    """At least one record is known."""
    applicable: bool = True
    met: int = 0
    unmet: int = 0
    unknown: int = 0


NOTHING = Seen()


@dataclass(frozen=True)
class Scope:
    """The records of one kind in a rule's scope."""

    inside: list[Json] = field(default_factory=list)
    maybe: list[Json] = field(default_factory=list)


def worth(rule: Json, x: float) -> float:
    """1 when good, one half when fair, else 0."""
    good, fair = bounds(rule["good"]), bounds(rule["fair"])
    if good is not None and good.holds(x):
        return 1.0
    return 0.5 if fair is not None and fair.holds(x) else 0.0


def verdicts(rule: Json, low: float, high: float, *, whole: bool = False) -> tuple[float, float]:
    """Return the worst and the best verdict of anything between two figures, both included."""
    if low == high:
        return worth(rule, low), worth(rule, low)
    edges = {low, high}
    for raw in (rule["good"], rule["fair"]):
        span = bounds(raw)
        for edge in (span.low, span.high) if span is not None else ():
            edges |= {edge, edge - 1e-6, edge + 1e-6}
            if whole and abs(edge) < INFINITY:
                edges |= {float(int(edge)) + step for step in (-1, 0, 1, 2)}
    candidates = [x for x in edges if low <= x <= high and (not whole or x == int(x))]
    found = [worth(rule, x) for x in candidates]
    return min(found), max(found)


class Rules:
    """Every rule over the records of one plan."""

    def __init__(self, show: Json, templates: Json) -> None:
        """Take what was printed."""
        self.show, self.templates = show, templates
        self.today = date.fromisoformat(show["generated_at"])

    def scope(self, rule: Json) -> Scope:
        scope = Scope()
        for record in self.live(rule):
            inside = self.all_hold(rule, "where", record)
            if inside is not False:
                (scope.inside if inside else scope.maybe).append(record)
        return scope

    def live(self, rule: Json) -> list[Json]:
        """Return the records that are in use; of a rule that asks about just that, all."""
        named = {*rule["where"], *rule["that"], *rule["critical"]}
        named |= {str(rule[key]) for key in ("field", "left", "right", "per")}
        kind = self.templates["kinds"].get(rule["of"])
        return [r for r in self.show["records"].get(rule["of"], []) if in_use(r, kind, named, self.today)]

    def all_hold(self, rule: Json, key: str, record: Json) -> bool | None:
        kind = self.templates["kinds"].get(rule["of"])
        return all_hold(rule[key], record, rule["fresh_for"], self.today, kind)

    def _complete(self, kind: str) -> bool:
        return bool(self.show["complete"].get(kind))

    def seen(self, rule: Json) -> Seen:
        scope, complete = self.scope(rule), self._complete(rule["of"])
        measures: dict[str, Callable[[Json, Scope], Seen]] = {
            "share": self._share, "share_compare": self._share, "count": self._count, "exists": self._count,
            "distinct": self._distinct, "per_head_month": self._per_head_month, "ratio_sum": self._ratio_sum,
        }  # fmt: skip
        measure = rule["measure"]
        wanted = bounds(rule["good"] or rule["fair"])
        if measure == "count" and wanted is not None and wanted.high < INFINITY:
            return self._trouble(rule, scope, complete)
        if measure in {"count", "exists"}:
            # Nobody listed anything: nothing is known, unless it is known that there is nothing.
            listed = self.live(rule)
            if not complete and not (scope.inside or scope.maybe) and (not listed or measure == "exists"):
                return NOTHING
        elif not scope.inside and not scope.maybe:
            return Seen(applicable=False) if complete and measure.startswith("share") else NOTHING
        seen = measures.get(measure, self._figure)(rule, scope)
        # A nice-to-have takes away no more than its floor leaves, once it has seen something.
        if not rule["floor"] or not seen.data:
            return seen
        return replace(seen, low=max(seen.low, rule["floor"]), high=max(seen.high, rule["floor"]))

    def _share(self, rule: Json, scope: Scope) -> Seen:
        verdict = [self.meets(rule, record) for record in scope.inside]
        met, unmet = verdict.count(True), verdict.count(False)
        unknown = verdict.count(None) + len(scope.maybe)
        n = met + unmet + unknown

        def v(x: float) -> float:
            good = bounds(rule["good"])
            return 1.0 if good is not None and good.holds(x) else x

        low, high = v(met / n), v((met + unknown) / n)
        # The weakest link: one critical record that is not in order, or not known, and half is the most.
        links = [
            said
            for said, record in [*zip(verdict, scope.inside, strict=True), *((None, r) for r in scope.maybe)]
            if rule["critical"] and self.all_hold(rule, "critical", record)
        ]
        if False in links:
            high = min(high, 0.5)
        if False in links or None in links:
            low = min(low, 0.5)
        return Seen(low, high, met + unmet > 0, met=met, unmet=unmet, unknown=unknown)

    def meets(self, rule: Json, record: Json) -> bool | None:
        if rule["measure"] == "share":
            return self.all_hold(rule, "that", record)
        pair = self._pair(rule, record, rule["left"], rule["right"])
        return pair[0] <= pair[1] if isinstance(pair, tuple) else None if pair is None else False

    def number(self, rule: Json, record: Json, name: str) -> float | str | None:
        """Return a number, ``NEVER`` when it is known that there is none, or None."""
        value = known(record, name, rule["fresh_for"], self.today)
        if value in ("", [], None):
            return NEVER
        return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None

    def _pair(self, rule: Json, record: Json, top: str, below: str) -> tuple[float, float] | str | None:
        found = [self.number(rule, record, top), self.number(rule, record, below)]
        numbers = [x for x in found if isinstance(x, float)]
        if len(numbers) == 2:
            return numbers[0], numbers[1]
        return None if None in found else NEVER

    def _count(self, rule: Json, scope: Scope) -> Seen:
        least, most = len(scope.inside), len(scope.inside) + len(scope.maybe)
        others = len(self.live(rule)) > most
        if rule["measure"] == "exists" or scope.maybe:
            others = not scope.maybe  # That other things exist says nothing about this one.
        low, high = verdicts(rule, least, most, whole=True)
        data = least > 0 or others or not most
        return Seen(low, high, data=True) if data else NOTHING

    def _trouble(self, rule: Json, scope: Scope, complete: bool) -> Seen:
        """Count what is wrong among the records a rule is about; among none, nothing is right or wrong."""
        wrong = [self.all_hold(rule, "that", record) for record in scope.inside]
        wrong += [self.all_hold(rule, "that", record) and None for record in scope.maybe]
        if not wrong:
            return Seen(applicable=False) if complete else NOTHING
        sure, unknown = wrong.count(True), wrong.count(None)
        low, high = verdicts(rule, sure, sure + unknown, whole=True)
        return Seen(low, high, data=True) if unknown < len(wrong) else NOTHING

    def _distinct(self, rule: Json, scope: Scope) -> Seen:
        sure, blank = self.names(rule, scope.inside)
        maybe, lost = self.names(rule, scope.maybe)
        if not sure:
            return NOTHING
        least = len(set(sure))
        extra = set(maybe) - set(sure)
        # The fewest for the most records, the most for the fewest; a small fleet counts as one batch.
        named, open_ones = len(sure) + blank, len(extra) + lost
        per = rule["per"] or 0
        fewest = least / max(1.0, (named + len(maybe) + lost) / per) if per else least
        every = least + blank + open_ones
        most = every / max(1.0, (named + open_ones) / per) if per else every
        return Seen(*verdicts(rule, fewest, most), True)

    def names(self, rule: Json, records: Sequence[Json]) -> tuple[list[str], int]:
        """Return the known names and how many are unknown; what is known to have none is left out."""
        values = [known(r, rule["field"], rule["fresh_for"], self.today) for r in records]
        unknown = values.count(UNKNOWN)
        return [str(v).casefold() for v in values if v is not UNKNOWN and v not in ("", [], None)], unknown

    def _people(self) -> int | None:
        people = self.show["client"]["people"]
        return None if people is None else int(people)

    def _per_head_month(self, rule: Json, scope: Scope) -> Seen:
        """Count what was created in the last 30 days, for each head."""
        people = self._people()
        ages = [self.number(rule, r, "created_days_ago") for r in scope.inside]
        recent = sum(1 for age in ages if isinstance(age, float) and age <= 30)
        open_ones = ages.count(None) + len(scope.maybe)
        if not people or len(ages) == ages.count(None):
            return NOTHING
        return Seen(*verdicts(rule, recent / people, (recent + open_ones) / people), True)

    def _ratio_sum(self, rule: Json, scope: Scope) -> Seen:
        # A record known to have no figure on one side takes no part, whatever the other side is.
        pairs = [
            self._pair(rule, r, rule["left"], rule["right"])
            for r in scope.inside
            if NEVER not in (self.number(rule, r, rule["left"]), self.number(rule, r, rule["right"]))
        ]
        whole = [p for p in pairs if isinstance(p, tuple)]
        total = sum(below for _, below in whole)
        if not total:
            return NOTHING
        ratio = sum(top for top, _ in whole) / total
        if None not in pairs and not scope.maybe:
            return Seen(*verdicts(rule, ratio, ratio), True)
        return Seen(*verdicts(rule, 0.0, INFINITY), True)

    def figure_of(self, rule: Json, record: Json) -> float | str | None:
        """Return the figure of one record; for a ratio what comes to one of what it is divided by."""
        if rule["measure"] == "ratio" and rule["per"] == "employees":
            people, top = self._people(), self.number(rule, record, rule["field"])
            return top / people if isinstance(top, float) and people else None
        if rule["measure"] not in {"ratio", "ratio_min"}:
            return self.number(rule, record, rule["field"])
        below = self.number(rule, record, rule["per"])
        if isinstance(below, float) and below <= 0:  # Nobody works there: it has no ratio, whatever else.
            return None if rule["measure"] == "ratio" else "has no ratio"
        pair = self._pair(rule, record, rule["field"], rule["per"])
        return pair[0] / pair[1] if isinstance(pair, tuple) else None

    def _figure(self, rule: Json, scope: Scope) -> Seen:
        if rule["measure"] in {"value", "ratio"}:
            return self._each(rule, scope)
        inside = [self.figure_of(rule, r) for r in scope.inside]
        maybe = [self.figure_of(rule, r) for r in scope.maybe]
        sure = [x for x in inside if isinstance(x, float)]
        possible = [x for x in maybe if isinstance(x, float)]
        blank = inside.count(None) + maybe.count(None)
        if not sure:
            # Known to have none ("never") is the worst there is, unless an unknown one is better.
            never = NEVER in inside
            return Seen(0.0, 1.0 if blank or possible else 0.0, data=True) if never else NOTHING
        return Seen(*verdicts(rule, *self._range(rule["measure"], sure, possible, blank)), True)

    @staticmethod
    def _range(
        measure: str, sure: Sequence[float], possible: Sequence[float], blank: int
    ) -> tuple[float, float]:
        """Return between which figures the measure lies, whatever the unknown turns out to be.

        Args:
            measure: Which figure.
            sure: Values of records in scope.
            possible: Values of records that may be in scope.
            blank: How many records in scope, or perhaps in scope, have no known value.
        """
        if measure in {"min", "ratio_min"}:
            return (-INFINITY if blank else min([*sure, *possible])), min(sure)
        if measure == "max":
            return max(sure), (INFINITY if blank else max([*sure, *possible]))
        if measure == "mean" and blank:
            return -INFINITY, INFINITY
        middle = fmean if measure == "mean" else median
        up = sorted(possible)
        ends = [
            [
                middle([*sure, *extra, *[end] * blank])
                for n in range(len(up) + 1)
                for extra in (up[:n], up[n:])
            ]
            for end in (-INFINITY, INFINITY)
        ]
        return min(ends[0]), max(ends[1])

    def _each(self, rule: Json, scope: Scope) -> Seen:
        """Judge each record's value on its own; the worst counts."""
        lows, highs = [], []
        for record in [*scope.inside, *scope.maybe]:
            verdict = self.verdict(rule, record)
            lows.append(0.0 if verdict is None else verdict)
            # One that may be out of scope can only pull the worst case down.
            if verdict is not None and record not in scope.maybe:
                highs.append(verdict)
        return Seen(min(lows), min(highs), data=True) if highs else NOTHING

    def verdict(self, rule: Json, record: Json) -> float | None:
        value = known(record, rule["field"], rule["fresh_for"], self.today)
        if rule["measure"] == "ratio":
            value = self.figure_of(rule, record)
            value = UNKNOWN if value is None else value
        if value is UNKNOWN:
            return None
        for raw, points in ((rule["good"], 1.0), (rule["fair"], 0.5)):
            if raw is not None and holds(raw, value, self.today):
                return points
        return 0.0
