"""The verbs about the whole IT budget and the dates of an open plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from planner.workspace import profile
from planner.workspace.derived import Cached
from planner.workspace.planning import PlanningVerbs

if TYPE_CHECKING:
    from planner.engagement import Basis
    from planner.model.budget import Budget
    from planner.model.inventory import Inventory
    from planner.model.ownership import Lifetime, Ownership
    from planner.model.plan import Plan
    from planner.model.roadmap import Roadmap
    from planner.model.timeline import Timeline
    from planner.model.waiting import Waiting
    from planner.report.spend import Spending

INTERNAL = "internal"


@dataclass(frozen=True)
class Outlook:
    """What lies ahead of a client."""

    budget: Budget
    timeline: Timeline
    _basis: Basis = field(repr=False)

    @cached_property
    def ownership(self) -> tuple[Ownership, ...]:
        """All of IT over three and five years, as it stands and with the plan; worked out when asked for."""
        from planner.engagement import ownership

        return ownership(self._basis)


class Waits(NamedTuple):
    """What it costs to wait, and to own."""

    each: dict[str, Waiting]
    """Scheduled work to what finishing it a quarter later costs."""
    together: Waiting
    lifetimes: dict[str, tuple[Lifetime, ...]]


class OutlookVerbs(PlanningVerbs):
    """What all of IT costs and what happens when: derived, never stored."""

    def budget(self, audience: str = INTERNAL) -> Budget:
        """Return the whole IT budget of the plan as it is (see `outlook`)."""
        return self.outlook(audience).budget

    def timeline(self, audience: str = INTERNAL) -> Timeline:
        """Return every date of the plan as it is, those that passed not long ago as well (see `outlook`)."""
        return self.outlook(audience).timeline

    def outlook(
        self,
        audience: str = INTERNAL,
        found: Roadmap | None = None,
        settings: Mapping[str, object] | None = None,
    ) -> Outlook:
        """Return the whole IT budget and every date, of the plan as it is or of one that is tried out.

        Args:
            audience: ``client`` leaves out everything the inventory marks as internal.
            found: A roadmap of this plan that is tried out; the plan's own one when None.
            settings: Settings to try instead of the plan's own; nothing is changed.

        Raises:
            PlannerError: A setting makes no sense.
        """
        from planner.engagement import budget, timeline

        def derive(plan: Plan) -> Outlook:
            own = found
            if own is None:
                # Ceilings move machines between batches: that is another roadmap.
                moved = {"refresh_per_year", "refresh_ceilings"} & set(settings or ())
                own = self._results.fresh_roadmap(plan) if moved else self.roadmap
            basis = self._basis(plan, audience, own)
            made = budget(basis)
            return Outlook(made, timeline(basis, made), basis)

        if settings or found is not None:
            return derive(profile.with_settings(self._plan, dict(settings or {})))
        kept: dict[str, Cached[Outlook]] = self.__dict__.setdefault("_outlooks", {})
        plan = self._plan
        return kept.setdefault(audience, Cached()).get((plan,), lambda: derive(plan))

    def waits(self, found: Roadmap | None = None, audience: str = INTERNAL) -> Waits:
        """Return what a delay of one quarter costs, and what work costs over three and five years.

        Args:
            found: A roadmap of this plan that is tried out; the plan's own one when None.
            audience: ``client`` leaves out everything the inventory marks as internal.
        """
        from planner.engagement import lifetimes, together, waiting

        basis = self._basis(self._plan, audience, self.roadmap if found is None else found)
        each = waiting(basis)
        return Waits(each, together(each), lifetimes(basis))

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
        return self._written(path, "dates", ".ics", self.calendar(audience), replace_file=replace_file)

    def work_sheet(self, roadmap: Roadmap | None = None) -> str:
        """Return the initiatives as CSV, one a row.

        Args:
            roadmap: A what-if; None for the plan's own.
        """
        from planner.report.sheet import work_sheet

        return work_sheet(self.roadmap if roadmap is None else roadmap, self._plan)

    def budget_sheet(self, found: Budget) -> str:
        """Return a budget as CSV: quarters, years and the total."""
        from planner.report.sheet import budget_sheet

        return budget_sheet(self.spending(found), found.currency)

    def write_sheet(self, path: Path, what: str, text: str, *, replace_file: bool = False) -> Path:
        """Write a CSV file.

        Args:
            path: A file, or a folder for a file under its usual name.
            what: What it holds, for that name: ``work`` or ``budget``.
            text: From `work_sheet` or `budget_sheet`.
            replace_file: Replace a file that is there.

        Raises:
            PlannerError: The file cannot be written, or is there already.
        """
        from planner.report.sheet import MARK

        return self._written(path, what, ".csv", MARK + text, replace_file=replace_file)

    def _written(self, path: Path, what: str, suffix: str, text: str, *, replace_file: bool) -> Path:
        from planner.store import export_target, write_document

        name = f"{self.slug}-{what}-{self.today.isoformat()}{suffix}"
        target = export_target(Path(path), name, store=self._file.store)
        return write_document(target, text, replace=replace_file)

    def _basis(self, plan: Plan, audience: str, roadmap: Roadmap) -> Basis:
        from planner.engagement import Basis

        return Basis(
            plan=plan,
            catalogue=self.catalogue,
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
