"""The inventory of one plan."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from planner.model.field import Kind
from planner.model.import_map import ImportMap
from planner.model.inventory import Inventory, Item
from planner.tui.commands import bindings
from planner.tui.guard import in_thread, task
from planner.tui.screens.base import STYLES, AreaScreen
from planner.tui.screens.inventory.column import columns
from planner.tui.screens.inventory.command import COMMANDS
from planner.tui.screens.inventory.dispute import Disputes, disputes
from planner.tui.screens.inventory.format import in_order
from planner.tui.screens.inventory.kind import MORE, KindList, kind_rows
from planner.tui.screens.inventory.register import Register
from planner.tui.screens.inventory.retired import retired_items
from planner.tui.screens.inventory.title import title_line
from planner.tui.screens.inventory.welcome import welcome
from planner.tui.widgets.column import Column
from planner.tui.widgets.entry import Entry
from planner.tui.widgets.table import Table

_KINDS = 30
"""Width of the list of kinds, as the style sheet has it."""
_WIDE = 100
"""From so many terminal columns on the kinds stand beside the table."""
_AT_ONCE = 5_000
"""Records up to which conflicts are looked for at once; with more, beside the screen."""


class InventoryScreen(AreaScreen):
    """Kinds on the left, the records of the chosen one on the right."""

    AREA = "inventory"
    CSS_PATH = STYLES / "inventory.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings(COMMANDS)
    AUTO_FOCUS = "#inventory-kinds"

    kind: str = ""
    """Id of the kind that is shown; empty before there is anything."""
    everything: bool = False
    """Whether kinds of which there is nothing are listed, too."""
    retired: bool = False
    """Whether the records taken out are shown instead."""
    disputed: Disputes = {}  # noqa: RUF012 - replaced whole, never changed in place
    """On which records sources disagree; nothing that must be hidden."""
    _looked_at: tuple[Inventory, bool] | None = None
    _shown: tuple[object, ...] = ()
    _columns: tuple[str, bool, str, int] | None = None
    _cursors: dict[str, str] = {}  # noqa: RUF012 - replaced whole, never changed in place

    def compose_body(self) -> Iterable[Widget]:
        """Yield the kinds and the table."""
        with Container(id="inventory-body"):
            yield KindList(id="inventory-kinds")
            with Vertical(id="inventory-main"):
                yield Static(id="inventory-title")
                yield Entry(
                    placeholder="Type to find in any field; Esc shows all", id="inventory-find", compact=True
                )
                yield Register(key=lambda item: item.id, id="inventory-table")
                yield Static(id="inventory-welcome")

    @property
    def table(self) -> Register:
        """The records."""
        return self.query_one("#inventory-table", Register)

    @property
    def kinds(self) -> KindList:
        """The list of kinds."""
        return self.query_one("#inventory-kinds", KindList)

    @property
    def kind_entry(self) -> Kind | None:
        """The kind that is shown."""
        return self.session.knowledge.catalogue.kinds.get(self.kind)

    @property
    def formats(self) -> tuple[ImportMap, ...]:
        """What can be read, in the order people look for it."""
        return in_order(self.session.knowledge.import_maps.values())

    @property
    def table_width(self) -> int:
        """Terminal columns of the table, as the style sheet shares them."""
        # Not by the class ``-narrow``: on the way to the first frame it comes after the size.
        return self.size.width - 1 - (_KINDS if self.size.width >= _WIDE else 0)

    def columns(self, entry: Kind) -> tuple[Column[Item], ...]:
        """Return the columns that are shown of a kind."""
        currency = self.session.plan.client.currency
        return columns(entry, currency=currency, client_view=self.client_view, width=self.table_width)

    def on_resize(self) -> None:
        """Share the width anew."""
        if self._columns is not None and self._columns[3] != self.table_width:
            self._show_table()

    # -- showing --------------------------------------------------------------------------------

    def refresh_view(self) -> None:
        """Show the plan as it is now; cursor, search and order stay."""
        inventory = self.session.inventory
        state = (inventory, self.client_view)
        if self._looked_at is None or self._looked_at[0] is not inventory or self._looked_at[1] != state[1]:
            self._looked_at = state
            if sum(map(len, inventory.items.values())) <= _AT_ONCE:
                self.disputed = disputes(self.session, client_view=self.client_view)
            else:
                self._look_for_conflicts()
        if not self.kind:
            self.kind = next(iter(inventory.items), "")
        self._show()

    @task("look for conflicts", group="conflicts", exclusive=True)
    async def _look_for_conflicts(self) -> None:
        self.disputed = await in_thread(disputes, self.session, client_view=self.client_view)
        self._show_kinds()

    def _show(self) -> None:
        self._show_kinds()
        self.set_class(not self.kind, "-empty")
        if not self.kind:
            self.query_one("#inventory-welcome", Static).update(welcome(self.formats))
        self._show_table()
        self.refresh_bindings()

    def _show_kinds(self) -> None:
        kinds = self.kinds
        kinds.rows = kind_rows(
            self.session.knowledge.catalogue.kinds, self.session.inventory, self.disputed,
            everything=self.everything, keep=self.kind,
        )  # fmt: skip
        kinds.current, kinds.closed = self.kind, not self.everything
        self._show_title()

    def _show_table(self) -> None:
        entry, table, session = self.kind_entry, self.table, self.session
        if entry is None:
            return
        shape = (self.kind, self.client_view, session.plan.client.currency, self.table_width)
        if shape != self._columns:
            if self._columns is not None and self._columns[0] != self.kind:
                table.set_rows(())
            self._columns, self._shown = shape, ()
            table.hidden_fields = frozenset(f.id for f in entry.field if f.internal and self.client_view)
            table.labels = {
                f.id: {choice: f.label_of(choice) for choice in f.choices} for f in entry.field if f.choices
            }
            table.set_columns(self.columns(entry))
        state = (session.plan.records.get(self.kind), session.inventory, self.retired)
        if not self._shown or any(a is not b for a, b in zip(state, self._shown, strict=True)):
            self._shown = state
            table.set_empty(self._nothing(entry))
            table.set_rows(
                retired_items(session.plan, entry) if self.retired else session.inventory.of(self.kind)
            )
        self._show_title()

    def _nothing(self, entry: Kind) -> str:
        if self.retired:
            return "Nothing was taken out. Ctrl+T goes back."
        if self.kind in self.session.inventory.complete:
            return "There are none: the list is marked as complete."
        return f"Nothing known. i imports, n enters a {entry.singular}, m says that there are none."

    def _show_title(self) -> None:
        entry = self.kind_entry
        if entry is not None:
            told = title_line(self.session, entry, self.table, self.disputed, retired=self.retired)
            self.query_one("#inventory-title", Static).update(told)

    def choose_kind(self, kind: str, record: str = "") -> None:
        """Show another kind.

        Args:
            kind: Its id.
            record: Where to put the cursor; empty for where it was.
        """
        self._cursors = {**self._cursors, self.kind: self.table.current_key}
        self.kind = kind
        self._show()
        if wanted := record or self._cursors.get(kind, ""):
            self.table.move_to(wanted)

    # -- moving about -----------------------------------------------------------------------------

    @on(KindList.Chosen)
    def _kind_chosen(self, message: KindList.Chosen) -> None:
        if message.kind == MORE:
            self.action_all_kinds()
        else:
            self.retired = False
            self.choose_kind(message.kind)

    @on(KindList.Entered)
    def _kind_entered(self) -> None:
        self.table.focus()

    @on(Table.Highlighted)
    def _moved(self) -> None:
        self._show_title()
        self.refresh_bindings()

    @on(Table.Selected)
    def _selected(self) -> None:
        self._open()

    @on(Input.Changed, "#inventory-find")
    def _finding(self, event: Input.Changed) -> None:
        self.table.filter(event.value)
        self._show_title()

    @on(Input.Submitted, "#inventory-find")
    def _found(self) -> None:
        self.table.focus()

    def on_paste(self, event: events.Paste) -> None:
        """Files dropped onto the window are imported."""
        if event.text.strip() and self.check_action("import_files", ()):
            self._import(event.text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Grey out what cannot be done here and now."""
        if self.session.read_only and action in ("import_files", "new", "mark", "retire"):
            return None
        if action == "conflict" and not self.disputed:
            return None
        if action in ("open", "retire") and (
            not self.query("#inventory-table") or self.table.current is None
        ):
            return None
        if action in ("sort", "find", "mark", "toggle_retired") and not self.kind:
            return None
        return super().check_action(action, parameters)

    # -- commands -------------------------------------------------------------------------------

    def action_open(self) -> None:
        """Go from the kinds to the table, and from the table into the record."""
        if self.kinds.has_focus:
            self.table.focus()
        else:
            self._open()

    @task("show a record", group="dialog", exclusive=True)
    async def _open(self) -> None:
        from planner.tui.screens.inventory.record import RecordSheet

        entry, item = self.kind_entry, self.table.current
        if entry is not None and item is not None:
            first = next(iter(self.disputed.get((entry.id, item.id), ())), "")
            await self.ask(RecordSheet(self.session, entry, item, field=first, retired=self.retired))

    def action_import_files(self) -> None:
        """Ask for files and import them."""
        self._import("")

    @task("import files", group="dialog", exclusive=True)
    async def _import(self, text: str) -> None:
        from planner.tui.screens.inventory.importing import import_files

        kind = await import_files(self, text)
        if kind:
            self.retired = False
            self.choose_kind(kind)
            self.table.focus()

    @task("show the formats", group="dialog", exclusive=True)
    async def action_formats(self) -> None:
        """Show what can be read."""
        from planner.tui.screens.inventory.format import Formats

        await self.ask(Formats(self.formats))

    @task("enter a record", group="dialog", exclusive=True)
    async def action_new(self) -> None:
        """Ask about a new record and store it."""
        from planner.tui.screens.inventory.verb import add_record

        await add_record(self)

    @task("sort the table", group="dialog", exclusive=True)
    async def action_sort(self) -> None:
        """Ask by which column to sort."""
        from planner.tui.screens.inventory.verb import sort_records

        await sort_records(self)

    @task("mark the list", group="dialog", exclusive=True)
    async def action_mark(self) -> None:
        """Ask who vouches for the list, or whether to take that back."""
        from planner.tui.screens.inventory.verb import mark_list

        await mark_list(self)

    @task("take a record out", group="dialog", exclusive=True)
    async def action_retire(self) -> None:
        """Ask, then take the record out of the inventory; or put it back."""
        from planner.tui.screens.inventory.verb import retire_record

        await retire_record(self)

    def action_conflict(self) -> None:
        """Go to the next record on which sources disagree."""
        places = list(self.disputed)
        if places:
            here = (self.kind, self.table.current_key)
            at = (places.index(here) + 1) % len(places) if here in self.disputed else 0
            self.retired = False
            self.query_one("#inventory-find", Input).value = ""
            self.table.filter("")
            self.choose_kind(*places[at])
            self.table.focus()

    def action_find(self) -> None:
        """Let the person type what to find."""
        field = self.query_one("#inventory-find", Input)
        field.add_class("-shown")
        field.focus()

    def action_clear(self) -> None:
        """Take the search away; again, go back to the kinds."""
        field = self.query_one("#inventory-find", Input)
        if field.has_class("-shown"):
            field.value = ""
            field.remove_class("-shown")
            self.table.focus()
        else:
            self.kinds.focus()

    def action_toggle_retired(self) -> None:
        """Show what was taken out, or what is there."""
        self.retired = not self.retired
        self._show_table()

    def action_all_kinds(self) -> None:
        """Show all kinds, or those in use."""
        self.everything = not self.everything
        self._show_kinds()
