"""Helpers for tests of the screens: wait for a condition, read the screen as text, stand-ins."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

import pytest
from textual.app import App
from textual.pilot import Pilot

ATTEMPTS = 2000


class WaitFor(Protocol):
    """Waits until a condition holds."""

    async def __call__(self, pilot: Pilot[None], condition: Callable[[], bool], description: str) -> None: ...


@pytest.fixture
def wait_for() -> WaitFor:
    """Pump the app until the condition holds; fail, saying what was waited for, when it never does."""

    async def wait(pilot: Pilot[None], condition: Callable[[], bool], description: str) -> None:
        for _ in range(ATTEMPTS):
            try:
                if condition():
                    return
            except LookupError:
                pass  # a widget that is not mounted yet
            await pilot.pause()
            await asyncio.sleep(0)
        raise AssertionError(f"waited in vain: {description}\n{frame_text(pilot.app)}")

    return wait


def frame_text(app: App[None]) -> str:
    """Return what the screen shows, as lines of text."""
    screen = app.screen
    strips = screen._compositor.render_strips()
    return "\n".join(strip.text.rstrip() for strip in strips)


@pytest.fixture
def frame() -> Callable[[App[None]], str]:
    """Return what the screen shows, as lines of text."""
    return frame_text
