"""The smallest workbooks there are, made by hand: what no spreadsheet program would write, too."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OPEN = "urn:oasis:names:tc:opendocument:xmlns"
LIST = (("Name", "Serial number", "Operating system"), ("PC-1", "S1", "Windows 11"))


def cell(place: str, text: str) -> str:
    """Return a cell with a text of its own."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def rows(*extra: str) -> str:
    """Return the rows of a short list, and more below it."""
    lines = (
        f'<row r="{at}">{"".join(cell(f"{letter}{at}", t) for letter, t in zip("ABC", texts, strict=True))}</row>'
        for at, texts in enumerate(LIST, 1)
    )
    return "".join((*lines, *extra))


def sheet(body: str, after: str = "") -> str:
    """Return the XML of a sheet."""
    return f'<?xml version="1.0"?><worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData>{after}</worksheet>'


def workbook(path: Path, sheets: Mapping[str, str], shared: str = "", styles: str = "") -> Path:
    """Write a workbook of some sheets by name."""
    numbers = range(1, len(sheets) + 1)
    parts = "".join(
        f'<Override PartName="/xl/worksheets/sheet{n}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for n in numbers
    )
    listed = "".join(
        f'<sheet name="{name}" sheetId="{n}" r:id="rId{n}"/>' for n, name in zip(numbers, sheets, strict=True)
    )
    relations = [("worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    relations += [("sharedStrings", "sharedStrings.xml")] if shared else []
    relations += [("styles", "styles.xml")] if styles else []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>{parts}</Types>',
        )
        made.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="r" Type="{_OFFICE}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>',
        )
        made.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        )
        told = "".join(
            f'<Relationship Id="rId{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
            for n, (kind, target) in enumerate(relations, 1)
        )
        made.writestr(
            "xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{_RELATIONS}">{told}</Relationships>'
        )
        for n, xml in zip(numbers, sheets.values(), strict=True):
            made.writestr(f"xl/worksheets/sheet{n}.xml", xml)
        if shared:
            made.writestr("xl/sharedStrings.xml", f'<sst xmlns="{_MAIN}">{shared}</sst>')
        if styles:
            made.writestr("xl/styles.xml", f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>')
    return path


def open_document(path: Path, body: str) -> Path:
    """Write an OpenDocument spreadsheet of one sheet: a short list and more rows below it."""
    names = " ".join(f'xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    first = "".join(
        f"<table:table-row>{''.join(open_cell(text) for text in texts)}</table:table-row>" for texts in LIST
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr(
            "META-INF/manifest.xml",
            f'<m:manifest xmlns:m="{_OPEN}:manifest:1.0"><m:file-entry m:full-path="/"/></m:manifest>',
        )
        made.writestr(
            "content.xml",
            f"<office:document-content {names}><office:body><office:spreadsheet>"
            f'<table:table table:name="S">{first}{body}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return path


def open_cell(text: str, times: int = 1) -> str:
    """Return a cell of an OpenDocument spreadsheet, the same so many times."""
    return (
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="{times}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )
