"""What people said to a question of the interview."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from planner.model.internal import Internal


class Verdict(StrEnum):
    """The five answers every standard accepts."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    NOT_APPLICABLE = "na"
    UNKNOWN = "unknown"


WORTH = {Verdict.YES: 1.0, Verdict.PARTLY: 0.5, Verdict.NO: 0.0}
"""What a verdict on good practice is worth; the other two say nothing about it."""


class Answer(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One answer to one standard."""

    answer: str
    """A `Verdict`, an option of a choice standard, or ``number``."""
    number: float | None = None
    """The figure, when ``answer`` is ``number``."""
    note: str = ""
    """Said in front of the client; printed in the document. An answer to a measured
    standard overrides the measurement only when it carries a note."""
    internal: Internal = ""
    """For the consultant only; never shown to the client."""
    evidence: str = ""
    """What was seen or where it is kept."""
    follow_up: str = ""
    """What has to be found out."""
    owner: str = ""
    """Who finds it out."""
    by: str = ""
    """Who gave the answer."""
    at: str = ""
    """When: ISO date and time."""
