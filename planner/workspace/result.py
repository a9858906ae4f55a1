"""Everything derived from a plan at one date, computed once for as long as its inputs stay the same."""

from __future__ import annotations

from datetime import date

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

    def __init__(self, knowledge: Knowledge, today: date) -> None:
        """Derive with this knowledge at this date."""
        self._knowledge = knowledge
        self._today = today
        self._inventory: Cached[Inventory] = Cached()
        self._measures: Cached[dict[str, tuple[Measure, ...]]] = Cached()
        self._assessment: Cached[Assessment] = Cached()
        self._roadmap: Cached[Roadmap] = Cached()

    def inventory(self, plan: Plan) -> Inventory:
        """Return every record with its facts settled."""
        from planner.intake import settle

        knowledge = self._knowledge
        return self._inventory.get(
            (plan.records, plan.sources, plan.complete, plan.vouched),
            lambda: settle(plan, knowledge.catalogue, knowledge.lifecycle, self._today),
        )

    def assessment(self, plan: Plan) -> Assessment:
        """Return every standard judged."""
        from planner.assess import judge, measure

        catalogue, inventory = self._knowledge.catalogue, self.inventory(plan)
        measures = self._measures.get(
            (inventory, plan.client), lambda: measure(inventory, catalogue, plan.client)
        )
        return self._assessment.get(
            (measures, plan.answers, plan.client), lambda: judge(plan, catalogue, measures, self._today)
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
        )
        return self._roadmap.get(inputs, lambda: self.fresh_roadmap(plan))

    def fresh_roadmap(self, plan: Plan) -> Roadmap:
        """Return the roadmap of a plan that is only tried out: computed, not kept."""
        from planner.roadmap import build

        return build(plan, self._knowledge.catalogue, self.inventory(plan), self.assessment(plan))

    def conflicts(self, plan: Plan) -> tuple[Conflict, ...]:
        """Return the facts on which equally good sources disagree."""
        from planner.intake import conflicts

        return conflicts(plan, self._knowledge.catalogue, self.inventory(plan))
