"""The checksum a plan file carries of itself, so that no flipped bit is read as a fact.

It stands in the ``meta`` document as 32 hexadecimal digits: the BLAKE2b hash (16 bytes) of the
whole file with these digits written as zeros. Every byte of the file is covered; whoever changes
a value with an editor changes the sum, and is asked. An editor that only indents the file, or puts
a byte order mark before it, changes nothing.
"""

from __future__ import annotations

import re
from hashlib import blake2b

from planner.store.jsontext import NotJson, NotStorable, from_json, to_json

_MARK = b"\xef\xbb\xbf"
"""An editor's byte order mark: it changes nothing of what the file holds."""

BLANK = "0" * 32
"""Stands where the checksum will be, until the bytes around it are known."""
# A quotation mark inside a text is escaped, so that this can only be the name of a field.
_FIELD = re.compile(rb'"checksum"\s*:\s*"([0-9a-f]{32})"')


def with_checksum(data: bytes) -> bytes:
    """Return the bytes of a file with its blank checksum filled in; without a blank, as they are."""
    found = _FIELD.search(data)
    if found is None or found[1] != BLANK.encode():
        return data
    return _put(data, found, _sum(data))


def checksum_holds(data: bytes) -> bool | None:
    """Return whether a file holds what its checksum was made of; None when it carries none."""
    data = data.removeprefix(_MARK)
    found = _FIELD.search(data)
    if found is None:
        return None
    return _fits(data, found) or _fits_as_written(data)


def _fits(data: bytes, found: re.Match[bytes]) -> bool:
    return found[1] == _sum(_put(data, found, BLANK.encode()))


def _fits_as_written(data: bytes) -> bool:
    """Return whether the bytes fit once blanks and line ends between the values are gone again."""
    try:
        compact = to_json(from_json(data))
    except (NotJson, NotStorable):
        return False
    found = _FIELD.search(compact)
    return found is not None and _fits(compact, found)


def _put(data: bytes, found: re.Match[bytes], digits: bytes) -> bytes:
    return b"".join((data[: found.start(1)], digits, data[found.end(1) :]))


def _sum(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).hexdigest().encode()
