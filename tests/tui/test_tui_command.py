"""Every command is declared once, has an id, a key the terminal can send, and a row in the help."""

from __future__ import annotations

import inspect
from collections import Counter

import pytest
from textual.binding import Binding

from planner.tui.app import PlannerApp
from planner.tui.area import Area, areas
from planner.tui.commands.command import Command, key_text
from planner.tui.commands.registry import all_commands, commands_of
from planner.tui.dialogs.choose import Choose
from planner.tui.dialogs.confirm import Confirm
from planner.tui.dialogs.form import Form
from planner.tui.dialogs.help import Help, topic
from planner.tui.dialogs.message import Told
from planner.tui.dialogs.prompt import Prompt
from planner.tui.screens.home.screen import HomeScreen
from planner.tui.widgets.table import Table

FORBIDDEN = {"ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m", "ctrl+left_square_bracket", "ctrl+p", "ctrl+["}
ALL = all_commands()
PLACES = ("home", *(area.id for area in areas()))


def names(commands: tuple[Command, ...]) -> list[str]:
    return [key.strip() for command in commands for key in command.keys.split(",") if key.strip()]


def test_ids_are_unique_and_name_their_area() -> None:
    assert [i for i, n in Counter(c.id for c in ALL).items() if n > 1] == []
    assert {c.area for c in ALL} <= {"app", "plan", "home", *(a.id for a in areas())}


@pytest.mark.parametrize("command", ALL, ids=lambda c: c.id)
def test_command_is_complete(command: Command) -> None:
    assert command.title
    assert command.title[0].isupper()
    assert not command.title.endswith(".")
    assert command.help.endswith((".", "?"))
    assert not FORBIDDEN & set(names((command,)))
    assert not any(
        key.startswith(("ctrl+shift+enter", "shift+enter", "ctrl+enter")) for key in names((command,))
    )
    binding = command.binding()
    assert binding is None or binding.id == command.id


@pytest.mark.parametrize("place", PLACES)
def test_no_key_means_two_things_in_one_place(place: str) -> None:
    assert [key for key, n in Counter(names(commands_of(place))).items() if n > 1] == []


@pytest.mark.parametrize("area", areas(), ids=lambda a: a.id)
def test_every_command_of_an_area_has_its_action(area: Area) -> None:
    screen = area.load()
    for command in commands_of(area.id):
        owner = PlannerApp if command.area == "app" else screen
        assert hasattr(owner, f"action_{command.name}"), command.id


def test_every_command_of_home_has_its_action() -> None:
    for command in commands_of("home"):
        owner = PlannerApp if command.area == "app" else HomeScreen
        assert hasattr(owner, f"action_{command.name}"), command.id


@pytest.mark.parametrize(
    "cls",
    [PlannerApp, HomeScreen, Table, Confirm, Choose, Form, Prompt, Told, Help, *(a.load() for a in areas())],
)
def test_every_binding_of_ours_has_an_id_and_a_sendable_key(cls: type) -> None:
    for owner in inspect.getmro(cls):
        if owner.__module__.startswith("planner."):
            for binding in owner.__dict__.get("BINDINGS", ()):
                assert isinstance(binding, Binding)
                assert binding.id, binding
                assert not FORBIDDEN & {key.strip() for key in binding.key.split(",")}, binding


@pytest.mark.parametrize("place", PLACES)
def test_every_place_has_a_help_topic_and_all_its_commands(place: str) -> None:
    assert topic(place).startswith("# ")
    shown = {c.id for c in commands_of(place)}
    assert {c.id for c in ALL if c.area in (place, "app")} <= shown


@pytest.mark.parametrize(
    ("key", "text"), [("ctrl+z", "^z"), ("f5", "F5"), ("U", "U"), ("question_mark", "?")]
)
def test_keys_are_written_as_people_read_them(key: str, text: str) -> None:
    assert key_text(key) == text
