"""What a record certainly is although no source says so: a client system makes a computer."""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import lru_cache

from planner.model.field import Implication, Kind
from planner.model.inventory import Fact, FactState
from planner.model.record import Record


def imply(kind: Kind, facts: dict[str, Fact], record: Record) -> None:
    """Add to ``facts`` what follows from texts that were observed, where nothing was observed itself.

    Sources that contradict each other may agree on this: "Windows 10" and "Windows 11" are both a
    computer's. It does not go out of date either: what a machine is outlasts what is installed on it.

    Args:
        kind: The record's kind with its implications.
        facts: The settled facts; added to in place.
        record: The record, for what contradicting sources said.
    """
    for implication in kind.implied:
        source = facts.get(implication.source)
        if source is None or implication.field in facts:
            continue
        observed = [o.value for o in record.facts.get(implication.source, ()) if o.source in source.sources]
        if observed and all(isinstance(value, str) and _fits(implication, value) for value in observed):
            facts[implication.field] = Fact(
                value=implication.value,
                state=FactState.KNOWN,
                observed=source.observed,
                sources=source.sources,
                derived_from=implication.source,
            )


@lru_cache(maxsize=4096)
def _fits(implication: Implication, text: str) -> bool:
    folded = text.casefold().strip()
    return any(fnmatchcase(folded, pattern) for pattern in implication.matches) and not any(
        fnmatchcase(folded, pattern) for pattern in implication.unless
    )
