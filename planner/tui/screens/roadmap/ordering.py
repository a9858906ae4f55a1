"""The order of what starts in the same quarter, put right by key or by mouse."""

from __future__ import annotations

from planner.tui.screens.roadmap.planning import PlanningScreen
from planner.tui.writable import ensure_writable


class OrderingScreen(PlanningScreen):
    """Moves pieces of work up and down within their quarter; when they start does not change."""

    def beside(self, key: str) -> list[str]:
        """Return the ids of all that starts in the same quarter as an initiative, in the order shown."""
        rows = self.planned.rows if self.planned is not None else ()
        start = next((row.placement.start for row in rows if row.item.id == key), None)
        return [row.item.id for row in rows if row.placement.start == start]

    def action_order(self, way: str) -> None:
        """Put the chosen piece of work one place up or down in its quarter."""
        row = self.chosen()
        if row is None:
            return
        among = self.beside(row.item.id)
        to = among.index(row.item.id) + (-1 if way == "up" else 1)
        if 0 <= to < len(among):
            self.put(row.item.id, to)
        else:
            self.say("It stands at the end of its quarter: < and > move it to another one.")

    def put(self, key: str, place: int) -> None:
        """Put a piece of work in a place of its quarter, 0 the first; the plan keeps who did and when."""
        if self.what:
            self.say("A what-if is shown: Enter keeps it, Esc drops it; then the order can be changed.")
            return
        ensure_writable(self.session)
        self.session.put_in_order(key, place + 1, self.beside(key))

    def action_unorder(self) -> None:
        """Let the planner say again where the chosen piece of work stands in its quarter."""
        row = self.chosen()
        changes = self.session.plan.changes.get(row.item.id, ()) if row is not None else ()
        if row is not None and any(change.field == "order" for change in changes):
            self.session.unchange(row.item.id, "order")
        elif row is not None:
            self.say("Nobody put this one in another place of its quarter.")
