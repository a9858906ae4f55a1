"""Everything derived from a plan at one date, computed once for as long as its inputs stay the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.finding import Assessment, Measure
from planner.model.intake import Conflict
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.workspace.derived import Cached
from planner.workspace.knowledge import Knowledge


class Results:
    """Inventory, assessment and roadmap of plans, each kept until something it depends on changes.

    An answer, for example, leaves the records untouched: the measurements taken from them stay good
    and only the judgement is made again.
    """

    def __init__(self, knowledge: Knowledge, clock: Callable[[], date]) -> None:
        """Derive with this knowledge at the date the clock says each time."""
        self._knowledge = knowledge
        self._clock = clock
        self._day: date | None = None
        self._inventory: Cached[Inventory] = Cached()
        self._measures: Cached[dict[str, tuple[Measure, ...]]] = Cached()
        self._assessment: Cached[Assessment] = Cached()
        self._roadmap: Cached[Roadmap] = Cached()
        self._arranged: Cached[Catalogue] = Cached()
        self._batched: Cached[Catalogue] = Cached()

    def _today(self) -> date:
        """Return the day, the same object for as long as it lasts: what was computed on it stays good."""
        day = self._clock()
        if self._day is None or day != self._day:
            self._day = day
        return self._day

    def inventory(self, plan: Plan) -> Inventory:
        """Return every record with its facts settled."""
        from planner.intake import settle

        knowledge, today = self._knowledge, self._today()
        return self._inventory.get(
            (plan.records, plan.sources, plan.complete, plan.vouched, today),
            lambda: settle(plan, knowledge.catalogue, knowledge.lifecycle, today),
        )

    def assessment(self, plan: Plan) -> Assessment:
        """Return every standard judged."""
        from planner.assess import judge, measure

        catalogue, inventory = self._knowledge.catalogue, self.inventory(plan)
        measures = self._measures.get(
            (inventory, plan.client), lambda: measure(inventory, catalogue, plan.client)
        )
        today, settings = self._today(), plan.settings
        return self._assessment.get(
            (measures, plan.answers, plan.client, settings.scope, settings.taken_in, today),
            lambda: judge(plan, catalogue, measures, today),
        )

    def roadmap(self, plan: Plan) -> Roadmap:
        """Return the roadmap under the plan's settings."""
        inputs = (
            self.assessment(plan),
            self.inventory(plan),
            plan.settings,
            plan.decisions,
            plan.changes,
            plan.accepted,
            plan.client,
            plan.work,
            plan.schedule,
        )
        return self._roadmap.get(inputs, lambda: self.fresh_roadmap(plan))

    def fresh_roadmap(self, plan: Plan) -> Roadmap:
        """Return the roadmap of a plan that is only tried out: computed at once, not kept."""
        from planner.roadmap import build

        return build(plan, self.catalogue(plan), self.inventory(plan), self.assessment(plan))

    def catalogue(self, plan: Plan) -> Catalogue:
        """Return the catalogue as the plan arranged it: with its batches of replacements and its own work."""
        from planner.roadmap import with_own_work

        known = self.unarranged(plan)
        return self._arranged.get((known, plan.work), lambda: with_own_work(known, plan.work))

    def unarranged(self, plan: Plan) -> Catalogue:
        """Return the catalogue with the plan's batches of replacements, before own work takes anything over."""
        from planner.roadmap import Fleet, Options, OptionsError, cost, with_batches, with_own_work

        knowledge, inventory, assessment = self._knowledge, self.inventory(plan), self.assessment(plan)
        known = knowledge.catalogue
        inputs = (
            known,
            inventory,
            assessment,
            plan.settings,
            plan.decisions,
            plan.accepted,
            plan.client,
            plan.work,
        )

        def compute() -> Catalogue:
            known = replace(knowledge.catalogue, currencies=knowledge.budget_rules.currencies)
            fleet = Fleet(
                rules=knowledge.budget_rules, hardware=knowledge.lifecycle.hardware, inventory=inventory
            )
            try:
                options = Options.of(plan)
            except OptionsError:
                return known  # whoever asks for the roadmap is told; its titles are there all the same
            other = cost(plan, with_own_work(known, plan.work), inventory, assessment, options)
            return with_batches(known, plan, fleet, other, options)

        return self._batched.get(inputs, compute)

    def improving(
        self, plan: Plan, *, again: bool = False, stop: Callable[[], bool] | None = None
    ) -> Iterator[Roadmap]:
        """Yield the roadmap of a plan as it gets better, for as long as a full search may take.

        Args:
            plan: The plan.
            again: Look for something better although a schedule is kept with it.
            stop: Asked many times a second, from another thread, whether to give up.
        """
        from planner.roadmap import stages
        from planner.workspace.effort import effort

        yield from stages(
            plan,
            self.catalogue(plan),
            self.inventory(plan),
            self.assessment(plan),
            limit=replace(effort(), stop=stop),
            again=again,
        )

    def conflicts(self, plan: Plan) -> tuple[Conflict, ...]:
        """Return the facts on which equally good sources disagree."""
        from planner.intake import conflicts

        return conflicts(plan, self._knowledge.catalogue, self.inventory(plan))
