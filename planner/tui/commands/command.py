"""One declaration that yields key, footer entry, palette entry and help row."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from textual.binding import Binding, BindingType


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """Something a person can ask for."""

    id: str
    """``<area>.<action>``: ``gaps.accept`` calls ``action_accept`` of the gaps screen. The area is
    ``app`` for commands that hold everywhere and ``plan`` for those of every area. The id is also
    what a keymap names."""
    keys: str
    """Textual's names of the keys, separated by commas; the first one is shown. Empty for a
    command that is in the palette and the help only."""
    title: str
    """What it does, as an imperative: the palette's row and the help's."""
    help: str
    """One sentence more: the tooltip, the palette's second line and the help's text."""
    footer: str = ""
    """Its word in the footer; empty leaves it out there."""
    group: str = "General"
    """Heading in the help and first word in the palette."""
    shown_as: str = ""
    """How the key is written when its own name is not good enough."""
    argument: str = ""
    """Literal argument of the action, for one action behind several commands."""
    priority: bool = False
    """Holds even when a focused widget wants the key."""
    palette: bool = True
    """Offered in the palette; off for moving about."""

    @property
    def area(self) -> str:
        """``app``, ``plan`` or the id of an area."""
        return self.id.partition(".")[0]

    @property
    def name(self) -> str:
        """Name of the action: what follows the area, dots and dashes as underscores, without argument."""
        name = self.id.partition(".")[2]
        return name.partition(":")[0].replace(".", "_").replace("-", "_")

    @property
    def action(self) -> str:
        """What Textual runs: the action with its argument."""
        return f"{self.name}({self.argument!r})" if self.argument else self.name

    @property
    def key_text(self) -> str:
        """The key as people read it; empty for a command without a key."""
        return self.shown_as or key_text(self.keys.partition(",")[0])

    def binding(self) -> Binding | None:
        """Return the key binding, or None for a command without a key."""
        if not self.keys:
            return None
        return Binding(
            self.keys,
            self.action,
            self.footer or self.title,
            show=bool(self.footer),
            key_display=self.key_text,
            priority=self.priority,
            tooltip=self.help,
            id=self.id,
        )


_KEY_NAMES = {
    "question_mark": "?", "slash": "/", "enter": "Enter", "escape": "Esc", "space": "Space", "delete": "Del",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "home": "Home",
    "end": "End", "tab": "Tab", "plus": "+", "minus": "-", "full_stop": ".", "comma": ",",
    "left_square_bracket": "[", "right_square_bracket": "]", "less_than_sign": "<", "greater_than_sign": ">",
}  # fmt: skip


def key_text(key: str) -> str:
    """Return a key's name as people read it: ``ctrl+z`` is ``^z``, ``f5`` is ``F5``."""
    *modifiers, base = key.split("+")
    base = _KEY_NAMES.get(base, base.upper() if re.fullmatch(r"f\d+", base) else base)
    prefix = "".join("^" if m == "ctrl" else f"{m}+" for m in modifiers)
    return prefix + base


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """Return the bindings of the commands, for a screen's ``BINDINGS``."""
    return [binding for command in commands if (binding := command.binding()) is not None]
