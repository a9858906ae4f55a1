"""Facts that follow from other facts at a date and are therefore never stored."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from planner.intake.settle.lifecycle import Support, support_end
from planner.intake.settle.update_path import updatable
from planner.model.fact import Value
from planner.model.field import Derivation, Kind
from planner.model.inventory import Fact, FactState
from planner.model.lifecycle import Lifecycle
from planner.model.record import Record

DAYS_PER_YEAR = 365.25
_LIFECYCLE = ("lifecycle_supported", "lifecycle_updatable", "lifecycle_end")


class FactDeriver:
    """Adds the derived facts of one kind of record.

    A derived fact has the state, sources and date of the fact it follows from: what
    follows from a stale fact is stale, what follows from a contradicted one is in conflict.

    ==========================  ====================================================
    ``days_since``              days from the date to today (negative when ahead)
    ``days_until``              days from today to the date (negative when past)
    ``years_since``             days since ÷ 365.25, to one decimal
    ``hours_before_observed``   hours from the date to the moment the source said so
    ``passed``                  whether the date lies before today
    ``later_than``              whether the date lies after another field's
    ``lifecycle_supported``     whether its maker still mends the product
    ``lifecycle_updatable``     whether its hardware can run a system its maker mends
    ``lifecycle_end``           the last day on which its maker mends it
    ==========================  ====================================================

    A date that is known to be empty gives an empty number of days, and has not passed.
    """

    def __init__(self, kind: Kind, lifecycle: Lifecycle, today: date) -> None:
        self._lifecycle = lifecycle
        self._today = today
        self._fields = tuple((field.id, field.derive) for field in kind.field if field.derive is not None)
        self._memo: dict[tuple[str, Value, str], Value] = {}

    def add(self, facts: dict[str, Fact], direct: dict[str, Fact], record: Record) -> None:
        """Add to ``facts`` what follows from them.

        Args:
            facts: The settled facts of one record; added to in place.
            direct: What was observed about derived fields themselves. It is used where
                the source field is missing or says too little.
            record: The record, for the moments at which its facts were observed.
        """
        for field, derivation in self._fields:
            source = facts.get(derivation.source)
            found = None if source is None else self._follow(derivation, source, facts, record)
            if found is None:
                found = direct.get(field)
            if found is not None:
                facts[field] = found

    def _follow(
        self, derivation: Derivation, source: Fact, facts: dict[str, Fact], record: Record
    ) -> Fact | None:
        if source.state is FactState.CONFLICT:
            value: Value = None
        elif derivation.how in _LIFECYCLE:
            value = self._supported(derivation, source, facts)
            if value is None:
                return None
        elif derivation.how == "later_than":
            value = _later(source.value, facts.get(derivation.than))
            if value is None:
                return None
        else:
            value = self._dated(derivation, source, record)
            if value is None:
                return None
        return Fact(
            value=value,
            state=source.state,
            observed=source.observed,
            sources=source.sources,
            derived_from=derivation.source,
        )

    def _dated(self, derivation: Derivation, source: Fact, record: Record) -> Value:
        observed = ""
        if derivation.how == "hours_before_observed":
            sources = set(source.sources)
            said = record.facts.get(derivation.source, ())
            observed = max((o.observed for o in said if o.source in sources), default=source.observed)
        key = (derivation.how, source.value, observed)
        if key not in self._memo:
            self._memo[key] = follow(derivation.how, source.value, self._today, observed)
        return self._memo[key]

    def _supported(self, derivation: Derivation, source: Fact, facts: dict[str, Fact]) -> Value:
        if not isinstance(source.value, str):
            return None
        if derivation.how == "lifecycle_updatable":
            stale = source.state is FactState.STALE
            cpu, bought = (_text(facts.get(field), stale) for field in ("cpu", "purchase_date"))
            return updatable(self._lifecycle, source.value, cpu, bought)
        stem = derivation.source.removesuffix("name")
        stale = source.state is FactState.STALE
        version, build, edition = (
            _text(facts.get(stem + part), stale) for part in ("version", "build", "edition")
        )
        version = version or _text(facts.get("firmware"), stale)
        support: Support = support_end(
            self._lifecycle,
            f"{source.value} {edition}".rstrip(),
            version,
            build,
            self._today,
            system=stem == "os_",
        )
        if derivation.how == "lifecycle_supported":
            return support.supported
        return None if support.ends is None else support.ends.isoformat()


def _later(value: Value, than: Fact | None) -> bool | None:
    """Return whether a date lies after another one; no date is after nothing, and nothing is after no date."""
    if than is None or than.value is None:
        return None
    if value in ((), "") or than.value in ((), ""):
        return False
    return str(value)[:10] > str(than.value)[:10]


def _text(fact: Fact | None, stale: bool) -> str:
    """Return a text to read along; what is in doubt is not read along with what is not."""
    if fact is None or not isinstance(fact.value, str | int | float) or isinstance(fact.value, bool):
        return ""
    return str(fact.value) if stale or fact.state is FactState.KNOWN else ""


def follow(how: str, value: Value, today: date, observed: str = "") -> Value:
    """Return what follows from a date, or None when nothing does.

    Args:
        how: One of the ways of `FactDeriver` that start from a date.
        value: The date, with or without a time; the empty tuple when there is none.
        today: The plan's date.
        observed: For ``hours_before_observed``: the moment the source said so.
    """
    if value in ((), ""):
        return False if how == "passed" else ()
    try:
        day = date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
    if how == "days_since":
        return (today - day).days
    if how == "days_until":
        return (day - today).days
    if how == "years_since":
        return round((today - day).days / DAYS_PER_YEAR, 1)
    if how == "passed":
        return day < today
    if how == "hours_before_observed":
        return _hours_before(str(value), observed)
    return None


def _hours_before(value: str, observed: str) -> float | None:
    """Return the hours from a moment to the moment of its observation, to one decimal, at least 0.

    A date without a time counts from its midnight; an observation without a time stands
    for the end of its day. Where only one of them has a zone, both are read as local.
    """
    start, end = _moment(value), _moment(observed)
    if start is None or end is None:
        return None
    if len(observed) <= 10:
        end += timedelta(days=1)
    if (start.tzinfo is None) != (end.tzinfo is None):
        start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
    return max(0.0, round((end - start).total_seconds() / 3600, 1))


def _moment(text: str) -> datetime | None:
    try:
        if len(text) <= 10:
            return datetime.combine(date.fromisoformat(text), time.min)
        return datetime.fromisoformat(text)
    except ValueError:
        return None
