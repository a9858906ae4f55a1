"""JSON and XML are containers: the same records come out of every form of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from planner.model.intake import FileReport, Preview
from tests.intake.factory import read_text, report, values

ONE = {"deviceName": "PC-1", "serialNumber": "AAAA111", "model": "Latitude 5440", "osVersion": "10.0.19045"}
TWO = {"deviceName": "PC-2", "serialNumber": "AAAA112", "model": "Latitude 5440", "osVersion": "10.0.22631"}
BOTH = [ONE, TWO]


def _names(preview: Preview) -> list[tuple[object, object]]:
    found = (values(record) for record in preview.plan.records.get("devices", {}).values())
    return sorted((str(one.get("name")), str(one.get("serial"))) for one in found)


PAIR = [("PC-1", "AAAA111"), ("PC-2", "AAAA112")]
FORMS = {
    "list": json.dumps(BOTH),
    "one-a-line": "\n".join(map(json.dumps, BOTH)),
    "one-after-the-other": "".join(json.dumps(one, indent=1) for one in BOTH),
    "separated": "\x1e".join(map(json.dumps, BOTH)),
    "odata": json.dumps({"@odata.context": "x", "value": BOTH}),
    "wrapped": json.dumps({"status": "ok", "code": 200, "devices": BOTH}),
    "wrapped-twice": json.dumps({"d": {"results": BOTH}}),
    "wrapped-by-a-word-of-its-own": json.dumps({"ok": True, "kisten": BOTH}),
    "beside-other-lists": json.dumps({"errors": [{"code": 1}], "kisten": BOTH, "log": [{"at": "x"}]}),
    "json-api": json.dumps({"data": [{"id": "7", "type": "configurations", "attributes": one} for one in BOTH]}),
    "graphql": json.dumps({"data": {"devices": {"edges": [{"cursor": "c", "node": one} for one in BOTH]}}}),
    "search-server": json.dumps({"hits": {"total": 2, "hits": [{"_id": "1", "_source": one} for one in BOTH]}}),
    "pages": json.dumps([{"value": [ONE]}, {"value": [TWO]}]),
    "lists-of-lists": json.dumps([[ONE], [TWO]]),
    "columns-and-rows": json.dumps({
        "tables": [{
            "name": "Primary", "columns": [{"name": key, "type": "string"} for key in ONE],
            "rows": [list(one.values()) for one in BOTH],
        }]
    }),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_json_holds_the_same_records(tmp_path: Path, form: str) -> None:
    preview = read_text(tmp_path, FORMS[form], "answer.json")
    assert (report(preview).error, report(preview).created) == ("", 2)
    assert _names(preview) == PAIR
    assert report(preview).format == "generic-devices"


def test_an_object_is_one_record_even_with_a_list_in_it(tmp_path: Path) -> None:
    text = json.dumps({**ONE, "drives": [{"name": "C:", "size": 5}], "tags": ["a", "b"]})
    assert _names(read_text(tmp_path, text, "one.json")) == PAIR[:1]


def test_records_by_their_names(tmp_path: Path) -> None:
    less = [{key: value for key, value in one.items() if key != "deviceName"} for one in BOTH]
    text = json.dumps(dict(zip(("PC-1", "PC-2"), less, strict=True)))
    assert _names(read_text(tmp_path, text, "map.json")) == PAIR


def test_a_byte_order_mark_and_utf_16_change_nothing(tmp_path: Path) -> None:
    for data in (json.dumps(BOTH).encode("utf-8-sig"), json.dumps(BOTH).encode("utf-16")):
        assert _names(read_text(tmp_path, data, "answer.json")) == PAIR


@pytest.mark.parametrize(
    "more",
    [
        {"@odata.nextLink": "https://x"},
        {"nextPageToken": "abc"},
        {"hasMore": True},
        {"links": {"next": "https://x"}},
        {"meta": {"pagination": {"total": 40}}},
        {"totalCount": 3},
    ],
)
def test_a_page_says_that_it_is_one(tmp_path: Path, more: dict[str, object]) -> None:
    found = report(read_text(tmp_path, json.dumps({"value": BOTH, **more}), "page.json"))
    assert "It is one page of a longer answer: the rest is missing." in found.warnings


@pytest.mark.parametrize(
    "more", [{"nextLink": None}, {"hasMore": False}, {"totalCount": 2}, {"links": {"next": ""}}]
)
def test_the_last_page_is_no_page(tmp_path: Path, more: dict[str, object]) -> None:
    found = report(read_text(tmp_path, json.dumps({"value": BOTH, **more}), "page.json"))
    assert not [w for w in found.warnings if "page" in w]


def test_the_place_of_a_row_is_its_number_in_the_list_or_its_line(tmp_path: Path) -> None:
    nameless = {"model": "Latitude"}
    found = report(read_text(tmp_path, json.dumps({"answer": {"value": [ONE, nameless]}}), "a.json"))
    assert (found.rows_at, [r.line for r in found.rejected]) == ("answer.value", [2])
    lines = f"{json.dumps(ONE)}\n\n{json.dumps(nameless)}\n"
    found = report(read_text(tmp_path, lines, "a.jsonl"))
    assert (found.rows_at, [r.line for r in found.rejected]) == ("", [3])


def test_a_damaged_line_costs_the_file_and_says_why(tmp_path: Path) -> None:
    found = report(read_text(tmp_path, f'{json.dumps(ONE)}\n{{"deviceName": \n', "a.jsonl"))
    assert "is damaged JSON" in found.error


XML = """<?xml version="1.0" encoding="{encoding}"?>
<!DOCTYPE inventory>
<inventory xmlns:x="urn:x" made="2026-11-20">
  <machine serialNumber="AAAA111"><deviceName>PC-1</deviceName><x:model>Latitude 5440</x:model></machine>
  <machine serialNumber="AAAA112"><deviceName>PC-2</deviceName><x:model>Modèle</x:model></machine>
</inventory>
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_repeated_elements_are_rows_and_attributes_are_columns(tmp_path: Path, encoding: str) -> None:
    preview = read_text(tmp_path, XML.format(encoding=encoding).encode(encoding), "list.xml")
    assert _names(preview) == PAIR
    assert sorted(str(values(r)["model"]) for r in preview.plan.records["devices"].values())[1] == "Modèle"


def test_one_element_is_a_list_of_one(tmp_path: Path) -> None:
    text = "<devices><device><deviceName>PC-1</deviceName><serialNumber>AAAA111</serialNumber></device></devices>"
    assert _names(read_text(tmp_path, text, "list.xml")) == PAIR[:1]


def test_objects_of_powershell_are_bags_of_names_and_values(tmp_path: Path) -> None:
    def thing(one: dict[str, str]) -> str:
        bag = "".join(f'<Property Name="{k}" Type="System.String">{v}</Property>' for k, v in one.items())
        return f'<Object Type="System.Management.Automation.PSCustomObject">{bag}</Object>'

    found = read_text(
        tmp_path, f'<?xml version="1.0"?><Objects>{"".join(map(thing, BOTH))}</Objects>', "a.xml"
    )
    assert (report(found).error, _names(found)) == ("", PAIR)


def test_empty_elements_among_the_rows_are_passed_over(tmp_path: Path) -> None:
    text = (
        "<l><x/><m/><m><deviceName>PC-1</deviceName><serialNumber>AAAA111</serialNumber></m><m>text</m></l>"
    )
    assert _names(read_text(tmp_path, text, "list.xml")) == PAIR[:1]


def test_rows_of_xml_have_their_line(tmp_path: Path) -> None:
    text = "<l>\n<m><deviceName>PC-1</deviceName><serialNumber>A1B2</serialNumber></m>\n\n<m><model>X</model></m>\n</l>"
    found = report(read_text(tmp_path, text, "list.xml"))
    assert [r.line for r in found.rejected] == [4]


BOMBS = {
    "entities": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><l><m>&b;</m></l>',
    "outside": '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/hostname">]><l><m>&a;</m></l>',
    "parameter": '<!DOCTYPE l [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]><l><m>1</m></l>',
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_declared_entities_are_refused(tmp_path: Path, bomb: str) -> None:
    assert "declares XML entities of its own" in report(read_text(tmp_path, BOMBS[bomb], "a.xml")).error


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("[" * 100_000, "a.json"),
        ("[" * 5_000 + "]" * 5_000, "a.json"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "a.json"),
        ("<a>" * 5_000 + "</a>" * 5_000, "a.xml"),
    ],
)
def test_what_is_nested_without_end_is_refused(tmp_path: Path, text: str, name: str) -> None:
    found: FileReport = report(read_text(tmp_path, text, name))
    assert "nested too deeply" in found.error or "damaged" in found.error
