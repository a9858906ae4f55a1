"""What-ifs that were kept, side by side with the plan as it is."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Static

from planner.tui.dialogs.dialog import Dialog
from planner.tui.screens.roadmap.trial import differences
from planner.tui.text import one_line
from planner.tui.widgets.column import Cell, Column
from planner.tui.widgets.table import Table
from planner.writing import whole

if TYPE_CHECKING:
    from planner.model.roadmap import Roadmap
    from planner.model.scenario import Scenario
    from planner.workspace import Session


class Kept(NamedTuple):
    """One row: a what-if, or the plan as it is."""

    name: str
    """Empty for the plan as it is."""
    said: str
    """What is different, in words."""
    planned: int
    """How much work has a quarter."""
    risk: float
    """Known risk left at the end."""
    year: int
    """Money of the first year."""


def kept_one(session: Session, what: Scenario, found: Roadmap, own: Roadmap) -> Kept:
    """Return the row of a what-if."""
    return Kept(
        name=what.name,
        said=", ".join(differences(session, what, own)),
        planned=sum(1 for place in found.placements.values() if place.start is not None),
        risk=found.quarters[-1].risk_end if found.quarters else 0.0,
        year=session.first_year(found).money,
    )


class Scenarios(Dialog[tuple[str, str]]):
    """Lists them; the answer is what to do (``open``, ``adopt``, ``drop``) and with which."""

    CLOSES: ClassVar[str] = "Enter shows it · y makes it the plan · Del drops it · Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "take('adopt')", "Adopt", id="scenarios.adopt", show=False),
        Binding("delete", "take('drop')", "Drop", id="scenarios.drop", show=False),
    ]

    def __init__(self, kept: tuple[Kept, ...], currency: str) -> None:
        """List them.

        Args:
            kept: The plan as it is, then the what-ifs.
            currency: The plan's currency, safe to show.
        """
        super().__init__("What-ifs that are kept")
        self._kept, self._currency = kept, currency

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the table, what is different in the chosen one, and the buttons."""
        yield Table(self._columns(), key=lambda one: one.name or "\0", id="scenarios-table")
        yield Static(id="scenarios-said")
        yield self.buttons(
            Button("Drop", id="drop"),
            Button("Make it the plan", id="adopt"),
            Button("Show it", id="open", variant="primary"),
        )

    def _columns(self) -> tuple[Column[Kept], ...]:
        own = self._kept[0]

        def against(before: float, after: float) -> Cell:
            tone = "" if round(before) == round(after) else "strong"
            return Cell(f"{whole(after):,}", tone)

        return (
            Column(id="name", title="", text=lambda k: k.name or Cell("The plan as it is", "muted")),
            Column(id="planned", title="Planned", width=8, right=True, text=lambda k: against(own.planned, k.planned)),
            Column(id="risk", title="Risk left", width=10, right=True, text=lambda k: against(own.risk, k.risk)),
            Column(id="year", title=f"First year {self._currency}", width=15, right=True,
                   text=lambda k: against(own.year, k.year)),
        )  # fmt: skip

    def on_mount(self) -> None:
        """Stand on the first what-if."""
        table = self.table
        table.set_rows(self._kept)
        table.move_to(self._kept[1].name if len(self._kept) > 1 else "")
        table.focus()

    @property
    def table(self) -> Table[Kept]:
        """The list."""
        return self.query_one("#scenarios-table", Table)

    @on(Table.Highlighted)
    def _show(self) -> None:
        row = self.table.current
        said = (
            f"Different: {one_line(row.said, 400)}."
            if row is not None and row.said
            else "Nothing is different."
        )
        self.query_one("#scenarios-said", Static).update(Content(said))

    @on(Table.Selected)
    def _selected(self) -> None:
        self.action_take("open")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        event.stop()
        self.action_take(event.button.id or "open")

    def action_take(self, verb: str) -> None:
        """End with what is to be done with the chosen one."""
        row = self.table.current
        if row is not None and row.name:
            self.dismiss((verb, row.name))
