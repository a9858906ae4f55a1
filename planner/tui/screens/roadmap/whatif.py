"""What-ifs on the roadmap: tried at once, kept under a name, made the plan's own or dropped."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace
from textual.content import Content

from planner.model.roadmap import Roadmap
from planner.model.scenario import Scenario
from planner.tui.dialogs.prompt import Prompt
from planner.tui.guard import task
from planner.tui.screens.roadmap import assumption, form
from planner.tui.screens.roadmap.planned import NOTHING
from planner.tui.screens.roadmap.planning import PlanningScreen
from planner.tui.screens.roadmap.scenarios import Kept, Scenarios, kept_one
from planner.tui.screens.roadmap.trial import differences, result
from planner.tui.screens.roadmap.whatif_form import WhatIfForm
from planner.tui.text import one_line
from planner.tui.writable import ensure_writable
from planner.workspace import Session
from planner.writing import decimal_mark

_MOVED = "Moved by hand in the roadmap"


class WhatIfScreen(PlanningScreen):
    """Tries things out; nothing is changed before somebody keeps it."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keeping is a key while something is tried; else Enter opens what is chosen."""
        if action == "keep":
            return bool(self.what)
        return super().check_action(action, parameters)

    # -- money ----------------------------------------------------------------------------------

    def action_step(self, way: str) -> None:
        """Try a tenth of the plan's budget less or more money a quarter."""
        if self.planned is None:
            return
        own = self.session.plan.settings.budget_per_quarter
        # Without a cap there is nothing to take a tenth of: begin at what the fullest quarter takes.
        own = own[0] if isinstance(own, tuple) else own
        base = own or float(max((figure.money for figure in self.planned.figures), default=0))
        step = max(round(base * 0.1, -2), 100.0)
        cap = self.what.settings.get("budget_per_quarter", base)
        present = cap if isinstance(cap, float) else base
        budget = max(present + (step if way == "more" else -step), 0.0)
        self.try_out(replace(self.what, settings={**self.what.settings, "budget_per_quarter": budget}))

    @task("ask what is different", group="dialog")
    async def action_caps(self) -> None:
        """Ask what is different, and show at once what that changes."""
        session, mark, before = self.session, decimal_mark(self.session.locale), self.what
        currency = one_line(session.plan.client.currency, 8)
        fields = assumption.fields(session.plan.settings, before, currency, mark)

        def live(told: dict[str, str]) -> None:
            self.try_out(assumption.read(told, self.what, mark))

        dialog = WhatIfForm(fields, partial(assumption.flaws, mark=mark), live, self._result)
        self.watched = dialog.show_result
        try:
            told = await self.ask(dialog)
        finally:
            self.watched = None
        if told is None:
            self.try_out(before)
        else:
            self.try_out(assumption.read(told, self.what, mark))

    def _result(self) -> Content:
        planned = self.planned
        if planned is None or self.is_planning or planned.what is not self.what:
            return Content.styled("◌ planning …", "bold $primary")
        return result(self.session, planned, self.progress())

    # -- one piece of work ------------------------------------------------------------------------

    def action_leave(self) -> None:
        """Leave the chosen piece of work out, or take it in; once more takes that back."""
        row, what = self.chosen(), self.what
        if row is None:
            return
        key = row.item.id
        if key in (*what.leave_out, *what.take_in):
            what = replace(
                what,
                leave_out=tuple(k for k in what.leave_out if k != key),
                take_in=tuple(k for k in what.take_in if k != key),
            )
        elif row.placement.start is not None:
            what = replace(what, leave_out=(*what.leave_out, key))
        else:
            what = replace(what, take_in=(*what.take_in, key))
        self.try_out(what)

    @task("move", group="move")
    async def action_move(self, where: str) -> None:
        """Show what follows when the chosen piece of work starts a quarter earlier or later."""
        if self.chosen() is None:
            return
        key, step = self.table.current_key, 1 if where == "later" else -1
        if key not in self.what.pins:  # where it stands is known when planning is done
            await self._planning.settled()
        planned = self.planned
        if planned is None or key not in planned.found.placements:
            return
        ids = [quarter.id for quarter in planned.found.quarters]
        start = planned.found.placements[key].start
        if self.what.pins.get(key) in ids:
            start = ids.index(self.what.pins[key])
        self.propose_move(key, 0 if start is None else start + step)

    def propose_move(self, key: str, quarter: int) -> None:
        """Show what follows when an initiative starts in a quarter; Enter keeps it, Esc drops it.

        Args:
            key: Id of the initiative.
            quarter: Index of the quarter, counted from 0.
        """
        planned = self.planned
        item = next((i for i in planned.found.initiatives if i.id == key), None) if planned else None
        if planned is None or item is None:
            return
        quarters, own = planned.found.quarters, planned.own.placements.get(key)
        if not 0 <= quarter <= len(quarters) - item.duration:
            self.say("It cannot be moved further: the roadmap ends there.")
            return
        pins = {name: where for name, where in self.what.pins.items() if name != key}
        stands = None if own is None or own.start is None else planned.own.quarters[own.start].id
        if quarters[quarter].id != stands:
            pins[key] = quarters[quarter].id
        self.try_out(replace(self.what, pins=pins))

    # -- the end of a what-if ---------------------------------------------------------------------

    @task("keep the what-if", group="dialog")
    async def action_keep(self) -> None:
        """Make the what-if the plan's own."""
        await self._adopt(self.what)

    async def _adopt(self, what: Scenario) -> None:
        if not replace(what, prices=1.0):
            self.say(
                "Other prices are only tried: what things cost is no decision. s keeps them under a name."
            )
            return
        ensure_writable(self.session)
        await self._planning.settled()
        planned = self.planned
        is_best = planned is not None and planned.what is what and not self.improving and what.prices == 1

        def store(told: dict[str, str]) -> None:
            self.session.adopt(what, by=told.get("by", ""), why=told.get("why", _MOVED))
            self.what = NOTHING
            if is_best and planned is not None:
                self.session.keep(planned.found)  # what was shown is what is kept

        if what.leave_out or what.take_in:
            said = differences(self.session, what, planned.own if planned else self.session.roadmap)
            await self.ask(form.adoption(self.session, said, store))
        else:
            store({})
        if what.prices != 1 and self.what is NOTHING:
            self.say("Prices stay as they are: what things cost is no decision.")

    def action_drop(self) -> None:
        """Back to the plan's own roadmap; without a what-if the search for a better one ends."""
        if self.what:
            self.try_out(NOTHING)
        elif self.marked:
            self.mark(())
        elif self.improving and self.planner.planning is not None:
            self.planner.planning.stop()

    def action_replan(self) -> None:
        """Look for a better roadmap once more."""
        if self.planner.planning is not None:
            self.planner.planning.want(again=True)

    # -- what-ifs with a name ---------------------------------------------------------------------

    @task("name the what-if", group="dialog")
    async def action_name(self) -> None:
        """Keep what is tried under a name."""
        what = self.what
        if not what:
            self.say(
                "Nothing is tried: + and - try another budget, b other figures, < and > another quarter."
            )
            return
        ensure_writable(self.session)
        name = await self.ask(
            Prompt(
                "Keep this what-if",
                "It is kept beside the plan and changes nothing in it. l lists what is kept.",
                value=what.name,
                hint="such as 40,000 a year",
                done="Keep",
                check=lambda text: "" if text.strip() else "A what-if is kept under a name.",
            )
        )
        if name is not None:
            kept = replace(what, name=name)
            self.session.keep_scenario(kept)
            self.try_out(kept)
            self.say(f"Kept as {one_line(name, 60)}.")

    @task("show the what-ifs", group="dialog")
    async def action_scenarios(self) -> None:
        """Show every what-if that was kept, beside the plan as it is."""
        session = self.session
        if not session.plan.scenarios:
            self.say("No what-if is kept yet: try something and keep it with s.")
            return
        await self._planning.settled()
        own = self.planned.own if self.planned is not None else None
        kept = await self.busy("Comparing", _all_kept, session, own)
        told = await self.ask(Scenarios(kept, one_line(session.plan.client.currency, 8)))
        if told is None:
            return
        verb, name = told
        if verb == "drop":
            session.drop_scenario(name)
            if self.what.name == name:
                self.try_out(NOTHING)
        elif verb == "open":
            self.try_out(session.scenario(name))
        else:
            self.try_out(session.scenario(name))
            await self._adopt(self.what)


def _all_kept(session: Session, own: Roadmap | None) -> tuple[Kept, ...]:
    """Return the plan as it is and every what-if that was kept, planned: meant for a thread."""
    now = session.roadmap if own is None else own
    others = (kept_one(session, what, session.try_out(what), now) for what in session.plan.scenarios.values())
    return (kept_one(session, NOTHING, now, now), *others)
