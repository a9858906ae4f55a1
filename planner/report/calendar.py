"""Dates as a calendar file that every calendar program reads (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from hashlib import sha256

from planner.model.client import Client
from planner.model.text import without_controls
from planner.model.timeline import Event, Timeline
from planner.writing import whole

_LINE = 75
"""Bytes of a line, at most."""
_END = "\r\n"


def calendar(timeline: Timeline, client: Client, plan: str) -> str:
    """Return the dates from today on as a calendar.

    Every date is an event of a whole day. Its UID follows from the plan and from what it is about, so
    that a later file of the same plan moves the event instead of adding a second one.

    Args:
        timeline: The dates.
        client: For its name and currency.
        plan: The plan's slug.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//planner//dates//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(f'IT dates of {client.name}')}",
    ]
    for event in timeline.ahead():
        lines += _event(event, timeline, client.currency, plan)
    lines.append("END:VCALENDAR")
    return "".join(part + _END for line in lines for part in _folded(line))


def _event(event: Event, timeline: Timeline, currency: str, plan: str) -> Iterator[str]:
    day = date.fromisoformat(event.date)
    told = [timeline.titles.get(event.kind, event.kind)]
    if event.money is not None:
        told.append(f"{whole(event.money):,} {currency}{' a year' if event.per_year else ''}")
    if event.notice_of is not None:
        told.append(f"Renews on {event.notice_of} unless notice is given")
    yield "BEGIN:VEVENT"
    name = sha256(f"{plan} {event.id}".encode()).hexdigest()[:32]
    yield f"UID:{name}@planner"
    yield f"DTSTAMP:{timeline.today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield f"DESCRIPTION:{_escaped('; '.join(told))}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    clean = " ".join(without_controls(text).split())
    return clean.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in pieces of at most 75 bytes, each after the first begun with a blank."""
    piece, used = "", 0
    for sign in line.encode("utf-8", "replace").decode("utf-8"):
        size = len(sign.encode("utf-8"))
        if used + size > _LINE:
            yield piece
            piece, used = " ", 1
        piece += sign
        used += size
    yield piece
