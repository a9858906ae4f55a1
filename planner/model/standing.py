"""How a client stands, in the same few words on every screen, page and command line."""

from __future__ import annotations

from planner.model.finding import MustHaves, Tally


def must_words(must: MustHaves) -> str:
    """Return ``must-haves 4 of 14, 6 missing, 4 unknown``; empty when none applies."""
    if not must.total:
        return ""
    parts = [f"must-haves {must.met} of {must.total}"]
    if must.missing:
        parts.append(f"{must.missing} missing")
    if must.unknown:
        parts.append(f"{must.unknown} unknown")
    return ", ".join(parts)


def tally_words(tally: Tally) -> str:
    """Return ``6 critical, 12 high, 40 lesser``; ``nothing known to be wrong`` without any."""
    named = ((tally.critical, "critical"), (tally.high, "high"), (tally.rest, "lesser"))
    return ", ".join(f"{count} {word}" for count, word in named if count) or "nothing known to be wrong"
