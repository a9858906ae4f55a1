"""Keys typed faster than the screen changes: they reach what they were meant for."""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App
from textual.message import Message
from textual.screen import ModalScreen, Screen
from textual.timer import Timer

_STEPS = 6
"""Rounds of the event loop a command gets to open its dialog before the next key is looked at: its
worker starts in the first of them."""
_PATIENCE = 0.5
"""Seconds after which keys are handed out whatever happens: a widget that is gone answers nothing."""


class _UsedUp(Message):
    """Follows a key on its way from the focused widget up to the app; where it ends, the key has, too."""


class TypeAhead(App[None]):
    """Mixed into the app, before Textual's class.

    Textual hands each key to the widget that has the focus at that moment, and a key nobody wanted
    comes back to the app, which runs its command. By then the next keys are on their way: letters of
    a note, typed quickly after the key that opens it, would answer questions instead. Here a key is
    used up before the next one is looked at, and while a dialog is on its way keys wait for it.
    """

    _coming: Screen[object] | None = None
    """The dialog that is on its way."""
    _waiting: Timer | None = None
    """Runs while a key or a dialog is on its way."""
    _held: tuple[events.Key, ...] = ()
    """Keys that wait, oldest first."""

    def on_mount(self) -> None:
        """Notice every dialog that opens and closes."""
        self.screen_change_signal.subscribe(self, self._screen_changed, immediate=True)

    async def on_event(self, event: events.Event) -> None:
        """Hand keys out one at a time."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            await super().on_event(event)
        elif self._waiting is not None:
            self._held = (*self._held, event)
        else:
            self._wait()
            target = self.focused or self.screen
            await super().on_event(event)
            target.post_message(_UsedUp())

    async def on__used_up(self, message: _UsedUp) -> None:
        """Let the command of the key begin, then go on unless it opened a dialog."""
        message.stop()
        for _ in range(_STEPS):
            await asyncio.sleep(0)
        if self._coming is None:
            await self._go_on()

    def _screen_changed(self, screen: Screen[object]) -> None:
        if isinstance(screen, ModalScreen):
            self._wait()
            self._coming = screen
            screen.call_after_refresh(self.call_later, self._arrived, screen)
        else:
            # What the last key closed may have taken its mark along.
            self._coming = None
            self.call_later(self._go_on)

    async def _arrived(self, screen: Screen[object]) -> None:
        if screen is self._coming:
            await self._go_on()

    def _wait(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PATIENCE, self._go_on)

    async def _go_on(self) -> None:
        """Hand out the keys that waited; one of them may have the others wait again."""
        if self._waiting is not None:
            self._waiting.stop()
        self._coming = self._waiting = None
        held, self._held = self._held, ()
        for event in held:
            await self.on_event(event)
