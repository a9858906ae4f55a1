"""Saying that what is missing from a list does not have something, and taking that back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.field import Field, Kind
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.field import Field as Question
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.people import name_field
from planner.tui.text import one_line

if TYPE_CHECKING:
    from planner.tui.screens.inventory.screen import InventoryScreen
    from planner.workspace import Absence, Session

_NEW = "·new"
_NAMED = 3
_TEXT = (
    "What is in use and missing from the list then counts as “no” instead of unknown. Mark sorts to speak about "
    "those only."
)


async def ask_absence(screen: InventoryScreen) -> None:
    """Show what is in force about the kind; ask for one more, or whether to take one back."""
    entry, session = screen.kind_entry, screen.session
    if entry is None:
        return
    shown = [a for a in session.absences(entry.id) if not (a.field.internal and screen.client_view)]
    chosen: str | None = _NEW
    if shown:
        choices = [Choice(str(at), meaning(a), _said_by(a)) for at, a in enumerate(shown)]
        choices.append(Choice(_NEW, "Say it of another list or fact"))
        text = f"{one_line(entry.title, 60)}: this is in force. Choose one to take it back."
        chosen = await screen.ask(Choose("Missing from a list", text, choices))
    if chosen == _NEW:
        await _declare(screen, entry)
    elif chosen is not None:
        await _take_back(screen, entry, shown[int(chosen)])


def meaning(absence: Absence) -> str:
    """Return ``Missing from console.csv means no “Protection running” (laptop or desktop)``."""
    about = f" ({absence.about})" if absence.about else ""
    return f"Missing from {one_line(absence.source.title, 40)} means no “{one_line(absence.field.title, 60)}”{about}"


def _said_by(absence: Absence) -> str:
    who = f"says {one_line(absence.by, 40)}, " if absence.by else ""
    return f"{who}{absence.at[:10]}: {len(absence.missing):,} missing"


def _named(absence: Absence) -> str:
    """Return up to three of the records that are missing, and how many more there are."""
    names = ", ".join(one_line(name, 40) for name in absence.missing[:_NAMED])
    more = len(absence.missing) - _NAMED
    return f"{names} and {more:,} more" if more > 0 else names


async def _declare(screen: InventoryScreen, entry: Kind) -> None:
    session = screen.session
    title, lists = one_line(entry.title, 60), session.lists_of(entry.id)
    facts = [f for f in session.vouchable(entry.id) if not (f.internal and screen.client_view)]
    if not facts:
        screen.say(f"{title}: there is nothing a list could settle with yes or no.")
        return
    if not lists:
        screen.say(f"{title}: no file was imported yet. Import the list first, with i.")
        return
    sort = session.sort_of(entry.id)

    def store(told: dict[str, str]) -> None:
        wanted = tuple(key for key in told.get("sort", "").split(",") if key)
        where = {sort.id: wanted} if sort is not None and wanted else {}
        session.vouch(entry.id, told["fact"], told["source"], where=where, by=told["by"])

    questions = [
        Question(id="fact", label="All that have", kind="choice",
                 hint="what the list settles", choices=tuple((f.id, one_line(f.title, 60)) for f in facts)),
        Question(id="source", label="are in the list", kind="choice", hint="the imported file",
                 choices=tuple((s.id, f"{one_line(s.title, 60)}, {s.at[:10]}") for s in lists)),
        *([_about(sort)] if sort is not None else []),
        name_field(session, "Who says so", session.author, required=True),
    ]  # fmt: skip
    told = await screen.ask(
        Form(
            f"{title}: missing means no",
            questions,
            text=_TEXT,
            done="Keep",
            check=_is_said,
            store=store,
            at="fact",
        )
    )
    if told is not None:
        screen.say(_effect(session, entry, told["fact"], told["source"]))


def _is_said(told: dict[str, str]) -> dict[str, str]:
    """Return what is missing: nothing is chosen to begin with, so that nothing is said by mistake."""
    asked = {"fact": "Choose what the list settles.", "source": "Choose the list."}
    return {key: text for key, text in asked.items() if not told[key]}


def _about(sort: Field) -> Question:
    return Question(
        id="sort", label="Only for", kind="many",
        choices=tuple((choice, sort.label_of(choice)) for choice in sort.choices),
    )  # fmt: skip


def _effect(session: Session, entry: Kind, fact: str, source: str) -> str:
    """Return what a declaration that was just made does, in a sentence."""
    made = next(a for a in session.absences(entry.id) if (a.field.id, a.source.id) == (fact, source))
    list_, title = one_line(made.source.title, 60), one_line(made.field.title, 60)
    if not made.missing:
        return (
            f"Nothing that was unknown is missing from {list_}. It holds for what is imported later as well."
        )
    number = len(made.missing)
    what = f"the {one_line(entry.singular, 40)} that is" if number == 1 else f"{number:,} that are"
    return f"“{title}” is now “no” for {what} missing from {list_}: {_named(made)}. Ctrl+Z takes it back."


async def _take_back(screen: InventoryScreen, entry: Kind, absence: Absence) -> None:
    named = f": {_named(absence)}" if absence.missing else ""
    question = (
        f"{meaning(absence)}, {_said_by(absence)}{named}. Take it back? What is missing from the list is then "
        "unknown again."
    )
    if await screen.ask(Confirm("Take back", question, yes="Take it back", no="Keep")):
        screen.session.vouch(entry.id, absence.field.id, absence.source.id, listed=False)
