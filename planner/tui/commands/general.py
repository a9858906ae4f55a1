"""The commands that hold everywhere and those of every area of a plan."""

from __future__ import annotations

from planner.tui.area import areas
from planner.tui.commands.command import Command

APP_COMMANDS = (
    Command(
        id="app.help", keys="f1,question_mark", title="Help", footer="Help",
        help="Every key of this screen and what the screen is for.",
    ),
    Command(
        id="app.toggle_client_view", keys="f5", title="Switch client view", footer="Client view",
        priority=True,  # also in dialogs and in the palette: somebody has just walked in
        help="Hide everything internal and all other clients, for the projector; again to show them.",
    ),
    Command(
        id="app.toggle_theme", keys="f9", title="Switch light and dark",
        help="Change between the light and the dark theme.",
    ),
    Command(
        id="app.quit", keys="ctrl+q", title="Quit", priority=True,
        help="Leave the planner after everything is saved.",
    ),
)  # fmt: skip

PLAN_COMMANDS = (
    *(
        Command(
            id=f"plan.go:{area.id}", keys=area.key, title=f"Go to {area.title}", argument=area.id, group="Plan",
            help=f"Open the area {area.title} of this plan.",
        )
        for area in areas()
    ),
    Command(
        id="plan.undo", keys="ctrl+z,U", title="Undo", footer="Undo", group="Plan",
        help="Take back the last change of this plan.",
    ),
    Command(
        id="plan.redo", keys="ctrl+y", title="Redo", group="Plan",
        help="Make the change again that was taken back last.",
    ),
    Command(
        id="plan.save", keys="ctrl+s", title="Save now", group="Plan",
        help="Everything is saved by itself; this saves at once, and asks what to do when it could not be saved.",
    ),
    Command(
        id="plan.close", keys="0", title="Back to the clients", group="Plan",
        help="Save and close this plan and go back to the list of clients.",
    ),
)  # fmt: skip
