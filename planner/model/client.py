"""The company the plan is for."""

from __future__ import annotations

import re
from datetime import date

import msgspec

from planner.model.internal import Internal

_LAST_DAY = re.compile(r"(.*\S)\s*\(by (\d{4}-\d{2}-\d{2})\)", re.DOTALL)


class Goal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something the client wants to reach, in the client's words."""

    text: str
    initiatives: tuple[str, ...] = ()
    """Ids of the initiatives that serve it."""
    by: str = ""
    """ISO date of the last day on which it is still in time; empty when it has none."""

    @property
    def line(self) -> str:
        """The goal as people type it on one line; `typed_goal` reads it."""
        return f"{self.text} (by {self.by})" if self.by else self.text


def typed_goal(line: str) -> Goal:
    """Return the goal a line says: its text and, in brackets at its end, its last day.

    ``Pass the audit (by 2027-03-31)``; brackets that hold no date of the calendar belong to the text.
    """
    found = _LAST_DAY.fullmatch(line.strip())
    try:
        by = date.fromisoformat(found[2]).isoformat() if found is not None else ""
    except ValueError:
        by = ""
    return Goal(text=found[1], by=by) if found is not None and by else Goal(text=line.strip())


class Client(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who the client is and the figures about it that results depend on."""

    name: str
    people: int | None = None
    """Head count, or None when nobody has said."""
    industry: str = ""
    """Id from ``templates/vocabulary/client.toml``; empty when unknown."""
    currency: str = "USD"
    """ISO 4217 code in which the plan's money is shown."""
    locale: str = ""
    """How the client writes figures, such as ``de_DE``; empty for what the currency suggests."""
    fiscal_year_start: int = 1
    """Month (1 to 12) in which the client's fiscal year starts."""
    traits: tuple[str, ...] = ()
    """Facts that raise the impact of some standards, e.g. ``health_data``; ids from the catalogue."""
    goals: tuple[Goal, ...] = ()
    contact: str = ""
    """The person who decides, as named by the client."""
    provider: str = ""
    """The present IT provider, as named by the client."""
    consultant: str = ""
    """The consultant who leads the engagement: asked once, then the name beside what is entered."""
    attendees: tuple[str, ...] = ()
    """Who else is in the room: names to choose from wherever one is asked for."""
    internal: Internal = ""
    """The consultant's own note about the client; never shown to the client."""
