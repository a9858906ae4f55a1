"""What clients call themselves, what stands in their files, and files that are none."""

from __future__ import annotations

import csv
import re
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.journeys.conftest import Done, Machine, Run

NASTY = (
    "[/etc]",
    "[bold]x[/bold]",
    "<script>alert(1)</script>",
    "=cmd|'/c calc'!A1",
    "\x1b[31mred\x1b[0m\x07",
    "\u202egnp.exe\u2066",
    "[click](javascript:alert(1)) ![x](http://evil.example/x.png)",
    "| a | b |\n|---|---|\n# heading",
    "http://evil.example <https://evil.example>",
    "`code` **bold** ~~gone~~ &lt;b&gt; \\",
    "{{ 7*7 }} {% for x in y %} ${HOME} %s {0}",
    "<img src=x onerror=alert(1)>",
)
ACTIVE = {"html_block", "html_inline", "link_open", "image"}
BIDI = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def tokens(markdown: str) -> list[Token]:
    parser = MarkdownIt("commonmark", {"html": True, "linkify": False}).enable(["table", "strikethrough"])
    found = parser.parse(markdown)
    return found + [child for token in found for child in token.children or []]


def write(path: Path, rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def nothing_broke(done: Done) -> None:
    assert "Traceback" not in done.out + done.err
    assert "should not have happened" not in done.err


class Hostile(NamedTuple):
    """A plan in which every text from outside is nasty, and the command line to look at it."""

    run: Run
    slug: str


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Hostile:
    """Make a plan in which every text that comes from outside is nasty."""
    folder = tmp_path_factory.mktemp("hostile")
    run = Run(folder / "plans")
    slug = run(
        "new", "<script>alert('client')</script> [bold]Evil[/bold] =1+1 \x1b[31m\u202e & Co"
    ).out.strip()
    heading = [
        "Device name",
        "Serial number",
        "Manufacturer",
        "Model",
        "Encrypted",
        "Last check-in",
        "Device type",
    ]
    devices = [
        [f"{n}{text}", f"SN{n}", text, text, "No", "2026-11-20", "Laptop"] for n, text in enumerate(NASTY)
    ]
    done = run("import", slug, write(folder / "[bold]devices<b>.csv", [heading, *devices]), "--yes")
    nothing_broke(done)
    assert done.code == 0
    vendors = [["Supplier", "Service", "Contract in writing", "Looked after by", "Renews on"]]
    vendors += [[f"V{n} {text}", "internet", "no", text, "2027-03-01"] for n, text in enumerate(NASTY)]
    assert run("import", slug, write(folder / "vendors.csv", vendors), "--yes").code == 0
    for n, text in enumerate(NASTY):
        said = run(
            "answer", slug, f"GOV-0{n % 9 + 1}", "no", "--note", text, "--evidence", text, "--by", text
        )
        nothing_broke(said)
        assert said.code == 0
    nasty = NASTY[2]
    assert run("decide", slug, "password-manager", "decline", "--by", nasty, "--why", NASTY[6]).code == 0
    assert run("decide", slug, "device-refresh", "decline", "--by", nasty, "--why", NASTY[7]).code == 0
    assert run("accept", slug, "END-01", "--by", nasty, "--why", NASTY[11]).code == 0
    return Hostile(run, slug)


@pytest.mark.parametrize("audience", ["client", "internal"])
def test_the_document_holds_no_active_text(hostile: Hostile, audience: str) -> None:
    done = hostile.run("export", hostile.slug, "--audience", audience)
    nothing_broke(done)
    assert done.code == 0
    found = tokens(done.out)
    # The document's own contents list may point to its headings, and to nothing else.
    links = [t for t in found if t.type in ACTIVE and not str(t.attrs.get("href", "")).startswith("#")]
    assert [(t.type, t.content, t.attrs) for t in links] == []
    headings = [found[n + 1].content for n, t in enumerate(found) if t.type == "heading_open"]
    assert not any(h == "heading" for h in headings)
    assert "\x1b" not in done.out
    assert "\x07" not in done.out
    assert not BIDI.search(done.out)
    # It is not clean because it was left out.
    plain = done.out.replace("\\", "")
    for text in ("7*7", "alert(1)", "[bold]x", "[/etc]", "=cmd|", "evil.example"):
        assert text in plain, text


@pytest.mark.parametrize("command", ["show", "score", "gaps", "roadmap", "list"])
def test_the_terminal_is_not_driven_by_client_text(hostile: Hostile, command: str) -> None:
    done = hostile.run(command) if command == "list" else hostile.run(command, hostile.slug)
    nothing_broke(done)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert not BIDI.search(done.out)


def test_json_gives_back_what_was_written(hostile: Hostile) -> None:
    shown = hostile.run("show", hostile.slug, "--json").json
    labels = {r["label"] for r in shown["records"]["devices"]}
    for n, text in enumerate(NASTY):
        if text.isprintable():
            assert f"{n}{text}" in labels


def test_a_cell_of_ten_megabytes_is_shortened_or_refused_and_told(run: Run, tmp_path: Path) -> None:
    slug = run("new", "Acme").out.strip()
    rows = [
        ["Device name", "Serial number", "Notes"],
        ["LT-01", "SN1", "x" * 10_000_000],
        ["LT-02", "SN2", "fine"],
    ]
    done = run("import", slug, write(tmp_path / "big.csv", rows), "--json")
    nothing_broke(done)
    report = done.json["files"][0]
    if done.code == 0:
        shown = run("show", slug, "--json")
        assert {r["label"] for r in shown.json["records"]["devices"]} >= {"LT-02"}
        assert len(shown.out) < 1_000_000
        assert report["warnings"] or report["rejected"] or report["unmapped_columns"]
    else:
        assert report["error"]


PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + b"\x00" * 17 + zlib.compress(b"\x00" * 400)


@pytest.fixture
def wrong(tmp_path: Path) -> dict[str, Path]:
    folder = tmp_path / "wrong"
    folder.mkdir()
    contents = {
        "empty.csv": b"",
        "blank.csv": b"\n\n  \n",
        "picture.csv": PNG,
        "picture.png": PNG,
        "nulls.csv": b"\x00" * 4000,
        "prose.txt": b"Dear all,\n\nthe meeting is on Monday.\n",
        "broken.xlsx": b"PK\x03\x04 this is no workbook",
        "broken.zip": b"PK\x03\x04 this is no archive",
        "page.html": b"<html><body><script>x</script></body></html>",
        "list.json": b"[1, 2, 3",
    }
    paths = {name: folder / name for name in contents}
    for name, content in contents.items():
        paths[name].write_bytes(content)
    (folder / "folder.csv").mkdir()
    paths["folder.csv"] = folder / "folder.csv"
    paths["missing.csv"] = folder / "missing.csv"
    return paths


def test_a_file_that_is_none_is_told_and_costs_nothing(
    run: Run, wrong: dict[str, Path], own_world: Path
) -> None:
    slug = run("new", "Acme").out.strip()
    wrong["acme.json"] = own_world / f"{slug}.json"
    before = wrong["acme.json"].read_bytes()
    for name, path in wrong.items():
        done = run("import", slug, path)
        nothing_broke(done)
        assert done.code == 1, (name, done.out)
        assert name in done.out + done.err, (name, done)
        assert done.err.strip(), name
        assert len(done.err) < 1500, (name, done.err)
    assert run("show", slug, "--json").json["records"] == run("show", slug, "--json").json["records"]
    assert wrong["acme.json"].read_bytes() == before


def test_a_good_file_among_bad_ones_is_read(run: Run, wrong: dict[str, Path], tmp_path: Path) -> None:
    slug = run("new", "Acme").out.strip()
    good = write(tmp_path / "good.csv", [["Device name", "Serial number"], ["LT-01", "SN1"]])
    done = run("import", slug, wrong["empty.csv"], good, wrong["picture.png"], "--json")
    assert done.code == 1
    errors = {Path(f["path"]).name: f["error"] for f in done.json["files"]}
    assert errors["good.csv"] == ""
    assert errors["empty.csv"]
    assert errors["picture.png"]
    assert len(run("show", slug, "--json").json["records"]["devices"]) == 1


def test_a_nasty_name_is_a_plan_like_any_other(machine: Machine) -> None:
    for name in (
        "../../etc/passwd",
        "[/etc]",
        "CON",
        "a" * 200,
        "\u202eevil",
        "Zoë & 株式会社 \U0001f600",
        ".",
        "-x",
    ):
        made = machine("new", "--", name)
        nothing_broke(made)
        assert made.code == 0, (name, made.err)
        slug = made.out.strip()
        assert re.fullmatch(r"[^/\\.\x00-\x1f\s][^/\\\x00-\x1f\s]*", slug), slug
        assert machine("show", slug).code == 0
    stores = {path.parent for path in machine.home.rglob("*.json") if path.parent.name != "history"}
    assert len(stores) == 1


def test_a_damaged_plan_is_told_and_kept(machine: Machine) -> None:
    slug = machine("new", "Acme").out.strip()
    file = next(machine.home.rglob(f"{slug}.json"))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    done = machine("score", slug)
    nothing_broke(done)
    assert done.code == 1
    assert slug in done.err
    kept = [p for p in file.parent.rglob("*") if p.is_file() and p.read_bytes() == whole[: len(whole) // 2]]
    assert kept
