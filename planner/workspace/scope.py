"""The verbs about the scope of an assessment: which standards are asked about and counted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from planner.model.plan import Plan
from planner.model.standard import Standard
from planner.workspace import edit
from planner.workspace.edit import AUTO
from planner.workspace.open_plan import OpenPlan


class ScopeChoice(msgspec.Struct, frozen=True, kw_only=True):
    """One answer to how much of the catalogue fits a client."""

    id: str
    """A tier, or ``auto`` for what head count and duties ask for."""
    title: str
    text: str
    """What it means for this client, in a sentence."""
    beyond: tuple[Standard, ...]
    """What it leaves out, unless taken in one by one."""
    in_force: bool


class ScopeVerbs(OpenPlan):
    """What can be asked and said about the scope of an open plan."""

    @property
    def tiers(self) -> tuple[str, ...]:
        """Ids of the tiers of standards that count, in their order."""
        return self._tiers(self._plan)

    @property
    def scope_words(self) -> str:
        """Which tiers count, why, and how many standards are beyond them, in one sentence."""
        why = "by head count and duties" if self._plan.settings.scope is None else "as set for this client"
        beyond, taken = len(self.assessment.beyond), len(self.taken_in)
        left = f"{beyond} standards are beyond this size" if beyond != 1 else "1 standard is beyond this size"
        added = f", {taken} taken in by name" if taken else ""
        return f"{self._named(self._plan)} {why}; {left}{added}."

    @property
    def taken_in(self) -> tuple[str, ...]:
        """Ids of the standards that count although they are beyond the tiers."""
        standards, tiers = self.knowledge.catalogue.standards, self.tiers
        return tuple(
            key
            for key in self._plan.settings.taken_in
            if key in standards and standards[key].tier not in tiers
        )

    def scope_choices(self) -> tuple[ScopeChoice, ...]:
        """Return the scopes there are to choose from, the one by head count and duties first."""
        from planner.assess import why_tiers

        vocabulary, scope = self.knowledge.catalogue.vocabulary, self._plan.settings.scope
        by_size = self._with(AUTO)
        found = [
            ScopeChoice(
                id=AUTO,
                title=f"By size and duties: {self._named(by_size)}",
                text=why_tiers(by_size, vocabulary),
                beyond=self._beyond(by_size),
                in_force=scope is None,
            )
        ]
        for tier in vocabulary.tiers:
            tried = self._with(tier.id)
            found.append(
                ScopeChoice(
                    id=tier.id,
                    title=self._named(tried),
                    text=f"{tier.title}: {tier.text[:1].lower()}{tier.text[1:]}.",
                    beyond=self._beyond(tried),
                    in_force=scope == tier.id,
                )
            )
        return tuple(found)

    def scope_questions(self, tier: str | None = None, taken_in: Sequence[str] | None = None) -> int:
        """Return about how many standards a scope asks; nothing is changed.

        Args:
            tier: The highest tier that counts, or ``auto``; None for the plan's own.
            taken_in: Standards beyond it that count nevertheless; None for the plan's own.
        """
        from planner.assess import standards_in_scope

        plan = self._plan if tier is None else self._with(tier)
        if taken_in is not None:
            plan = replace(plan, settings=replace(plan.settings, taken_in=tuple(taken_in)))
        inside, _ = standards_in_scope(plan, self.knowledge.catalogue)
        traits = set(plan.client.traits)
        return sum(not standard.only_if or bool(traits & set(standard.only_if)) for standard in inside)

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

    def _with(self, tier: str) -> Plan:
        return edit.set_scope(self._plan, self.knowledge.catalogue, tier, take=(), leave=())

    def _tiers(self, plan: Plan) -> tuple[str, ...]:
        from planner.assess import tiers_of

        vocabulary = self.knowledge.catalogue.vocabulary
        found = tiers_of(plan, vocabulary)
        return tuple(tier.id for tier in vocabulary.tiers if tier.id in found)

    def _named(self, plan: Plan) -> str:
        found = self._tiers(plan)
        titles = [t.title for t in self.knowledge.catalogue.vocabulary.tiers if t.id in found]
        *others, last = titles or ["No tier"]
        return f"{', '.join(others)} and {last}" if others else last

    def _beyond(self, plan: Plan) -> tuple[Standard, ...]:
        """Return what the tiers of a plan leave out, by tier."""
        tiers, known = self._tiers(plan), [t.id for t in self.knowledge.catalogue.vocabulary.tiers]
        left = [
            s for s in self.knowledge.catalogue.standards.values() if s.tier in known and s.tier not in tiers
        ]
        return tuple(sorted(left, key=lambda standard: known.index(standard.tier)))
