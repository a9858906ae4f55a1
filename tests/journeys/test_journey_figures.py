"""Screens, command line and document write the same figures, to the last digit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from planner.cli.assess import band
from planner.cli.outlook_shape import budget_document
from planner.model.budget import PARTS
from planner.tui.screens.home.row import columns
from planner.tui.screens.interview.wording import score_words
from planner.tui.screens.overview import card
from planner.tui.screens.roadmap.outlook import budget_columns, budget_rows
from planner.tui.text import one_line
from planner.workspace import PlanRow, Session, Workspace
from planner.workspace.summary import summarise
from planner.writing import formatter, half_up, score_text
from tests.journeys.random_plan import fill

SEEDS = (3, 8, 21)


@pytest.fixture(scope="module", params=["demo", *SEEDS])
def session(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PLANNER_TODAY", raising=False)
        folder = tmp_path_factory.mktemp("figures") / "plans"
        workspace = Workspace(folder, today=date(2026, 11, 22), author="Ann")
        if request.param == "demo":
            opened = workspace.demo()
        else:
            base = workspace.open(workspace.create("Random"))
            plan = fill(base.plan, workspace.catalogue, request.param)
            base.close()
            opened = workspace.open(workspace.save_as(plan, f"Random {request.param}"))
    yield opened
    opened.close()
    workspace.close()


@pytest.fixture(scope="module")
def page(session: Session) -> dict[str, str]:
    """Return the sections of both documents by id; those of the appendix with ``appendix-`` before it."""
    pages = {part.id: part.markdown for part in session.parts()}
    return pages | {f"appendix-{part.id}": part.markdown for part in session.parts(template="appendix")}


def _unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


def _money(session: Session, amount: float) -> str:
    """Return an amount as the client writes it; the document has plain blanks in it."""
    return card.money(amount, session.plan.client.currency, session.locale).replace("\u00a0", " ")


def _priced(session: Session) -> bool:
    return session.plan.price_rate(session.knowledge.catalogue.prices.currency) is not None


def test_the_score_is_the_same_at_every_door(session: Session, page: dict[str, str]) -> None:
    score = session.assessment.score
    shown = score_words(score)
    assert card.headline(score).plain
    assert band(score).replace("–", "—", 1 if score.shown is None else 0) == shown
    if score.shown is not None:
        document = re.search(r"(\d+) of 100 \((\d+)–(\d+), (\d+) unknown\)\.\*\*", page["one-page"])
        assert document is not None
        point, low, high, unknown = document.groups()
        assert f"{point} ({low}–{high})" == shown
        assert int(unknown) == score.unknown
        row = PlanRow(
            slug="x",
            stale=False,
            summary=summarise(session.plan, session.assessment, session.knowledge.catalogue.vocabulary, ""),
        )
        cells = {column.id: column.text(row) for column in columns()}
        assert [getattr(cells[name], "text", cells[name]) for name in ("score", "range")] == [
            point, f"{low}–{high}",
        ]  # fmt: skip


def test_each_domain_reads_the_same(session: Session, page: dict[str, str]) -> None:
    rows = re.findall(
        r"^\| (.+?) \| (\d+|not known) \| (\d+)–(\d+) \| (\d+) of \d+ \|$",
        page["appendix-figures"],
        re.MULTILINE,
    )
    written = {_unescaped(title): rest for title, *rest in rows}
    overview = card.domains(session, 200).plain
    catalogue, seen = session.knowledge.catalogue, 0
    for key, score in session.assessment.domains.items():
        if not score.answered + score.unknown:
            continue
        point, low, high, unknown = written[catalogue.domains[key].title]
        assert int(unknown) == score.unknown
        figures = score_text(float(low), float(high), None if point == "not known" else float(point))
        assert band(score).partition(" ")[0] == ("–" if point == "not known" else point)
        line = next(
            x for x in overview.splitlines() if x.startswith(one_line(catalogue.domains[key].title)[:20])
        )
        assert line.rstrip().endswith(figures), line
        seen += 1
    assert seen == len(written) > 0


def test_the_money_of_the_year_and_of_each_quarter_is_the_same(
    session: Session, page: dict[str, str]
) -> None:
    year = session.first_year()
    overview = card.year(session, session.roadmap, 80).plain.replace("\u00a0", " ")
    for amount in (year.one_time, year.recurring, year.money):
        assert _money(session, amount) in overview
    for amount in (year.money, year.labour, year.everything) if _priced(session) else (year.labour,):
        assert _money(session, amount) in _unescaped(page["one-page"])
    rows = [line for line in _unescaped(page["appendix-money"]).splitlines() if line.startswith("|")]
    for figure in session.figures():
        amounts = [_money(session, x) for x in (figure.one_time, figure.recurring)]
        assert any(all(amount in row for amount in amounts) for row in rows), figure


def test_the_roadmap_in_the_whole_budget_is_the_roadmap(session: Session) -> None:
    """Page one, the roadmap by quarter and the whole budget print one and the same money."""
    figures, printed = session.figures(), session.spending(session.budget())
    rows = {row.id: row for row in printed.quarters}
    shared = [figure for figure in figures if figure.id in rows]
    assert shared
    for figure in shared:
        parts = rows[figure.id].parts
        assert parts["projects"].expected == figure.money, figure.id
        assert parts["work"].expected == figure.labour, figure.id
    first = [rows[name] for name in session.first_year().quarters]
    assert sum(row.parts["projects"].expected for row in first) == session.first_year().money
    assert sum(row.parts["work"].expected for row in first) == session.first_year().labour


def test_the_roadmap_table_adds_up_to_page_one(session: Session, page: dict[str, str]) -> None:
    lines = _unescaped(page["roadmap"]).splitlines()
    cells = {
        line.split("|")[1].strip(" *"): [cell.strip() for cell in line.split("|")[3:]]
        for line in lines
        if "|" in line
    }
    quarters = sum(re.fullmatch(r"Q\d \d\d", cell) is not None for cell in cells["Work"])
    assert quarters >= 4
    figures = session.figures()[:quarters]
    written = formatter("USD", session.locale)
    assert cells["Hours"][:quarters] == [written.number(figure.hours) for figure in figures]
    assert ("Money" in cells) is _priced(session)
    if _priced(session):
        assert cells["Money"][:quarters] == [_money(session, figure.money) for figure in figures]


def test_the_whole_budget_reads_the_same_at_every_door(session: Session, page: dict[str, str]) -> None:
    found = session.budget("client")
    printed = session.spending(found)
    document: dict[str, Any] = budget_document(session, found, session.outlook("client").ownership)
    table = _unescaped(page.get("whole-budget", ""))
    if not printed.total.total.high:
        assert not table
        return
    screen = {row.id: row for row in budget_rows(printed)}
    exact = {year["id"]: year for year in document["years"]}
    for row in (*printed.years, printed.total):
        line = next(x for x in table.splitlines() if x.strip("| *").startswith((row.id, row.id.title())))
        told = [part for part in PARTS if _priced(session) or part not in ("refresh", "projects")]
        for amount in (*(row.parts[part].expected for part in told), row.total.expected):
            assert _money(session, amount) in line
        assert ("not priced" in line) is not _priced(session)
        shown = [column.text(screen[row.id]) for column in budget_columns() if column.id != "range"]
        assert [getattr(cell, "text", cell) for cell in shown[1:]] == [
            f"{amount:,}" for amount in (*(row.parts[part].expected for part in PARTS), row.total.expected)
        ]
        written = document["total"] if row.id == "total" else exact[row.id]
        for part in PARTS:
            assert written["printed"][part]["expected"] == row.parts[part].expected
            if part != "work":  # its money is that of the printed hours
                assert abs(written[part]["expected"] - row.parts[part].expected) <= 0.5 * len(printed.years)


def test_each_finding_carries_the_same_risk(session: Session, page: dict[str, str]) -> None:
    for result in session.assessment.findings():
        if result.risk:
            risk = f"{half_up(result.risk, 1)}".removesuffix(".0")
            assert re.search(rf"{re.escape(risk)} of 25.*{result.standard}", page["appendix-findings"]), (
                result.standard
            )


def test_halves_are_the_same_whichever_way_they_were_computed() -> None:
    assert score_text(0.565 * 100, 56.5, 0.5650000000001 * 100) == "57"


def test_no_screen_formats_figures_by_itself() -> None:
    # Python's own rounding takes halves to the even digit; only bytes of files are left to it.
    house = Path(__file__).parents[2] / "planner"
    rooms = ("tui", "cli", "report", "assess", "roadmap", "workspace", "engagement")
    own = [
        f"{path.relative_to(house)}: {found[0]}"
        for room in rooms
        for path in (house / room).rglob("*.py")
        for found in re.finditer(r"\{[^{}\n]*:[+,]*\.\d[f%]\}", path.read_text(encoding="utf-8"))
    ]
    assert [text for text in own if "tui/__init__" not in text] == []
