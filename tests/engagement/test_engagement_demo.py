"""The demo's money and dates, worked out by hand from templates/examples: no line of the planner was asked.

Notice (renewal − notice period): Blackstone Cable 31 Dec − 30 days = 1 Dec (2,280). Brightwater IT 1 Mar − 60,
Larkfield 31 Mar − 90 and Ledgerline 30 Apr − 120 are all 31 Dec (38,400 + 10,560 + 27,600 = 76,560). Together
78,840. Paystone 31 Dec − 60 = 1 Nov has passed (9,400).

Run: vendors without Brightwater (the fee) and the two sellers of equipment: 5,880 + 2,280 + 27,600 + 9,400 + 11,880
+ 6,300 + 1,440 + 10,560 + 3,120 + 14,200 + 8,900 + 960 = 102,520. Licences outside those: 30 × 11 × 12 = 3,960 and
5 × 18 × 12 = 1,080. Online services outside: 2,160 + 1,320 + 480 + 1,800 + 840 = 6,600. Together 114,160.

Unused seats (bought − in use) × price × 12: 264 + 900 + 2,280 + 2,376 + 1,512 + 2,376 = 9,708.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.workspace import Session, Workspace
from planner.workspace.demo import build
from planner.workspace.knowledge import Knowledge

NOTICES = {
    "Blackstone Cable": ("2026-12-01", 2280),
    "Brightwater IT": ("2026-12-31", 38_400),
    "Larkfield Telephony": ("2026-12-31", 10_560),
    "Ledgerline Software": ("2026-12-31", 27_600),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """Open the demo on its day."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(os.environ, "PLANNER_TODAY", "2026-11-22")
        workspace = Workspace(tmp_path_factory.mktemp("plans"), author="Ann")
        session = workspace.open(build(workspace))
    yield session
    session.close()
    workspace.close()


def test_notices_close_on_1_and_31_december(demo: Session) -> None:
    found = demo.timeline()
    notices = [event for event in found.closing() if event.notice_of is not None]
    assert {event.title.partition(":")[0]: (event.date, event.money) for event in notices} == NOTICES
    assert found.notice_money == 78_840


def test_the_notice_that_passed_unnoticed(demo: Session) -> None:
    missed = [event for event in demo.timeline().missed() if event.kind == "notice"]
    assert [(event.date, event.money, event.notice_of) for event in missed] == [
        ("2026-11-01", 9400, "2026-12-31")
    ]


def test_unused_seats_cost_9708_a_year(demo: Session) -> None:
    assert demo.budget().unused == 9708
    assert sum(line.seats for line in demo.budget().seats) == 44


def test_every_contract_is_counted_once(demo: Session) -> None:
    found = demo.budget()
    assert sum(line.yearly.expected for line in found.lines if not line.fee) == pytest.approx(114_160)
    assert sum(line.yearly.expected for line in found.lines if line.fee) == 38_400
    year = found.years()["2027"]
    # What is handed back in 2027 comes off from the quarter after its renewal: three quarters of the seats of Ledgerline's
    # two products from July, of Microsoft's two and the PDF editor from April, of the portal from October.
    saved = (2280 + 2376) / 2 + (900 + 264 + 2376) * 3 / 4 + 1512 / 4
    assert sum(quarter.spend.run.expected for quarter in year) == pytest.approx(114_160 - saved)
    assert sum(quarter.spend.run.high for quarter in year) == pytest.approx(115_720)
    assert sum(quarter.spend.fee.expected for quarter in year) == pytest.approx(38_400)


def test_projects_are_the_roadmaps_own_money(demo: Session) -> None:
    for quarter, load in zip(demo.budget().quarters, demo.roadmap.quarters, strict=True):
        assert quarter.id == load.id
        assert quarter.spend.projects.expected == pytest.approx(load.one_time + load.recurring)
        assert quarter.spend.work.expected == pytest.approx(load.hours * demo.plan.settings.hourly_rate)


def test_no_computer_is_both_bought_by_the_roadmap_and_replaced(demo: Session) -> None:
    found = demo.outlook(settings={"budget_years": 3}).budget
    laptops = [i for i in demo.inventory.of("devices") if i.value("class") == "laptop"]
    first = {one.record for one in found.refresh if one.equipment == "laptop"}
    assert len(first) + found.bought["laptop"] <= len(laptops)


def test_the_document_says_so(demo: Session, tmp_path: Path) -> None:
    text = demo.document()
    for words in (
        "### Dates that will not wait",
        "contracts worth $78,840 a year",
        "| December 31, 2026 | Brightwater IT: last day for notice | $38,400 a year |",
        "- November 1, 2026: Paystone: last day for notice; it renews on December 31, 2026 ($9,400 a year)",
        "44 seats cost you $9,708 a year",
        "| 2027 | $108,799 |",
        "**Not in these totals:**",
    ):
        assert words in text
    page = text[: text.index("## 2 ")]
    assert "Dates that will not wait" in page, "on page one"
    written = demo.write_calendar(tmp_path)
    assert written.name == f"{demo.slug}-dates-2026-11-22.ics"
    assert written.read_bytes().count(b"BEGIN:VEVENT") == len(demo.timeline().ahead())


def test_what_is_internal_is_in_no_budget_and_no_timeline_of_the_client(demo: Session) -> None:
    kinds = demo.knowledge.catalogue.kinds
    hidden = {f.id for kind in kinds.values() for f in kind.field if f.internal}
    texts = [
        str(fact.value)
        for items in demo.inventory.items.values()
        for item in items
        for field, fact in item.facts.items()
        if field in hidden and isinstance(fact.value, str) and len(fact.value) > 12
    ]
    texts += [answer.internal for answer in demo.plan.answers.values() if answer.internal]
    texts.append(demo.plan.client.internal)
    assert len(texts) > 20
    told = repr((demo.budget("client"), demo.timeline("client"))) + demo.calendar("client")
    assert not [text for text in texts if text in told]


def test_a_field_the_firm_marks_as_internal_never_reaches_the_clients_figures(tmp_path: Path) -> None:
    shipped = Path(__file__).parents[2] / "templates"
    own = tmp_path / "own" / "inventory"
    own.mkdir(parents=True)
    text = (shipped / "inventory" / "vendors.toml").read_text(encoding="utf-8")
    marked = text.replace('id = "annual_cost"\n', 'id = "annual_cost"\ninternal = true\n')
    assert marked != text
    (own / "vendors.toml").write_text(marked, encoding="utf-8")
    workspace = Workspace(tmp_path / "plans", author="Ann", knowledge=Knowledge([shipped, own.parent]))
    session = workspace.open(workspace.create("Acme", people=10))
    session.add_record("vendors", {"name": "Bright", "renewal_date": "2030-03-01", "annual_cost": "12400"})
    assert session.budget().yearly == 12_400
    assert session.budget("client").yearly == 0
    assert [event.money for event in session.timeline("client").events if event.kind == "renewal"] == [None]
    assert "12\\,400" in session.calendar()
    assert "12\\,400" not in session.calendar("client")
    assert "$12,400" in session.document("internal")
    assert "12,400" not in session.document("client")
    session.close()
    workspace.close()
