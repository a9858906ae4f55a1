"""Figures as people type them, and bounds in words."""

from __future__ import annotations

import re

from planner.model.standard import AnswerSpec
from planner.model.text import one_line
from planner.tui.dialogs.field import number
from planner.tui.evidence import figure

_SIGNS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than "}


def read_figure(text: str, spec: AnswerSpec) -> float | None:
    """Return the figure a person typed, or None when it is none.

    ``1,200`` is 1200. Where a share is asked for, ``50%`` is 0.5.
    """
    typed = text.strip()
    if typed.endswith("%") and spec.unit.startswith("share"):
        found = number(typed[:-1])
        return None if found is None else found / 100
    return number(typed)


def bounds(spec: AnswerSpec) -> str:
    """Return what makes an answer good and fair, in words; empty when nothing is said about it."""
    if spec.options:
        best_first = sorted(spec.options.values(), key=lambda option: -option.worth)
        return "; ".join(f"{one_line(option.label)} ({figure(option.worth)})" for option in best_first)
    parts = [f"good is {_bound(spec.good)}"] if spec.good else []
    if spec.fair:
        parts.append(f"fair is {_bound(spec.fair)}")
    return ", ".join(parts)


def _bound(condition: str) -> str:
    for sign, words in _SIGNS.items():
        if condition.startswith(sign):
            return words + condition[len(sign) :].strip()
    return re.sub(r"\s*\.\.\s*", " to ", condition)
