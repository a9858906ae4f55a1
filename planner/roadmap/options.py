"""What a roadmap is planned under."""

from __future__ import annotations

from datetime import date

import msgspec

from planner.model.error import PlannerError
from planner.model.plan import Plan
from planner.model.quarter import Quarter
from planner.model.settings import Cap
from planner.roadmap.schedule import Caps


class OptionsError(PlannerError):
    """The roadmap cannot be planned under these settings."""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """Caps, length and start of a roadmap."""

    budget_per_quarter: Cap = None
    """Cap on one-time plus recurring money of a quarter; None for no cap."""
    hours_per_quarter: Cap = None
    """Cap on hours of a quarter; None for no cap."""
    quarters: int = 12
    start: str
    """Id of the first quarter, ``YYYY-Qn``."""

    @classmethod
    def of(cls, plan: Plan) -> Options:
        """Return the plan's own settings; without a start the quarter the plan was made in.

        Raises:
            OptionsError: The start is no quarter or the roadmap has no quarters.
        """
        settings = plan.settings
        start = settings.start
        if not start:
            try:
                made = date.fromisoformat(plan.created[:10])
            except ValueError:
                raise OptionsError(
                    "The plan says neither when the roadmap starts nor when it was made."
                ) from None
            start = Quarter.of(made, plan.client.fiscal_year_start).id
        options = cls(
            budget_per_quarter=settings.budget_per_quarter,
            hours_per_quarter=settings.hours_per_quarter,
            quarters=settings.quarters,
            start=start,
        )
        _ = options.first
        if options.quarters < 1:
            raise OptionsError("A roadmap has at least one quarter.")
        return options

    @property
    def first(self) -> Quarter:
        """The first quarter.

        Raises:
            OptionsError: ``start`` is no quarter.
        """
        try:
            return Quarter.parse(self.start)
        except ValueError as error:
            raise OptionsError(f"The roadmap's start {error}.") from None

    @property
    def caps(self) -> Caps:
        """The caps, one figure a quarter."""
        return Caps.of(self.quarters, money=self.budget_per_quarter, hours=self.hours_per_quarter)

    def quarter_id(self, index: int) -> str:
        """Return the id of a quarter by its index from 0."""
        return self.first.plus(index).id
