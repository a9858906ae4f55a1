"""The page of one question, and the card at the end. It shows values and sends messages, no more."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from planner.model.standard import AnswerKind, Standard
from planner.tui.text import one_line, plain
from planner.tui.widgets.chip import Chip
from planner.tui.widgets.entry import Entry

ANSWERS = (("y", "yes", "yes"), ("p", "partly", "partly"), ("n", "no", "no"), ("a", "not applicable", "na"),
           ("u", "unknown", "unknown"))  # fmt: skip


class Piece(Static):
    """A text that is only drawn again when it became another, and is not there without a text."""

    _shown: Content | None = None

    def show(self, content: Content | None) -> None:
        """Show a text, or nothing."""
        old = self._shown
        if (
            old is not None
            and content is not None
            and old.plain == content.plain
            and old.spans == content.spans
        ):
            return
        self._shown = content
        self.display = content is not None
        if content is not None:
            self.update(content)


class Page(VerticalScroll):
    """One question with what is known about it."""

    class Picked(Message):
        """An answer, an option or a typed figure was chosen with mouse or keys."""

        def __init__(self, value: str, *, typed: bool = False) -> None:
            """Say which.

            Args:
                value: A verdict, the id of an option, or what was typed.
                typed: It is a figure, as typed.
            """
            super().__init__()
            self.value = value
            self.typed = typed

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's own name for it
        """Make an empty page."""
        super().__init__(id=id, can_focus=False)
        self._standard = ""

    def compose(self) -> ComposeResult:
        """Yield all the pieces; those a question does not need are not displayed."""
        with Vertical(id="interview-question"):
            yield Piece(id="interview-meta", classes="muted")
            yield Piece(id="interview-ask")
            with Horizontal(id="interview-chips"):
                for key, title, value in ANSWERS:
                    yield Chip(key, title, value)
            yield Piece(id="interview-answers")
            options = OptionList(id="interview-options", compact=True)
            options.can_focus = False
            yield options
            with Horizontal(id="interview-figure-line"):
                yield Entry(id="interview-figure", compact=True, restrict=r"[0-9.,% ]*")
                yield Piece(id="interview-unit", classes="muted")
            with Horizontal(id="interview-known"):
                yield Piece(id="interview-measured", classes="interview-box")
                yield Piece(id="interview-answered", classes="interview-box")
            yield Piece(id="interview-practice")
        yield Piece(id="interview-closing")

    def chips(self) -> Iterator[Chip]:
        """Yield the five answers."""
        yield from self.query(Chip)

    def piece(self, name: str) -> Piece:
        """Return one of the texts."""
        return self.query_one(f"#interview-{name}", Piece)

    @property
    def options(self) -> OptionList:
        """The options of a choice."""
        return self.query_one("#interview-options", OptionList)

    @property
    def figure(self) -> Input:
        """Where a figure is typed."""
        return self.query_one("#interview-figure", Input)

    def show_question(self, standard: Standard, answer: str, number: str) -> None:
        """Show how a standard is answered, and with what it is.

        Args:
            standard: The standard.
            answer: The present answer's value; empty for none.
            number: The present figure, as it is typed.
        """
        self.query_one("#interview-question").display = True
        self.piece("closing").show(None)
        for chip in self.chips():
            chip.chosen = chip.value == answer
        # A choice has its options in words; both together would crowd out the question.
        worded = None if standard.answer.options else standard.answers
        lines: list[str | tuple[str, str]] = []
        for key, text in (("y", worded.yes), ("p", worded.partly), ("n", worded.no)) if worded else ():
            lines += ["\n" if lines else "", (f" {key} ", "bold $primary"), one_line(text, 200)]
        self.piece("answers").show(Content.assemble(*lines, "\n") if lines else None)
        offered = tuple(standard.answer.options) if standard.answer.kind is AnswerKind.CHOICE else ()
        self.options.display = bool(offered)
        if offered:
            marked = offered.index(answer) if answer in offered else 0
            if self._standard != standard.id or self.options.highlighted is None:
                self.options.set_options(self._option(standard, key, answer) for key in offered)
                self.options.highlighted = marked
            else:
                for key in offered:
                    self.options.replace_option_prompt(key, self._option(standard, key, answer).prompt)
        asked = standard.answer.kind is AnswerKind.NUMBER
        self.query_one("#interview-figure-line").display = asked
        if asked and (self._standard != standard.id or not self.figure.has_focus):
            self.figure.value = number
            self.figure.placeholder = "Enter, then the figure"
            self.piece("unit").show(plain(one_line(standard.answer.unit, 60)))
        if self._standard != standard.id:
            self.scroll_home(animate=False)
        self._standard = standard.id

    def show_known(self, measured: Content | None, answered: Content | None) -> None:
        """Show what was measured and what was answered, side by side where there is room."""
        self.piece("measured").show(measured)
        self.piece("answered").show(answered)
        self.query_one("#interview-known").display = measured is not None or answered is not None

    def show_end(self, card: Content) -> None:
        """Show the card at the end of a run instead of a question."""
        self.query_one("#interview-question").display = False
        self._standard = ""
        self.piece("closing").show(card)
        self.scroll_home(animate=False)

    @staticmethod
    def _option(standard: Standard, key: str, answer: str) -> Option:
        mark = ("● ", "$primary") if key == answer else ("○ ", "$text-muted")
        return Option(Content.assemble(mark, one_line(standard.answer.options[key].label)), id=key)

    @on(Chip.Pressed)
    def _pressed(self, message: Chip.Pressed) -> None:
        message.stop()
        self.post_message(self.Picked(message.value))

    @on(OptionList.OptionSelected)
    def _selected(self, message: OptionList.OptionSelected) -> None:
        message.stop()
        self.post_message(self.Picked(message.option_id or ""))

    @on(Input.Submitted)
    def _typed(self, message: Input.Submitted) -> None:
        message.stop()
        self.post_message(self.Picked(message.value, typed=True))
