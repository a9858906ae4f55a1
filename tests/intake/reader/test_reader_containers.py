"""Every container holds the same list: archives, folders, web pages, blocks of names and values, registry exports."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from planner.intake import reader
from planner.intake.reader import registry
from planner.intake.reader.format import Content
from planner.intake.reader.registry import FORMATS, format_of
from planner.model.import_map import FILES
from planner.model.intake import Preview
from tests.intake.book import LIST, open_cell, open_document, rows, sheet, workbook
from tests.intake.factory import fact, maps, read, read_text, report, values

CSV = "Device name,Serial number,Model\nPC-1,AAAA111,Latitude 5440\nPC-2,AAAA112,Latitude 5440\n"
PAIR = ["PC-1", "PC-2"]


def names(preview: Preview, kind: str = "devices") -> list[str]:
    return sorted(str(values(one).get("name")) for one in preview.plan.records.get(kind, {}).values())


# -- the registry -------------------------------------------------------------------------


def test_a_format_is_one_module_with_one_entry() -> None:
    modules = [import_module(found.name) for found in iter_modules(reader.__path__, f"{reader.__name__}.")]
    declared = [module.FORMAT for module in modules if hasattr(module, "FORMAT")]
    assert sorted(one.id for one in declared) == sorted(one.id for one in FORMATS)
    assert len({one.id for one in FORMATS}) == len(FORMATS)
    endings = [ending for one in FORMATS for ending in one.endings]
    assert len(set(endings)) == len(endings)
    assert all(ending.startswith(".") and ending == ending.casefold() for ending in endings)
    assert {one.id for one in FORMATS} >= set(FILES)
    assert {one.id for one in maps().values() if set(one.files) - set(FILES)} == set()


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (CSV.encode(), "csv"),
        (CSV.encode("utf-16"), "csv"),
        (b"Time, Note: all\n10:00, a: b\n", "csv"),
        (b"Name;Note\nA: b;c\nB: d;e\n", "csv"),
        (b"MZone,Serial\nA,B\n", "csv"),
        (b"Name : PC-1\nModel : X\n", "list"),
        (b"\xef\xbb\xbf\r\n\r\nName  : PC-1\r\nModel : X\r\n", "list"),
        (b"[a]\nname=PC-1\nmodel=X\n", "list"),
        (b"Windows Registry Editor Version 5.00\r\n", "reg"),
        ("Windows Registry Editor Version 5.00\r\n".encode("utf-16"), "reg"),
        (b"REGEDIT4\r\n", "reg"),
        (b" {}", "json"),
        (b"<a/>", "xml"),
        (b"<html><body><table>", "html"),
        (b"<table><tr><td>1", "html"),
        (b"\x89PNG", "foreign"),
        (b"MZ\x90\0", "foreign"),
        (b"PK\x03\x04", "zip"),
    ],
)
def test_bytes_tell_the_format_whatever_the_name(data: bytes, wanted: str) -> None:
    assert format_of(Content(data, "list.bin")).id == wanted


def test_the_first_that_tells_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "FORMATS", FORMATS[::-1])
    assert format_of(Content(b"{}")).id == "csv"


# -- archives -----------------------------------------------------------------------------


def _zip(path: Path, members: Mapping[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    return path


def test_an_archive_holds_lists_of_any_format_in_any_folder(tmp_path: Path) -> None:
    book = workbook(tmp_path / "book.xlsx", {"One": sheet(rows())}).read_bytes()
    path = _zip(
        tmp_path / "all.zip",
        {
            "exports/2026/devices.csv": CSV,
            "exports/answer.json": json.dumps({"value": [{"deviceName": "PC-3", "serialNumber": "S3"}]}),
            "exports/list.xml": "<l><m><deviceName>PC-4</deviceName><serialNumber>S4</serialNumber></m></l>",
            "book.xlsx": book,
            "readme.docx": "x",
            "__MACOSX/._devices.csv": "x",
            ".DS_Store": "x",
        },
    )
    preview = read(path)
    assert names(preview) == ["PC-1", *PAIR, "PC-3", "PC-4"]
    notes = [note for one in preview.files for note in one.warnings]
    assert notes == ["Passed over, because they are no lists: readme.docx in the archive."]
    assert [one.path.rpartition("[")[2] for one in preview.files] == [
        "exports/2026/devices.csv]", "exports/answer.json]", "exports/list.xml]", "book.xlsx]",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name", ["../../etc/list.csv", "/etc/list.csv", "C:\\list.csv", "a\\..\\..\\list.csv"]
)
def test_names_that_lead_out_of_an_archive_are_refused(tmp_path: Path, name: str) -> None:
    preview = read(_zip(tmp_path / "trick.zip", {name: CSV, "good.csv": CSV.replace("PC-", "OK-")}))
    assert names(preview) == ["OK-1", "OK-2"]
    assert [one.error for one in preview.files if "leads out of the archive" in one.error]


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = _zip(tmp_path / "all.zip", {"x": CSV, "good.csv": CSV})
    data = path.read_bytes()
    with zipfile.ZipFile(path) as made:
        at = data.rindex(b"x", 0, made.start_dir + 60)
    path.write_bytes(data[:at] + b"\0" + data[at + 1 :])
    assert names(read(path)) == PAIR


def test_an_archive_in_an_archive_is_refused(tmp_path: Path) -> None:
    inner = _zip(tmp_path / "inner.zip", {"a.csv": CSV}).read_bytes()
    preview = read(_zip(tmp_path / "outer.zip", {"inner.zip": inner}))
    assert "is an archive inside an archive" in report(preview).error


# -- web pages ----------------------------------------------------------------------------

PAGE = """<html><head><style>td {{ color: red }}</style><title>x</title></head><body>
<table><tr><td>Menu</td></tr></table>
<table>
<tr><th colspan=3>Acme &amp; Co</th></tr>
<tr><th>Device name<th>Serial number<th>Notes
<tr><td>PC-1</td><td>00451234</td><td>Ann&#39;s<br>desk</td></tr>
<tr><td>PC-2<td>AAAA112<td>{more}
</table></body></html>"""


def test_a_web_page_saved_as_a_workbook_is_read(tmp_path: Path) -> None:
    preview = read_text(
        tmp_path, PAGE.format(more="<table><tr><td>in</td><td>side</td></tr></table>"), "list.xls"
    )
    assert names(preview) == PAIR
    found = [values(one) for one in preview.plan.records["devices"].values()]
    assert (found[0]["serial"], found[0]["notes"]) == ("00451234", "Ann's\ndesk")
    assert report(preview).header_line == 5


def test_the_old_workbook_of_xml_is_read(tmp_path: Path) -> None:
    text = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="Devices"><Table>
<Row><Cell><Data ss:Type="String">Device name</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">Serial number</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">PC-1</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">0045</Data></Cell></Row>
</Table></Worksheet></Workbook>"""
    text = text.replace(
        "</Table>",
        '<Row ss:Hidden="1"><Cell><Data ss:Type="String">PC-GONE</Data></Cell><Cell ss:Index="3"><Data ss:Type="String">0047</Data></Cell></Row></Table>',
    )
    old = (
        text[text.index("<Worksheet") : text.index("</Workbook>")]
        .replace("PC-1", "XP-OLD")
        .replace("0045", "0046")
        .replace("Devices", "old")
    )
    old = old.replace(
        "</Worksheet>", "<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>"
    )
    text = text.replace("</Workbook>", f"{old}</Workbook>")
    preview = read_text(tmp_path, text, "list.xls")
    assert names(preview) == ["PC-1"]
    notes = " ".join(report(preview).warnings)
    assert "1 hidden row was left out (line 6)." in notes
    assert "The hidden sheet 'old' was left out." in notes
    assert names(read(tmp_path / "list.xls", hidden=True)) == ["PC-1", "PC-GONE", "XP-OLD"]
    assert values(next(iter(preview.plan.records["devices"].values())))["serial"] == "0045"


# -- names and values ---------------------------------------------------------------------


def test_blocks_of_names_and_values_are_records(tmp_path: Path) -> None:
    text = (
        "\r\n\r\nDeviceName   : PC-1\r\nSerialNumber : AAAA111\r\nModel        : Latitude\r\n                5440\r\n\r\n"
        "DeviceName   : PC-2\r\nSerialNumber : AAAA112\r\nModel        :\r\n\r\n"
    )
    preview = read_text(tmp_path, text.encode("utf-16"), "devices.txt")
    assert names(preview) == PAIR
    found = [values(one) for one in preview.plan.records["devices"].values()]
    assert (found[0]["model"], "model" in found[1]) == ("Latitude5440", False)


def test_groups_of_one_thing_are_one_record(tmp_path: Path) -> None:
    text = (
        "Host Name:  PC-1\nSerial number:  AAAA111\n\nOS Name:  Microsoft Windows 11 Pro\nSystem Model:  X\n"
    )
    assert names(read_text(tmp_path, text, "systeminfo.txt")) == ["PC-1"]


def test_sections_are_records(tmp_path: Path) -> None:
    text = "[PC-1]\nserial=AAAA111\nmodel=X\n\n[PC-2]\nserial=AAAA112\nmodel=Y\n"
    assert names(read_text(tmp_path, text, "list.ini")) == PAIR


def test_rows_of_blocks_have_their_line(tmp_path: Path) -> None:
    text = "Model : X\nSerialNumber : S1\nDeviceName : PC-1\n\nModel : Y\n\nModel : Z\n"
    found = report(read_text(tmp_path, text, "list.txt"))
    assert [one.line for one in found.rejected] == [5, 7]


# -- the registry of Windows --------------------------------------------------------------

REG = r"""Windows Registry Editor Version 5.00

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall]

[HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall\7-Zip]
"DisplayName"="7-Zip \"22.01\""
"DisplayVersion"="22.01"
"Publisher"="Igor Pavlov"
"InstallLocation"="C:\\Program Files\\7-Zip\\"
"EstimatedSize"=dword:00000010
"UninstallString"="\"C:\\Program Files\\7-Zip\\Uninstall.exe\""
"Comment"=hex(2):41,00,\
  42,00,00,00
"Blob"=hex:00,01
"""


def test_an_export_of_the_windows_registry_is_a_list(tmp_path: Path) -> None:
    found = format_of(Content(REG.encode("utf-16"))).id
    assert found == "reg"
    preview = read_text(tmp_path, REG.replace("\n", "\r\n").encode("utf-16"), "uninstall.reg")
    assert report(preview).error == ""
    record = next(iter(preview.plan.records["software"].values()))
    assert values(record)["name"] == '7-Zip "22.01"'
    assert fact(record, "version") is not None


# -- workbooks ----------------------------------------------------------------------------

STYLES = (
    '<numFmts><numFmt numFmtId="165" formatCode="00000000"/><numFmt numFmtId="166" formatCode="&quot;PC-&quot;0000"/>'
    '<numFmt numFmtId="167" formatCode="#,##0.00"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs>'
    "<cellXfs>" + "".join(f'<xf numFmtId="{n}"/>' for n in (0, 165, 166, 9, 167)) + "</cellXfs>"
)


def _number(place: str, style: int, value: str) -> str:
    return f'<c r="{place}" s="{style}"><v>{value}</v></c>'


def test_numbers_are_read_as_they_are_shown(tmp_path: Path) -> None:
    body = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Device name</t></is></c><c r="B1" t="inlineStr"><is><t>Serial number</t>'
        '</is></c><c r="C1" t="inlineStr"><is><t>Disk free %</t></is></c><c r="D1" t="inlineStr"><is><t>Purchase price</t></is></c></row>'
        f'<row r="2">{_number("A2", 2, "17")}{_number("B2", 1, "451234")}{_number("C2", 3, "0.07000000000000001")}{_number("D2", 4, "1299.5")}</row>'
    )
    for after in ("", '<row r="900000">' + _number("XFD900000", 0, "1") + "</row>"):
        preview = read(workbook(tmp_path / "list.xlsx", {"S": sheet(body + after)}, styles=STYLES))
        found = [values(one) for one in preview.plan.records["devices"].values()]
        assert found[0] == {
            "name": "PC-0017", "serial": "00451234", "disk_free_pct": 7, "cost": 1299.5,
        }, report(preview)  # fmt: skip


def _hide(path: Path) -> Path:
    """Hide the second sheet of a workbook."""
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b'sheetId="2"', b'sheetId="2" state="hidden"')
    return _zip(path, parts)


def test_what_is_hidden_is_named_and_left_out_unless_asked_for(tmp_path: Path) -> None:
    hidden = '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><t>PC-GONE</t></is></c></row>'
    old = sheet(rows().replace("PC-1", "XP-OLD").replace(">S1<", ">S9<"))
    path = _hide(workbook(tmp_path / "list.xlsx", {"Now": sheet(rows(hidden)), "old 2019": old}))
    preview = read(path)
    assert names(preview) == ["PC-1"]
    notes = " ".join(note for one in preview.files for note in one.warnings)
    assert "1 hidden row was left out (line 3)." in notes
    assert "The hidden sheet 'old 2019' was left out." in notes
    assert names(read(path, hidden=True)) == ["PC-1", "PC-GONE", "XP-OLD"]


def test_a_workbook_of_hidden_sheets_only_says_so(tmp_path: Path) -> None:
    path = workbook(tmp_path / "list.xlsx", {"One": sheet(rows())})
    with zipfile.ZipFile(path) as made:
        parts = {name: made.read(name) for name in made.namelist()}
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(
        b'sheetId="1"', b'sheetId="1" state="veryHidden"'
    )
    _zip(path, parts)
    assert "holds nothing but hidden sheets" in report(read(path)).error


def test_an_open_document_is_read(tmp_path: Path) -> None:
    assert names(read(open_document(tmp_path / "list.ods", ""))) == [LIST[1][0]]


def _ods(text: str, value: str, kind: str = "float") -> str:
    return f'<table:table-cell office:value-type="{kind}" office:value="{value}"><text:p>{text}</text:p></table:table-cell>'


def test_an_open_document_is_read_as_it_is_shown(tmp_path: Path) -> None:
    hidden = f'<table:table-row table:visibility="collapse">{open_cell("PC-GONE")}{open_cell("S3")}</table:table-row>'
    body = f"<table:table-row>{open_cell('PC-2')}{_ods('00451234', '451234')}{_ods('7%', '0.07', 'percentage')}</table:table-row>"
    path = open_document(tmp_path / "list.ods", body + hidden)
    preview = read(path)
    assert names(preview) == PAIR
    found = [values(one) for one in preview.plan.records["devices"].values()]
    assert (found[1]["serial"], found[1]["os_name"]) == ("00451234", "7%")
    assert "1 hidden row was left out (line 4)." in " ".join(report(preview).warnings)
    assert names(read(path, hidden=True)) == [*PAIR, "PC-GONE"]


def test_remarks_in_a_page_are_passed_over_and_lines_are_kept(tmp_path: Path) -> None:
    page = PAGE.format(more="x<!-- <td>gone</td>\n\n --><![if !vml]>y<![endif]>")
    text = page.replace("<tr><th>Device", "<!-- a\nremark -->\n<tr><th>Device")
    preview = read_text(tmp_path, text, "list.html")
    assert (names(preview), report(preview).header_line) == (PAIR, 7)


def test_remarks_that_never_end_cost_what_is_behind_them(tmp_path: Path) -> None:
    # The parser of the standard library takes hours over these; no clock is needed to see it.
    found = report(read_text(tmp_path, "<table><tr><td>1<td>2" + "<!--" * 200_000, "list.html"))
    assert "is a web page without a table" in found.error
