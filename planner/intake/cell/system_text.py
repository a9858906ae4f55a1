"""Texts about systems, people and places, taken apart."""

from __future__ import annotations

import re

from planner.intake.cell.mark import MARK

_VERSION_TAIL = re.compile(r"[\s,(-]+(?:version\s+|v)?(\d+(?:\.\d+){2,})\)?\s*$", re.IGNORECASE)
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_BUILD = re.compile(r"\((?:build\s+)?(\d{4,6})\)", re.IGNORECASE)
_UNIT = re.compile(r"(?:^|,)\s*OU=((?:[^,\\]|\\.)+)", re.IGNORECASE)
_LIST = re.compile(r"[;|\n]+")


def system_name(text: str) -> str:
    """Return a system's name without the version number that some tools append.

    ``Microsoft Windows 11 Pro 10.0.26200`` gives ``Microsoft Windows 11 Pro``; a short
    version such as the one of ``macOS 14.4`` is part of how people name it and stays.
    """
    return _VERSION_TAIL.sub("", text).strip() or text


def system_version(text: str) -> str | None:
    """Return the version number in a text: of ``10.0 (19045)`` it is ``10.0.19045``."""
    version = _VERSION.search(text)
    build = _BUILD.search(text)
    if version is None:
        return text if text[:1].isdigit() and len(text) <= 40 else None
    if build is not None and version[0].count(".") == 1:
        return f"{version[0]}.{build[1]}"
    return version[0]


def appended_version(text: str) -> str | None:
    """Return the version number at the end of a system's name, or None."""
    match = _VERSION_TAIL.search(text)
    return match[1] if match else None


def user_name(text: str) -> str:
    r"""Return a login without its domain: of ``ACME\jdoe`` it is ``jdoe``."""
    return text.rpartition("\\")[2].strip() or text


def domain_part(text: str) -> str | None:
    """Return what follows the first dot of a full network name, or None."""
    host, _, domain = text.strip().rstrip(".").partition(".")
    return domain.casefold() if host and domain else None


def organisational_unit(text: str) -> str | None:
    """Return the innermost unit of a distinguished name, or None: a hint at site or department."""
    match = _UNIT.search(text)
    return re.sub(r"\\(.)", r"\1", match[1]).strip() if match else None


def items(text: str) -> tuple[str, ...] | None:
    """Return the parts of a list in one cell, or None when the tool lost them.

    Semicolon, bar and line end separate; commas only where none of these is there. ``[]``
    is a list known to be empty.
    """
    bare = text.strip()
    if bare.casefold().startswith("system."):
        return None
    if bare in ("[]", "{}"):
        return ()
    if bare[:1] in "[{" and bare[-1:] in "]}" and not bare.startswith(MARK):
        bare = bare[1:-1]
    parts = _LIST.split(bare) if _LIST.search(bare) else bare.split(",")
    found = (part.strip().strip("\"'").strip() for part in parts)
    return tuple(dict.fromkeys(part for part in found if part))
