"""Why work stands where it stands, and what a schedule could not meet: values without words.

Quarters are indices from 0 and work is named by its id. Words are made where they are shown
(`planner.roadmap.wording`), with the titles and the names of quarters that are used there.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec


class _Value(msgspec.Struct, frozen=True, tag=True):
    """A reason or a problem; the tag says which."""


# -- why it cannot be placed in any quarter -------------------------------------------------


class Declined(_Value, frozen=True):
    """Somebody declined it."""

    by: str
    why: str


class DeferredAway(_Value, frozen=True):
    """Deferred past the end of the roadmap, or without a date."""

    by: str
    until: str | None


class TooLong(_Value, frozen=True):
    """It takes more quarters than there are."""

    takes: int
    quarters: int


class PinnedOutside(_Value, frozen=True):
    """Pinned where it does not fit into the roadmap."""

    pin: str


class Circular(_Value, frozen=True):
    """It waits for itself through what it requires."""


class NeedsImpossible(_Value, frozen=True):
    """It requires work that cannot be placed."""

    work: str
    because: Declined | DeferredAway | TooLong | PinnedOutside | Circular | None
    """The root of it; None when that is too long a story."""


Never: TypeAlias = Declined | DeferredAway | TooLong | PinnedOutside | Circular | NeedsImpossible


# -- why it has no quarter in this schedule -------------------------------------------------


class NeedsUnscheduled(_Value, frozen=True):
    """It requires work that has no quarter."""

    work: str


class NoQuarterLeft(_Value, frozen=True):
    """What it waits for ends too late for it to be finished inside the roadmap."""


class NothingToGain(_Value, frozen=True):
    """It removes no risk, saves nothing, is not asked for and nothing planned needs it."""


class Lack(msgspec.Struct, frozen=True):
    """How much more of one thing would be needed."""

    what: str
    """``money`` or ``hours``."""
    amount: float
    """The most that is missing in one of the quarters."""
    first: int
    """First quarter in which something is missing."""
    last: int


class Short(_Value, frozen=True):
    """What would have to be added to the caps for it to fit beside everything planned."""

    lacks: tuple[Lack, ...]


class Crowded(_Value, frozen=True):
    """It would fit where it is looked at alone, but not with what it needs."""


# -- why it stands in its quarter -----------------------------------------------------------


class Approved(_Value, frozen=True):
    """Somebody approved it."""

    by: str


class Pinned(_Value, frozen=True):
    """Somebody fixed its quarter."""

    by: str
    """Empty when nobody is named."""
    why: str


class NeededBy(_Value, frozen=True):
    """Fixed work waits for it: it has to be finished in a quarter."""

    works: tuple[str, ...]
    by: int


class NotSooner(_Value, frozen=True):
    """It brings nothing by itself and waits until what is planned needs it."""

    works: tuple[str, ...]


class Deferred(_Value, frozen=True):
    """Somebody deferred it."""

    by: str
    until: str


class Due(_Value, frozen=True):
    """It has a date to be finished by."""

    date: str


class Waits(_Value, frozen=True):
    """It starts in the quarter in which the last of what it requires finishes."""

    works: tuple[str, ...]
    until: int


class Full(_Value, frozen=True):
    """Earlier quarters have no room for it beside what is planned there."""

    quarters: tuple[int, ...]
    what: tuple[str, ...]
    """``money``, ``hours`` or both."""


class MonthlyFull(_Value, frozen=True):
    """Begun earlier, its monthly money would not fit into these quarters."""

    quarters: tuple[int, ...]


class FirstFree(_Value, frozen=True):
    """Nothing keeps it from the first quarter it may start in."""

    at_start: bool
    """That is the roadmap's first quarter, and nothing made it wait."""


class OfAge(_Value, frozen=True):
    """What it replaces comes of age then, and nothing keeps it from being replaced."""


class Brings(_Value, frozen=True):
    """What it is worth."""

    risk: float
    """Known risk it removes."""
    first_year: float
    best: bool
    """No other planned work has a higher value."""


Reason: TypeAlias = (
    Declined | DeferredAway | TooLong | PinnedOutside | Circular | NeedsImpossible
    | NeedsUnscheduled | NoQuarterLeft | NothingToGain | Short | Crowded
    | Approved | Pinned | NeededBy | NotSooner | Deferred | Due | Waits | Full | MonthlyFull | FirstFree | Brings | OfAge
)  # fmt: skip


# -- what could not be met ------------------------------------------------------------------


class ApprovedOut(_Value, frozen=True):
    """Approved work without a quarter."""

    work: str
    reasons: tuple[Reason, ...]


class PinnedOut(_Value, frozen=True):
    """Pinned work without a quarter."""

    work: str
    pin: str
    reasons: tuple[Reason, ...]


class PinnedEarly(_Value, frozen=True):
    """Pinned before what it needs can be finished."""

    work: str
    quarter: int
    needs: str


class PinnedDespite(_Value, frozen=True):
    """Pinned although somebody deferred it."""

    work: str
    quarter: int
    by: str


class Late(_Value, frozen=True):
    """It finishes after its due date."""

    work: str
    due: str
    finish: int
    quarters: int
    """How many quarters too late."""


class DueOut(_Value, frozen=True):
    """Due inside the roadmap, and without a quarter."""

    work: str
    due: str


class Over(_Value, frozen=True):
    """A quarter goes over a cap because of pins and what they wait for."""

    quarter: int
    what: str
    """``money`` or ``hours``."""
    amount: float
    """All that goes over the cap."""
    monthly: float = 0.0
    """The part of it that is monthly money of other work."""


class Unpriced(_Value, frozen=True):
    """Prices are in another currency than the plan, and nobody has stated what it is worth."""

    book: str
    """The price book's currency."""
    own: str
    """The plan's."""


Unmet: TypeAlias = Unpriced | ApprovedOut | PinnedOut | PinnedEarly | PinnedDespite | Late | DueOut | Over
