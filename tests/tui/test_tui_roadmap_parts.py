"""What the roadmap is drawn with: bars, scales, and which columns are in sight."""

from __future__ import annotations

import pytest

from planner.model.money import Range
from planner.model.roadmap import Initiative, Placement, Roadmap
from planner.roadmap import Comparison
from planner.tui.screens.roadmap import load
from planner.tui.screens.roadmap.row import Row, bar, gantt_columns, scale
from planner.tui.screens.roadmap.trial import percent_more

QUARTERS = tuple(f"{2027 + i // 4}-Q{i % 4 + 1}" for i in range(12))
NOTHING = Range(low=0, expected=0, high=0)


def row(start: int | None, finish: int | None, due: int | None = None) -> Row:
    item = Initiative(
        id="X", title="X", outcome="", findings=(), unverified=(), risk_removed=1.0, weight=1.0, partner_hours=1.0, one_time=NOTHING,
        monthly=NOTHING, first_year=0.0, value=1.0, quick_win=False, priority="P1", requires=(), duration=1,
    )  # fmt: skip
    placement = Placement(initiative="X", start=start, finish=finish)
    return Row(item=item, placement=placement, start="", why="", due=due)


def test_a_bar_has_a_block_for_every_quarter_of_work_and_a_mark_for_the_due_date() -> None:
    assert bar(row(1, 2, due=4), 6) == "·██·◇·"
    assert bar(row(1, 2, due=2), 6) == "·██···"
    assert bar(row(None, None), 4) == "····"
    assert bar(row(0, 0, due=1), 2, each=3) == "███·◇·"


def test_the_scale_names_the_years_and_the_quarters_where_there_is_room() -> None:
    assert scale(QUARTERS) == "’27─’28─’29─"
    assert scale(QUARTERS[:5], 4) == "’27─Q2──Q3──Q4──’28─"
    assert scale(QUARTERS[2:6], 4) == "’27─Q4──’28─Q2──"
    assert scale(()) == ""


@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_the_chart_fits_the_width(width: int) -> None:
    chart = gantt_columns(QUARTERS, width)[-1]
    assert chart.width % 12 == 0
    assert chart.width + 12 <= max(width, 24)
    assert len(chart.title) == chart.width


def test_a_load_is_heavy_for_what_is_used_and_stands_out_only_over_the_cap() -> None:
    assert load.bar(5, 10, 10) == [("━━━━━", "$primary"), ("─────", "$text-disabled")]
    assert load.bar(0.1, 100, 10)[0] == ("━", "$primary")
    assert load.bar(11, 10, 10) == [("━━━━━━━━━!", "bold $error")]
    assert load.bar(5, None, 4) == ["    "]
    assert load.over_style(11, 10)
    assert not load.over_style(10, 10)


@pytest.mark.parametrize(
    ("amount", "text"),
    [(0, "0"), (999, "999"), (9140, "9,140"), (10_000, "10k"), (12_422, "12.4k"), (140_000, "140k"),
     (999_600, "1M"), (1_250_000, "1.3M"), (23_400_000, "23.4M")],
)  # fmt: skip
def test_amounts_are_short_enough_for_a_column(amount: float, text: str) -> None:
    assert load.short(amount) == text
    assert len(load._pair(amount, amount)) < load.WIDTH


def test_the_chosen_column_and_the_one_after_are_in_sight() -> None:
    for count in range(1, 15):
        for room in range(1, 8):
            for chosen in range(count):
                first = load.first_shown(count, room, chosen)
                assert 0 <= first <= max(count - room, 0)
                assert first <= chosen < first + room
                if room > 1 and chosen + 1 < count:
                    assert chosen + 1 < first + room
    assert load.first_shown(12, 6, None) == 0


@pytest.mark.parametrize(
    ("gap", "after", "percent"),
    [(0.0, 110.0, 10), (0.0, 90.0, -10), (0.05, 90.0, -10), (0.15, 90.0, 0), (0.15, 110.0, 10)],
)
def test_less_risk_than_the_first_plan_may_hide_is_not_claimed(
    gap: float, after: float, percent: int
) -> None:
    own = Roadmap(
        quarters=(), initiatives=(), placements={}, risk_carried=100, carried=100 + 100 * gap, bound=100, seconds=0
    )  # fmt: skip
    told = Comparison(
        moved=(), fell_out=(), came_in=(), risk_left=(0, 0), risk_carried=(100, after), money={}, hours={}
    )  # fmt: skip
    assert percent_more(own, told) == percent
