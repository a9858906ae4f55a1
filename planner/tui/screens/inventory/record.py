"""The sheet of one record: every field, who said so, and the way to put it right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from planner.model.field import Kind
from planner.model.inventory import Item
from planner.tui.commands import bindings
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.dialog import Dialog
from planner.tui.guard import task
from planner.tui.screens.inventory.command import RECORD_COMMANDS
from planner.tui.screens.inventory.entry import edit_form
from planner.tui.screens.inventory.provenance import FieldRow, field_rows, provenance
from planner.tui.screens.inventory.value import input_text, value_text
from planner.tui.text import one_line
from planner.tui.widgets.column import Column
from planner.tui.widgets.keybar import KeyBar
from planner.tui.widgets.table import Table

if TYPE_CHECKING:
    from planner.workspace import Session


class RecordSheet(Dialog[bool]):
    """Shows and edits one record; stays open until it is left."""

    CLOSES = "Esc closes"
    BINDINGS: ClassVar[list[BindingType]] = bindings(RECORD_COMMANDS)

    def __init__(
        self,
        session: Session,
        kind: Kind,
        item: Item,
        *,
        field: str = "",
        retired: bool = False,
    ) -> None:
        """Show a record.

        Args:
            session: The open plan.
            kind: The record's kind.
            item: The record.
            field: The field to begin with; empty for the first one.
            retired: It was taken out of the inventory: it can be looked at, not edited.
        """
        super().__init__(f"{kind.singular.capitalize()}: {item.label}")
        self._session, self._kind, self._item = session, kind, item
        self._first, self._retired = field, retired

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the fields, what is behind the chosen one, and the keys."""
        currency = self._session.plan.client.currency
        columns: tuple[Column[FieldRow], ...] = (
            Column(id="field", title="Field", text=lambda row: row.field.title),
            Column(id="value", title="Value", text=lambda row: row.shown(currency)),
            Column(id="state", title="State", text=lambda row: row.state, width=16),
        )
        with Container(id="record-body"):
            yield Table(columns, key=lambda row: row.field.id, id="record-fields")
            with VerticalScroll(id="record-side", can_focus=False):
                yield Static(id="record-provenance")
        yield KeyBar()

    @property
    def table(self) -> Table[FieldRow]:
        """The fields."""
        return self.query_one("#record-fields", Table)

    def on_mount(self) -> None:
        """Fill the sheet and stand on the wanted field."""
        self._fill()
        self.table.focus()
        if self._first:
            self.table.move_to(self._first)

    def show_view(self) -> None:
        """Leave internal fields out in the client view."""
        self._fill()

    def _fill(self) -> None:
        items = self._session.inventory.of(self._kind.id)
        self._item = next((i for i in items if i.id == self._item.id), self._item)
        rows = field_rows(self._session.plan, self._kind, self._item, client_view=self.client_view)
        self.table.set_rows(rows)
        self._explain()
        self.refresh_bindings()

    @on(Table.Highlighted)
    def _explain(self) -> None:
        row = self.table.current
        if row is not None:
            told = provenance(
                row, self._session.plan, self._kind, self._item, self._session.today,
                client_view=self.client_view,
            )  # fmt: skip
            self.query_one("#record-provenance", Static).update(told)
            self.query_one("#record-side").scroll_home(animate=False)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what cannot be done here and now."""
        if action in ("edit", "settle", "undo") and (self._session.read_only or self._retired):
            return None
        if action == "settle":
            row = self.table.current if self.is_mounted and self.query("#record-fields") else None
            return True if row is not None and row.disputed else None
        return super().check_action(action, parameters)

    # -- commands ---------------------------------------------------------------------------------

    @on(Table.Selected)
    def _chosen(self) -> None:
        self.action_edit()

    @task("edit a field", group="edit", exclusive=True)
    async def action_edit(self) -> None:
        """Ask for the field's value and store it."""
        row = self.table.current
        if row is None:
            return
        if self._session.read_only:
            self._say("This plan is open for reading only.")
            return
        if self._retired:
            self._say("This was taken out of the inventory. Put it back with x to edit it.")
            return
        if row.fact is not None and row.fact.derived_from and self.table.move_to(row.fact.derived_from):
            name = self.table.current.field.title if self.table.current else ""
            self._say(f"{row.field.title} follows from {name}: edit that.")
            return
        form = edit_form(self._session, self._kind, self._item.id, row, self._item.label)
        if await self.app.push_screen_wait(form) is not None:
            self._fill()

    @task("settle a conflict", group="edit", exclusive=True)
    async def action_settle(self) -> None:
        """Ask which of the contradicting values is right."""
        row, session = self.table.current, self._session
        if row is None or not row.disputed or row.fact is None:
            return
        currency, sources = session.plan.client.currency, session.plan.sources
        said = [o for o in row.observations if o.source in row.fact.sources]
        choices = [
            Choice(str(at), one_line(value_text(row.field, o.value, currency=currency), 80),
                   f"{one_line(sources[o.source].title, 60)}, {o.observed[:10]}")
            for at, o in enumerate(said)
        ]  # fmt: skip
        question = f"{one_line(row.field.title, 60)} of {one_line(self._item.label, 60)}: which one is right?"
        chosen = await self.app.push_screen_wait(
            Choose("Settle the conflict", question, choices, internal=row.field.internal)
        )
        if chosen is None:
            return
        kind, record, field = self._kind.id, self._item.id, row.field.id
        if any(sources[o.source].kind == "person" for o in said):
            # People rank alike: as long as the other one's word stands, it would stay disputed.
            session.edit_fact(kind, record, field, "")
        session.edit_fact(kind, record, field, input_text(said[int(chosen)].value))
        self._fill()

    def action_undo(self) -> None:
        """Take back the last change."""
        what = self._session.undo()
        self._say(f"Undone: {what}." if what else "There is nothing to undo.")
        self._fill()

    def _say(self, text: str) -> None:
        self.app.notify(one_line(text, 300), markup=False)
