"""Display formats of workbook cells: what a person sees where that is more than the number.

A serial of eight digits may be stored as a smaller number that is shown with its zeros, a share as 0.07 that is
shown as 7 %. Formats that only round, group or colour are left alone: the whole number is worth more.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TypeAlias

Shown: TypeAlias = Callable[[float], str]
"""Writes a number as it is shown."""

_BUILT_IN = {9: "0%", 10: "0.00%"}
"""Numbers of formats that every workbook knows without declaring them."""
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]', re.DOTALL)
_DIGITS = re.compile(r"0[0 ()/.:-]*0")


@lru_cache(maxsize=1024)
def shown_by(number: int, code: str = "") -> Shown | None:
    """Return what writes a number as a format shows it; None when the number itself says it all.

    Args:
        number: The format's number in the workbook.
        code: Its code, where the workbook declares it: ``00000000``, ``0.0%``, ``"PC-"0000``.
    """
    first = (code or _BUILT_IN.get(number, "")).partition(";")[0][:200]
    if "%" in _LITERAL.sub("", first):
        return _percent
    letters = _LITERAL.sub(lambda m: "" if m[1] is None and m[2] is None else "\0", first)
    if not _DIGITS.search(letters) or re.search(r"[#?,.EedmyhsAP]|General", letters):
        return None
    parts = _tokens(first)
    return lambda value: _padded(value, parts)


def _percent(value: float) -> str:
    share = round(value * 100, 10)
    return f"{int(share) if share.is_integer() else share}%"


def _tokens(code: str) -> tuple[str, ...]:
    """Return the marks of a format: ``0`` for a digit, anything else with a leading ``=`` as it stands."""
    tokens: list[str] = []
    at = 0
    while at < len(code):
        literal = _LITERAL.match(code, at)
        if literal is not None:
            text = literal[1] if literal[1] is not None else literal[2] or ""
            tokens += (f"={text}",) if text else ()
            at = literal.end()
        else:
            tokens.append("0" if code[at] == "0" else f"={code[at]}")
            at += 1
    return tuple(tokens)


def _padded(value: float, tokens: tuple[str, ...]) -> str:
    if not value.is_integer() or abs(value) >= 1e15:
        return ""
    places = tokens.count("0")
    digits = str(abs(int(value))).rjust(places, "0")
    extra, left = len(digits) - places, 0
    parts = ["-"] if value < 0 else []
    for token in tokens:
        if token != "0":  # noqa: S105 - a mark of a format
            parts.append(token[1:])
            continue
        take = 1 + (extra if left == 0 else 0)
        parts.append(digits[left : left + take])
        left += take
    return "".join(parts)
