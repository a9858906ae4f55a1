"""The work that closes gaps, as the catalogue describes it."""

from __future__ import annotations

import msgspec

from planner.model.condition import RawCondition


class CostLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"standards": "for"}):
    """One line of an initiative's money."""

    item: str
    price: str
    """Id in the price book."""
    timing: str
    """``once`` or ``monthly``. A yearly price counts one twelfth a month."""
    per: str
    """``fixed``, ``user``, ``device``, ``server``, ``site``, ``admin``, ``app`` or ``agent``."""
    standards: tuple[str, ...]
    """The findings it is for (``for`` in the template): the line counts when one of them is closed,
    and its quantity is the number of different records those findings affect."""
    where: dict[str, RawCondition] = {}
    """Restricts which of the affected records are counted."""
    each: float = 1.0
    """How many of the priced thing one record takes, for example two keys an administrator."""
    optional: bool = False
    """Counts in the high figure only."""
    when_known: bool = False
    """Counts only when one of its findings is known: until then it is asked, not bought."""
    at_least: int = 1
    """Counts only where so many devices of the line's ``class`` are in use or none is listed."""
    not_for: tuple[str, ...] = ()
    """Industries that do this themselves."""


class HoursLine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"standards": "for"}):
    """One line of an initiative's hours."""

    standards: tuple[str, ...]
    """The findings it is for (``for`` in the template), as of a line of money."""
    who: str = "partner"
    """``partner`` or ``client``: whose hours they are. Only the partner's are priced and capped."""
    fixed: float = 0.0
    per: str = ""
    """What ``per_item`` is counted by: ``user``, ``device``, ``server``, ``site``, ``admin`` or ``app``."""
    per_item: float = 0.0
    where: dict[str, RawCondition] = {}
    """Restricts which of the affected records are counted."""
    keeps: bool = False
    """The records it counts stay in use: nobody works on a computer and throws it away."""
    named: bool = False
    """Only records known by name to be affected are counted: nothing stands in for others."""
    at_most: float | None = None
    """The hours never exceed this."""


class SavingContract(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which contract a record is paid by, and until when that can be changed."""

    of: str
    """Kind of the contracts."""
    makers: tuple[str, ...]
    """Fields of the record that name whose product it is: a contract of that name pays for it."""
    sellers: tuple[str, ...] = ()
    """Fields that name who sends the bill; asked after the makers."""
    reseller: dict[str, RawCondition] = {}
    """Contracts of sellers of everybody's products: they pay for none by that name alone."""
    renews: str = ""
    """Date field: the contract is renewed."""
    notice: str = ""
    """Number field: days of notice before that."""


class Saving(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"standards": "for"}):
    """Spending that ends: what is bought and not used, at its price a month, twelve times."""

    standards: tuple[str, ...]
    """The findings it comes with (``for`` in the template): it counts when one of them is known."""
    of: str
    """Kind of the records."""
    bought: str
    """Number field: how many are paid for."""
    used: str
    """Number field: how many are in use."""
    price: str
    """Number field: money a month for each, in the client's currency."""
    renews: str = ""
    """Date field: the record is renewed, and seats can be handed back before."""
    contract: SavingContract | None = None
    """The contract that pays for it, whose dates go before its own."""


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"standard": "for"}):
    """The part of another work's finding that this one closes."""

    standard: str
    """The finding (``for`` in the template)."""
    where: dict[str, RawCondition]
    """Its records that are known to meet this."""


class FirstStep(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"standards": "for"}):
    """One thing that happens in the first 90 days."""

    day: int
    """Counted from the day the work starts."""
    who: str
    """``client`` or ``partner``: who does it."""
    text: str
    standards: tuple[str, ...] = ()
    """The findings it is about (``for`` in the template), where the work is about several things at once."""


class Machine(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One record that is replaced because it is old."""

    kind: str
    id: str
    label: str
    due: str
    """ISO date: when its replacement is due by plan age or end of support."""

    @property
    def key(self) -> tuple[str, str]:
        """Kind and id."""
        return self.kind, self.id


class Replaced(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The machines of one class that a piece of work replaces, and what one new one takes."""

    equipment: str
    """Id of the class (`planner.model.budget_rule.Equipment`)."""
    title: str
    plural: str
    price: str
    """Id in the price book."""
    hours: float = 0.0
    client_hours: float = 0.0
    machines: tuple[Machine, ...]

    @property
    def counted(self) -> str:
        """``1 laptop``, ``3 laptops``."""
        number = len(self.machines)
        return f"{number} {self.title if number == 1 else self.plural}"


class InitiativeSpec(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of work."""

    id: str
    title: str
    outcome: str
    """What the client has when it is done."""
    phase: int
    """1 (secure the base), 2 (standardise), 3 (get ahead)."""
    duration: int = 1
    """Quarters it takes."""
    requires: tuple[str, ...] = ()
    """Initiatives to finish first, unless nothing is left to do in them."""
    effect: float = 1.0
    """Share of its findings' risk that is gone when it is done, 0 to 1."""
    takes: tuple[Part, ...] = ()
    """Parts it closes of findings whose standards name other work."""
    saving: Saving | None = None
    """Money it saves each year, as far as the inventory shows it."""
    due_field: str = ""
    """A date field of affected records: the earliest one still ahead is the due date. What saves money
    (``saving``) is due by the first date at which it can still be saved."""
    due_where: dict[str, RawCondition] = {}
    """Only of records known to meet this."""
    line: tuple[CostLine, ...] = ()
    hours: tuple[HoursLine, ...] = ()
    first_steps: tuple[FirstStep, ...] = ()
    """What happens in the first days, in order."""
    replaces: tuple[Replaced, ...] = ()
    """Equipment it replaces because it is old, whatever the findings say. Never in a template: which machines
    come of age is worked out for each plan."""
    not_before: str = ""
    """ISO date: work starts no sooner than in the quarter that holds it."""
    due: str = ""
    """ISO date by which those have to be replaced."""
    least_weight: float = 0.0
    """What it weighs at least."""
    at_once: bool = False
    """It starts on the day of the meeting, not with the roadmap's first quarter."""
    owner: str = ""
    """Who usually leads it: ``client`` or ``partner``."""
