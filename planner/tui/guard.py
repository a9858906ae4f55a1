"""What happens when something fails behind a key: words on the screen, and the app goes on."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Concatenate, ParamSpec, TypeVar

from textual import work
from textual.app import App
from textual.dom import DOMNode
from textual.message import Message
from textual.message_pump import MessagePump
from textual.worker import Worker, WorkerState

from planner.model.error import PlannerError
from planner.tui.text import clean

LOG = logging.getLogger("planner.tui")

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=DOMNode)


class Guard(MessagePump):
    """Mixed into the app and every screen, before Textual's class.

    A `PlannerError` in any handler, action or worker becomes a notice with its own words. Anything
    else is a mistake of ours: it is logged with its traceback and told as such, and the app goes
    on, because the plan is safe on disk and the meeting should not end here.
    """

    async def _dispatch_message(self, message: Message) -> None:
        """Dispatch, as Textual does, but end neither the message loop nor the app on an error."""
        try:
            await super()._dispatch_message(message)
        except Exception as error:  # noqa: BLE001 - the one place where every error ends
            report(self.app, error)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """Tell about a worker that failed."""
        error = event.worker.error
        if event.state is WorkerState.ERROR and isinstance(error, Exception):
            report(self.app, error)


def report(app: App[Any], error: Exception) -> None:
    """Say on the screen what went wrong, and log it when it is a mistake of ours."""
    if getattr(app, "withhold", lambda _: False)(error):
        return
    if isinstance(error, PlannerError):
        app.notify(clean(error, 600), severity="error", timeout=12, markup=False)
        return
    LOG.error("unexpected error", exc_info=error)
    unexpected = getattr(app, "unexpected", None)
    if isinstance(unexpected, list):
        unexpected.append(error)
    # What a mistake of ours says may quote anything: in the client view only its kind is named.
    said = "" if getattr(app, "client_view", False) else f": {clean(error, 200)}"
    app.notify(
        f"Something went wrong inside the planner ({type(error).__name__}{said}). "
        "What was saved is safe. You can go on; please report it.",
        title="Unexpected problem",
        severity="error",
        timeout=20,
        markup=False,
    )


def task(
    title: str, *, group: str = "task", exclusive: bool = False
) -> Callable[
    [Callable[Concatenate[S, P], Coroutine[None, None, R]]], Callable[Concatenate[S, P], Worker[R]]
]:
    """Make an async method of a screen or the app a named worker, in which dialogs may be awaited.

    Args:
        title: What it does, for logs.
        group: Workers of one group replace each other when ``exclusive``.
        exclusive: Cancel an earlier one of the group.
    """

    def decorate(
        method: Callable[Concatenate[S, P], Coroutine[None, None, R]],
    ) -> Callable[Concatenate[S, P], Worker[R]]:
        return work(
            method, name=title, description=title, group=group, exclusive=exclusive, exit_on_error=False
        )

    return decorate


async def in_thread(call: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """Run a slow call (reading, computing, writing) off the screen's thread and return its result."""
    return await asyncio.to_thread(call, *args, **kwargs)
