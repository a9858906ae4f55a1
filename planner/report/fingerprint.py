"""A short mark of what a plan holds, so that a signed page says which state it is about."""

from __future__ import annotations

import hashlib
import json

import msgspec

from planner.model.plan import Plan

_GROUPS = 4
_WIDTH = 4


def fingerprint(plan: Plan) -> str:
    """Return sixteen hexadecimal digits in four groups, for example ``3fa0 91bc 77de 0142``.

    The first 64 bits of the SHA-256 of the whole plan: whatever is changed in it changes the mark, the
    consultant's own notes included, so that the client's and the internal document bear the same one.
    """
    try:
        state = msgspec.json.encode(plan, order="deterministic")
    except UnicodeEncodeError:
        # Half of a surrogate pair, typed and not saved yet: saving takes it out, and no document fails over it.
        state = json.dumps(msgspec.to_builtins(plan, order="deterministic")).encode("ascii")
    digest = hashlib.sha256(state).hexdigest()
    return " ".join(digest[at : at + _WIDTH] for at in range(0, _GROUPS * _WIDTH, _WIDTH))
