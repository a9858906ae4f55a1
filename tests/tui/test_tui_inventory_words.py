"""Values, states and columns of the inventory in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.intake import parse_value
from planner.model.fact import Value
from planner.model.field import Field, FieldType, Kind
from planner.model.inventory import Fact, FactState, Item
from planner.tui.screens.inventory.column import columns
from planner.tui.screens.inventory.dispute import Disputes
from planner.tui.screens.inventory.kind import kind_rows
from planner.tui.screens.inventory.value import ago, fact_cell, fact_sort, input_text, value_text
from planner.tui.widgets.column import Cell, layout

BOOLEAN = Field(id="b", title="Encrypted", type=FieldType.BOOLEAN, column=True)
NUMBER = Field(id="n", title="Cost", type=FieldType.NUMBER, unit="money", column=True)
SHARE = Field(id="s", title="Share", type=FieldType.NUMBER, unit="share")
CHOICE = Field(id="c", title="State", type=FieldType.CHOICE, choices=("in_use", "spare"), column=True)
DATE = Field(id="d", title="Seen", type=FieldType.DATE, column=True)
LIST = Field(id="l", title="Addresses", type=FieldType.LIST)
TEXT = Field(id="name", title="Name", type=FieldType.TEXT, column=True)
SECRET = Field(id="i", title="Id", type=FieldType.TEXT, column=True, internal=True)
KIND = Kind(
    id="devices", title="Devices", singular="device",
    field=(BOOLEAN, TEXT, NUMBER, CHOICE, DATE, SECRET),
)  # fmt: skip


def fact(value: Value, state: FactState = FactState.KNOWN) -> Fact:
    return Fact(value=value, state=state, observed="2026-11-01", sources=("s1",))


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (BOOLEAN, True, "✓ yes"),
        (BOOLEAN, False, "✗ no"),
        (NUMBER, 1234567, "1,234,567 EUR"),
        (NUMBER, 12.5, "12.5 EUR"),
        (SHARE, 0.425, "42.5%"),
        (CHOICE, "in_use", "in use"),
        (DATE, "2026-11-01", "2026-11-01"),
        (DATE, "2026-11-01T10:20:30+01:00", "2026-11-01 10:20"),
        (LIST, ("a", "b"), "a; b"),
        (LIST, (), "none"),
        (TEXT, None, "none"),
    ],
)
def test_values_in_words(field: Field, value: Value, text: str) -> None:
    assert value_text(field, value, currency="EUR") == text


@pytest.mark.parametrize(
    ("given_fact", "text", "tone"),
    [
        (None, "?", "muted"),
        (fact(True), "✓ yes", ""),
        (fact(False, FactState.STALE), "✗ no ~", "muted"),
        (fact(None, FactState.CONFLICT), "≠", "warn"),
        (fact(()), "none", "muted"),
    ],
)
def test_cells_say_what_can_be_relied_on(given_fact: Fact | None, text: str, tone: str) -> None:
    assert fact_cell(BOOLEAN, given_fact) == Cell(text, tone)


def test_unknown_facts_are_sorted_last() -> None:
    assert fact_sort(BOOLEAN, None) is None
    assert fact_sort(BOOLEAN, fact(None, FactState.CONFLICT)) is None
    assert fact_sort(BOOLEAN, fact(())) is None
    assert fact_sort(BOOLEAN, fact(True)) == 1.0
    assert fact_sort(CHOICE, fact("x")) == "x"


def test_choices_are_sorted_as_they_are_read() -> None:
    kind = Field(id="k", title="K", type=FieldType.CHOICE, choices=("a_1",), labels={"a_1": "Zebra"})
    assert fact_sort(kind, fact("a_1")) == "Zebra"


@settings(max_examples=100)
@given(
    st.one_of(
        st.tuples(st.just(BOOLEAN), st.booleans()),
        st.tuples(st.just(NUMBER), st.integers(-(10**9), 10**9)),
        st.tuples(st.just(CHOICE), st.sampled_from(CHOICE.choices)),
        st.tuples(st.just(DATE), st.dates(date(1960, 1, 1), date(2100, 1, 1)).map(date.isoformat)),
        st.tuples(
            st.just(LIST), st.lists(st.from_regex(r"\A[a-z,]{2,6}\Z"), min_size=1, unique=True).map(tuple)
        ),
        st.tuples(st.just(TEXT), st.none()),
    )
)
def test_settling_enters_the_very_value_that_was_picked(case: tuple[Field, Value]) -> None:
    field, value = case
    assert parse_value(field, input_text(value)) == value


def test_columns_begin_with_the_name_and_hide_what_is_internal() -> None:
    shown = columns(KIND, currency="USD", client_view=False, width=100)
    assert [c.id for c in shown] == ["name", "b", "n", "c", "d", "i"]
    assert "i" not in [c.id for c in columns(KIND, currency="USD", client_view=True, width=100)]


@pytest.mark.parametrize("width", [20, 40, 58, 78, 86, 200])
def test_columns_that_find_no_room_are_left_out(width: int) -> None:
    shown, widths = layout(columns(KIND, currency="USD", client_view=False, width=width), width)
    assert shown[0].id == "name"
    assert sum(widths) + len(widths) + 1 <= max(width, 20)


def test_a_record_without_a_name_shows_its_id_dimmed() -> None:
    item = Item(id="devices-7", kind="devices", label="devices-7", facts={})
    name = columns(KIND, currency="USD", client_view=False, width=100)[0]
    assert name.content(item) == Cell("devices-7", "muted")


@pytest.mark.parametrize(
    ("observed", "text"),
    [("2026-11-22", "today"), ("2026-11-21", "yesterday"), ("2026-11-01", "21 days ago"),
     ("2026-11-24", "in 2 days"), ("rubbish", "")],
)  # fmt: skip
def test_how_long_ago(observed: str, text: str) -> None:
    assert ago(observed, date(2026, 11, 22)) == text


def test_kinds_in_use_are_listed_with_their_marks() -> None:
    from planner.model.inventory import Inventory

    item = Item(id="1", kind="devices", label="x", facts={})
    kinds = {k: Kind(id=k, title=k.title(), singular=k) for k in ("accounts", "devices", "sites", "wifi")}
    inventory = Inventory(today="2026-11-22", items={"devices": (item,)}, complete=frozenset({"sites"}))
    disputed: Disputes = {("devices", "1"): ("b", "n")}
    rows = kind_rows(kinds, inventory, disputed, everything=False, keep="wifi")
    assert [(r.id, r.number, r.mark, r.conflicts) for r in rows] == [
        ("devices", 1, "…", 2), ("sites", 0, "✓", 0), ("wifi", 0, "…", 0),
    ]  # fmt: skip
    assert len(kind_rows(kinds, inventory, disputed, everything=True)) == 4
