"""From the bytes of a text file to its text."""

from __future__ import annotations

import codecs

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 with BOM"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
"""Byte order marks; the four-byte ones first, because UTF-32's begins with UTF-16's."""
_TYPOGRAPHY = frozenset(
    "€£–—“”„…°©®™§«»·½²³¿¡\u2018\u2019\u00b4\u00a0"  # quotation marks, an accent, a hard blank
)
_LETTERS = frozenset("äöüÄÖÜßéèêëÉÈÊàâáãåÀÂÁÅíîïóôõøØúûùñÑçÇæÆœ")
"""Letters beyond ASCII that the languages of Western Europe use most."""
_EASTERN = frozenset("šžŠŽ")
"""Letters of other languages that Windows-1252 has, too."""
_APOSTROPHES = frozenset("\u2018\u2019\u00b4\u00a0\u00b7")
"""Signs that stand inside words."""
_OLDER = (("mac_roman", "Mac Roman"), ("cp850", "DOS (850)"))
"""Code pages of systems before Windows, which spell the same letters with other bytes."""
_CLEARLY = 0.9
"""Share of letters in use from which on a code page is believed."""
_SAMPLE = 200_000
"""Bytes that are looked at when a text is in none of the usual encodings."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the text and the name of its encoding for people.

    A byte order mark decides; else UTF-16 is told by its NUL bytes, UTF-8 by being valid,
    and what is left is guessed, with Windows-1252 as the fall-back. Never fails: a byte
    that fits nothing becomes U+FFFD.
    """
    for mark, name, title in _MARKS:
        if data.startswith(mark):
            return data.decode(name, errors="replace").removeprefix("\ufeff"), title
    head = data[:2000]
    if head and head.count(0) * 3 > len(head):
        name = "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"
        return data.decode(name, errors="replace"), "UTF-16"
    try:
        return data.decode("utf-8"), "ASCII" if data.isascii() else "UTF-8"
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str]:
    sample = data[:_SAMPLE]
    older = _older(sample)
    if older is not None:
        return data.decode(older[0], errors="replace"), older[1]
    try:
        # Windows-1252 and Latin text: nearly every export that is not Unicode. Its few
        # unassigned bytes are what gives other code pages away.
        text = data.decode("cp1252")
        if _looks_latin(sample.decode("cp1252", errors="replace")):
            return text, "Windows-1252"
    except UnicodeDecodeError:
        pass
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    if best is not None:
        try:
            return data.decode(best.encoding, errors="replace"), best.encoding.replace("_", "-").upper()
        except LookupError:
            pass
    return data.decode("cp1252", errors="replace"), "Windows-1252"


def _older(sample: bytes) -> tuple[str, str] | None:
    """Return the code page of an older system, when its letters make words and those of Windows do not."""
    mac, dos = _OLDER
    # Lines that end with a carriage return alone are those of a Mac.
    if b"\n" not in sample and b"\r" in sample and _likely(sample, mac[0]) >= _CLEARLY:
        return mac
    usual = _likely(sample, "cp1252")
    if usual >= _CLEARLY:
        return None
    share, best = max((_likely(sample, mac[0]), mac), (_likely(sample, dos[0]), dos))
    return best if share >= _CLEARLY and share > usual else None


def _likely(sample: bytes, encoding: str) -> float:
    """Return how far the characters beyond ASCII make words, 0 to 1; 0 for a text of another script."""
    text = sample.decode(encoding, errors="replace")
    foreign = [at for at, c in enumerate(text) if not c.isascii()]
    letters = sum(c.isascii() and c.isalpha() for c in text)
    if not foreign or len(foreign) > letters:
        return 0.0
    return sum(_weight(text, at) for at in foreign) / len(foreign)


def _weight(text: str, at: int) -> float:
    """Return how likely a character stands where it does."""
    character, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    if character.isupper() and (before.islower() or (before.isalpha() and after.islower())):
        return 0.0  # a capital inside a word
    if character in _TYPOGRAPHY:
        inside = before.isalpha() and after.isalpha() and character not in _APOSTROPHES
        return 0.0 if inside else 1.0
    if character in _LETTERS:
        return 1.0
    return _CLEARLY if character in _EASTERN else 0.0


def _looks_latin(text: str) -> bool:
    """Return whether the characters beyond ASCII are those of Western names and typography."""
    foreign = [c for c in text if not c.isascii()]
    usual = sum(c.isalpha() or c in _TYPOGRAPHY for c in foreign)
    letters = sum(c.isascii() and c.isalpha() for c in text)
    return usual >= 0.9 * len(foreign) and len(foreign) <= max(letters, 3)
