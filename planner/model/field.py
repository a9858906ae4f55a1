"""The inventory's vocabulary: which kinds of records there are and which fields they have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

import msgspec

from planner.model.condition import RawCondition


class FieldType(StrEnum):
    """What a field's canonical values are."""

    BOOLEAN = "boolean"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHOICE = "choice"
    LIST = "list"


class Derivation(msgspec.Struct, frozen=True, kw_only=True, rename={"source": "from"}):
    """How a field follows from another one at the plan's date, so that it is never stored."""

    source: str
    """The field it follows from (``from`` in the template)."""
    how: str
    """``days_since``, ``days_until``, ``years_since``, ``hours_before_observed``, ``passed``, ``later_than``,
    ``lifecycle_supported``, ``lifecycle_updatable`` or ``lifecycle_end``."""
    than: str = ""
    """Of ``later_than``: the field with the other date."""


class Field(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One field of one kind of record."""

    id: str
    title: str
    type: FieldType
    unit: str = ""
    choices: tuple[str, ...] = ()
    """Canonical values of a choice field."""
    one_of: dict[str, tuple[str, ...]] = {}
    """Choices that stand for one of several others, not known which: ``computer`` to laptop and
    desktop. A condition met by all of them holds, one met by some of them is unknown."""
    labels: dict[str, str] = {}
    """Canonical value to what people read. In a template ``choices`` is a table of the two, or a bare
    list where the values read well as they are."""
    fresh_for: int | None = 90
    """Days after which an observation is too old to count; None (0 in the template) for facts
    that do not age, such as a serial number. Of a derived field it holds for what a source
    states itself; a derived value is as fresh as the fact it follows from."""
    derive: Derivation | None = None
    """Set when the field is computed instead of observed."""
    activity: bool = False
    """A date of life, such as the last sign-in: the newest ones in a file tell when it was made."""
    blank_is_none: bool = False
    """In a list that is known to be complete and fills the column for some, a blank means that there is none: who
    has no leaving date is still here."""
    internal: bool = False
    """Never shown to the client."""
    column: bool = False
    """Shown as a column of the inventory table."""

    def label_of(self, value: str) -> str:
        """Return how people read a value of a choice field, wherever one is shown."""
        return self.labels.get(value, value.replace("_", " "))


class Implication(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, rename={"source": "from"}):
    """What a record certainly is although no source says so.

    ``field`` takes ``value`` where nobody observed it and every text observed of ``from`` fits.
    """

    field: str
    value: str
    source: str
    """The text it follows from (``from`` in the template)."""
    matches: tuple[str, ...]
    """Patterns with ``*``; case is ignored."""
    unless: tuple[str, ...] = ()
    """Patterns of texts from which it does not follow after all."""


class StandsFor(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which other records a record names: a backup names the servers it copies."""

    kind: str
    """Kind of the named records."""
    by: tuple[str, ...]
    """Text fields in which their labels stand."""


class Kind(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One collection of the inventory."""

    id: str
    """Plural, for example ``devices``."""
    title: str
    singular: str
    label: tuple[str, ...] = ("name",)
    """Fields that name a record to people: the first that is known."""
    label_form: str = ""
    """How several fields name a record together, as ``{service} ({host}, port {port})``, where all are known."""
    per: str = ""
    """The price unit one record of this kind counts as: ``device``, ``user``, ``server``, ``site``
    or empty."""
    not_live: dict[str, RawCondition] = {}
    """Field to what it says of a record that is not in use (retired, lost, in stock, disabled): it is in
    no scope and no count, unless a rule names the field."""
    stands_for: StandsFor | None = None
    """The records that are counted in its place, where something is priced by their unit."""
    implied: tuple[Implication, ...] = ()
    field: tuple[Field, ...] = ()
    """The fields, in the order in which people want to see them."""


_PLACE = re.compile(r"\{(\w+)\}")


def named_fields(form: str) -> tuple[str, ...]:
    """Return the fields that a `Kind.label_form` names."""
    return tuple(_PLACE.findall(form))


def formed(form: str, values: Mapping[str, str]) -> str:
    """Return a label of several fields; empty when one of them is missing."""
    if not form or not all(values.get(name) for name in named_fields(form)):
        return ""
    return _PLACE.sub(lambda place: values[place[1]], form)
