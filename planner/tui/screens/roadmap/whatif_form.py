"""The what-if as a form: while somebody types, the roadmap behind it is planned again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Select, Static

from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form


class WhatIfForm(Form):
    """Asks what is different and says at once what that changes."""

    CLOSES: ClassVar[str] = "^s shows it · Esc drops it"

    def __init__(
        self,
        fields: tuple[Field, ...],
        check: Callable[[dict[str, str]], dict[str, str]],
        live: Callable[[dict[str, str]], None],
        result: Callable[[], Content],
    ) -> None:
        """Ask.

        Args:
            fields: The questions.
            check: Returns what is wrong with the answers.
            live: Gets the answers whenever they change and make sense.
            result: Returns what they change in the roadmap, as far as it is known.
        """
        super().__init__("What if …", fields, done="Show it", check=check)
        self._live, self._result = live, result
        self._before: dict[str, str] = {}

    def compose_dialog(self) -> Iterable[Widget]:
        """Yield the questions, and what they change."""
        *first, buttons = super().compose_dialog()
        yield from first
        yield Static(id="whatif-result")
        yield buttons

    def on_mount(self) -> None:
        """Say what is different already."""
        self._before = self.values()
        self.show_result()

    def show_result(self) -> None:
        """Say what the answers change."""
        for shown in self.query("#whatif-result").results(Static):
            shown.update(self._result())

    @on(Input.Changed)
    @on(Select.Changed)
    def _changed(self) -> None:
        if not self._before:
            return
        told = self.values()
        if told == self._before:
            return
        self._before = told
        if not any(f.problem(told[f.id]) for f in self._fields) and not (self._check and self._check(told)):
            self._live(told)
        self.show_result()
