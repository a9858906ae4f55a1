"""What a budget and a timeline look for in an inventory, as ``templates/budget`` has it."""

from __future__ import annotations

import msgspec

from planner.model.condition import RawCondition


class Equipment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One class of things that are replaced when they are old."""

    id: str
    title: str
    """``laptop``."""
    plural: str
    """``laptops``."""
    kind: str
    """The records it is about."""
    where: dict[str, RawCondition]
    """Which of them: a record has to be known to meet all of it."""
    norm: str
    """Id of the hardware norm that says how long it serves."""
    price: str = ""
    """Id in the price book; empty when the record's own purchase price has to stand in."""
    ends: str = ""
    """The field that says when its system is no longer supported; empty when it does not matter."""
    batch: str = ""
    """What is replaced together with it: classes of one batch are ordered and rolled out in one go. Empty when
    it is bought as it comes, and never is a piece of work of its own."""
    hours: float = 0.0
    """The partner's hours to put one new one to work."""
    client_hours: float = 0.0
    """The client's own."""

    @property
    def group(self) -> str:
        """The batch, or the class itself where it has none."""
        return self.batch or self.id


class Held(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Systems that the hardware they run on cannot leave: their end is the end of the hardware."""

    id: str
    system: str
    """A regular expression on the system's name, version and build, read without regard to case."""
    bought_before: str = ""
    """Only for what was bought before this ISO date; empty for all."""
    why: str
    """In words, for people."""


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Records of a kind that are neither replaced nor dated."""

    id: str
    """The kind."""
    values: dict[str, tuple[str, ...]]
    """Field to the values that leave a record out."""


class Charge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the records of one kind say what is paid for every year."""

    id: str
    """The kind. Its place in the file is its rank: a line of an earlier kind covers later ones of the same name."""
    title: str
    """What one record is, for people: ``contract``."""
    yearly: str = ""
    """The field with the cost of a year."""
    monthly: str = ""
    """Or the field with the cost of a month, of one unit when there is a count."""
    count: str = ""
    """The field with the number of units paid for."""
    used: str = ""
    """The field with the number of units in use."""
    makers: tuple[str, ...] = ()
    """Fields that name whose product it is."""
    sellers: tuple[str, ...] = ()
    """Fields that name who sends the bill."""
    service: str = ""
    """The field that says what sort of service it is."""
    about: tuple[str, ...] = ()
    """Fields read for words that make it an insurance."""
    renewal: str = ""
    """The field with the date it is renewed."""
    notice: str = ""
    """The field with the days of notice before that."""


class DateField(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field of the inventory that belongs on the timeline."""

    id: str
    of: str
    """The kind of the records."""
    field: str
    event: str
    """Id of the `EventKind`."""
    happens: str
    """What happens on that date, after the name: ``warranty ends``."""


class EventKind(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One sort of date."""

    id: str
    title: str
    closes: bool = False
    """Whether something can no longer be done once it has passed."""
    look_back: int = 0
    """Days for which one that has passed is still told."""


class CurrencySign(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a currency is told in a cell of a client's list."""

    id: str
    """ISO 4217 code."""
    signs: tuple[str, ...] = ()
    """Signs that mean it; a sign of several currencies means the plan's own when it is one of them."""


class Policy(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Figures and word lists of the budget and the timeline."""

    id: str
    years: int
    """Length of a budget."""
    soon_days: int
    """A date inside so many days will not wait."""
    follow_up_days: int
    """So long after a question was put off it is looked at again."""
    batch_least: float = 0
    """Money in the price book's currency: what comes due together and costs less is no work of its own."""
    batch_weight: float = 0
    """What a batch weighs at least, so that it is not left out for good where nothing is wrong with it yet."""
    batch_share: float = 1
    """The share of a quarter's money that a batch takes at most: it is spread over as many quarters as that needs."""
    batch_outcome: str = ""
    """What the client has when a batch is replaced."""
    kept_years: float = 0
    """A device whose system was updated in place is not replaced before so many years after that."""
    fee_services: tuple[str, ...]
    """Services whose contract is the fee of the IT partner."""
    purchase_services: tuple[str, ...]
    """Services whose yearly figure is purchases of equipment: the refresh stands for them."""
    reseller_services: tuple[str, ...]
    """Services whose supplier also sells what others make: its contract does not cover those."""
    insurance: str
    """A regular expression that tells an insurance."""


class BudgetRules(msgspec.Struct, frozen=True, kw_only=True):
    """Everything ``templates/budget`` holds."""

    policy: Policy
    equipment: tuple[Equipment, ...] = ()
    held: tuple[Held, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    charges: tuple[Charge, ...] = ()
    dates: tuple[DateField, ...] = ()
    events: tuple[EventKind, ...] = ()
    currencies: tuple[CurrencySign, ...] = ()

    def event(self, name: str) -> EventKind:
        """Return a sort of date; one that nobody declared is told and closes nothing."""
        return next((one for one in self.events if one.id == name), EventKind(id=name, title=name))
