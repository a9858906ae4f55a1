"""The plan: everything observed, said and decided about one client."""

from __future__ import annotations

import msgspec

from planner.model.answer import Answer
from planner.model.client import Client
from planner.model.decision import Acceptance, Change, Decision
from planner.model.fact import Source
from planner.model.record import Record
from planner.model.scenario import Scenario
from planner.model.schedule import Kept
from planner.model.settings import Settings
from planner.model.vouch import Vouch
from planner.model.work import OwnWork


class Plan(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """All stored facts of one engagement. Nothing in it is derived.

    The dictionaries are never changed in place: every edit makes a new plan with
    ``msgspec.structs.replace`` and new dictionaries, so that an unchanged part keeps its
    identity and whatever was computed from it can be kept.
    """

    id: str
    """Never changes, also when the plan is renamed or its file is copied elsewhere."""
    created: str
    """ISO date and time."""
    client: Client
    settings: Settings
    records: dict[str, dict[str, Record]] = {}
    """Kind to record id to record."""
    sources: dict[str, Source] = {}
    """Source id to source."""
    complete: dict[str, tuple[str, ...]] = {}
    """Kind to the ids of the sources that vouch for the list being complete."""
    vouched: tuple[Vouch, ...] = ()
    """Sources declared to list everything of which a fact is true."""
    answers: dict[str, Answer] = {}
    """Standard id to answer."""
    decisions: dict[str, Decision] = {}
    """Initiative id to decision."""
    changes: dict[str, tuple[Change, ...]] = {}
    """Initiative id to the figures changed by hand, one a field."""
    accepted: dict[str, Acceptance] = {}
    """Standard id to the acceptance of its risk."""
    work: dict[str, OwnWork] = {}
    """Work of the consultant's own: initiatives split, merged or added, by id."""
    scenarios: dict[str, Scenario] = {}
    """What-ifs that were kept, by name."""
    schedule: Kept | None = None
    """The schedule that was chosen last; it stands until something it depends on changes."""
    archived: bool = False
    stage: str = "assessment"
    """Where the engagement stands: an id from ``templates/vocabulary/client.toml``."""

    def accepted_on(self, today: str) -> dict[str, Acceptance]:
        """Return the acceptances that hold on a day, by standard id.

        Args:
            today: ISO date.
        """
        return {key: one for key, one in self.accepted.items() if one.in_force(today)}

    def price_rate(self, book: str) -> float | None:
        """Return how many units of the plan's currency one unit of a price book's buys.

        None when the currencies differ and nobody has stated a rate: then nothing can be priced.

        Args:
            book: The price book's currency, ISO 4217.
        """
        if self.settings.exchange_rate is not None:
            return self.settings.exchange_rate
        return 1.0 if book == self.client.currency else self.settings.currency_rates.get(book)

    def records_of(self, kind: str) -> tuple[Record, ...]:
        """Return the records of one kind that are not retired, in the order they were added."""
        return tuple(r for r in self.records.get(kind, {}).values() if not r.retired)
