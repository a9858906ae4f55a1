"""One thing in the client's inventory."""

from __future__ import annotations

import msgspec

from planner.model.fact import Observation


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A device, account, domain, contract …: a bag of observed facts.

    Which kinds there are and which fields each kind has is knowledge of the catalogue
    (``templates/inventory``), not of this class. The dictionary is never changed in
    place; `with_observations` returns a new record. It never holds itself, so the garbage
    collector need not look at it (``gc=False``).
    """

    id: str
    """Unique within its kind, stable over re-imports."""
    kind: str
    """The collection it belongs to, for example ``devices``."""
    facts: dict[str, tuple[Observation, ...]] = {}
    """Field name to everything observed about it, one observation a source."""
    retired: bool = False
    """Taken out of the inventory by a person, kept so that a re-import does not revive it."""

    def with_observations(self, new: dict[str, Observation]) -> Record:
        """Return the record with each observation added, replacing the same source's older one."""
        facts = dict(self.facts)
        for field, observation in new.items():
            others = tuple(o for o in facts.get(field, ()) if o.source != observation.source)
            facts[field] = (*others, observation)
        return msgspec.structs.replace(self, facts=facts)
