"""What a person can do about a plan that is not on the disk: try again, keep both, take theirs, look, leave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.model.error import PlannerError
from planner.tui.dialogs.choose import Choice, Choose
from planner.tui.guard import in_thread, report
from planner.tui.text import one_line, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

    from planner.tui.app import PlannerApp
    from planner.workspace import Difference, Session

_LISTED = 200
"""So many differences are shown; nobody decides by more."""


async def settle(app: PlannerApp, session: Session, *, leaving: bool) -> bool:
    """Save the plan, asking what to do as long as that fails; return whether it may be left.

    Call it in a `task`.

    Args:
        app: Asks and tells.
        session: The open plan.
        leaving: The person is on the way out and may also go without saving.
    """
    while True:
        try:
            await in_thread(session.flush)
        except PlannerError as error:
            chosen = await app.push_screen_wait(_question(session, error, leaving=leaving))
        else:
            return True
        done = await _do(app, session, chosen)
        if done is not None:
            return done


async def _do(app: PlannerApp, session: Session, chosen: str | None) -> bool | None:
    """Do what was chosen; return whether the plan may be left, None to try again and ask again."""
    if chosen == "leave":
        return True
    if chosen == "copy":
        return await _keep_both(app, session) or None
    if chosen == "differ":
        await _show(app, session)
        return None
    if chosen == "theirs":
        await _take_theirs(app, session)
        return None
    return None if chosen == "again" else False


async def _take_theirs(app: PlannerApp, session: Session) -> None:
    try:
        await in_thread(session.take_theirs)
    except PlannerError as error:
        report(app, error)
    else:
        app.notify("This is what the file held. Undo brings back what you had.", markup=False)


def _question(session: Session, error: PlannerError, *, leaving: bool) -> Choose:
    choices = [Choice("again", "Try again", "it is also tried again by itself every few seconds")]
    if session.is_contested:
        choices = [
            Choice("differ", "Show what differs", "between the file and what is here"),
            Choice("copy", "Save mine as a copy", "a plan of its own; the file stays as it is"),
            Choice("theirs", "Take theirs", "undo brings yours back"),
            *choices,
        ]
    else:
        choices.append(Choice("copy", "Save mine as a copy", "a plan of its own, under another name"))
    if leaving:
        choices.append(Choice("leave", "Leave", "what you did is put into a file, and you are told where"))
    choices.append(Choice("stay", "Stay", "go on; nothing is lost while the planner is open"))
    return Choose("Not saved", str(error), choices)


async def _keep_both(app: PlannerApp, session: Session) -> bool:
    from planner.tui.dialogs.prompt import Prompt

    name = session.plan.client.name
    text = "Under which name should your copy stand in the list of clients?"
    wanted = await app.push_screen_wait(
        Prompt("Save mine as a copy", text, value=f"{name} (mine)", done="Save")
    )
    if not wanted:
        return False
    try:
        await in_thread(app.workspace.save_as, session.plan, wanted)
    except PlannerError as error:
        report(app, error)
        return False
    session.discard()
    app.notify(f"Saved as {one_line(wanted, 120)}. This plan is as its file has it.", markup=False)
    return True


async def _show(app: PlannerApp, session: Session) -> None:
    from planner.tui.dialogs.message import Told

    try:
        found = await in_thread(session.differences)
    except PlannerError as error:
        report(app, error)
        return
    sides = ("the file", "here")
    await app.push_screen_wait(Told("What differs", lambda view: told(found, sides, client_view=view)))


def told(found: Iterable[Difference], sides: tuple[str, str], *, client_view: bool) -> Content:
    """Return differences as text, one a paragraph.

    Args:
        found: The differences.
        sides: What the two states are called: the one under ``theirs``, the one under ``mine``.
        client_view: Internal ones are left out.
    """
    shown = [d for d in found if not (client_view and d.internal)]
    if not shown:
        return plain("Nothing that is shown here differs.")
    lines = [
        f"{_title(d.what)}\n   {sides[0]}: {_value(d.theirs)}\n   {sides[1]}: {_value(d.mine)}"
        for d in shown[:_LISTED]
    ]
    if len(shown) > _LISTED:
        lines.append(f"… and {len(shown) - _LISTED} more")
    return plain("\n".join(lines))


def _title(text: str) -> str:
    line = one_line(text, 120)
    return line[:1].upper() + line[1:]


def _value(text: str) -> str:
    return one_line(text, 200) or "nothing"
