"""What a roadmap says: costed initiatives placed in quarters."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from planner.model.decision import Decision
from planner.model.initiative import Machine, Replaced
from planner.model.money import Range
from planner.model.reason import Reason, Unmet
from planner.model.schedule import Kept


class CostedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of money with its quantity."""

    item: str
    price: str
    timing: str
    """``once`` or ``monthly``."""
    per: str
    quantity: float
    """How many are known to be needed."""
    possible: float = 0.0
    """How many more may be needed: what is not known yet."""
    counted: str
    """Where the quantity comes from, in words."""
    amount: Range
    """In the plan's currency, per month for a monthly line. Low: quantity × low price; expected:
    (quantity + likely × possible) × expected price; high: (quantity + possible) × high price."""
    optional: bool = False
    unit: Range = Range()
    """The price of one, in the plan's currency; per month for a monthly line."""
    records: tuple[tuple[str, str], ...] = ()
    """Kind and id of the records it is bought for; empty where a number stands in for them."""
    maybe: tuple[tuple[str, str], ...] = ()
    """Those that may need it besides."""


class WorkLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of hours."""

    standards: tuple[str, ...]
    """The findings it is for."""
    who: str
    """``partner`` or ``client``."""
    hours: float
    records: tuple[tuple[str, str], ...] = ()
    """Kind and id of the records known to take it."""
    keeps: bool = False
    """They stay in use."""


class UnusedSeats(msgspec.Struct, frozen=True, kw_only=True):
    """Seats of one product that are paid for and not used."""

    record: tuple[str, str]
    """Kind and id."""
    label: str
    supplier: str = ""
    """Name of the contract that pays for them; empty when none is known."""
    seats: float
    bought: float
    yearly: float
    """Seats × price a month × 12."""
    renews: str | None = None
    """ISO date of the next renewal that can still be changed; renewals are taken to be yearly."""
    by: str | None = None
    """ISO date of the last day for that: the last day for notice, else the day of the renewal."""
    notice: bool = False
    """Notice has to be given by then."""


class Initiative(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work for this client: what it closes, takes and brings."""

    id: str
    title: str
    outcome: str
    findings: tuple[str, ...]
    """Standards known not to be met that it closes, worst first."""
    unverified: tuple[str, ...]
    """Standards of its own that may add to it once settled."""
    risk_removed: float
    """Σ risk of its findings × effect."""
    unverified_removed: float = 0.0
    """Σ unverified risk of its findings × effect."""
    gain: float = 0.0
    """Yearly net return; 0 when nothing is known of one."""
    unused: tuple[UnusedSeats, ...] = ()
    """What it stops paying for, the earliest date first."""
    weight: float
    """risk_removed + likely × unverified_removed + gain ÷ point: what the schedule goes by."""
    partner_hours: float
    """The partner's hours: priced, and held against the cap."""
    client_hours: float = 0.0
    """The client's own hours: neither priced nor capped."""
    one_time: Range
    monthly: Range
    first_year: float
    """Expected one-time + 12 × expected monthly + partner hours × hourly rate."""
    value: float
    """weight ÷ (1 + first_year ÷ point)."""
    quick_win: bool
    at_once: bool = False
    """It starts on the day of the meeting: the catalogue says so, or it is due before the first quarter."""
    priority: str
    """``P1`` to ``P4``."""
    requires: tuple[str, ...]
    """Initiatives of this roadmap that have to finish first."""
    duration: int
    lines: tuple[CostedLine, ...] = ()
    work: tuple[WorkLine, ...] = ()
    """Where its hours come from."""
    not_bought: tuple[str, ...] = ()
    """Sentences: what it needs and does not buy, because it is paid for already or bought elsewhere."""
    hours_why: str = ""
    """How the hours come about, in words."""
    due: str | None = None
    """ISO date."""
    not_before: str | None = None
    """ISO date: it starts no sooner than in the quarter that holds it."""
    replaces: tuple[Replaced, ...] = ()
    """Equipment it replaces because it is old."""
    pinned: str | None = None
    """Quarter id."""
    decision: Decision | None = None

    @property
    def machines(self) -> tuple[Machine, ...]:
        """Everything it replaces because it is old."""
        return tuple(machine for one in self.replaces for machine in one.machines)


class Placement(msgspec.Struct, frozen=True, kw_only=True):
    """Where an initiative stands and why."""

    initiative: str
    start: int | None
    """Index of the quarter it starts in, counting from 0; None when unscheduled."""
    finish: int | None
    reasons: tuple[Reason, ...] = ()
    """Why it stands there, or nowhere; the strongest first."""
    lateness: int = 0
    """By how many quarters it passes its due date; up to one past the last quarter when unscheduled."""

    @property
    def late(self) -> bool:
        """Whether it finishes after its due date."""
        return self.start is not None and self.lateness > 0


class QuarterLoad(msgspec.Struct, frozen=True, kw_only=True):
    """What one quarter carries."""

    id: str
    starts: str = ""
    """Its first day, an ISO date."""
    ends: str = ""
    """Its last day."""
    one_time: float
    recurring: float
    hours: float
    cap: float | None
    hours_cap: float | None
    risk_start: float
    risk_end: float


class Roadmap(msgspec.Struct, frozen=True, kw_only=True):
    """A schedule with everything needed to explain it."""

    quarters: tuple[QuarterLoad, ...]
    initiatives: tuple[Initiative, ...]
    """In order of start, then value, but for places given by hand; unscheduled ones last."""
    placements: dict[str, Placement]
    """Initiative id to placement."""
    risk_carried: float
    """Σ over the quarters of the risk left at each quarter's end."""
    carried: float
    """Σ over the quarters of the weight of what is not finished by each quarter's end: what the
    schedule makes small."""
    bound: float
    """A proven lower bound of carried for as many approvals and due dates met."""
    lateness: float = 0.0
    """Σ quarters past a due date × weight: what comes before carried."""
    seconds: float
    """Time the search took; not part of what is compared between runs."""
    schedule: Kept | None = None
    """The schedule as it is kept with the plan."""
    kept: bool = False
    """It is the one that was kept: nothing was planned again."""
    problems: tuple[Unmet, ...] = ()
    """What could not be met: a due date, a pin over the cap …"""

    def wanted(self, gravest: Sequence[str] = ()) -> tuple[Initiative, ...]:
        """Return what nobody has decided about yet, most urgent first.

        What closes one of the gravest findings comes first, in their order: a page asks for what it
        complains of. Then what has a quarter; then by priority, by the quarter it starts in and by the
        risk it removes.

        Args:
            gravest: Ids of the standards spoken of first.
        """

        def place(one: Initiative) -> int:
            closes = (at for at, name in enumerate(gravest) if name in one.findings)
            return next(closes, len(gravest))

        undecided = (one for one in self.initiatives if one.decision is None)
        return tuple(sorted(undecided, key=lambda one: (place(one), *self._urgency(one))))

    def _urgency(self, one: Initiative) -> tuple[bool, str, int, float, str]:
        start = self.placements[one.id].start
        return (start is None, one.priority, -1 if start is None else start, -one.risk_removed, one.id)

    @property
    def gap(self) -> float:
        """(carried − bound) ÷ max(bound, 1)."""
        return (self.carried - self.bound) / max(self.bound, 1.0)
