"""The verbs of one open plan: every intent of the user is one method."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from planner.model.answer import Answer
from planner.model.condition import RawCondition
from planner.model.decision import Acceptance, Change, Choice, Decision
from planner.model.intake import Preview
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.vouch import Vouch
from planner.workspace import edit, profile
from planner.workspace.clock import stamp
from planner.workspace.currency import with_currency
from planner.workspace.document import DocumentVerbs
from planner.workspace.lookup import find
from planner.workspace.typed import Typed
from planner.writing import decimal_mark


class Session(DocumentVerbs):
    """One open plan and what can be done with it.

    Every verb returns the new immutable `Plan`, raises a `PlannerError` when the request makes no
    sense (and then nothing has changed), and hands the plan to the one writer, which saves it in
    the background. Verbs are called from one thread.
    """

    # -- interview --------------------------------------------------------------------------

    def answer(
        self,
        standard: str,
        value: str,
        *,
        number: float | None = None,
        note: str | None = None,
        internal: str | None = None,
        evidence: str | None = None,
        follow_up: str | None = None,
        owner: str | None = None,
        by: str | None = None,
    ) -> Plan:
        """Answer a standard. Texts left at None keep what an earlier answer had.

        Args:
            standard: Id of the standard.
            value: A verdict, an option of a choice, a figure, or ``number`` with ``number`` given.
            number: The figure of a number standard.
            note: Said in front of the client and printed.
            internal: For the consultant only.
            evidence: What was seen.
            follow_up: What has to be found out.
            owner: Who finds it out.
            by: Who answered; the author when None.
        """
        catalogue = self.knowledge.catalogue
        key = find(standard, catalogue.standards, "standard")
        earlier = self._plan.answers.get(key, Answer(answer="unknown"))
        texts = {
            "note": note,
            "internal": internal,
            "evidence": evidence,
            "follow_up": follow_up,
            "owner": owner,
        }
        typed = Typed(self.knowledge)
        kept = {name: typed(text) for name, text in texts.items() if text is not None}
        new = replace(
            earlier,
            answer=value,
            number=number,
            by=typed(by or "") or self.author,
            at=stamp(self.today),
            **kept,
        )
        return self._commit(edit.answer(self._plan, catalogue, key, new), f"answer to {key}", typed.said)

    def clear_answer(self, standard: str) -> Plan:
        """Take an answer away."""
        return self._commit(edit.clear_answer(self._plan, standard), f"answer to {standard}")

    # -- decisions --------------------------------------------------------------------------

    def decide(
        self, initiative: str, choice: Choice | str, *, by: str, why: str, until: str | None = None
    ) -> Plan:
        """Approve, defer or decline an initiative, with a name and a reason."""
        typed = Typed(self.knowledge)
        decision = Decision(
            choice=Choice(choice), by=typed(by), why=typed(why), at=stamp(self.today), until=until
        )
        plan = edit.decide(self._plan, self.knowledge.catalogue, initiative, decision)
        return self._commit(plan, f"decision on {initiative}", typed.said)

    def undecide(self, initiative: str) -> Plan:
        """Take a decision back."""
        return self._commit(edit.undecide(self._plan, initiative), f"decision on {initiative}")

    def change(
        self, initiative: str, field: str, value: str | float, *, why: str, by: str | None = None
    ) -> Plan:
        """Change one figure of an initiative; the original is kept beside it."""
        typed = Typed(self.knowledge)
        new = Change(
            field=field,
            value=value,
            original=self._derived_figure(initiative, field),
            why=typed(why),
            by=typed(by or "") or self.author,
            at=stamp(self.today),
        )
        plan = edit.change(self._plan, self.knowledge.catalogue, initiative, new)
        return self._commit(plan, f"{field} of {initiative}", typed.said)

    def _derived_figure(self, initiative: str, field: str) -> float | str | None:
        """Return what a figure is before anybody changes it; None when there is none."""
        from planner.roadmap import cost

        spec = self.knowledge.catalogue.initiatives.get(initiative)
        if field == "effect":
            return None if spec is None else spec.effect
        if field == "pin":
            placement = self.roadmap.placements.get(initiative)
            if placement is None or placement.start is None:
                return None
            return self.roadmap.quarters[placement.start].id
        costed = cost(self._plan, self.knowledge.catalogue, self.inventory, self.assessment)
        found = next((i for i in costed if i.id == initiative), None)
        if found is None:
            return None
        figures: dict[str, float | str | None] = {
            "hours": found.partner_hours,
            "one_time": found.one_time.expected,
            "monthly": found.monthly.expected,
            "duration": found.duration,
            "due": found.due,
        }
        return figures.get(field)

    def unchange(self, initiative: str, field: str) -> Plan:
        """Put the planner's own figure back."""
        return self._commit(edit.unchange(self._plan, initiative, field), f"{field} of {initiative}")

    def accept(self, standard: str, *, by: str, why: str, until: str | None = None) -> Plan:
        """Record that a named person accepts the risk of one standard."""
        typed = Typed(self.knowledge)
        acceptance = Acceptance(by=typed(by), why=typed(why), at=stamp(self.today), until=until)
        plan = edit.accept(self._plan, self.knowledge.catalogue, standard, acceptance)
        return self._commit(plan, f"acceptance of {standard}", typed.said)

    def unaccept(self, standard: str) -> Plan:
        """Withdraw an acceptance."""
        return self._commit(edit.unaccept(self._plan, standard), f"acceptance of {standard}")

    # -- inventory --------------------------------------------------------------------------

    def preview(
        self,
        paths: Sequence[Path],
        *,
        as_format: str | None = None,
        observed: date | None = None,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Preview:
        """Read files and say what they would change, changing nothing.

        Foreign files are read in a process of their own, within limits; closing the session ends it.

        Args:
            paths: The files.
            as_format: Id of an import map, when the files are not to be recognised.
            observed: Date of the exports, for facts without a date of their own; today when None.
            progress: Called with the position of each file, from 0, when it is begun.
            cancelled: Asked many times a second, from another thread, whether to give up.

        Raises:
            PlannerError: It was cancelled, or there is no such format.
        """
        from planner.workspace.reading import Job, read_apart

        knowledge = self.knowledge
        if as_format is not None:
            as_format = find(as_format, knowledge.import_maps, "format")
        reader = self._reader or read_apart

        def read() -> Preview:
            job = Job(
                plan=self._plan, paths=tuple(map(Path, paths)), maps=knowledge.import_maps,
                secrets=knowledge.secrets, catalogue=knowledge.catalogue, today=self.today, as_format=as_format,
                observed=observed, progress=progress or (lambda _: None),
                cancelled=lambda: self._closed.is_set() or (cancelled is not None and cancelled()),
            )  # fmt: skip
            return reader(job)

        base = self._plan
        preview = read()
        self._previewed = (preview, base, read)
        return preview

    def apply(self, preview: Preview) -> Plan:
        """Store what a preview showed. When the plan changed since, the files are read once more."""
        known = self._previewed
        if known is not None and known[0] is preview and known[1] is not self._plan:
            preview = known[2]()
        # Judged before anybody hears of the new plan: whoever imports beside the screen keeps it free.
        self._results.assessment(preview.plan)
        names = ", ".join(Path(f.path).name for f in preview.files if not f.error)
        return self._commit(preview.plan, f"import of {names or 'nothing'}", typed=False)

    def edit_fact(self, kind: str, record: str, field: str, text: str, *, by: str | None = None) -> Plan:
        """Enter one fact by hand; it outranks every file. An empty text takes it back."""
        from planner.intake import parse_value

        found = self.knowledge.catalogue.field(kind, field)
        if found is None:
            raise edit.EditError(f"{kind} have no field {field!r}.")
        typed = Typed(self.knowledge)
        who, at = typed(by or "") or self.author, stamp(self.today)
        if not text.strip():
            plan = self._plan
            old = edit.get_record(plan, kind, record)
            left = tuple(o for o in old.facts.get(field, ()) if plan.sources[o.source].kind != "person")
            facts = {k: v for k, v in {**old.facts, field: left}.items() if v}
            plan = edit.put_record(plan, replace(old, facts=facts))
        else:
            value = parse_value(found, typed(text), decimal_mark(self.locale))
            plan = edit.observe(self._plan, kind, record, {field: value}, by=who, at=at)
        what = "an internal field" if found.internal else found.title
        return self._commit(plan, f"{what} of {record}", typed.said)

    def add_record(self, kind: str, facts: dict[str, str], *, by: str | None = None) -> Plan:
        """Add a record by hand.

        Args:
            kind: Id of the kind.
            facts: Field to text; empty texts are left out.
            by: Who says so; the author when None.
        """
        from planner.intake import parse_value

        catalogue = self.knowledge.catalogue
        key = find(kind, catalogue.kinds, "kind")
        typed = Typed(self.knowledge)
        values = {}
        for field, text in facts.items():
            found = catalogue.field(key, field)
            if found is None:
                raise edit.EditError(f"{key} have no field {field!r}.")
            if text.strip():
                values[field] = parse_value(found, typed(text), decimal_mark(self.locale))
        if not values:
            raise edit.EditError("Nothing was filled in.")
        record = Record(id=edit.new_record_id(self._plan, key), kind=key)
        plan = edit.put_record(self._plan, record)
        plan = edit.observe(
            plan, key, record.id, values, by=typed(by or "") or self.author, at=stamp(self.today)
        )
        return self._commit(plan, f"new entry among {catalogue.kinds[key].title}", typed.said)

    def retire(self, kind: str, record: str, retired: bool = True) -> Plan:
        """Take a record out of the inventory, or put it back."""
        old = edit.get_record(self._plan, kind, record)
        return self._commit(
            edit.put_record(self._plan, replace(old, retired=retired)), f"removal of {record}"
        )

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

    # -- scope ----------------------------------------------------------------------------------

    @property
    def tiers(self) -> tuple[str, ...]:
        """Ids of the tiers of standards that count, in their order."""
        from planner.assess import tiers_of

        vocabulary = self.knowledge.catalogue.vocabulary
        found = tiers_of(self._plan, vocabulary)
        return tuple(tier.id for tier in vocabulary.tiers if tier.id in found)

    @property
    def scope_words(self) -> str:
        """Which tiers count, why, and how many standards are beyond them, in one sentence."""
        titles = [t.title for t in self.knowledge.catalogue.vocabulary.tiers if t.id in self.tiers]
        why = "by head count and duties" if self._plan.settings.scope is None else "as set for this client"
        beyond, taken = len(self.assessment.beyond), len(self._plan.settings.taken_in)
        left = f"{beyond} standards are beyond this size" if beyond != 1 else "1 standard is beyond this size"
        added = f", {taken} taken in by name" if taken else ""
        return f"{' and '.join(titles) or 'No tier'} {why}; {left}{added}."

    def set_scope(
        self, tier: str | None = None, *, take: Sequence[str] = (), leave: Sequence[str] = ()
    ) -> Plan:
        """Say which standards fit the client.

        Args:
            tier: The highest tier that counts; ``auto`` goes by head count and duties; None leaves it.
            take: Standards beyond it that count nevertheless.
            leave: Standards that were taken in and count no longer.

        Raises:
            PlannerError: There is no such tier or standard, or one was never taken in.
        """
        plan = edit.set_scope(self._plan, self.knowledge.catalogue, tier, take=take, leave=leave)
        return self._commit(plan, "the scope of the assessment")

    # -- client and settings ------------------------------------------------------------------

    def set_client(self, **fields: object) -> Plan:
        """Change fields of the client (see `planner.model.client.Client`)."""
        typed = Typed(self.knowledge)
        kept = {name: typed(value) if isinstance(value, str) else value for name, value in fields.items()}
        plan = profile.with_client(self._plan, self.knowledge.catalogue, kept)
        return self._commit(plan, "the client's details", typed.said)

    def set_currency(self, currency: str, rate: float | None = None) -> Plan:
        """Change the plan's currency and convert every amount that was stated.

        Args:
            currency: Three letters.
            rate: How many of it one unit of the price book's currency buys.
        """
        plan = with_currency(self._plan, self.knowledge.catalogue, currency, rate)
        return self._commit(plan, "the currency")

    def set_settings(self, **fields: object) -> Plan:
        """Change settings of the plan (see `planner.model.settings.Settings`)."""
        return self._commit(profile.with_settings(self._plan, fields), "the plan's settings")

    def set_stage(self, stage: str) -> Plan:
        """Say where the engagement stands."""
        stages = (s.id for s in self.knowledge.catalogue.vocabulary.stages)
        return self._commit(replace(self._plan, stage=find(stage, stages, "stage")), "the stage")

    def set_archived(self, archived: bool) -> Plan:
        """Take the plan out of the everyday list, or back into it."""
        return self._commit(replace(self._plan, archived=archived), "archiving")
