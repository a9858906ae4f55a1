"""What the two processes say to each other, and how it goes through a pipe.

Each message is a length of four bytes and a msgpack document, decoded into the structs below and
nothing else: whatever happens in the process that reads, it cannot make this one run anything.
Records come a few at a time, so that no single step holds up the screens.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import IO, TypeAlias

import msgspec

from planner.model.catalogue import Catalogue
from planner.model.fact import Source
from planner.model.import_map import ImportMap
from planner.model.intake import FileReport
from planner.model.limits import Limits
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.secret import SecretPattern

_AT_ONCE = 1_000
"""Records of one message: some milliseconds of work."""
_LENGTH = 4
_LARGEST = 2**31
"""Bytes of one message; more is no message of ours."""


class Records(msgspec.Struct, frozen=True, kw_only=True, tag="records"):
    """Some records, by id."""

    kind: str
    records: dict[str, Record]


class Request(msgspec.Struct, frozen=True, kw_only=True, tag="request"):
    """What to read; comes after the records of the plan."""

    plan: Plan
    """Without its records."""
    paths: tuple[bytes, ...]
    """Encoded as the file system does: a name may be no text."""
    maps: dict[str, ImportMap]
    secrets: tuple[SecretPattern, ...]
    catalogue: Catalogue
    today: date
    as_format: str | None
    observed: date | None
    hidden: bool
    limits: Limits
    unpacked: int
    """Bytes that files read before unpacked to."""
    taken: tuple[str, ...]
    """Ids of the sources that files read before are."""
    seconds: float
    """Wall time that is left of the import's."""


class Begun(msgspec.Struct, frozen=True, kw_only=True, tag="begun"):
    """The next file is being read."""


class Done(msgspec.Struct, frozen=True, kw_only=True, tag="done"):
    """A file was read; comes after the records it made or changed."""

    reports: tuple[FileReport, ...]
    sources: dict[str, Source]
    complete: dict[str, tuple[str, ...]]
    order: dict[str, tuple[str, ...]]
    """Kind to the ids of all its records in their order, for each kind that is not what it was."""
    kinds: tuple[str, ...]
    """All kinds in their order."""
    unpacked: int
    taken: tuple[str, ...]


ToReader: TypeAlias = Records | Request
FromReader: TypeAlias = Records | Begun | Done

_encode = msgspec.msgpack.Encoder().encode
to_reader = msgspec.msgpack.Decoder(ToReader)
from_reader = msgspec.msgpack.Decoder(FromReader)


class BrokenTalkError(Exception):
    """The other side is gone, or says what no message of ours is."""


def send(pipe: IO[bytes], message: ToReader | FromReader) -> None:
    """Write one message.

    Raises:
        OSError: The other side is gone.
    """
    data = _encode(message)
    pipe.write(len(data).to_bytes(_LENGTH, "big"))
    pipe.write(data)


def receive(pipe: IO[bytes]) -> bytes | None:
    """Read the bytes of one message; None at the end.

    Raises:
        BrokenTalkError: It ends in the middle of one.
    """
    head = pipe.read(_LENGTH)
    if not head:
        return None
    size = int.from_bytes(head, "big")
    data = pipe.read(size) if len(head) == _LENGTH and size < _LARGEST else b""
    if len(data) != size:
        raise BrokenTalkError
    return data


def in_parts(kind: str, records: dict[str, Record]) -> Iterator[Records]:
    """Yield the records of a kind, a few a message."""
    items = iter(records.items())
    while part := dict(islice(items, _AT_ONCE)):
        yield Records(kind=kind, records=part)
