"""How secrets in texts are told, read from ``templates/secrets``; only when texts are read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from planner.model.problem import Problem
from planner.model.secret import SecretPattern, expression
from planner.standards.entries import Flaw, read_entries, without_flawed
from planner.standards.folder import in_order

ROOM = "secrets"
_TITLE = re.compile(r"\w[\w -]{0,38}\w")


def load_secrets(
    folders: Sequence[Path] | None = None,
) -> tuple[tuple[SecretPattern, ...], tuple[Problem, ...]]:
    """Read the patterns, each tried on its own examples.

    A pattern that cannot be used costs itself; the shipped one of its id then stays. Never fails.

    Args:
        folders: Template folders, later ones override earlier ones by id; None for the usual.
    """
    found, problems = read_entries(in_order(folders), ROOM, "secret", SecretPattern)
    sound, flaws = without_flawed(found, _flaw)
    return tuple(entry.value for entry in sound.values()), (*problems, *flaws)


def _flaw(pattern: SecretPattern) -> Flaw | None:
    try:
        compiled = expression(pattern.regex)
    except (re.error, RecursionError, OverflowError) as error:
        return "re", f"is no regular expression ({error}); correct it"
    if compiled.groups != 1:
        return (
            "re",
            f"has {compiled.groups} groups and needs one, around the secret; write the others as (?:…)",
        )
    if compiled.match("") is not None:
        return "re", "matches nothing at all, so it would match everywhere; ask for at least one character"
    if not _TITLE.fullmatch(pattern.title):
        return "title", "has to be a few letters: it stands in the text where the secret stood"
    return _example_flaw(pattern)


def _example_flaw(pattern: SecretPattern) -> Flaw | None:
    if not pattern.examples:
        return "examples", "is missing: add a text with the secret that has to be found in it"
    for number, (text, secret) in enumerate(pattern.examples.items(), 1):
        found = [text[start:end] for start, end in pattern.spans(text)]
        if secret not in found:
            told = f"{found[0]!r} was found instead" if found else "nothing was found"
            return "examples", f"example {number} does not hold: {told}; correct `re` or the example"
        if not any(_hinted(hint, text.casefold()) for hint in pattern.hints):
            return "hints", f"are all missing in example {number}, so it would not be looked at; add one"
    for number, text in enumerate(pattern.counterexamples, 1):
        for start, end in pattern.spans(text):
            told = f"counterexample {number} is found ({text[start:end]!r})"
            return "counterexamples", f"{told}; narrow `re`, add to `unless` or correct it"
    return None


def _hinted(hint: str, text: str) -> bool:
    letters = "[a-z0-9]"
    parts = (letters if c == "?" else re.escape(c) for c in hint)
    return bool(hint) and re.search("".join(parts), text) is not None
