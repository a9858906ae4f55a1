"""The invented clients: what they hand over and say, and the advice somebody worked out by hand for them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.journeys.conftest import Run

FOLDER = Path(__file__).parent / "clients"
NAMES = tuple(sorted(path.name for path in FOLDER.iterdir()))


class Client:
    """One client as a consultant meets it, by the command line alone."""

    def __init__(self, name: str, run: Run) -> None:
        """Make the plan: the client, its files, the lists it vouches for, its answers.

        Args:
            name: Its folder in ``clients``.
            run: The command line.
        """
        self.folder = FOLDER / name
        self.script: dict[str, Any] = tomllib.loads((self.folder / "client.toml").read_text("utf-8"))
        self.expected: dict[str, Any] = self.script["expected"]
        self._run = run
        traits = [word for trait in self.script["traits"] for word in ("--trait", trait)]
        self.slug = self._done(
            "new", self.script["name"], "--people", str(self.script["people"]), "--industry",
            self.script["industry"], "--currency", self.script["currency"],
            *(["--exchange-rate", str(rate)] if (rate := self.script.get("exchange_rate")) else []), *traits,
        ).strip()  # fmt: skip
        self.imported = run("import", self.slug, *self.files(), "--yes", "--json").json
        for kind in self.script["complete"]:
            self._done("complete", self.slug, kind, "--by", "The client")
        for standard, (answer, note) in self.script["answers"].items():
            self._done("answer", self.slug, standard, answer, "--note", note)

    def files(self) -> Iterator[Path]:
        """Yield the files it hands over."""
        yield from sorted(self.folder.glob("*.csv"))

    def read(self, *arguments: str) -> dict[str, Any]:
        """Return the document of a command that takes the plan."""
        return self._run(arguments[0], self.slug, *arguments[1:], "--json").json

    def document(self) -> str:
        """Return what the client takes home."""
        return self._done("export", self.slug)

    def _done(self, *arguments: str) -> str:
        done = self._run(*arguments)
        assert done.code == 0, done.err
        return done.out
