"""The heat map: how many findings stand where by impact and likelihood."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from textual.content import Content

from planner.model.catalogue import Vocabulary
from planner.tui.screens.gaps.row import Row, band_of
from planner.tui.text import fit

_LABEL = 22
_STYLES = {
    "bad": "bold $text-error on $error-muted",
    "warn": "bold $text-warning on $warning-muted",
    "": "bold",
    "muted": "",
}


def heat_map(rows: Sequence[Row], vocabulary: Vocabulary) -> Content:
    """Return the map as text: impact upwards, likelihood to the right, a count in each field.

    The band of a field is written in it as a letter, so that it reads without colour.
    """
    counts = Counter((r.result.impact, r.result.likelihood) for r in rows if r.result.risk > 0)
    impacts = {t.id: t.title for t in vocabulary.impacts}
    pieces: list[str | tuple[str, str]] = []
    for impact in range(5, 0, -1):
        label = fit(impacts.get(str(impact), ""), _LABEL, right=True)
        pieces.append((f"{label} {impact} ", "$text-muted"))
        for likelihood in range(1, 6):
            title, tone = band_of(float(impact * likelihood), vocabulary.bands)
            count = counts[(impact, likelihood)]
            pieces.append((f" {count or '·':>3} {title[:1].lower() or ' '} ", _STYLES.get(tone, "")))
        pieces.append("\n")
    indent = " " * (_LABEL + 3)
    pieces.append((f"{indent}{''.join(f'{n:^7}' for n in range(1, 6))}\n", "$text-muted"))
    pieces.append((f"{indent}rare{'happening now':>31}\n\n", "$text-muted"))
    pieces.append(
        "Findings with known risk by impact (upwards) and likelihood. The letter is the band of a full gap: "
    )
    pieces.append(
        ", ".join(f"{b.title[:1].lower()} {b.title.lower()} from {b.at_least:g}" for b in vocabulary.bands)
    )
    return Content.assemble(*pieces, ".")
