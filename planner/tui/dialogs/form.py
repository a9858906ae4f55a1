"""Several questions at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, Label

from planner.model.error import PlannerError
from planner.tui.dialogs.dialog import Ask
from planner.tui.dialogs.field import Field
from planner.tui.text import clean, one_line, plain

_NAMED = 3
"""So many names are shown below a question for one; the keys go through all of them."""


class Form(Ask[dict[str, str]]):
    """Asks several labelled questions; the answer maps field ids to text."""

    CLOSES = "^s done · Esc cancels"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10,ctrl+s", "done", "Done", id="form.done", show=False)
    ]

    def __init__(
        self,
        title: str,
        fields: Sequence[Field],
        *,
        text: str = "",
        done: str = "Save",
        check: Callable[[dict[str, str]], dict[str, str]] | None = None,
        store: Callable[[dict[str, str]], object] | None = None,
        at: str = "",
        internal: bool = False,
    ) -> None:
        """Ask.

        Args:
            title: What it is about.
            fields: The questions.
            text: Stands above them.
            done: The button that ends it, as a verb.
            check: Looks at all answers together and returns field id to what is wrong.
            store: Stores the answers. What it refuses with a `PlannerError` is said in the form, and
                everything that was typed stays there.
            at: The field at which that is said; the first one when empty.
            internal: Nothing in it is for the client's eyes.
        """
        super().__init__(title, internal=internal)
        self._fields, self._text, self._done, self._check = tuple(fields), text, done, check
        self._store, self._at = store, at or self._fields[0].id

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the questions."""
        if self._text:
            yield self.text(self._text)
        told = " -told" if self._text else ""
        yield VerticalScroll(*(self._row(field) for field in self._fields), classes=f"form-rows{told}")
        yield self.buttons(
            Button("Cancel", id="cancel"), Button(plain(self._done), id="done", variant="primary")
        )

    @staticmethod
    def _row(field: Field) -> Vertical:
        label = Label(plain("" if field.kind == "check" else field.label), classes="form-label")
        if field.kind == "many":
            told = Content.assemble(plain(field.label), "\n", ("Space marks", "$text-muted italic"))
            label = Label(told, classes="form-label")
        mark = Label("*" if field.required else " ", classes="form-mark")
        error = Label("", id=f"error-{field.id}", classes="dialog-error form-error")
        line = Horizontal(label, mark, field.widget(), classes="form-line")
        if field.kind == "name" and field.choices:
            named = " · ".join(one_line(title, 30) for _, title in field.choices[:_NAMED])
            offered = Label(plain(f"↑↓ {named}"), classes="form-offered")
            return Vertical(line, offered, error, id=f"row-{field.id}", classes="form-row form-name")
        return Vertical(line, error, id=f"row-{field.id}", classes=f"form-row form-{field.kind}")

    def on_mount(self) -> None:
        """Begin with the first question."""
        self.show_view()
        if self._asked:
            self.query_one(f"#field-{self._asked[0].id}").focus()

    @property
    def _asked(self) -> tuple[Field, ...]:
        """The questions that can be seen."""
        return tuple(f for f in self._fields if not (f.internal and self.client_view))

    def show_view(self) -> None:
        """Take internal questions away in the client view; what was typed there is kept."""
        for field in self._fields:
            if field.internal:
                self.query_one(f"#row-{field.id}").display = not self.client_view

    def values(self) -> dict[str, str]:
        """Return the answers as they stand."""
        return {f.id: f.read(self.query_one(f"#field-{f.id}")) for f in self._fields}

    def action_done(self) -> None:
        """Check and end."""
        values = self.values()
        problems = {f.id: p for f in self._fields if (p := f.problem(values[f.id]))}
        if not problems and self._check is not None:
            problems = self._check(values)
        if not problems and self._store is not None:
            try:
                self._store(values)
            except PlannerError as error:
                problems = {self._at: str(error)}
        for field in self._fields:
            told = problems.get(field.id, "")
            label = self.query_one(f"#error-{field.id}", Label)
            label.update(plain(clean(told, 300)))
            label.set_class(bool(told), "-shown")
            self.query_one(f"#field-{field.id}").set_class(bool(told), "-invalid")
        if problems:
            first = next((f for f in self._asked if f.id in problems), None)
            if first is not None:
                self.query_one(f"#field-{first.id}").focus()
            return
        self.dismiss(values)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        """Enter goes on to the next question, and from the last one ends the form."""
        if event.input.id == f"field-{self._asked[-1].id}":
            self.action_done()
        else:
            self.focus_next()
