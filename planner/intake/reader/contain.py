"""Containing a failure: what goes wrong in one file, sheet or row of an import costs that only."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from planner.intake.reader.budget import too_much_memory
from planner.intake.reader.unreadable import UnreadableFileError
from planner.model.limits import Limits
from planner.model.text import one_line

T = TypeVar("T")


def contained(call: Callable[[], T], limits: Limits) -> T:
    """Return what ``call`` returns; whatever it raises becomes words about what it read.

    Raises:
        UnreadableFileError: It failed; the message completes "FILE …".
    """
    try:
        return call()
    except UnreadableFileError:
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # noqa: BLE001 - foreign bytes make parsers fail in ways nobody lists; a panic of one written in Rust is no Exception either
        words = _words(error, limits)
    # Raised out here: the failed call's frames, and all they hold, are free by now.
    raise UnreadableFileError(words)


def _words(error: BaseException, limits: Limits) -> str:
    if isinstance(error, MemoryError):
        return too_much_memory(limits)
    if isinstance(error, RecursionError):
        return "is nested too deeply to be a list. Export it again as CSV or as an Excel workbook."
    what = one_line(f"{type(error).__name__}: {error}", 120)
    return f"is damaged in a way that stops it from being read ({what}). Export it again, or save it as CSV."
