"""The verbs about the schedule: let it get better, keep it, say why it is as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.model.text import one_line
from planner.workspace import profile
from planner.workspace.explaining import ExplainVerbs

if TYPE_CHECKING:
    from planner.roadmap import Words


class PlanningVerbs(ExplainVerbs):
    """What can be done with the schedule of an open plan."""

    def improving(
        self,
        settings: Mapping[str, object] | None = None,
        *,
        again: bool = False,
        stop: Callable[[], bool] | None = None,
    ) -> Iterator[Roadmap]:
        """Yield the roadmap as it gets better: the first at once, the last when the search ends.

        Meant for a thread. Nothing is changed: `keep` makes one of them the plan's own.

        Args:
            settings: Fields of `planner.model.settings.Settings` to try; the plan's own when None.
            again: Plan again although a schedule is kept.
            stop: Asked many times a second, from another thread, whether to give up.

        Raises:
            PlannerError: A setting makes no sense.
        """
        plan = profile.with_settings(self._plan, dict(settings)) if settings else self._plan
        return self._results.improving(plan, again=again, stop=stop)

    @staticmethod
    def load_solver() -> None:
        """Import what the search needs, which takes a third of a second: meant for a thread."""
        from planner.roadmap import load_solver

        load_solver()

    def keep(self, found: Roadmap) -> Plan:
        """Make a schedule the plan's own until something it depends on changes.

        Where the plan is open for reading only it holds for this session.

        Args:
            found: A roadmap of this plan under its own settings.
        """
        if found.schedule != self._plan.schedule:
            new = replace(self._plan, schedule=found.schedule)
            if self.read_only:
                self._plan = new
            else:
                self._become(new)
        return self._plan

    def settle(self, *, again: bool = False) -> Roadmap:
        """Return the roadmap after a full search, or the kept one, and keep it.

        Args:
            again: Plan again although a schedule is kept.
        """
        *_, last = self.improving(again=again)
        self.keep(last)
        return last

    def words(self, found: Roadmap | None = None, quarter: Callable[[str], str] = str) -> Words:
        """Return what puts the reasons and problems of a roadmap into words.

        Args:
            found: A roadmap of this plan; the plan's own one when None.
            quarter: Turns a quarter's id into its name, where they are shown under another.
        """
        from planner.roadmap import Words

        return Words(found or self.roadmap, quarter)

    @property
    def batches(self) -> tuple[str, ...]:
        """The names of the batches in which equipment is replaced: ``computers`` and the others."""
        return tuple(dict.fromkeys(one.group for one in self.knowledge.budget_rules.equipment))

    def overage(self, found: Roadmap | None = None) -> tuple[str, ...]:
        """Return in words which machines run beyond their plan age because their replacement waits.

        Args:
            found: A roadmap of this plan; the plan's own one when None.
        """
        from planner.roadmap.overage import overage

        found = found or self.roadmap
        titles = {one.id: one.title for one in found.initiatives}
        late = overage(found, self._plan.client.fiscal_year_start)
        return tuple(
            f"{one_line(titles[key])}: {one.machines} {'machine' if one.machines == 1 else 'machines'}, up to {one.quarters} "
            f"{'quarter' if one.quarters == 1 else 'quarters'} past the planned age"
            for key, one in late.items()
        )
