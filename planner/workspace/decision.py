"""What a session does about the work: decide, change figures, accept risks, split, merge and add."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from planner.model.decision import Acceptance, Change, Choice, Decision
from planner.model.plan import Plan
from planner.model.roadmap import Roadmap
from planner.model.scenario import Scenario
from planner.model.work import OwnWork
from planner.workspace import edit, scenario, work
from planner.workspace.clock import stamp
from planner.workspace.document import DocumentVerbs
from planner.workspace.figure import with_figures
from planner.workspace.lookup import find
from planner.workspace.typed import Typed
from planner.writing import decimal_mark

if TYPE_CHECKING:
    from planner.roadmap import Comparison

_ORDERED = "Put in order by hand"


class DecisionVerbs(DocumentVerbs):
    """The verbs of decisions, and of the initiatives they are about."""

    def decide(
        self,
        initiatives: str | Sequence[str],
        choice: Choice | str,
        *,
        by: str,
        why: str,
        until: str | None = None,
        revisit: str | None = None,
    ) -> Plan:
        """Approve, defer or decline initiatives, with a name and a reason: all of them or none.

        Args:
            initiatives: One id or several.
            choice: What was decided.
            by: Who decided.
            why: The reason.
            until: For a deferral: the ISO date before which the work does not start.
            revisit: ISO date on which the decision is looked at again.
        """
        typed = Typed(self.knowledge)
        decision = Decision(
            choice=Choice(choice), by=typed(by), why=typed(why), at=stamp(self.today), until=until,
            revisit=revisit,
        )  # fmt: skip
        keys = (initiatives,) if isinstance(initiatives, str) else tuple(initiatives)
        plan = self._plan
        for key in keys:
            plan = edit.decide(plan, self.catalogue, key, decision)
        return self._commit(plan, f"decision on {', '.join(keys)}", typed.said)

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
        plan = edit.change(self._plan, self.catalogue, initiative, new)
        return self._commit(plan, f"{field} of {initiative}", typed.said)

    def change_figures(
        self, initiative: str, figures: Mapping[str, str], *, why: str, by: str | None = None
    ) -> Plan:
        """Change several figures of a piece of work at once; the originals are kept beside them.

        Args:
            initiative: Its id.
            figures: Field to what was typed, money also as ``800..1000..1500``; nothing puts the planner's
                own figure back.
            why: The reason.
            by: Who says so; who works when left out.
        """
        typed = Typed(self.knowledge)
        said, who, at = typed(why), typed(by or "") or self.author, stamp(self.today)
        originals = {f: self._derived_figure(initiative, f) for f, text in figures.items() if text.strip()}
        new = {
            field: Change(field=field, value=None, original=original, why=said, by=who, at=at)
            for field, original in originals.items()
        }
        plan = with_figures(
            self._plan, self.catalogue, initiative, figures, new=new, mark=decimal_mark(self.locale)
        )
        return self._commit(plan, f"{', '.join(figures)} of {initiative}", typed.said)

    def _derived_figure(self, initiative: str, field: str) -> float | str | None:
        """Return what a figure is before anybody changes it; None when there is none."""
        from planner.roadmap import cost

        spec = self.catalogue.initiatives.get(initiative)
        if field == "effect":
            return None if spec is None else spec.effect
        if field == "pin":
            placement = self.roadmap.placements.get(initiative)
            if placement is None or placement.start is None:
                return None
            return self.roadmap.quarters[placement.start].id
        if field == "order":
            return float(self._beside(initiative).index(initiative) + 1)
        costed = cost(self._plan, self.catalogue, self.inventory, self.assessment)
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

    def _beside(self, initiative: str) -> list[str]:
        """Return the ids of all that starts in the same quarter, in order, itself among them."""
        places = self.roadmap.placements
        quarter = places[initiative].start if initiative in places else None
        return [one.id for one in self.roadmap.initiatives if places[one.id].start == quarter]

    def put_in_order(
        self, initiative: str, place: int, among: Sequence[str] = (), *, by: str | None = None
    ) -> Plan:
        """Put an initiative in another place among those that start in the same quarter.

        Only what was put in a place by hand has one of its own; the others keep the planner's order around it.

        Args:
            initiative: Its id.
            place: 1 is the first.
            among: Ids of all that starts in the same quarter, in the order shown; that of the plan's own
                roadmap when left out.
            by: Who says so; who works when left out.
        """
        typed = Typed(self.knowledge)
        key = find(initiative, self.catalogue.initiatives, "initiative")
        before = list(among or self._beside(key))
        after = [one for one in before if one != key]
        after.insert(max(place - 1, 0), key)
        plan, who = self._plan, typed(by or "") or self.author
        for at, one in enumerate(after, 1):
            given = next((c.value for c in plan.changes.get(one, ()) if c.field == "order"), None)
            if one == key or given not in (None, at):
                was = float(before.index(one) + 1) if one in before else None
                new = Change(
                    field="order", value=float(at), original=was, why=_ORDERED, by=who, at=stamp(self.today)
                )
                plan = edit.change(plan, self.catalogue, one, new)
        return self._commit(plan, f"order of {key}", typed.said)

    def unchange(self, initiative: str, field: str) -> Plan:
        """Put the planner's own figure back."""
        return self._commit(edit.unchange(self._plan, initiative, field), f"{field} of {initiative}")

    def add_work(
        self,
        title: str,
        *,
        why: str,
        by: str | None = None,
        split: str = "",
        merge: Sequence[str] = (),
        **figures: object,
    ) -> Plan:
        """Make a piece of work of one's own, from nothing, from a part of one or from several.

        Args:
            title: What it is called.
            why: The reason.
            by: Who says so; who works when left out.
            split: The initiative some of whose findings (``standards``) or machines (``records``, by kind and id,
                or by name with an empty kind) it takes.
            merge: The initiatives it takes the place of.
            figures: Further fields of `planner.model.work.OwnWork`.

        Raises:
            PlannerError: A figure makes no sense, or work would wait for itself.
        """
        typed = Typed(self.knowledge)
        said: dict[str, object] = {"id": "", "title": typed(title), "why": typed(why)}
        said |= {"by": typed(by or "") or self.author, "at": stamp(self.today)}
        if isinstance(outcome := figures.get("outcome"), str):
            figures["outcome"] = typed(outcome)
        new, known = msgspec.convert({**figures, **said}, OwnWork), self._results.unarranged(self._plan)
        if merge:
            plan = work.merge_work(self._plan, known, merge, new)
        elif split:
            plan = work.split_work(self._plan, known, split, new)
        else:
            plan = work.add_work(self._plan, known, new)
        return self._commit(plan, f"the work {new.title}", typed.said)

    def drop_work(self, initiative: str) -> Plan:
        """Take a piece of one's own work away; its findings go back where the catalogue has them."""
        plan = work.drop_work(self._plan, self._results.unarranged(self._plan), initiative)
        return self._commit(plan, f"the work {initiative}")

    def try_out(self, what: Scenario) -> Roadmap:
        """Return the roadmap with something different, changing nothing.

        Raises:
            PlannerError: It makes no sense.
        """
        return self._results.fresh_roadmap(scenario.tried(self._plan, self.catalogue, what))

    def trying(self, what: Scenario, stop: Callable[[], bool] | None = None) -> Iterator[Roadmap]:
        """Yield the roadmap with something different as it gets better, changing nothing.

        Meant for a thread.

        Args:
            what: What is different.
            stop: Asked many times a second, from another thread, whether to give up.

        Raises:
            PlannerError: It makes no sense.
        """
        return self._results.improving(scenario.tried(self._plan, self.catalogue, what), stop=stop)

    def compared(self, found: Roadmap, own: Roadmap | None = None) -> Comparison:
        """Return what another roadmap of this plan does otherwise than the plan's own.

        Args:
            found: The other one.
            own: What it is compared with; the plan's own when None.
        """
        from planner.roadmap import compare

        return compare(self.roadmap if own is None else own, found)

    def scenario(self, name: str) -> Scenario:
        """Return a kept what-if by its name, in any case."""
        return scenario.named(self._plan, name)

    def keep_scenario(self, what: Scenario) -> Plan:
        """Keep a what-if under its name."""
        typed = Typed(self.knowledge)
        new = replace(what, name=typed(what.name), by=typed(what.by) or self.author, at=stamp(self.today))
        plan = scenario.keep(self._plan, self.catalogue, new)
        return self._commit(plan, f"the what-if {new.name}", typed.said)

    def drop_scenario(self, name: str) -> Plan:
        """Throw a kept what-if away."""
        return self._commit(scenario.drop(self._plan, name), f"the what-if {name}")

    def adopt(self, what: Scenario, *, by: str = "", why: str = "") -> Plan:
        """Make a what-if the plan's own: its settings, pins and, in a person's name, decisions."""
        typed = Typed(self.knowledge)
        own = self.roadmap
        stands = {
            key: own.quarters[place.start].id
            for key, place in own.placements.items()
            if place.start is not None
        }
        plan = scenario.adopt(
            self._plan, self.catalogue, what, by=typed(by) or self.author, why=typed(why), at=stamp(self.today),
            originals=stands,
        )  # fmt: skip
        return self._commit(plan, f"the what-if {what.name}".rstrip(), typed.said)

    def accept(self, standard: str, *, by: str, why: str, until: str | None = None) -> Plan:
        """Record that a named person accepts the risk of one standard."""
        typed = Typed(self.knowledge)
        acceptance = Acceptance(by=typed(by), why=typed(why), at=stamp(self.today), until=until)
        plan = edit.accept(self._plan, self.knowledge.catalogue, standard, acceptance)
        return self._commit(plan, f"acceptance of {standard}", typed.said)

    def unaccept(self, standard: str) -> Plan:
        """Withdraw an acceptance."""
        return self._commit(edit.unaccept(self._plan, standard), f"acceptance of {standard}")
