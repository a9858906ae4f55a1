"""The storages behind TinyDB: a file that is never half written, and memory for tests.

`Storage` is the seam TinyDB offers; a database server or an encrypted file plugs in here by
offering the same two methods over whole plans.
"""

from __future__ import annotations

import os
from abc import abstractmethod
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from planner.store.atomic import Stamp, write_file
from planner.store.checksum import checksum_holds, with_checksum
from planner.store.error import unreadable
from planner.store.jsontext import to_json
from planner.store.tables import digest, tables_of


class EncodedStorage(Storage):
    """A TinyDB storage that holds the whole database as JSON bytes.

    Values are encoded at each write and decoded at each read, so that nothing handed in or
    out is shared with what is stored.
    """

    digest: bytes = b""
    """Of the bytes last read or written; empty before that and for no bytes at all."""

    attempted: bytes = b""
    """Digest of the bytes of the last write, also of one that failed."""

    sound: bool | None = None
    """Whether the bytes last read are those their checksum was made of; None when they carry none."""

    @abstractmethod
    def load(self) -> bytes:
        """Return the stored bytes; none when nothing was stored."""

    @abstractmethod
    def store(self, data: bytes) -> None:
        """Keep ``data`` instead of what was stored, or raise and keep the old."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Return the tables, or None when nothing was stored.

        Raises:
            NotJson: The bytes are no JSON object of objects, or hold an impossible number.
        """
        data = self.load()
        self.digest, self.sound = digest(data), checksum_holds(data)
        return tables_of(data) if data else None

    def write(self, data: Mapping[str, Mapping[Any, Any]]) -> None:
        """Store the tables, with their checksum where the ``meta`` document has room for it.

        Raises:
            NotStorable: A value has no JSON form; what was stored is untouched.
            StoreError: The system refused.
        """
        encoded = with_checksum(to_json(data))
        # Noted first: should the disk fail after the rename, what lies there is known to be ours.
        self.attempted = digest(encoded)
        self.store(encoded)
        self.digest = self.attempted


class AtomicStorage(EncodedStorage):
    """One file, replaced as a whole: encode, temporary file, sync, rename, sync the folder."""

    def __init__(self, path: Path | str) -> None:
        """Name the file; nothing is opened or created before it is used."""
        super().__init__()
        self.path = Path(path)
        self.stamp: Stamp | None = None
        """Of the file as last read or written here."""

    def load(self) -> bytes:
        """Return the file's bytes; none when there is no file.

        Raises:
            StoreError: The file cannot be read.
        """
        try:
            with self.path.open("rb") as handle:
                data = handle.read()
                self.stamp = Stamp.of(os.fstat(handle.fileno()))
        except FileNotFoundError:
            self.stamp = None
            return b""
        except OSError as error:
            raise unreadable(error, self.path) from error
        return data

    def store(self, data: bytes) -> None:
        """Replace the file."""
        self.stamp = write_file(self.path, data)


class MemoryStorage(EncodedStorage):
    """The same in memory, for tests."""

    def __init__(self) -> None:
        """Start with nothing."""
        super().__init__()
        self.data = b""

    def load(self) -> bytes:
        """Return the bytes."""
        return self.data

    def store(self, data: bytes) -> None:
        """Keep the bytes."""
        self.data = data


class UncachedTable(Table):
    """A table that always reads what is stored.

    TinyDB's query cache hands out shared documents and is blind to writes by other objects.
    """

    default_query_cache_capacity = 0


class PlanDatabase(TinyDB):
    """TinyDB over one of our storages, without caches."""

    table_class = UncachedTable

    @property
    def encoded(self) -> EncodedStorage:
        """The storage, as ours."""
        return cast("EncodedStorage", self.storage)
