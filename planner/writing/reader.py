"""The one reader of numbers, typed by people or found in files."""

from __future__ import annotations

import re

LARGEST = 2.0**63
"""No count, size or sum of a client is as large. What is larger is a slip or an id in the wrong column; a
file could not hold it as a number, nor a calculation its sum."""
_EXACT = 1e15
"""Below it a whole number is exact."""
_FORMS = {
    mark: re.compile(
        rf"(?P<sign>[+-]?)(?:(?P<grouped>[1-9][0-9]{{0,2}}(?:(?P<gap>[{gaps}])[0-9]{{3}})(?:(?P=gap)[0-9]{{3}})*)"
        rf"|(?P<whole>[0-9]+))?(?:{re.escape(mark)}(?P<part>[0-9]*))?(?P<power>[eE][+-]?[0-9]{{1,3}})?"
    )
    for mark, gaps in ((".", ",'’ \u00a0\u202f"), (",", ".'’ \u00a0\u202f"))
}
_OTHER = {".": ",", ",": "."}


def read_number(text: str, mark: str = ".", *, power: bool = False) -> int | float | None:
    """Return the number a text says, None when it says none that is finite and below `LARGEST`.

    Where only one reading makes sense it is taken: ``2,5`` is two and a half and ``1.250,50`` is 1250.5
    for everybody, because nobody groups digits like that. Where both do (``1,250`` and ``1.250``), the
    decimal mark of who wrote it decides. Thousands may be grouped by blanks and apostrophes, too.

    Args:
        text: The digits and their marks; no unit, no currency.
        mark: The decimal mark of who wrote it, ``.`` or ``,``.
        power: A power of ten may follow, as machines write it (``1.5E+09``); people do not.
    """
    bare = text.strip()
    if len(bare) > 80 or (not power and ("e" in bare or "E" in bare)):
        return None
    own = _under(bare, mark)
    return own if own is not None else _under(bare, _OTHER[mark])


def _under(text: str, mark: str) -> int | float | None:
    """Return the number when the text is written with this decimal mark."""
    found = _FORMS[mark].fullmatch(text)
    if found is None:
        return None
    digits = re.sub(r"[^0-9]", "", found["grouped"] or found["whole"] or "")
    part, power = found["part"] or "", found["power"] or ""
    if not digits and not part:
        return None
    value = float(f"{found['sign']}{digits or '0'}.{part or '0'}{power}")
    if not abs(value) < LARGEST:
        return None
    return int(value) if value.is_integer() and abs(value) < _EXACT else value
