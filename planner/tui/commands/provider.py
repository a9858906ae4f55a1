"""The palette's rows, made from the commands that hold on the screen below it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.dom import DOMNode

from planner.tui.commands.command import Command
from planner.tui.commands.registry import commands_of


class CommandProvider(Provider):
    """Offers the commands of the current area, then those of the plan and the app."""

    def _rows(self) -> Iterator[tuple[str, Command, DOMNode]]:
        for command in commands_of(getattr(self.screen, "AREA", "")):
            target: DOMNode = self.app if command.area == "app" else self.screen
            if command.palette and target.check_action(command.name, (command.argument,)):
                title = command.title if command.group == "General" else f"{command.group}: {command.title}"
                yield title, command, target

    async def discover(self) -> Hits:
        """Yield every command."""
        for title, command, target in self._rows():
            yield DiscoveryHit(title, partial(self._run, command, target), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Yield the commands whose title matches."""
        matcher = self.matcher(query)
        for title, command, target in self._rows():
            score = matcher.match(title)
            if score > 0:
                yield Hit(
                    score,
                    matcher.highlight(title),
                    partial(self._run, command, target),
                    help=self._help(command),
                )

    def _help(self, command: Command) -> str:
        return f"{command.help}  ({command.key_text})" if command.key_text else command.help

    async def _run(self, command: Command, target: DOMNode) -> None:
        await self.app.run_action(command.action, target)
