"""A plan in which every text a person or a file brought in tries to drive the terminal."""

from __future__ import annotations

import re
from enum import Enum

import msgspec
from msgspec.structs import replace

from planner.model.plan import Plan

EVIL = (
    "Evil\x1b[6666zX\x1b]0;TITLE\x07\x1b]52;c;UFdORUQ=\x07\x1bP1$r\x1b\\\x9b31m\x9d0;T\x9c\x90q\x7f\x08\x0e\x05"
    "\u202eX\u2066X\u200f\u061c\u2028\udc9b"
)
"""An unknown sequence of its own, the title, the clipboard, a device control string, C1 forms, DEL, the
answerback, bidi controls and half a surrogate pair."""

_KEYS = frozenset(
    {
        "id", "kind", "source", "at", "observed", "created", "until", "start", "stage", "field", "choice",
        "answer", "industry", "traits", "initiatives", "off", "order", "documents", "complete", "value", "original",
    }
)  # fmt: skip
"""Fields that name something of ours, or that are read as a figure or a date; ``value`` is told apart below."""

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_OURS = re.compile(
    r"\x1b\[(?:\d+;\d+H|[\d;]*m|\?\d+(?:;\d+)?(?:\$p|[hlu])|[<>=]\d*u|[<>=]u)|\x1b\[>1u|\x1b\[<u|\x1b\[\?25[lh]"
    r"|\x1b\]22;[a-z-]*\x07"
)
"""What Textual itself sends: colours, places, modes, the pointer's shape."""


def acting(text: str) -> list[str]:
    """Return what in a text for people or programs acts on a terminal instead of being seen."""
    return [f"{text[max(m.start() - 20, 0) : m.end() + 20]!r}" for m in _ACTS.finditer(text)]


def foreign(frames: str) -> list[str]:
    """Return what acts in the bytes of a screen, besides what the screen itself sends."""
    return acting(_OURS.sub("", frames))


def hostile(plan: Plan, text: str = EVIL) -> Plan:
    """Return the plan with the text behind each text of its own, wherever the model has one."""
    found = _spoilt(plan, text)
    assert isinstance(found, Plan)
    return found


def _spoilt(value: object, text: str) -> object:
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return value + text
    if isinstance(value, tuple):
        return tuple(_spoilt(part, text) for part in value)
    if isinstance(value, dict):
        return {key: _spoilt(part, text) for key, part in value.items()}
    if isinstance(value, msgspec.Struct):
        fields = {name: getattr(value, name) for name in value.__struct_fields__}
        return replace(
            value,
            **{n: v if n in _KEYS and not _free(value, n) else _spoilt(v, text) for n, v in fields.items()},
        )
    return value


def _free(owner: msgspec.Struct, name: str) -> bool:
    """Return whether it is the value of an observation in words."""
    value = getattr(owner, name)
    return (
        name == "value" and type(owner).__name__ == "Observation" and isinstance(value, str) and " " in value
    )
