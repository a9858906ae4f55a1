"""What a person does to the records of a kind: add, take out, vouch for the list, sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import name_field
from planner.tui.screens.inventory.entry import new_form
from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.tui.screens.inventory.screen import InventoryScreen


async def add_record(screen: InventoryScreen) -> None:
    """Ask about a new record, of which kind when none is shown yet, and go to it."""
    session, kind = screen.session, screen.kind
    kinds = session.knowledge.catalogue.kinds
    if not kind:
        choices = [Choice(k.id, k.title) for k in kinds.values()]
        chosen = await screen.ask(Choose("New record", "What is it?", choices))
        kind = chosen or ""
    if not kind:
        return
    before = set(session.plan.records.get(kind, {}))
    if await screen.ask(new_form(session, kinds[kind], client_view=screen.client_view)) is not None:
        new = set(session.plan.records.get(kind, {})) - before
        screen.retired = False
        screen.choose_kind(kind, next(iter(new), ""))
        screen.table.focus()


async def sort_records(screen: InventoryScreen) -> None:
    """Ask by which column to sort; the same one again turns the order around."""
    entry, order = screen.kind_entry, screen.table.order
    if entry is None:
        return
    marks = {order.column: "▼" if order.reverse else "▲"} if order else {}
    shown = screen.columns(entry)
    choices = [Choice(c.id, c.title, marks.get(c.id, "")) for c in shown]
    chosen = await screen.ask(Choose("Sort", "", choices, current=order.column if order else ""))
    if chosen is not None:
        screen.table.sort(chosen)


async def mark_list(screen: InventoryScreen) -> None:
    """Ask who vouches for the list, or whether to take that back."""
    entry, session = screen.kind_entry, screen.session
    if entry is None:
        return
    title, count = one_line(entry.title, 60), len(session.inventory.of(entry.id))
    if entry.id in session.inventory.complete:
        question = f"{title}: the list is marked as complete. Is something missing in it after all?"
        if await screen.ask(Confirm("Complete?", question, yes="It may be incomplete", no="Keep")):
            session.mark_complete(entry.id, complete=False)
        return
    what = f"these {count:,} are all" if count else "there are none"
    question = f"{title}: who says that {what}? The planner then counts what is not in the list as not there."
    fields = (name_field(session, "Who says so", session.author, required=True),)
    told = await screen.ask(Form("Complete?", fields, text=question, done="Complete"))
    if told is not None:
        session.mark_complete(entry.id, by=told["by"])


async def retire_record(screen: InventoryScreen) -> None:
    """Ask, then take the record under the cursor out of the inventory; or put it back."""
    item = screen.table.current
    if item is None:
        return
    name = one_line(item.label, 80)
    if screen.retired:
        screen.session.retire(item.kind, item.id, retired=False)
        screen.say(f"{name} is back in the inventory.")
        return
    question = f"Take {name} out of the inventory? It is kept, and imports do not bring it back."
    if await screen.ask(Confirm("Take out", question, yes="Take out", no="Keep")):
        screen.session.retire(item.kind, item.id)
        screen.say(f"{name} is taken out. Ctrl+T shows what was taken out, Ctrl+Z takes it back.")
