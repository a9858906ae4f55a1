"""A terminal that keeps every byte it is sent, for tests of what reaches it."""

from __future__ import annotations

import pytest
from textual.drivers.headless_driver import HeadlessDriver


def keep_bytes(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Have Textual paint although nobody looks; return what is written, as a list that grows."""
    written: list[str] = []
    monkeypatch.setattr(HeadlessDriver, "is_headless", property(lambda _: False))
    monkeypatch.setattr(HeadlessDriver, "write", lambda _, data: written.append(data))
    monkeypatch.setattr(HeadlessDriver, "flush", lambda _: None)
    return written
