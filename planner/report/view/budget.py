"""Money and hours by quarter and by fiscal year."""

from __future__ import annotations

import msgspec

from planner.report.figure import Figure, quarter_figures, total_figure, year_figures
from planner.report.material import Material
from planner.report.view.word import quarter_name, quarter_start


class BudgetLine(msgspec.Struct, frozen=True, kw_only=True):
    """One row of a budget table."""

    title: str
    begins: str
    """ISO date of its first day."""
    figure: Figure


class Budget(msgspec.Struct, frozen=True, kw_only=True):
    """The budget; its totals are the sums of its printed rows."""

    quarters: tuple[BudgetLine, ...]
    years: tuple[BudgetLine, ...]
    total: Figure
    capped: bool
    hours_capped: bool
    hourly_rate: float
    priced: bool
    """Whether a price can be written in the client's currency at all."""
    price_currency: str
    """ISO 4217 code of the price book's money."""
    fiscal: bool
    """Whether the fiscal year differs from the calendar year."""
    fiscal_year_start: int
    """Month."""
    estimated: bool
    """Whether anything is charged or worked at all."""


def budget(material: Material) -> Budget:
    """Return the budget."""
    roadmap, settings = material.roadmap, material.plan.settings
    rate = settings.hourly_rate
    book = material.catalogue.prices.currency
    sum_of_all = total_figure(roadmap, rate)
    start = material.plan.client.fiscal_year_start
    return Budget(
        quarters=tuple(
            BudgetLine(
                title=quarter_name(figure.id),
                begins=quarter_start(figure.id, start).isoformat(),
                figure=figure,
            )
            for figure in quarter_figures(roadmap, rate)
        ),
        years=tuple(
            BudgetLine(
                title=figure.id,
                begins=quarter_start(figure.quarters[0], start).isoformat(),
                figure=figure,
            )
            for figure in year_figures(roadmap, rate)
        ),
        total=sum_of_all,
        capped=any(load.cap is not None for load in roadmap.quarters),
        hours_capped=any(load.hours_cap is not None for load in roadmap.quarters),
        hourly_rate=rate,
        priced=material.plan.price_rate(book) is not None,
        price_currency=book,
        fiscal=start != 1,
        fiscal_year_start=start,
        estimated=bool(sum_of_all.money or sum_of_all.hours),
    )
