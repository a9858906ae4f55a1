"""Who is here: asked once for a plan, then offered wherever a name is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from planner.tui.dialogs.field import Field
from planner.tui.dialogs.form import Form

if TYPE_CHECKING:
    from planner.model.client import Client
    from planner.workspace import Session


def people_fields(client: Client) -> tuple[Field, Field]:
    """Return the two questions, filled in with what is known."""
    return (
        Field(id="consultant", label="Your name", value=client.consultant, hint="as the client knows you"),
        Field(
            id="attendees", label="In the room", kind="lines", value="\n".join(client.attendees),
            hint="one name a line",
        ),
    )  # fmt: skip


def read_people(told: dict[str, str]) -> tuple[str, tuple[str, ...]]:
    """Return the consultant's name and the names of those in the room, as `people_fields` asked for them."""
    lines = (" ".join(line.split()) for line in told["attendees"].splitlines())
    return told["consultant"], tuple(dict.fromkeys(line for line in lines if line))


def who_is_here(client: Client) -> Form:
    """Return the form that asks it by itself."""
    text = (
        "The document says who answered and who prepared it. This is asked once; Esc goes on without names."
    )
    return Form("Who is here?", people_fields(client), text=text, done="Keep")


def name_field(session: Session, label: str, value: str, *, required: bool = False) -> Field:
    """Return the question for one name, under the id ``by``, with the known names to choose from.

    Args:
        session: The open plan.
        label: What is asked.
        value: Stands there to begin with.
        required: It must not be left empty.
    """
    return Field(
        id="by", label=label, kind="name", required=required, value=value,
        choices=tuple((name, name) for name in session.known_names),
    )  # fmt: skip
