"""The verbs of one open plan: every intent of the user is one method."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from planner.model.answer import Answer
from planner.model.intake import Preview
from planner.model.plan import Plan
from planner.model.record import Record
from planner.workspace import edit, profile
from planner.workspace.clock import stamp
from planner.workspace.currency import with_currency
from planner.workspace.decision import DecisionVerbs
from planner.workspace.listing import ListVerbs
from planner.workspace.lookup import find
from planner.workspace.scope import ScopeVerbs
from planner.workspace.typed import Typed
from planner.writing import decimal_mark


class Session(DecisionVerbs, ListVerbs, ScopeVerbs):
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

    # -- inventory --------------------------------------------------------------------------

    def preview(
        self,
        paths: Sequence[Path],
        *,
        as_format: str | None = None,
        observed: date | None = None,
        hidden: bool = False,
        progress: Callable[[int], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Preview:
        """Read files and say what they would change, changing nothing.

        Foreign files are read in a process of their own, within limits; closing the session ends it.

        Args:
            paths: The files; a folder stands for the lists in it.
            as_format: Id of an import map, when the files are not to be recognised.
            observed: Date of the exports, for facts without a date of their own; today when None.
            hidden: Whether hidden sheets and rows of workbooks are taken, too.
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
                observed=observed, hidden=hidden, progress=progress or (lambda _: None),
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
        """Change settings of the plan (see `planner.model.settings.Settings`).

        With ``hours_follow`` set the cap on hours follows the head count again.
        """
        plan = profile.with_settings(self._plan, fields)
        return self._commit(profile.with_usual_hours(plan, self.knowledge.catalogue), "the plan's settings")

    def set_stage(self, stage: str) -> Plan:
        """Say where the engagement stands."""
        stages = (s.id for s in self.knowledge.catalogue.vocabulary.stages)
        return self._commit(replace(self._plan, stage=find(stage, stages, "stage")), "the stage")

    def set_archived(self, archived: bool) -> Plan:
        """Take the plan out of the everyday list, or back into it."""
        return self._commit(replace(self._plan, archived=archived), "archiving")
