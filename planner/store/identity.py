"""What tells a file or folder from another that has taken its name."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec


class Identity(msgspec.Struct, frozen=True):
    """A file or folder by what the system knows it as, whatever its name."""

    device: int
    inode: int

    @classmethod
    def of(cls, path: Path) -> Identity | None:
        """Return the identity of what the path leads to; None when there is nothing or it cannot be seen."""
        try:
            status = os.stat(path)  # noqa: PTH116 - a lone system call, before every save
        except OSError:
            return None
        return cls(status.st_dev, status.st_ino)
