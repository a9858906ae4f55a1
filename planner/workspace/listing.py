"""The verbs about lists that are complete: of all records, or of all of which a fact is true."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from planner.model.condition import RawCondition
from planner.model.fact import Source
from planner.model.field import Field, FieldType, Kind
from planner.model.plan import Plan
from planner.model.vouch import Vouch
from planner.workspace import edit
from planner.workspace.clock import stamp
from planner.workspace.lookup import find
from planner.workspace.open_plan import OpenPlan
from planner.workspace.typed import Typed


class Absence(msgspec.Struct, frozen=True, kw_only=True):
    """One declaration that is in force: what is missing from a list does not have something."""

    field: Field
    """The fact that is false for what is missing."""
    source: Source
    """The list."""
    about: str
    """Which records it speaks about, in words; empty for all."""
    by: str
    """Who said so; empty when nobody was named."""
    at: str
    """ISO date and time at which it was said."""
    missing: tuple[str, ...]
    """Names of the records for which the fact is false because of it."""


class ListVerbs(OpenPlan):
    """What can be asked and said about the completeness of the lists of an open plan."""

    def mark_complete(self, kind: str, *, by: str | None = None, complete: bool = True) -> Plan:
        """Say that the list of a kind is complete, so that an empty one means "there are none"."""
        key = find(kind, self.knowledge.catalogue.kinds, "kind")
        typed = Typed(self.knowledge)
        who = typed(by or "") or self.author
        plan = edit.mark_complete(self._plan, key, by=who, at=stamp(self.today), complete=complete)
        return self._commit(plan, f"completeness of {key}", typed.said)

    def vouch(
        self,
        kind: str,
        field: str,
        source: str,
        *,
        where: Mapping[str, RawCondition] | None = None,
        by: str | None = None,
        listed: bool = True,
    ) -> Plan:
        """Say that a source lists every record of which a fact is true, so that the others have it not.

        Args:
            kind: Id of the kind.
            field: The fact, a truth value.
            source: The source, by id or title.
            where: Which records it speaks about; all when None.
            by: Who vouches for it; the author when None.
            listed: False takes it back.
        """
        typed = Typed(self.knowledge)
        new = Vouch(
            kind=kind, field=field, source=source, where=dict(where or {}),
            by=typed(by or "") or self.author, at=stamp(self.today),
        )  # fmt: skip
        plan = edit.vouch(self._plan, self.knowledge.catalogue, new, listed=listed)
        return self._commit(plan, f"completeness of {field}", typed.said)

    def absences(self, kind: str) -> tuple[Absence, ...]:
        """Return what is in force about a kind: which list says of which fact that missing means no."""
        from planner.assess.words import which_words

        catalogue, sources = self.knowledge.catalogue, self._plan.sources
        found = []
        for vouch in self._plan.vouched:
            field = catalogue.field(kind, vouch.field)
            if vouch.kind == kind and field is not None and vouch.source in sources:
                about = which_words(vouch.where, kind, catalogue)
                found.append(
                    Absence(
                        field=field, source=sources[vouch.source], about=about, by=vouch.by, at=vouch.at,
                        missing=self._missing(vouch),
                    )
                )  # fmt: skip
        return tuple(found)

    def vouchable(self, kind: str) -> tuple[Field, ...]:
        """Return the facts of a kind a list can settle: truth values that somebody states."""
        fields = self._kind(kind).field
        return tuple(f for f in fields if f.type is FieldType.BOOLEAN and f.derive is None)

    def lists_of(self, kind: str) -> tuple[Source, ...]:
        """Return the files that say anything about records of a kind, the newest first."""
        records = self._plan.records_of(kind)
        named = {o.source for record in records for seen in record.facts.values() for o in seen}
        files = [s for s in self._plan.sources.values() if s.id in named and s.kind == "file"]
        return tuple(sorted(files, key=lambda source: source.at, reverse=True))

    def sort_of(self, kind: str) -> Field | None:
        """Return the field that says of which sort a record is, such as the class of a device; None without one."""
        fields = self._kind(kind).field
        return next((f for f in fields if f.type is FieldType.CHOICE and f.column and f.choices), None)

    def _kind(self, kind: str) -> Kind:
        kinds = self.knowledge.catalogue.kinds
        return kinds[find(kind, kinds, "kind")]

    def _missing(self, vouch: Vouch) -> tuple[str, ...]:
        from planner.intake import is_listed

        records = self._plan.records.get(vouch.kind, {})
        return tuple(
            item.label
            for item in self.inventory.of(vouch.kind)
            if (fact := item.facts.get(vouch.field)) is not None
            and vouch.source in fact.sources
            and item.id in records
            and not is_listed(vouch.source, records[item.id])
        )
