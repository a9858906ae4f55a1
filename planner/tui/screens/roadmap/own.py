"""Work of the consultant's own: added, split off, merged and taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from planner.model.roadmap import Initiative
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import name_field
from planner.tui.guard import task
from planner.tui.screens.roadmap.decide import DecidingScreen
from planner.tui.text import one_line
from planner.tui.writable import ensure_writable
from planner.workspace.edit import EditError
from planner.workspace.figure import read_range
from planner.writing import decimal_mark, read_number

if TYPE_CHECKING:
    from planner.workspace import Session

Store = Callable[[dict[str, str]], object]
_RANGE = "1000, or 800..1000..1500"
_TITLE = 90


class OwnWorkScreen(DecidingScreen):
    """Adds, splits and merges pieces of work."""

    @task("work of one's own", group="dialog")
    async def action_own(self) -> None:
        """Ask what is to be made, then make it."""
        ensure_writable(self.session)
        await self._planning.settled()
        items = self.picked() if self.planned is not None and self.planned.rows else ()
        choices = [Choice("add", "Add a piece of work", "with hours and money of your own")]
        if len(items) == 1:
            item = items[0]
            title = one_line(item.title, 60)
            if len(item.machines) > 1 or len(_standards(self.session, item)) > 1:
                parts = "machines" if item.machines else "findings"
                choices.append(
                    Choice("split", f"Split {title}", f"some of its {parts} become work of their own")
                )
            if item.id in self.session.plan.work:
                choices.append(Choice("drop", f"Take {title} back", "its findings go back where they were"))
            choices.append(Choice("merge", "Merge several", "mark them with Space first"))
        else:
            choices.append(
                Choice("merge", f"Merge the {len(items)} that are marked", "they become one piece of work")
            )
        chosen = await self.ask(Choose("Work of your own", "", choices))
        if chosen == "add":
            works = self.planned.own.initiatives if self.planned is not None else ()
            await self.ask(add_form(self.session, works, self._add))
        elif chosen == "split":
            await self.ask(split_form(self.session, items[0], lambda told: self._split(items[0], told)))
        elif chosen == "merge" and len(items) > 1:
            await self.ask(merge_form(self.session, items, lambda told: self._merge(items, told)))
        elif chosen == "merge":
            self.say("Mark the pieces of work with Space, then merge them here.")
        elif chosen == "drop":
            text = f"{items[0].title} is taken away; its findings go back to the work they came from."
            if await self.ask(Confirm("Take it back?", text, yes="Take it back")):
                self.session.drop_work(items[0].id)

    def _add(self, told: dict[str, str]) -> None:
        session, mark, known = self.session, decimal_mark(self.session.locale), set(self.session.plan.work)
        session.add_work(
            told["title"],
            why=told["why"],
            by=told["by"],
            outcome=told["outcome"],
            partner_hours=read_number(told["hours"], mark) or 0.0,
            one_time=read_range(told["one_time"] or "0", "one_time", mark),
            monthly=read_range(told["monthly"] or "0", "monthly", mark),
            duration=int(read_number(told["duration"], mark) or 1),
            standards=_ids(told["standards"]),
            requires=_ids(told["requires"]),
        )
        if told["due"]:
            key = next(iter(set(session.plan.work) - known))
            session.change_figures(key, {"due": told["due"]}, why=told["why"], by=told["by"])

    def _split(self, item: Initiative, told: dict[str, str]) -> None:
        self.session.add_work(
            told["title"],
            why=told["why"],
            by=told["by"],
            split=item.id,
            standards=_ids(told.get("standards", "")),
            records=[item.machines[int(at)].key for at in _ids(told.get("machines", ""))],
        )

    def _merge(self, items: Sequence[Initiative], told: dict[str, str]) -> None:
        self.session.add_work(
            told["title"], why=told["why"], by=told["by"], merge=[item.id for item in items]
        )
        self.mark(())


def add_form(session: Session, works: Sequence[Initiative], store: Store) -> Form:
    """Ask for a piece of work; ``store`` adds it.

    Args:
        session: The open plan.
        works: What it may wait for.
        store: Stores the answers.
    """
    mark, currency = decimal_mark(session.locale), one_line(session.plan.client.currency, 8)

    def money(text: str) -> str:
        try:
            read_range(text, "one_time", mark)
        except EditError as error:
            return one_line(error, 200)
        return ""

    standards, results = session.catalogue.standards, session.assessment
    open_ones = tuple((r.standard, one_line(standards[r.standard].title, _TITLE)) for r in results.findings())
    return Form(
        "Add a piece of work",
        (
            Field(id="title", label="Title", required=True),
            Field(id="outcome", label="What it brings", hint="what the client has when it is done"),
            Field(id="hours", label="Hours", kind="number", mark=mark, hint="0"),
            Field(id="one_time", label=f"{currency} once", hint=_RANGE, check=money),
            Field(id="monthly", label=f"{currency} a month", hint=_RANGE, check=money),
            Field(id="duration", label="Quarters it takes", kind="number", value="1", required=True),
            Field(id="due", label="Due", kind="date", hint="2027-06-30, or empty"),
            Field(id="standards", label="Closes", kind="many", choices=open_ones),
            Field(id="requires", label="Waits for", kind="many", choices=tuple((item.id, one_line(item.title, _TITLE)) for item in works)),
            *_reason(session),
        ),
        done="Add",
        store=store,
    )  # fmt: skip


def split_form(session: Session, item: Initiative, store: Store) -> Form:
    """Ask which findings or machines of a piece of work become work of their own; ``store`` splits it."""
    standards = session.catalogue.standards
    machines = tuple((str(at), f"{one_line(m.label, 60)}, {m.due}") for at, m in enumerate(item.machines))
    own = tuple((key, one_line(standards[key].title, _TITLE)) for key in _standards(session, item))
    return Form(
        "Split",
        (
            *(
                [
                    Field(
                        id="machines",
                        label="The new one replaces",
                        kind="many",
                        choices=machines,
                        required=not own,
                    )
                ]
                if machines
                else []
            ),
            *(
                [
                    Field(
                        id="standards",
                        label="The new one closes",
                        kind="many",
                        choices=own,
                        required=not machines,
                    )
                ]
                if own
                else []
            ),
            Field(id="title", label="Its title", required=True, value=f"{one_line(item.title, 80)}, part 2"),
            *_reason(session),
        ),
        text=f"{one_line(item.title, 120)}. Hours and money go with them.",
        done="Split",
        store=store,
    )


def merge_form(session: Session, items: Sequence[Initiative], store: Store) -> Form:
    """Ask what several pieces of work are called as one; ``store`` merges them."""
    names = ", ".join(one_line(item.title, 60) for item in items)
    return Form(
        f"Merge {len(items)} pieces of work",
        (
            Field(id="title", label="Title", required=True, value=one_line(items[0].title, 80)),
            *_reason(session),
        ),
        text=f"{names} become one: what it closes, hours and money are those of all of them.",
        done="Merge",
        store=store,
    )


def _reason(session: Session) -> tuple[Field, Field]:
    return (
        Field(id="why", label="Why", kind="lines", required=True),
        name_field(session, "Who says so", session.author),
    )


def _standards(session: Session, item: Initiative) -> tuple[str, ...]:
    """Return the ids of all standards a piece of work is there for, those that are open first."""
    mine = [key for key, one in session.catalogue.standards.items() if one.initiative == item.id]
    return (*item.findings, *(key for key in mine if key not in item.findings))


def _ids(told: str) -> tuple[str, ...]:
    return tuple(key for key in told.split(",") if key)
