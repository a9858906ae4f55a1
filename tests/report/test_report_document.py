"""The document as a whole: the same bytes each time, in order, without empty sections."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from planner.model.answer import Answer
from planner.model.client import Client, Goal
from planner.model.error import PlannerError
from planner.model.finding import Assessment, Score
from planner.model.inventory import Inventory
from planner.model.plan import Plan
from planner.model.reason import Declined, DueOut
from planner.model.roadmap import Roadmap
from planner.model.settings import DocumentSettings, Settings
from planner.report import INTERNAL, Material, compose, parts, sections
from planner.report.figure import quarter_figures, total_figure

GOLDEN = Path(__file__).parent / "golden"
HOSTILE = (
    "[/etc]", "<script>alert(1)</script>", "=cmd|'/c calc'!A1", "| a | b", "# heading",
    "![x](http://evil.example)", "\u202egnp.exe\x1b[31m", "x" * 10_000_000, "- a\n- b\n\n# c",
)  # fmt: skip


def _tokens(text: str) -> list[str]:
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(text)
    inner = [child.type for token in tokens for child in token.children or ()]
    return [token.type for token in tokens] + inner


def _rows(text: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table whose header starts with ``heading``."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    found = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        found.append([part.strip().strip("*") for part in line.strip("|").split(" |")])
    return found


def _money(text: str) -> int:
    return int(re.sub(r"[^0-9-]", "", text.split(" (", maxsplit=1)[0]))


@pytest.mark.parametrize("audience", ["client", "internal"])
def test_golden(audience: str, material: Material, shipped: tuple[Path, ...]) -> None:
    """Set PLANNER_GOLDEN=1 to write the files anew, then read the difference."""
    text = compose(replace(material, audience=audience), folders=shipped)
    path = GOLDEN / f"{audience}.md"
    if os.environ.get("PLANNER_GOLDEN"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8")


def test_the_same_material_makes_the_same_bytes(
    make_material: Callable[[], Material], shipped: tuple[Path, ...]
) -> None:
    assert compose(make_material(), folders=shipped) == compose(make_material(), folders=shipped)


def test_the_parts_are_the_document(material: Material, shipped: tuple[Path, ...]) -> None:
    pieces = parts(material, folders=shipped)
    assert [piece.id for piece in pieces] == [
        "front", "one-page", "goals", "environment", "findings", "roadmap", "decisions", "next-days",
    ]  # fmt: skip
    assert "\n".join(piece.markdown for piece in pieces) == compose(material, folders=shipped)
    assert [s.id for s in sections("roadmap", shipped)][:2] == ["one-page", "goals"]


def test_printed_totals_are_the_printed_rows(material: Material, shipped: tuple[Path, ...]) -> None:
    text = compose(material, folders=shipped)
    appendix = compose(material, template="appendix", folders=shipped)
    rate = material.plan.settings.hourly_rate
    total = total_figure(material.roadmap, rate)
    quarters = _rows(appendix, "Quarter | One-time")
    assert [_money(cell) for cell in quarters[-1][1:4]] == [total.one_time, total.recurring, total.money]
    for column in (1, 2, 3, 6):
        assert sum(_money(row[column]) for row in quarters[:-1]) == _money(quarters[-1][column])
    years = _rows(appendix, "Year")
    for column in range(1, 7):
        assert sum(_money(row[column]) for row in years[:-1]) == _money(years[-1][column])
    assert _money(years[-1][3]) == _money(quarters[-1][3])
    for row, figure in zip(quarters[:-1], quarter_figures(material.roadmap, rate), strict=True):
        assert _money(row[3]) == figure.money
    one_page = text[text.index("### The money") : text.index("## 2 ")]
    assert f"${sum(_money(row[3]) for row in quarters[:4]):,}" in one_page
    by_quarter = next(line for line in text.splitlines() if line.startswith("| **Money** |"))
    shown = [_money(cell) for cell in by_quarter.split("|")[3:7]]
    assert shown == [_money(row[3]) for row in quarters[:4]]


def test_tables_hold_together(material: Material, shipped: tuple[Path, ...]) -> None:
    """Each row has as many cells as its header, and every table is one to a parser."""
    text = compose(replace(material, audience=INTERNAL), folders=shipped)
    blocks = [block.splitlines() for block in text.split("\n\n") if block.startswith("|")]
    for block in blocks:
        assert len({len(re.findall(r"(?<!\\)\|", line)) for line in block}) == 1, block
    assert _tokens(text).count("table_open") == len(blocks) > 7


def test_blocks_stand_apart(material: Material, shipped: tuple[Path, ...]) -> None:
    """An empty line before and after each heading and before each table, as every renderer wants it."""
    lines = compose(replace(material, audience=INTERNAL), folders=shipped).splitlines()
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line.startswith("#"):
            assert (before, after) == ("", ""), line
        if line.startswith("|") and not before.startswith("|"):
            assert not before, line
        assert line == line.rstrip()
    assert "\n\n\n" not in "\n".join(lines)


def test_a_fiscal_year_is_named_and_its_quarters_are_dated(
    material: Material, shipped: tuple[Path, ...]
) -> None:
    client = replace(material.plan.client, fiscal_year_start=7)
    moved = replace(material, plan=replace(material.plan, client=client))
    text = compose(moved, template="appendix", folders=shipped)
    assert "| Q1 2027 (from July 1, 2026) | $1,600 |" in text
    assert "Your fiscal year starts in July and is named after the calendar year in which it ends." in text
    assert [row[0] for row in _rows(text, "Fiscal year")] == ["2027", "2028 (1 quarter)", "Total"]


def test_a_new_plan_makes_a_short_document(material: Material, shipped: tuple[Path, ...]) -> None:
    nothing = Score(low=0, high=1, point=None, answered=0, unknown=5, not_applicable=0)
    bare = replace(
        material,
        plan=Plan(id="p", created="", client=Client(name="New Ltd"), settings=Settings(hourly_rate=1)),
        inventory=Inventory(today="2026-11-22", items={}),
        assessment=Assessment(today="2026-11-22", results={}, score=nothing, domains={}),
        roadmap=Roadmap(
            quarters=(), initiatives=(), placements={}, risk_carried=0, carried=0, bound=0, seconds=0
        ),
    )
    pieces = parts(bare, folders=shipped)
    assert [piece.id for piece in pieces] == ["front", "one-page", "decisions"]
    assert "5 of 5 questions are still open: too many for one figure." in pieces[1].markdown
    for piece in pieces:
        lines = [line for line in piece.markdown.splitlines() if line]
        assert not lines[-1].startswith("#")


def test_what_the_plan_says_about_sections_holds(material: Material, shipped: tuple[Path, ...]) -> None:
    wanted = DocumentSettings(off=("goals", "findings"), order=("roadmap", "gone", "one-page"))
    settings = replace(material.plan.settings, documents={"roadmap": wanted})
    chosen = replace(material, plan=replace(material.plan, settings=settings))
    pieces = parts(chosen, folders=shipped)
    assert [piece.id for piece in pieces[:4]] == ["front", "roadmap", "one-page", "environment"]
    assert not {"goals", "findings"} & {piece.id for piece in pieces}
    assert pieces[1].markdown.startswith("## 1 ")


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_everywhere_stays_text(name: str, material: Material, shipped: tuple[Path, ...]) -> None:
    client = Client(name=name, goals=(Goal(text=name),), contact=name, provider=name, consultant=name)
    answer = Answer(answer="no", note=name, evidence=name, follow_up=name, owner=name, by=name)
    plan = material.plan
    hostile_plan = replace(
        plan,
        client=client,
        answers=dict.fromkeys(plan.answers, answer),
        sources={key: replace(source, title=name, tool=name) for key, source in plan.sources.items()},
        decisions={key: replace(one, by=name, why=name) for key, one in plan.decisions.items()},
        accepted={key: replace(one, by=name, why=name) for key, one in plan.accepted.items()},
        changes={
            key: tuple(replace(c, why=name, by=name) for c in all_) for key, all_ in plan.changes.items()
        },
    )
    facts = material.inventory.of("devices")[0].facts
    items = tuple(
        replace(item, label=name, facts={**facts, "name": replace(facts["name"], value=name),
                                         "os_name": replace(facts["os_name"], value=name)})
        for item in material.inventory.of("devices")
    )  # fmt: skip
    roadmap = replace(
        material.roadmap,
        placements={
            k: replace(p, reasons=(Declined(name, name),)) for k, p in material.roadmap.placements.items()
        },
        problems=(DueOut("baseline", name),),
    )
    hostile = replace(
        material,
        plan=hostile_plan,
        inventory=replace(material.inventory, items={"devices": items}),
        roadmap=roadmap,
    )
    plain = compose(
        replace(material, plan=replace(hostile_plan, client=replace(client, name="x"))), folders=shipped
    )
    text = compose(hostile, folders=shipped)
    found = set(_tokens(text))
    assert found.isdisjoint({"html_inline", "html_block", "link_open", "image", "code_inline", "fence"})
    assert len(re.findall(r"(?m)^#+ ", text)) == len(re.findall(r"(?m)^#+ ", plain))
    assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]", text)
    assert len(text) < 500_000
    for block in text.split("\n\n"):
        if block.startswith("|"):
            rows = block.splitlines()
            assert len({len(re.findall(r"(?<!\\)\|", row)) for row in rows}) == 1, block


def test_a_currency_nobody_knows_is_text(material: Material, shipped: tuple[Path, ...]) -> None:
    client = replace(material.plan.client, currency="<b>")
    text = compose(replace(material, plan=replace(material.plan, client=client)), folders=shipped)
    assert "\\<b>" in text
    assert "html_inline" not in _tokens(text)


def test_an_unknown_template_is_refused_with_what_there_is(
    material: Material, shipped: tuple[Path, ...]
) -> None:
    for name in ("qbr", "../roadmap", ""):
        with pytest.raises(PlannerError, match="Known templates: appendix, roadmap"):
            compose(material, template=name, folders=shipped)
