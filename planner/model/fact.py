"""What was observed about a thing, by whom and when."""

from __future__ import annotations

from typing import TypeAlias

import msgspec

Value: TypeAlias = bool | int | float | str | tuple[str, ...] | None
"""A canonical value. Dates are ISO text (``2026-11-22`` or with a time and offset).

``None`` as an *observed* value means "known to be empty" (somebody said there is none);
a fact nobody observed has no observation at all.
"""


UNNAMED = "Entered by hand"
"""Title of the source of what somebody entered without saying who."""


class Source(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Where observations came from: one imported file, or one person."""

    id: str
    """Unique within the plan, for example ``s3``."""
    title: str
    """What people read: the file's name, or the person's name."""
    kind: str
    """``file`` or ``person``."""
    format: str = ""
    """The import map that read the file, for example ``intune-devices``; empty for a person."""
    tool: str = ""
    """The tool that wrote the file, in its maker's spelling; empty for a person."""
    quality: int = 50
    """How far the source is believed, 0 to 100: of two that disagree the higher wins,
    and two of the same quality make the fact unknown until somebody decides."""
    at: str = ""
    """When it was read or said: ISO date and time."""
    digest: str = ""
    """SHA-256 of the file's bytes, to recognise a file that was imported before."""

    @property
    def named(self) -> bool:
        """Whether it bears a name of its own; what nobody put a name to is `UNNAMED`."""
        return self.title != UNNAMED


class Observation(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One value of one field, as one source had it.

    Plans hold tens of thousands of these and they never form a cycle, so the garbage collector
    need not look at them (``gc=False``): its pauses would be felt behind a key.
    """

    value: Value
    """The canonical value."""
    source: str
    """Id of the `Source`."""
    observed: str
    """ISO date (or date and time) at which the value was true, as far as the source says."""
    row: int | None = None
    """Line of the file (1 is the first line), if it came from a file."""
    raw: str | None = None
    """The text as the file had it, kept when it differs from the canonical value."""
