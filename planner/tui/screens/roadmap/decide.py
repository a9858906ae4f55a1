"""Decisions and changed figures: about the chosen piece of work, or about all that are marked."""

from __future__ import annotations

from planner.model.roadmap import Initiative
from planner.tui.guard import task
from planner.tui.screens.roadmap import figures, form
from planner.tui.screens.roadmap.planning import PlanningScreen
from planner.tui.writable import ensure_writable


class DecidingScreen(PlanningScreen):
    """Marks pieces of work and records what was decided about them."""

    # -- marks ----------------------------------------------------------------------------------

    def action_mark(self, step: str = "") -> None:
        """Mark the chosen piece of work, or take its mark away; then go on to the next."""
        row = self.chosen()
        if row is None:
            return
        self.mark(self.marked ^ {row.item.id})
        if self.view in ("list", "gantt"):
            self.table.action_move(-1 if step == "up" else 1)

    def action_mark_all(self) -> None:
        """Mark everything nobody has decided about; once more takes all marks away."""
        rows = self.planned.rows if self.planned is not None else ()
        self.mark(() if self.marked else (row.item.id for row in rows if row.item.decision is None))

    def picked(self) -> tuple[Initiative, ...]:
        """Return the marked pieces of work, or the chosen one when none is marked."""
        row = self.chosen()
        rows = self.planned.rows if self.planned is not None and row is not None else ()
        marked = tuple(one.item for one in rows if one.item.id in self.marked)
        return marked or ((row.item,) if row is not None else ())

    # -- decisions ------------------------------------------------------------------------------

    @task("decide", group="dialog")
    async def action_decide(self, choice: str) -> None:
        """Ask for name and reason, then record the decision."""
        items = self.picked()
        if not items:
            return
        ensure_writable(self.session)

        def store(told: dict[str, str]) -> None:
            self.session.decide(
                [item.id for item in items],
                told["choice"],
                by=told["by"],
                why=told["why"],
                until=told["until"] or None,
                revisit=told["revisit"] or None,
            )
            self.mark(())

        await self.ask(form.decision(self.session, items, choice, store))

    def action_undecide(self) -> None:
        """Take the decision back."""
        row = self.chosen()
        if row is not None and row.item.id in self.session.plan.decisions:
            self.session.undecide(row.item.id)
        elif row is not None:
            self.say("Nothing has been decided about this one.")

    # -- figures --------------------------------------------------------------------------------

    def action_unpin(self) -> None:
        """Let the planner place it again."""
        row = self.chosen()
        if row is not None and any(c.field == "pin" for c in self.session.plan.changes.get(row.item.id, ())):
            self.session.unchange(row.item.id, "pin")
        elif row is not None:
            self.say("This one is not pinned.")

    @task("change figures", group="dialog")
    async def action_edit(self) -> None:
        """Ask which figures to change, to what and why."""
        row = self.chosen()
        if row is None:
            return
        ensure_writable(self.session)
        await self._planning.settled()

        fields = figures.fields(self.session, row.item)

        def store(told: dict[str, str]) -> None:
            changed = figures.changed(fields, told)
            if changed:
                self.session.change_figures(row.item.id, changed, why=told["why"], by=told["by"])

        await self.ask(figures.form(self.session, row.item, fields, store))
