"""How a rule's sentence counts: of one record, of two groups told together, of records that may not belong.

The catalogue writes each sentence for many records: ``{unmet} of {total} {total?laptop|laptops} {unmet?has|have}
no encrypted disk: {names}``. What is around the count is its frame; from it the other ways of saying it are made.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from planner.model.place import filled, placed

_NAMED = ": {names}"
_COUNTED = re.compile(
    r"\{(?P<count>unmet|unknown)\} of \{(?P<of>total|known)\} (?P<noun>[^{}:]*\{(?P=of)\?[^{}]*\})"
)

Values = Mapping[str, int | str]
"""What each place of a sentence is filled with."""


class Frame(msgspec.Struct, frozen=True):
    """A sentence that counts some records of all of a sort."""

    before: str
    noun: str
    """What is counted, as a place: ``staff {total?account|accounts}``."""
    after: str
    count: str
    of: str
    named: bool
    """Whether the records' names stand at its end (which ``after`` leaves out)."""


def frame(text: str) -> Frame | None:
    """Return the parts of a sentence that counts; None when it does not."""
    found = _COUNTED.search(text)
    if found is None:
        return None
    after = text[found.end() :]
    return Frame(
        before=text[: found.start()],
        noun=found["noun"],
        after=after.removesuffix(_NAMED),
        count=found["count"],
        of=found["of"],
        named=after.endswith(_NAMED),
    )


def phrase(text: str, values: Values) -> str:
    """Return a rule's sentence with its figures and names.

    Of a single record it does not count: ``Your server SRV-01 no longer gets security updates``.
    """
    found = frame(text)
    if found is None or values[found.of] != 1:
        return filled(text, values)
    return filled(f"{found.before}{_only(found)}{found.after}", values)


def together(first: str, second: str, one: Values, two: Values) -> str:
    """Return two sentences that say the same of two groups as one; empty when they do not say the same.

    Args:
        first: The sentence of the first group.
        second: That of the second.
        one: What its places are filled with.
        two: The same of the second.
    """
    left, right = frame(first), frame(second)
    if left is None or right is None or not (left.named and right.named):
        return ""
    if (left.before, left.after) != (right.before, right.after):
        return ""
    both = {key: _sum(value, two[key]) for key, value in one.items()}
    groups = " and ".join(
        placed(_group(part, values), values) for part, values in ((left, one), (right, two))
    )
    return filled(f"{left.before}{groups}{left.after}", both)


def belonging(text: str, names: str, count: int) -> str:
    """Return that it is not known whether some records are of the sort a sentence counts; empty without a sort.

    Args:
        text: The sentence.
        names: The records.
        count: How many they are.
    """
    found = frame(text)
    if found is None:
        return ""
    noun = placed(found.noun, {found.of: 2})
    return filled(f"It is not known whether {names} {{n?is one|are some}} of your {noun}", {"n": count})


def _only(found: Frame) -> str:
    return f"your {found.noun} {{names}}" if found.named else f"the only {found.noun}"


def _group(found: Frame, values: Values) -> str:
    if values[found.of] == 1:
        return _only(found)
    return f"{{{found.count}}} of {{{found.of}}} {found.noun} ({{names}})"


def _sum(left: int | str, right: int | str) -> int | str:
    return left + right if isinstance(left, int) and isinstance(right, int) else left
