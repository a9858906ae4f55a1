"""The calendar file: what any calendar program reads, whatever a client's texts hold."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from planner.model.client import Client
from planner.model.timeline import Event, Timeline
from planner.report.calendar import calendar

TODAY = date(2026, 11, 22)
HOSTILE = "A, B; C\\n: \r\nBEGIN:VEVENT\r\n[/etc] \u202eü" + "ä" * 90


def line(*events: Event) -> Timeline:
    return Timeline(today=TODAY, soon_days=90, events=events, titles={"notice": "Last day to give notice"})


def event(title: str, day: str = "2026-12-31", key: str = "notice-vendors-1") -> Event:
    return Event(
        id=key, date=day, kind="notice", title=title, money=38_400, per_year=True, notice_of="2027-03-01"
    )


def test_a_calendar_program_reads_it() -> None:
    text = calendar(line(event("Bright, IT; last day")), Client(name="Acme; Co"), "acme")
    read = Calendar.from_ical(text)
    (one,) = read.walk("VEVENT")
    assert str(one["SUMMARY"]) == "Bright, IT; last day"
    assert one.decoded("DTSTART") == date(2026, 12, 31)
    assert one.decoded("DTEND") == date(2027, 1, 1)
    assert "38,400 USD a year" in str(one["DESCRIPTION"])
    assert "2027-03-01" in str(one["DESCRIPTION"])


def test_hostile_text_stays_text() -> None:
    text = calendar(line(event(HOSTILE)), Client(name=HOSTILE), "acme")
    assert len(Calendar.from_ical(text).walk("VEVENT")) == 1
    assert "\u202e" not in text


def test_the_uid_stays_when_the_date_moves_and_differs_between_plans() -> None:
    def uid(day: str, plan: str, key: str = "notice-vendors-1") -> str:
        read = Calendar.from_ical(calendar(line(event("x", day, key)), Client(name="Acme"), plan))
        return str(read.walk("VEVENT")[0]["UID"])

    assert uid("2026-12-31", "acme") == uid("2027-01-31", "acme")
    assert len({uid("2026-12-31", "acme"), uid("2026-12-31", "zeta"), uid("2026-12-31", "acme", "n2")}) == 3


def test_what_has_passed_is_not_in_it() -> None:
    assert "VEVENT" not in calendar(line(event("x", "2026-11-21")), Client(name="Acme"), "acme")


@given(title=st.text(max_size=300), days=st.integers(0, 3000))
def test_any_text_is_folded_and_comes_back(title: str, days: int) -> None:
    day = TODAY + timedelta(days=days)
    text = calendar(line(event(title, day.isoformat())), Client(name="Acme"), "acme")
    lines = text.split("\r\n")
    assert lines.pop() == ""
    assert all(len(part.encode("utf-8")) <= 75 and "\n" not in part and "\r" not in part for part in lines)
    (one,) = Calendar.from_ical(text).walk("VEVENT")
    assert one.decoded("DTSTART") == day
