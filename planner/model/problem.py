"""Something that is wrong with a file, said so that a person can put it right."""

from __future__ import annotations

import msgspec


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """One problem; loading goes on without the entry it names."""

    file: str
    """The file as the user knows it, relative to its template folder where there is one."""
    path: str
    """Where in the file: ``standard.IAM-01.rules[0].where.kind``; empty for the whole file."""
    message: str
    """What is wrong and what to do, in one sentence."""

    def __str__(self) -> str:
        """Return ``file: path: message``."""
        return ": ".join(part for part in (self.file, self.path, self.message) if part)
