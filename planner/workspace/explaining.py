"""The questions about one standard: what is wrong, what was seen, and why it counts as it does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.workspace.lookup import find
from planner.workspace.open_plan import OpenPlan

if TYPE_CHECKING:
    from planner.assess import Sighting


class ExplainVerbs(OpenPlan):
    """What can be asked about the standards of an open plan."""

    def explain(self, standard: str) -> tuple[str, ...]:
        """Return why a standard's result is what it is, in sentences with the figures."""
        from planner.assess import explain

        key = find(standard, self.assessment.results, "standard")
        return explain(self.assessment.results[key], self.knowledge.catalogue, self._plan, self.inventory)

    def sightings(self, standard: str) -> tuple[Sighting, ...]:
        """Return what each rule of a standard saw, and where; empty when nothing was measured."""
        from planner.assess import sightings

        key = find(standard, self.assessment.results, "standard")
        return sightings(self.assessment.results[key], self.knowledge.catalogue, self._plan)

    def sentence(self, standard: str) -> str:
        """Return what is wrong with a standard, or not known, in one sentence; empty when nothing is."""
        from planner.assess.sentence import sentence

        key = find(standard, self.assessment.results, "standard")
        return sentence(self.assessment.results[key], self.knowledge.catalogue, self.inventory)
