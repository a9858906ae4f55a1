"""What the roadmap is drawn with: bars, scales, and which columns are in sight."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rich.cells import cell_len

from planner.model.roadmap import Roadmap
from planner.roadmap import Comparison
from planner.tui.screens.roadmap import load
from planner.tui.screens.roadmap.bars import Scale, bar, bar_cell
from planner.tui.screens.roadmap.columns import columns, gantt_columns
from planner.tui.screens.roadmap.row import Row
from planner.tui.screens.roadmap.trial import percent_more
from planner.tui.widgets.column import Cell, layout
from tests.tui.work import HOSTILE, QUARTERS, approved, flat, piece

LONG = "Internet that does not hold people back"


def scale(count: int = 12, each: int = 1, now: int | None = None) -> Scale:
    return Scale(QUARTERS[:count], each, now)


def row(start: int | None, length: int = 1, due: int | None = None, *, late: bool = False) -> Row:
    made = piece("X", start, length=length, due=due)
    return replace(made, placement=replace(made.placement, lateness=1 if late else 0))


def test_a_bar_has_a_block_for_every_quarter_of_work_and_a_mark_for_the_due_date() -> None:
    assert bar(row(1, 2, due=4), scale(6)) == "·██·◇·"
    assert bar(row(1, 2, due=2), scale(6)) == "·██···"
    assert bar(row(None), scale(4)) == "····"
    assert bar(row(0, due=1), scale(2, 3)) == "███·◇·"
    assert bar(row(0, due=0), scale(2, 3)) == "█◇█···"
    assert bar(row(0, 2), scale(4), 1) == "·██·", "while it is carried"


def test_the_quarter_it_is_now_is_marked_where_nothing_stands() -> None:
    assert bar(row(0), scale(3, 3, now=1)) == "███┊·····"
    assert bar(row(1), scale(3, 3, now=1)) == "···███···"
    assert scale(3, 4, now=1).title == "’27─▸Q2─Q3──"


def test_the_scale_names_the_years_and_the_quarters_where_there_is_room() -> None:
    assert scale().title == "’27─’28─’29─"
    assert scale(5, 4).title == "’27─Q2──Q3──Q4──’28─"
    assert Scale(QUARTERS[2:6], 4).title == "’27─Q4──’28─Q2──"
    assert Scale(()).title == ""
    assert scale(3, 4).quarter(7) == 1
    assert scale(3, 4).quarter(12) is None
    assert scale(3, 4).quarter(-1) is None


def test_what_is_late_and_what_is_due_stand_out_in_a_bar() -> None:
    assert bar_cell(row(1, 2, due=4), scale(6)) == Cell("·██·◇·", "faint", ((1, 3, "accent"), (4, 5, "warn")))
    assert bar_cell(row(0, late=True), scale(2)).spans == ((0, 1, "bad"),)
    assert bar_cell(row(0), scale(3)).pieces(3, right=False) == [("█", "accent"), ("··", "faint")]


@pytest.mark.parametrize("width", [60, 76, 83, 98, 118, 140, 198])
def test_names_are_whole_in_list_and_chart_before_anything_else_gets_room(width: int) -> None:
    rows = [piece("A", 0, title=LONG, decision=approved()), piece("B", 1, requires=("A",))]
    for made in (
        columns(scale(), rows, width),
        gantt_columns(scale(), rows, width, lambda _: 0, lambda: None),
    ):
        shown, widths = layout(made, width)
        room = dict(zip((column.id for column in shown), widths, strict=True))
        assert sum(widths) + len(widths) + 1 <= width
        if width >= 76:
            assert room["title"] >= len(f"✓ {LONG}")
        if "bar" in room:
            bars = next(column for column in shown if column.id == "bar")
            assert len(bars.title) == room["bar"]
            assert bars.content(rows[0]).text.count("█") * 12 == room["bar"]
    listed = {column.id for column in layout(columns(scale(), rows, width), width)[0]}
    assert ("monthly" in listed) == (width >= 83)
    assert ("bar" in listed) == (width >= 98)


def test_a_very_long_name_does_not_take_everything() -> None:
    for title in HOSTILE:
        rows = [piece("A", 0, title=title * 9)]
        shown, widths = layout(gantt_columns(scale(), rows, 120, lambda _: 0, lambda: None), 120)
        assert dict(zip((column.id for column in shown), widths, strict=True))["bar"] >= 36
        for column, width in zip(shown, widths, strict=True):
            text = "".join(part for part, _ in column.content(rows[0]).pieces(width, right=column.right))
            assert cell_len(text) == width


def test_the_chart_says_what_waits_for_the_chosen_work_and_what_it_waits_for() -> None:
    rows = [piece("A", 0), piece("B", 1, requires=("A",)), piece("C", 2, requires=("B",))]
    chosen: list[Row] = []
    made = {
        c.id: c for c in gantt_columns(scale(), rows, 200, lambda _: 0, lambda: chosen[0] if chosen else None)
    }
    assert made["after"].content(rows[1]).text == "Work A"
    assert [made["tie"].content(one).text for one in rows] == ["", "", ""]
    chosen.append(rows[1])
    assert [made["tie"].content(one).text for one in rows] == ["▲", "", "▼"]
    assert "after" not in {c.id for c in gantt_columns(scale(), rows, 80, lambda _: 0, lambda: None)}


def test_money_and_hours_stand_below_each_other() -> None:
    rows = [piece("A", 0, one_time=flat(14_375), monthly=flat(5)), piece("B", 0, partner_hours=0.2)]
    made = [c for c in columns(scale(), rows, 140) if c.right]
    assert [c.id for c in made] == ["hours", "once", "monthly", "risk"]
    assert [c.content(rows[0]).text for c in made] == ["10", "14,375", "5", "1.0"]
    assert [c.content(rows[1]).text for c in made] == ["–", "–", "–", "1.0"]


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
