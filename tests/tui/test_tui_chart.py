"""Charts of block characters: in their room, in proportion, and told apart without colour."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from planner.report.figure import Figure
from planner.tui.screens.roadmap.charts import Charts, Course, panes, quarters
from planner.tui.widgets.chart import Bar, chart, labels, level
from tests.tui.conftest import frame_text
from tests.tui.work import HOSTILE, QUARTERS, figure

AMOUNT = st.one_of(st.just(0.0), st.floats(-10, 1e9, allow_nan=False))
BARS = st.lists(st.builds(Bar, AMOUNT, AMOUNT, st.one_of(st.none(), AMOUNT), st.booleans()), max_size=14)
_EIGHTHS = " ▁▂▃▄▅▆▇█"


def rows(bars: list[Bar], height: int, each: int = 2) -> list[str]:
    """Return the lines of a chart as text."""
    return ["".join(text for text, _ in line) for line in chart(bars, height, each)]


def stands(lines: list[str], at: int) -> int:
    """Return how high a bar stands, in eighths of a line."""
    return sum(8 if line[at] == "▒" else max(_EIGHTHS.find(line[at]), 0) for line in lines)


@settings(max_examples=80, deadline=None)
@given(bars=BARS, height=st.integers(1, 20), each=st.integers(1, 16))
def test_a_chart_is_exactly_as_wide_and_as_tall_as_it_is_told(
    bars: list[Bar], height: int, each: int
) -> None:
    lines = rows(bars, height, each)
    assert len(lines) == height == len(labels(bars, height))
    assert all(cell_len(line) == len(bars) * each for line in lines)


@settings(max_examples=80, deadline=None)
@given(
    values=st.lists(st.floats(0, 1e9, allow_nan=False), min_size=2, max_size=12), height=st.integers(1, 20)
)
def test_more_never_stands_lower_and_something_is_always_seen(values: list[float], height: int) -> None:
    lines = rows([Bar(value) for value in values], height)
    heights = [stands(lines, at * 2) for at in range(len(values))]
    for value, reached in zip(values, heights, strict=True):
        assert (reached > 0) == (value > 0)
    order = sorted(range(len(values)), key=values.__getitem__)
    assert [heights[at] for at in order] == sorted(heights)
    assert max(heights) == (8 * height if max(values) > 0 else 0)


def test_parts_and_line_are_told_apart_without_colour() -> None:
    bars = [Bar(4, 4, 8.0), Bar(2, 0, 8.0), Bar(0, 4, 8.0), Bar(0, 0, 8.0)]
    assert rows(bars, 4) == ["█┄┄┄┄┄┄┄", "█       ", "▒   ▒   ", "▒ █ ▒   "]
    assert rows([Bar(1, line=0.0), Bar(0)], 1) == ["█   "]
    assert {style for line in chart([Bar(9, line=8.0, over=True)], 2, 2) for _, style in line} >= {"$error"}


def test_the_axis_names_the_upper_edge_and_where_the_line_begins() -> None:
    assert labels([Bar(16, line=8.0)], 4) == [16, 8.0, None, None]
    assert labels([Bar(8, line=8.0)], 3) == [8.0, None, None]
    assert labels([], 2) == [0, None]


@pytest.mark.parametrize(("value", "reached"), [(0, 0), (0.001, 1), (50, 4), (100, 8), (200, 8), (-3, 0)])
def test_a_level_is_a_share_of_the_top(value: float, reached: int) -> None:
    assert level(value, 100, 8) == reached
    assert level(value, 0, 8) == 0


def course(currency: str = "USD", count: int = 12, money: int = 5000) -> Course:
    """Return a course with one quarter over its cap."""
    figures: list[Figure] = [figure(f"{2027 + i // 4}-Q{i % 4 + 1}", money + 100 * i) for i in range(count)]
    figures[0] = figure(QUARTERS[0], 12_345, 90.0)
    return Course(figures, [max(500.0 - 40 * i, 0) for i in range(count)], 578.0, currency)


def test_figures_are_written_in_full_where_they_fit_and_marked_when_over_a_cap() -> None:
    _, money, hours = panes(course(), 3, 8)
    assert money.values == ("12,345!", "5,100", "5,200")
    assert hours.values[0] == "90!"
    assert panes(course(), 3, 7)[1].values[0] == "12.3k!"
    assert "cap 10,000" in money.legend
    free = course()._replace(figures=[figure("2027-Q1", cap=None)])
    assert "cap" not in panes(free, 1, 8)[1].legend


def test_quarters_are_named_in_full_where_they_fit() -> None:
    assert quarters(QUARTERS[:3], 8) == list(QUARTERS[:3])
    assert quarters(QUARTERS[2:6], 6) == ["’27", "Q4", "’28", "Q2"]


class Shown(App[None]):
    """The charts alone."""

    def __init__(self, told: Course) -> None:
        super().__init__()
        self.told = told

    def compose(self) -> ComposeResult:
        charts = Charts()
        charts.course = self.told
        yield charts


@pytest.mark.parametrize("size", [(80, 17), (100, 23), (200, 52), (30, 3), (12, 40), (80, 1)])
@pytest.mark.parametrize("currency", ["USD", HOSTILE[0][:8], "日本"])
async def test_the_charts_fit_their_room_and_print_their_figures(
    size: tuple[int, int], currency: str
) -> None:
    app = Shown(course(currency, 40 if size[0] == 100 else 12))
    async with app.run_test(size=size):
        lines = frame_text(app).splitlines()
        assert len(lines) <= size[1]
        assert all(cell_len(line) <= size[0] for line in lines)
        if size[0] >= 80 and size[1] >= 17:
            text = "\n".join(lines)
            assert "if nothing is done: 578" in text
            assert "500" in text
            assert "▒ once" in text
            assert ("first 15 of 40 quarters" in text) == (size[0] == 100)
            last = next(i for i in range(11, -1, -1) if f"{5000 + 100 * i:,}" in text)
            assert last >= 11
