"""One guard for everything that comes out of a client's file and may be kept or shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from planner.intake.cell.clean import LONGEST
from planner.intake.match.table import Table
from planner.intake.reader.row import Row
from planner.intake.secret.header import header_words, secret_columns
from planner.intake.secret.mask import Mask, Masked
from planner.model.import_map import ImportMap, ImportWords
from planner.model.intake import FileReport
from planner.model.secret import Removed, SecretPattern

_LOOKED = 5 * LONGEST
"""Characters of a cell that are looked through; its first `LONGEST` can be kept."""
_EDGE = 1000
"""Characters before that end in which a cut secret may stand."""
_MOST = 0.5
"""A column is one of secrets when more than this share of its values is nothing but a secret."""


class Guard:
    """Takes secrets out of tables, headers, names and messages."""

    def __init__(self, patterns: tuple[SecretPattern, ...], words: ImportWords | None) -> None:
        """Prepare.

        Args:
            patterns: How secrets in texts are told.
            words: How headers of columns with secrets are told.
        """
        self._mask = Mask(patterns)
        self._words = header_words(words)

    def text(self, text: str) -> str:
        """Return any text without secrets: the name of a file or sheet, a message."""
        return self._mask.plain(text)

    def titles(self, headers: Sequence[str]) -> tuple[str, ...]:
        """Return headers as they may be shown and logged."""
        shown = [self._words.shown(h) if self._words.is_secret(h) else h for h in headers]
        found = self._mask.mask_all(set(shown))
        return tuple(found[h].text if h in found else h for h in shown)

    def clear(
        self, table: Table, chosen: ImportMap, used: frozenset[str]
    ) -> tuple[Table, tuple[Removed, ...]]:
        """Return the table without secrets, and what was removed from texts.

        Columns of secrets are named by the table's ``secret``: those whose header says so, and
        those whose values are nothing but secrets for the most part. In all others the secrets
        are masked.

        Args:
            table: As it was read.
            chosen: The import map that will read it.
            used: Normalised headers that the map reads on purpose.
        """
        secret = set(secret_columns(table.headers, chosen, used, self._words))
        told: Counter[str] = Counter()
        changed: dict[int, dict[str, Masked]] = {}
        for position, column in enumerate(zip(*(row.cells for row in table.rows), strict=True)):
            if position in secret:
                continue
            found = self._found(set(column))
            if not found:
                continue
            hits = [found[text] for text in column if text in found]
            filled = sum(1 for text in column if text and not text.isspace())
            if sum(hit.whole for hit in hits) > filled * _MOST:
                secret.add(position)
                continue
            told.update(what for hit in hits for what in hit.what)
            changed[position] = found
        rows = _rewritten(table.rows, changed) if changed else table.rows
        removed = tuple(Removed(what=what, texts=texts) for what, texts in sorted(told.items()))
        return replace(table, rows=rows, secret=frozenset(secret)), removed

    def _found(self, texts: set[str]) -> dict[str, Masked]:
        """Return the texts that hold secrets; of a giant one only its beginning, which is all that is kept."""
        giants = {text for text in texts if len(text) > _LOOKED}
        found = self._mask.mask_all(texts - giants)
        for text in giants:
            masked = self._mask.mask(text[:_LOOKED])
            if masked.what:
                # A secret that was cut in two is not recognised: the end goes with it.
                found[text] = replace(masked, text=masked.text[:-_EDGE])
        return found

    def report(self, report: FileReport) -> FileReport:
        """Return a report in which no text holds a secret, whoever wrote the text."""
        return replace(
            report,
            path=self.text(report.path),
            error=self.text(report.error),
            rejected=tuple(replace(r, reason=self.text(r.reason)) for r in report.rejected),
            warnings=tuple(self.text(w) for w in report.warnings),
            samples=tuple(self.text(s) for s in report.samples),
            conflicts=tuple(
                replace(c, label=self.text(c.label), values=tuple(self.text(v) for v in c.values))
                for c in report.conflicts
            ),
        )


def _rewritten(rows: list[Row], changed: dict[int, dict[str, Masked]]) -> list[Row]:
    """Return rows with the masked texts in place; untouched rows are the same ones."""
    found: list[Row] = []
    for row in rows:
        cells = row.cells
        for position, masked in changed.items():
            if row.cells[position] in masked:
                cells = list(cells) if cells is row.cells else cells
                cells[position] = masked[row.cells[position]].text
        found.append(row if cells is row.cells else Row(row.line, cells))
    return found
