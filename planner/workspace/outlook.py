"""The verbs about the whole IT budget and the dates of an open plan."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from planner.workspace import profile
from planner.workspace.derived import Cached
from planner.workspace.planning import PlanningVerbs

if TYPE_CHECKING:
    from planner.engagement import Basis
    from planner.model.budget import Budget
    from planner.model.inventory import Inventory
    from planner.model.plan import Plan
    from planner.model.roadmap import Roadmap
    from planner.model.timeline import Timeline
    from planner.report.spend import Spending

INTERNAL = "internal"


class OutlookVerbs(PlanningVerbs):
    """What all of IT costs and what happens when: derived, never stored."""

    def budget(
        self,
        audience: str = INTERNAL,
        found: Roadmap | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> Budget:
        """Return the whole IT budget.

        Args:
            audience: ``client`` leaves out everything the inventory marks as internal.
            found: A roadmap of this plan that is tried out; the plan's own one when None.
            settings: Settings to try instead of the plan's own; nothing is changed.

        Raises:
            PlannerError: A setting makes no sense.
        """
        return self._outlook(audience, found, settings)[0]

    def timeline(
        self,
        audience: str = INTERNAL,
        found: Roadmap | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> Timeline:
        """Return every date, those that passed not long ago as well.

        Args:
            audience: ``client`` leaves out everything the inventory marks as internal.
            found: A roadmap of this plan that is tried out; the plan's own one when None.
            settings: Settings to try instead of the plan's own; nothing is changed.

        Raises:
            PlannerError: A setting makes no sense.
        """
        return self._outlook(audience, found, settings)[1]

    def spending(self, budget: Budget) -> Spending:
        """Return a budget as it is printed: whole units, each total the sum of what stands above it."""
        from planner.report.spend import spending

        return spending(budget)

    def calendar(self, audience: str = INTERNAL) -> str:
        """Return the dates from today on as a calendar file (RFC 5545)."""
        from planner.report.calendar import calendar

        return calendar(self.timeline(audience), self.plan.client, self.slug)

    def write_calendar(self, path: Path, *, audience: str = INTERNAL, replace_file: bool = False) -> Path:
        """Write the calendar file.

        Args:
            path: A file, or a folder for a file under its usual name.
            audience: ``client`` leaves out everything the inventory marks as internal.
            replace_file: Replace a file that is there.

        Raises:
            PlannerError: The file cannot be written, or is there already.
        """
        from planner.store import export_target, write_document

        name = f"{self.slug}-dates-{self.today.isoformat()}.ics"
        target = export_target(Path(path), name, store=self._file.store)
        return write_document(target, self.calendar(audience), replace=replace_file)

    def _outlook(
        self, audience: str, found: Roadmap | None, settings: Mapping[str, object] | None
    ) -> tuple[Budget, Timeline]:
        from planner.engagement import budget, timeline

        def derive(plan: Plan) -> tuple[Budget, Timeline]:
            basis = self._basis(plan, audience, self.roadmap if found is None else found)
            made = budget(basis)
            return made, timeline(basis, made)

        if settings or found is not None:
            return derive(profile.with_settings(self._plan, dict(settings or {})))
        kept: dict[str, Cached[tuple[Budget, Timeline]]] = self.__dict__.setdefault("_outlooks", {})
        plan = self._plan
        return kept.setdefault(audience, Cached()).get((plan,), lambda: derive(plan))

    def _basis(self, plan: Plan, audience: str, roadmap: Roadmap) -> Basis:
        from planner.engagement import Basis

        return Basis(
            plan=plan,
            catalogue=self.knowledge.catalogue,
            rules=self.knowledge.budget_rules,
            hardware=self.knowledge.lifecycle.hardware,
            inventory=self._visible(audience),
            roadmap=roadmap,
            today=self.today,
        )

    def _visible(self, audience: str) -> Inventory:
        if audience == INTERNAL:
            return self.inventory
        from planner.report import open_inventory

        return open_inventory(self.inventory, self.knowledge.catalogue)
