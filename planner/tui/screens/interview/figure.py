"""Bounds in words."""

from __future__ import annotations

import re

from planner.model.standard import AnswerSpec
from planner.model.text import one_line
from planner.writing import plain

_SIGNS = {">=": "at least ", "<=": "at most ", ">": "more than ", "<": "less than "}


def bounds(spec: AnswerSpec) -> str:
    """Return what makes an answer good and fair, in words; empty when nothing is said about it."""
    if spec.options:
        best_first = sorted(spec.options.values(), key=lambda option: -option.worth)
        return "; ".join(f"{one_line(option.label)} ({plain(option.worth)})" for option in best_first)
    parts = [f"good is {_bound(spec.good)}"] if spec.good else []
    if spec.fair:
        parts.append(f"fair is {_bound(spec.fair)}")
    return ", ".join(parts)


def _bound(condition: str) -> str:
    for sign, words in _SIGNS.items():
        if condition.startswith(sign):
            return words + condition[len(sign) :].strip()
    return re.sub(r"\s*\.\.\s*", " to ", condition)
