from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.intake.cell.value import comparable, parse_value, shown
from planner.model.error import PlannerError
from planner.model.fact import Value
from planner.model.field import Field, FieldType


def a_field(kind: FieldType, *, unit: str = "", choices: tuple[str, ...] = ()) -> Field:
    return Field(id="f", title="The field", type=kind, unit=unit, choices=choices)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("yes", True),
        ("Y", True),
        ("TRUE", True),
        ("on", True),
        (" no ", False),
        ("n", False),
        ("False", False),
    ],
)
def test_booleans_are_read_as_people_write_them(text: str, value: bool) -> None:
    assert parse_value(a_field(FieldType.BOOLEAN), text) is value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-3", -3),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("1,234", 1234),
        ("1,234,567.89", 1234567.89),
        ("1.234,56", 1234.56),
        ("1.234.567", 1234567),
        ("1 234,5", 1234.5),
        ("1\u202f234", 1234),
        ("1'250", 1250),
        ("$1,250.50", 1250.5),
        ("€ 99", 99),
        ("1.234", 1.234),
    ],
)
def test_numbers_take_a_point_or_a_comma(text: str, value: float) -> None:
    assert parse_value(a_field(FieldType.NUMBER), text) == value


def test_a_whole_number_stays_whole() -> None:
    assert isinstance(parse_value(a_field(FieldType.NUMBER), "16"), int)


def test_the_unit_may_be_typed_behind_the_number() -> None:
    assert parse_value(a_field(FieldType.NUMBER, unit="GB"), "16 gb") == 16
    assert parse_value(a_field(FieldType.NUMBER, unit="%"), "15%") == 15
    assert parse_value(a_field(FieldType.NUMBER, unit="share"), "25%") == 0.25


@pytest.mark.parametrize("text", ["many", "1e5", "nan", "inf", "1,23,4", "12 34", "9" * 40, "١٢", "5 TB"])
def test_what_is_no_number_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(PlannerError, match="Enter a number") as caught:
        parse_value(a_field(FieldType.NUMBER, unit="GB"), text)
    assert "The field" in str(caught.value)
    assert "GB" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2026-11-22", "2026-11-22"),
        ("2026/1/2", "2026-01-02"),
        ("22.11.2026", "2026-11-22"),
        ("4. 1. 2026", "2026-01-04"),
        ("22/11/2026", "2026-11-22"),
        ("11/22/2026", "2026-11-22"),
        ("5/5/2026", "2026-05-05"),
        ("22 Nov 2026", "2026-11-22"),
        ("22nd November 2026", "2026-11-22"),
        ("22-nov-2026", "2026-11-22"),
        ("Nov 22, 2026", "2026-11-22"),
        ("Sept 3 2026", "2026-09-03"),
        ("2026-11-22 10:30", "2026-11-22T10:30:00"),
        ("2026-11-22T10:30:00+01:00", "2026-11-22T10:30:00+01:00"),
        ("2026-11-22T10:30:00Z", "2026-11-22T10:30:00+00:00"),
    ],
)
def test_dates_that_can_be_read_in_one_way(text: str, value: str) -> None:
    assert parse_value(a_field(FieldType.DATE), text) == value


def test_a_date_that_can_be_read_in_two_ways_is_refused_with_both() -> None:
    with pytest.raises(PlannerError, match="2026-04-11 or 2026-11-04"):
        parse_value(a_field(FieldType.DATE), "04/11/2026")


@pytest.mark.parametrize(
    "text", ["soon", "2026-13-01", "31.02.2026", "1/2/26", "0001-01-01", "22 Foo 2026", "2026-11-22 99:99"]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(PlannerError, match="2026-11-22"):
        parse_value(a_field(FieldType.DATE), text)


def test_choices_are_found_by_id_or_title_in_any_case() -> None:
    field = a_field(FieldType.CHOICE, choices=("domain_controller", "file", "none"))
    assert parse_value(field, "Domain Controller") == "domain_controller"
    assert parse_value(field, "DOMAIN_CONTROLLER") == "domain_controller"
    assert parse_value(field, "none") == "none"
    assert parse_value(field, "-") is None
    with pytest.raises(PlannerError, match="domain controller, file, none"):
        parse_value(field, "cat")


def test_lists_are_split_at_semicolons_or_else_commas() -> None:
    field = a_field(FieldType.LIST)
    assert parse_value(field, "a; b, c ;a") == ("a", "b, c")
    assert parse_value(field, "a, b") == ("a", "b")
    assert parse_value(field, "a\nb, c") == ("a", "b, c")
    assert parse_value(field, ";") is None


@pytest.mark.parametrize("kind", list(FieldType))
def test_none_says_there_is_none_and_a_blank_says_nothing(kind: FieldType) -> None:
    assert parse_value(a_field(kind), "none") is None
    assert parse_value(a_field(kind), " - ") is None
    with pytest.raises(PlannerError, match="left blank"):
        parse_value(a_field(kind), "  ")


def test_a_pasted_document_is_no_value() -> None:
    with pytest.raises(PlannerError, match="too long"):
        parse_value(a_field(FieldType.TEXT), "x" * 10_000_000)


@given(st.sampled_from(list(FieldType)), st.text(max_size=40))
@settings(max_examples=100)
def test_any_text_gives_a_value_or_a_message_without_control_characters(kind: FieldType, text: str) -> None:
    message = ""
    try:
        parse_value(a_field(kind, choices=("a",)), text)
    except PlannerError as error:
        message = str(error)
    assert message.isprintable()


@given(st.one_of(st.booleans(), st.integers(-(10**9), 10**9)))
@settings(max_examples=50)
def test_what_is_shown_is_read_back(value: bool | int) -> None:
    kind = FieldType.BOOLEAN if isinstance(value, bool) else FieldType.NUMBER
    assert parse_value(a_field(kind), shown(value)) == value


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (FieldType.TEXT, "Dell  Inc.", "DELL inc."),
        (FieldType.NUMBER, 16, 16.0),
        (FieldType.DATE, "2026-11-22", "2026-11-22T10:00:00Z"),
        (FieldType.LIST, ("a", "B"), ("b", "A")),
        (FieldType.TEXT, None, ()),
    ],
)
def test_values_that_say_the_same(kind: FieldType, one: Value, other: Value) -> None:
    assert comparable(kind, one) == comparable(kind, other)


def test_values_that_do_not() -> None:
    assert comparable(FieldType.BOOLEAN, True) != comparable(FieldType.NUMBER, 1)
    assert comparable(FieldType.DATE, "2026-11-22") != comparable(FieldType.DATE, "2026-11-23")
    assert comparable(FieldType.TEXT, None) != comparable(FieldType.TEXT, "none")
