"""How much of the catalogue fits the client: chosen with what it means and how many questions it asks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Label, OptionList, SelectionList, Static
from textual.widgets.option_list import Option
from textual.widgets.selection_list import Selection

from planner.model.error import PlannerError
from planner.tui.dialogs.dialog import Ask
from planner.tui.text import clean, fit, one_line, plain
from planner.tui.widgets.mark import MarkList
from planner.tui.writable import ensure_writable

if TYPE_CHECKING:
    from planner.tui.screens.base import AreaScreen
    from planner.workspace import ScopeChoice, Session

_TEXT = (
    "Every good practice is graded by the size of company it fits. What is beyond it is not asked about and "
    "counts in no figure."
)


async def ask_scope(screen: AreaScreen) -> None:
    """Ask what the assessment covers, keep the answer and say what is in force now. In a `task` only."""
    session = screen.session
    ensure_writable(session)
    before = session.plan
    if await screen.ask(ScopeDialog(session)) and session.plan is not before:
        screen.say(session.scope_words)


class ScopeDialog(Ask[bool]):
    """Asks which tiers count and which standards beyond them are taken in; keeps it itself."""

    CLOSES = "^s keep · Esc cancels"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10,ctrl+s", "done", "Keep", id="scope.done", show=False)
    ]

    def __init__(self, session: Session) -> None:
        """Ask.

        Args:
            session: The open plan.
        """
        super().__init__("What the assessment covers")
        self._session = session
        self._choices = session.scope_choices()
        self._before = frozenset(session.taken_in)
        self._taken = set(self._before)
        self._asked = session.scope_questions()

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the choices, what the chosen one means and leaves out, and what it changes."""
        yield self.text(_TEXT)
        yield OptionList(*(Option("", id=choice.id) for choice in self._choices), id="scope-choices")
        yield Static(id="scope-meaning")
        yield Label("", id="scope-beyond-title")
        yield MarkList(id="scope-beyond", compact=True)
        yield Static(id="scope-effect")
        yield Label("", id="scope-error", classes="dialog-error form-error")
        yield self.buttons(Button("Cancel", id="cancel"), Button("Keep", id="done", variant="primary"))

    def on_mount(self) -> None:
        """Stand on what is in force."""
        choices = self.query_one("#scope-choices", OptionList)
        choices.highlighted = next((n for n, c in enumerate(self._choices) if c.in_force), 0)
        choices.focus()

    @property
    def chosen(self) -> ScopeChoice:
        """The choice the cursor stands on."""
        return self._choices[self.query_one("#scope-choices", OptionList).highlighted or 0]

    def _taken_beyond(self, choice: ScopeChoice) -> list[str]:
        """Return what is taken in beyond a choice: of what it covers anyway nothing has to be."""
        return [standard.id for standard in choice.beyond if standard.id in self._taken]

    # -- showing ----------------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Fit the counts to the new width."""
        self.call_after_refresh(self._show_choices)

    @on(OptionList.OptionHighlighted, "#scope-choices")
    def _show(self) -> None:
        """Show what the chosen one means, and what it leaves out."""
        choice = self.chosen
        self._show_choices()
        self.query_one("#scope-meaning", Static).update(plain(choice.text))
        marks, title = self.query_one(MarkList), self.query_one("#scope-beyond-title", Label)
        marks.display = bool(choice.beyond)
        title.update(
            f"Beyond it: {len(choice.beyond)}. Space takes a single one in."
            if choice.beyond
            else "Nothing is beyond it."
        )
        with marks.prevent(SelectionList.SelectedChanged):
            marks.clear_options()
            marks.add_options(Selection(plain(s.title), s.id, s.id in self._taken) for s in choice.beyond)
        self._show_effect()

    def _show_choices(self) -> None:
        choices, chosen = self.query_one("#scope-choices", OptionList), self.chosen
        width = max(choices.scrollable_content_region.width - 1, 20)
        for number, choice in enumerate(self._choices):
            asked = f"{self._session.scope_questions(choice.id, self._taken_beyond(choice)):,} questions"
            now = " (now)" if choice.in_force else ""
            mark = "●" if choice is chosen else "○"
            left = fit(f"{mark} {one_line(choice.title, 80)}{now}", width - len(asked))
            choices.replace_option_prompt_at_index(number, Content(f"{left}{asked}"))

    def _show_effect(self) -> None:
        choice = self.chosen
        asked = self._session.scope_questions(choice.id, self._taken_beyond(choice))
        more = asked - self._asked
        change = f"{abs(more):,} {'more' if more > 0 else 'fewer'} than now" if more else "as many as now"
        self.query_one("#scope-effect", Static).update(
            Content.assemble((f"{asked:,} questions", "bold"), f", {change}.")
        )

    # -- answering --------------------------------------------------------------------------------

    @on(SelectionList.SelectedChanged, "#scope-beyond")
    def _marked(self) -> None:
        shown = {standard.id for standard in self.chosen.beyond}
        self._taken = (self._taken - shown) | set(self.query_one(MarkList).selected)
        self._show_choices()
        self._show_effect()

    @on(OptionList.OptionSelected, "#scope-choices")
    def _selected(self) -> None:
        """Enter goes on to what is beyond, and with nothing there ends the dialog."""
        if self.chosen.beyond:
            self.query_one(MarkList).focus()
        else:
            self.action_done()

    def action_done(self) -> None:
        """Keep what was chosen; what is refused is said here, and everything stays as it was chosen."""
        choice = self.chosen
        taken = self._taken_beyond(choice)
        take = [key for key in taken if key not in self._before]
        leave = [s.id for s in choice.beyond if s.id in self._before and s.id not in taken]
        try:
            if not choice.in_force or take or leave:
                self._session.set_scope(choice.id, take=take, leave=leave)
        except PlannerError as error:
            label = self.query_one("#scope-error", Label)
            label.update(plain(clean(str(error), 300)))
            label.add_class("-shown")
            self.add_class("-refused")
            return
        self.dismiss(True)
