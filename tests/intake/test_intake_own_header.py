"""A list whose headers are those of our own screens comes back as it went out."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planner.intake import settle
from planner.intake.cell.header import normalised
from planner.intake.match.own_header import own_headers, with_own_headers
from planner.model.fact import Value
from planner.model.field import Field, FieldType, Kind
from planner.model.lifecycle import Lifecycle
from tests.intake.factory import TODAY, catalogue, maps, read, report

KINDS = catalogue().kinds
GENERIC = {chosen.kind: chosen for chosen in maps().values() if chosen.generic}
_NAMES = st.text("bcdfghjklmnpqrtvwz", min_size=4, max_size=10)
"""Letters that spell none of the words that mean something in a list."""
_SHAPED: dict[str, tuple[str, ...]] = {
    "mac": ("3C:5A:B4:00:10:2F",),
    "os_version": ("10.0.22631",),
    "host_os_version": ("7.0.3",),
    "domain": ("acme.example",),
    "serial": ("5CG0001AAA", "0012345"),
}
"""Fields whose values have a form of their own."""


def test_every_kind_has_a_map_for_any_list() -> None:
    assert GENERIC.keys() == KINDS.keys()


def _value(field: Field) -> st.SearchStrategy[Value]:
    if field.id in _SHAPED:
        found = st.sampled_from(_SHAPED[field.id])
        return found.map(lambda text: (text,)) if field.type is FieldType.LIST else found
    match field.type:
        case FieldType.BOOLEAN:
            return st.booleans()
        case FieldType.CHOICE:
            return st.sampled_from(field.choices)
        case FieldType.NUMBER if field.unit in {"share", "%"}:
            return st.sampled_from((0.25, 0.5, 1)) if field.unit == "share" else st.integers(1, 100)
        case FieldType.NUMBER:
            return st.integers(1, 5000)
        case FieldType.DATE:
            return st.dates(TODAY.replace(year=2020), TODAY).map(lambda day: day.isoformat())
        case FieldType.LIST:
            return st.lists(_NAMES, min_size=1, max_size=3, unique=True).map(tuple)
        case FieldType.TEXT:
            return _NAMES


def _written(field: Field, value: Value, style: int) -> str:
    """Write a value as people would, in one of several ways."""
    if isinstance(value, bool):
        return (("yes", "no"), ("TRUE", "FALSE"), ("✓ yes", "✗ no"))[style][not value]
    if isinstance(value, int | float):
        if field.unit == "share":
            return f"{value * 100:g}%" if style else str(value)
        return (str(value), f"{value:,}", f"{value:,} {field.unit}".rstrip())[style]
    if isinstance(value, tuple):
        return "; ".join(value)
    text = str(value)
    return (text, text.replace("_", " "), text.replace("_", " ").title())[style] if field.choices else text


def _label(kind: Kind) -> Field:
    wanted = "login" if kind.id == "accounts" else kind.label[0]
    return next(field for field in kind.field if field.id == wanted)


@st.composite
def _lists(draw: st.DrawFn, kind: Kind) -> tuple[tuple[Field, ...], list[dict[str, Value]], int]:
    label = _label(kind)
    pool = [f for f in kind.field if f is not label and f.id != "source_id"]
    chosen = draw(st.one_of(st.just(pool), st.lists(st.sampled_from(pool), min_size=1, unique_by=id)))
    observed = {f.id for f in (label, *chosen) if f.derive is None}
    # A derived value gives way to the one that follows from the field it comes from.
    fields = tuple(f for f in chosen if f.derive is None or f.derive.source not in observed)
    rows = []
    for number in range(draw(st.integers(1, 3))):
        row: dict[str, Value] = {field.id: draw(_value(field)) for field in fields}
        name = draw(_value(label))
        row[label.id] = f"{name}{number}" if isinstance(name, str) and not label.choices else name
        # What has to differ from one record to the next.
        row.update(
            {
                f: f"{row[f]}{number}"
                for f in ("serial", "hardware_uuid", "entra_device_id", "asset_tag", "email")
                if f in row
            }
        )
        row.update({f: (f"3C:5A:B4:00:10:0{number}",) for f in ("mac",) if f in row})
        rows.append(row)
    return (label, *fields), rows, draw(st.integers(0, 2))


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_list_under_our_own_titles_is_read_back(tmp_path: Path, name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    fields, rows, style = data.draw(_lists(kind))
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow([field.title for field in fields])
    writer.writerows([[_written(field, row[field.id], style) for field in fields] for row in rows])
    path = tmp_path / "list.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    preview = read(path, as_format=GENERIC[name].id)
    found = report(preview)
    assert (found.error, found.rejected, found.unmapped_columns, found.dropped_secret_columns) == (
        "",
        (),
        (),
        (),
    )
    assert not [w for w in found.warnings if "not understood" in w]
    items = settle(preview.plan, catalogue(), Lifecycle(), TODAY).of(name)
    for row, item in zip(rows, items, strict=True):
        got = {field: fact.value for field, fact in item.facts.items()}
        assert {field: got.get(field) for field in row} == row


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("shown", [True, False], ids=["columns", "all"])
def test_our_own_titles_are_recognised(tmp_path: Path, name: str, shown: bool) -> None:
    kind = KINDS[name]
    fields = [f for f in kind.field if f.column or not shown]
    titles = [f.title for f in (*fields, *(() if _label(kind) in fields else (_label(kind),)))]
    path = tmp_path / "list.csv"
    path.write_text(",".join(f'"{t}"' for t in titles) + "\n" + ",".join("x" for _ in titles) + "\n")
    assert report(read(path)).format == GENERIC[name].id


@pytest.mark.parametrize("name", KINDS)
def test_a_field_is_read_under_its_id_too(name: str) -> None:
    chosen = with_own_headers(maps(), KINDS)[GENERIC[name].id]
    for key, field in own_headers(KINDS[name]).items():
        readers = {c.to for c in chosen.column if key in {normalised(n) for n in (*c.names, *c.join)}}
        assert field in readers or key != normalised(
            next(f.title for f in KINDS[name].field if f.id == field)
        )


# A column may say more than its own field; everything else that one of our titles feeds is a slip.
MORE = {
    ("accounts", "email", "login"),
    ("accounts", "display_name", "kind"),
    ("accounts", "given_name", "display_name"),
    ("accounts", "given_name", "kind"),
    ("accounts", "family_name", "display_name"),
    ("accounts", "family_name", "kind"),
    ("backups", "job", "item"),
    ("accounts", "job_title", "kind"),
    ("accounts", "mfa_methods", "mfa_strength"),
    ("accounts", "mfa_strength", "mfa_methods"),
    ("accounts", "guest", "kind"),
    ("accounts", "login", "kind"),
    ("accounts", "licences", "kind"),
    # A login of the kind "admin" is an administrator's.
    ("accounts", "kind", "is_admin"),
    ("devices", "model", "class"),
    # A note that a computer steers equipment says what sort it is.
    ("devices", "notes", "class"),
    ("devices", "os_name", "os_version"),
    ("servers", "os_name", "os_version"),
    ("documents", "title", "kind"),
    ("mailboxes", "forwards_to", "forwards_outside"),
}


@pytest.mark.parametrize("name", KINDS)
def test_a_title_means_one_field(name: str) -> None:
    kind = KINDS[name]
    titles = {normalised(field.title): field.id for field in kind.field}
    stray = {
        (name, titles[key], column.to)
        for column in GENERIC[name].column
        if not column.only or name in column.only
        for header in (*column.names, *column.join)
        if (key := normalised(header)) in titles and titles[key] != column.to
    }
    assert stray <= MORE
