"""Failures that are told to a person."""

from __future__ import annotations


class PlannerError(Exception):
    """Something a person asked for could not be done.

    The message says what happened, to which file or thing, and what to do about it. It is
    shown as it is: on the screen as a notice, on the command line after ``planner:``.
    """
