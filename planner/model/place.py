"""Places in a rule's sentence that are filled in for one client.

A rule's ``when_unmet`` and
``when_unknown`` may hold, in curly brackets,

==================  ==========================================================
``unmet`` ``met``   records that do not, and that do, meet the rule
``unknown``         records it could not judge
``known`` ``total`` the judged ones; all in its scope
``names``           up to three of the records meant, then how many more
``figure``          what was measured (of a rule that measures no share), with its unit
``good``            its bound for good, in words
``critical``        critical records that do not meet it
``those``           the critical ones among those that do not: ``it``, ``all 3`` or ``2 of them``
``left`` ``right``  of a ratio of sums: its two sides
``spare``           by how much the right side is the larger one
``different``       how many different values were counted
``unmet?is|are``    the first when the count is 1, else the second
==================  ==========================================================

A standard's own ``when_missing``, ``when_partial`` and ``when_unknown`` hold no figures: they are for
what rests on an answer, or on nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

COUNTS = ("unmet", "met", "unknown", "known", "total", "critical", "left", "right", "spare", "different")
WORDS = ("names", "figure", "good", "those")
_PLACE = re.compile(r"\{([^{}]*)\}")
_CHOICE = re.compile(r"(\w+)\?([^|{}]*)\|([^|{}]*)")


def filled(text: str, values: Mapping[str, int | str]) -> str:
    """Return a rule's sentence with its figures and names, and a capital at its start (see `placed`)."""
    done = placed(text, values)
    return done[:1].upper() + done[1:]


def placed(text: str, values: Mapping[str, int | str]) -> str:
    """Return a text with its figures and names.

    Args:
        text: The sentence, as the catalogue has it.
        values: What each place is filled with.

    Raises:
        ValueError: A place is none of those, or chooses by something that is no count.
    """

    def fill(found: re.Match[str]) -> str:
        inside = found[1]
        if inside in values:
            value = values[inside]
            return f"{value:,}" if isinstance(value, int) else value
        choice = _CHOICE.fullmatch(inside)
        if choice is None or not isinstance(values.get(choice[1]), int):
            raise ValueError(f"{{{inside}}} is nothing that can be filled in")
        return choice[2] if values[choice[1]] == 1 else choice[3]

    return _PLACE.sub(fill, text)


def places_flaw(text: str) -> str:
    """Return what is wrong with the places of a rule's sentence; empty when nothing is."""
    try:
        filled(text, {**dict.fromkeys(COUNTS, 2), **dict.fromkeys(WORDS, "x")})
    except ValueError as error:
        return str(error)
    return ""
