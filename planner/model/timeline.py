"""Every date of a client on one line."""

from __future__ import annotations

import datetime as dt

import msgspec

OF_WORK = "due"
"""Kind of the day a piece of work has to be finished."""


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """One date."""

    id: str
    """Stable: the same thing has the same id in every run, also when its date has moved."""
    date: str
    """ISO date."""
    kind: str
    """Id of its sort."""
    title: str
    money: float | None = None
    """What hangs on it, in the plan's currency; None when nothing does or it is unknown."""
    per_year: bool = False
    """Whether that money is paid every year."""
    notice_of: str | None = None
    """Of a deadline for notice: the ISO date of the renewal it can still stop."""
    records: tuple[tuple[str, str], ...] = ()
    """Kind and id of the records it is about."""
    closes: bool = False
    """Something can no longer be done once it has passed."""
    assumed: bool = False
    """Nobody stated this date: it follows from a rule."""

    def days(self, today: dt.date) -> int:
        """Return the days from ``today`` to it; negative when it has passed."""
        return (dt.date.fromisoformat(self.date) - today).days


class Timeline(msgspec.Struct, frozen=True, kw_only=True):
    """The dates in order."""

    today: dt.date
    soon_days: int
    """A date inside so many days will not wait."""
    events: tuple[Event, ...]
    titles: dict[str, str]
    """Sort of date to what people call it."""

    def passed(self) -> tuple[Event, ...]:
        """Return what has passed, the latest first."""
        return tuple(reversed([event for event in self.events if event.days(self.today) < 0]))

    def closing(self) -> tuple[Event, ...]:
        """Return what closes soon: by date, and on one day the most money first."""
        soon = (e for e in self.events if e.closes and 0 <= e.days(self.today) <= self.soon_days)
        return tuple(sorted(soon, key=lambda e: (e.date, -(e.money or 0.0), e.title)))

    def pressing(self) -> tuple[Event, ...]:
        """Return what closes soon, without the day work has to be finished: it stands with the date it is for."""
        return tuple(event for event in self.closing() if event.kind != OF_WORK)

    def missed(self) -> tuple[Event, ...]:
        """Return what closed and nobody noticed, the latest first."""
        return tuple(event for event in self.passed() if event.closes)

    def ahead(self) -> tuple[Event, ...]:
        """Return everything from today on, in order."""
        return tuple(event for event in self.events if event.days(self.today) >= 0)

    @property
    def notice_money(self) -> float:
        """The yearly money of the contracts whose notice closes soon."""
        return sum(event.money or 0.0 for event in self.closing() if event.notice_of is not None)
