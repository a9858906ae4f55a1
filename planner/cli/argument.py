"""Texts from the command line, also from shells that speak another encoding."""

from __future__ import annotations

import os
from collections.abc import Sequence

import click

from planner.model.settings import Cap
from planner.model.text import without_controls
from planner.workspace import Session
from planner.workspace.cap import CapError, read_cap


class Text(click.types.StringParamType):
    """A text that can be stored and shown.

    What the system could not decode reaches the program as half surrogate pairs. A path must keep
    them, or its file is not found; a name or a note is read as UTF-8 instead, and what is not
    that either becomes the sign for a missing one. Control characters are left out.
    """

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        text: str = super().convert(value, param, ctx)
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            try:
                text = os.fsencode(text).decode("utf-8", "replace")
            except UnicodeEncodeError:
                text = text.encode("utf-8", "replace").decode("utf-8")
        return without_controls(text)


def repair_texts(command: click.Command) -> None:
    """Let every text the command and its subcommands take be a `Text`; paths stay as they are."""
    for parameter in command.params:
        if isinstance(parameter.type, click.types.StringParamType):
            parameter.type = Text()
    if isinstance(command, click.Group):
        for subcommand in command.commands.values():
            repair_texts(subcommand)


def typed_number(session: Session, name: str, text: str) -> float:
    """Return the number somebody typed, as the client writes numbers.

    Args:
        session: The plan.
        name: What it is for, for the message.
        text: What was typed.

    Raises:
        UsageError: It is no number.
    """
    figure = session.read_number(text)
    if figure is None:
        raise click.UsageError(f"{text!r} does not fit {name}: write a number such as 1200 or 12.5.")
    return figure


def typed_cap(session: Session, name: str, text: str) -> Cap:
    """Return the cap somebody typed: nothing, a number, or a list of numbers.

    Args:
        session: The plan.
        name: What it is for, for the message.
        text: What was typed.

    Raises:
        UsageError: A part of it is no number.
    """
    try:
        return read_cap(text, session.read_number)
    except CapError as error:
        raise click.UsageError(
            f"{str(error)!r} does not fit {name}: write a number such as 1200, or a list such as 1200; 800."
        ) from None


def ceilings(session: Session, given: Sequence[str]) -> dict[str, float | None]:
    """Return ceilings on replacements of single batches: ``computers=8000``, ``servers=together``.

    Args:
        session: The plan.
        given: What was typed.

    Raises:
        UsageError: There is no such batch, or it is no number.
    """
    found: dict[str, float | None] = {}
    batches = session.batches
    for text in given:
        name, _, figure = text.partition("=")
        if name not in batches or not figure:
            raise click.UsageError(
                f"{text!r}: write one of {', '.join(batches)} and a number, or 'together'."
            )
        found[name] = None if figure == "together" else typed_number(session, "--refresh", figure)
    return found
