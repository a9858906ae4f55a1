"""Initiatives: what they close, count, cost and bring."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.decision import Acceptance, Change
from planner.model.fact import Value
from planner.model.initiative import CostLine, HoursLine, InitiativeSpec, Saving
from planner.model.inventory import Item
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.rate import Price
from planner.model.roadmap import Initiative
from planner.model.settings import Settings
from planner.model.standard import Rule
from planner.roadmap import build, cost
from planner.roadmap.cost.priority import is_quick_win
from tests.assess.factory import VOCABULARY, catalogue, client, inventory, item, items, plan, standard

OLD = Rule(measure="share", of="devices", that={"age_years": "<=5"}, good=">=0.9")
MFA = Rule(measure="share", of="accounts", where={"enabled": True}, that={"mfa_enabled": True}, good=">=1")
PRICES = (
    Price(id="laptop", title="Laptop", unit="device", low=900, expected=1000, high=1700, grade="estimate"),
    Price(id="desktop", title="Desktop", unit="device", low=700, expected=800, high=900, grade="estimate"),
    Price(id="care", title="Care", unit="device_year", low=12, expected=24, high=36, grade="estimate"),
    Price(id="seat", title="Seat", unit="user_month", low=1, expected=2, high=3, grade="estimate"),
    Price(id="test", title="Test", unit="fixed", low=100, expected=200, high=300, grade="estimate"),
)


def line(price: str, per: str, *standards: str, timing: str = "once", optional: bool = False) -> CostLine:
    return CostLine(
        item=price, price=price, timing=timing, per=per, standards=standards or ("END-01",), optional=optional
    )


REFRESH = InitiativeSpec(
    id="fix",
    title="Refresh",
    outcome="",
    phase=2,
    due_field="os_eol_date",
    line=(
        replace(line("laptop", "device"), where={"class": "laptop"}),
        replace(line("desktop", "device"), where={"class": "desktop"}),
        line("care", "device", timing="monthly"),
        line("test", "fixed", optional=True),
        line("seat", "user", "END-09", timing="monthly"),
    ),
    hours=(
        HoursLine(standards=("END-01",), fixed=4, per="device", per_item=0.5),
        HoursLine(standards=("END-02",), fixed=100),
    ),
)
FLEET = items(
    "devices",
    [
        {"class": "laptop", "age_years": 2},
        {"class": "laptop", "age_years": 7, "os_eol_date": "2027-06-30"},
        {"class": "laptop", "age_years": 8, "os_eol_date": "2026-01-01"},
        {"class": "desktop", "age_years": 9, "os_eol_date": "2027-02-28"},
        {"class": "laptop"},
    ],
)


def costed(mine: Plan, *records: Item, spec: InitiativeSpec = REFRESH) -> tuple[Initiative, ...]:
    known = catalogue(
        [standard("END-01", OLD), standard("END-02", initiative="other"), standard("END-03")],
        [spec, InitiativeSpec(id="other", title="Other", outcome="", phase=1)],
        PRICES,
    )
    found = inventory(*records)
    return cost(mine, known, found, assess(mine, known, found))


def test_figures_by_hand() -> None:
    # 1 met, 3 not, 1 unknown of 5: v_high = 2/5, risk = 4 × 3 × 0.6 = 7.2.
    (found,) = costed(plan(), *FLEET)
    assert found.findings == ("END-01",)
    assert found.unverified == ("END-03",)
    assert found.risk_removed == pytest.approx(7.2)
    # What may be wrong besides: 12 × (2/5 − 1/5) of END-01 and all 12 of END-03.
    assert found.unverified_removed == pytest.approx(14.4)
    assert found.weight == pytest.approx(7.2 + 0.5 * 14.4)
    # 2 laptops and 1 desktop are known to be old, 1 laptop may be; care at 24 a year = 2 a month each.
    assert [(x.item, x.quantity, x.possible) for x in found.lines] == [
        ("laptop", 2, 1), ("desktop", 1, 0), ("care", 3, 1), ("test", 1, 0),
    ]  # fmt: skip
    # low: the known ones; expected: half of the possible ones besides; high: all of them, and the optional line
    assert found.one_time == Range(2 * 900 + 700, 2.5 * 1000 + 800, 3 * 1700 + 900 + 300)
    assert found.monthly == Range(3 * 1, 3.5 * 2, 4 * 3)
    # 4 + 3.5 × 0.5 hours at 100; 3,300 + 12 × 7 + 575 = 3,959
    assert found.partner_hours == 5.75
    assert found.hours_why == "END-01: 4 h + 3.5 × 0.5 h"
    assert found.first_year == pytest.approx(3959)
    assert found.value == pytest.approx(14.4 / 4.959)
    # What has lost its updates already counts as due, from the first of them.
    assert found.due == "2026-01-01"
    assert found.priority == "P1"
    assert not found.quick_win


def test_an_exchange_rate_turns_prices_into_the_plans_money() -> None:
    settings = Settings(hourly_rate=100, start="2027-Q1", exchange_rate=0.5)
    (found,) = costed(plan(settings=settings), *FLEET)
    assert found.one_time == Range(1250, 1650, 3150)


def test_hours_are_capped() -> None:
    spec = replace(
        REFRESH, hours=(HoursLine(standards=("END-01",), fixed=4, per="device", per_item=0.5, at_most=5),)
    )
    (found,) = costed(plan(), *FLEET, spec=spec)
    assert found.partner_hours == 5


def test_nothing_to_close_is_no_initiative() -> None:
    assert costed(plan()) == ()
    assert costed(plan({"END-01": Answer(answer="yes")})) == ()


def test_an_accepted_risk_stays_until_the_acceptance_ends() -> None:
    for until, there in ((None, False), ("2026-11-22", False), ("2026-11-21", True)):
        acceptance = Acceptance(by="Ann", why="", at="2026-11-01", until=until)
        mine = replace(plan(), accepted={"END-01": acceptance})
        assert bool(costed(mine, *FLEET)) is there


def test_changes_replace_what_was_derived() -> None:
    figures: dict[str, float | str] = {
        "hours": 10, "one_time": 500, "monthly": 0, "duration": 3, "due": "2028-01-31", "pin": "2027-Q2",
        "effect": 0.5,
    }  # fmt: skip
    made = tuple(
        Change(field=f, value=v, original=None, why="x", by="Ann", at="2026-11-22")
        for f, v in figures.items()
    )
    (found,) = costed(replace(plan(), changes={"fix": made}), *FLEET)
    assert (found.partner_hours, found.duration, found.due, found.pinned) == (10, 3, "2028-01-31", "2027-Q2")
    assert found.one_time == Range(500, 500, 500)
    assert found.risk_removed == pytest.approx(3.6)
    assert found.unverified_removed == pytest.approx(7.2)
    assert found.first_year == 1500
    assert found.priority == "P3"


def quantity(per: str, *records: Item, people: int | None = None, where: Value = None) -> float:
    """Return the quantity of a line for a finding that rests on an answer."""
    mine = plan({"END-01": Answer(answer="no")}, who=client(people))
    only = line("test", per)
    if isinstance(where, str):
        only = replace(only, where={"class": where})
    spec = replace(REFRESH, line=(only,))
    known = catalogue([standard("END-01")], [spec], PRICES)
    found = inventory(*records)
    (initiative,) = cost(mine, known, found, assess(mine, known, found))
    return initiative.lines[0].quantity if initiative.lines else 0


def test_what_stands_in_where_no_record_is_affected() -> None:
    phone = replace(items("devices", [{"class": "phone"}])[0], id="phone")
    assert quantity("device", *FLEET, phone, people=9) == 5
    assert quantity("device", *FLEET, where="desktop") == 1
    assert quantity("device", *FLEET, where="printer") == 0
    assert quantity("device", people=9) == 9
    assert quantity("device", people=9, where="laptop") == 9
    assert quantity("device", people=9, where="desktop") == 0
    assert quantity("device", people=9, where="access_point") == 1
    assert quantity("device") == 1
    staff = items("accounts", [{"kind": "person", "enabled": e, "is_admin": e} for e in (True, False, True)])
    assert quantity("user", *staff, people=9) == 9
    assert quantity("user", *staff) == 2
    assert quantity("user") == 1
    assert quantity("admin", *staff) == 2
    assert quantity("admin") == 2
    assert quantity("server", item("servers", "a"), item("servers", "b"), item("servers", "c")) == 3
    assert quantity("site") == 1
    assert quantity("agent") == 1
    assert quantity("fixed", *FLEET) == 1


def test_a_record_named_by_two_findings_counts_once() -> None:
    spec = replace(REFRESH, line=(line("seat", "user", "IAM-01", "IAM-02", timing="monthly"),))
    known = catalogue([standard("IAM-01", MFA), standard("IAM-02", MFA)], [spec], PRICES)
    accounts = items("accounts", [{"enabled": True, "mfa_enabled": e} for e in (True, False, False)])
    found = inventory(*accounts)
    (initiative,) = cost(plan(), known, found, assess(plan(), known, found))
    assert initiative.lines[0].quantity == 2
    assert initiative.lines[0].counted == "2 affected users"


def test_a_requirement_with_nothing_to_close_is_satisfied() -> None:
    spec = replace(REFRESH, requires=("other",))
    (found,) = costed(plan(), *FLEET, spec=spec)
    assert found.requires == ()
    both = costed(plan({"END-02": Answer(answer="no")}), *FLEET, spec=spec)
    assert both[0].requires == ("other",)


@pytest.mark.parametrize(
    ("impact", "likelihood", "must", "word"),
    [(5, 3, False, "P1"), (4, 3, False, "P2"), (4, 2, False, "P2"), (4, 1, False, "P3"), (3, 1, False, "P4"),
     (1, 1, True, "P1")],
)  # fmt: skip
def test_priority_is_that_of_the_worst_finding_or_of_a_missing_must_have(
    impact: int, likelihood: int, must: bool, word: str
) -> None:
    entry = replace(standard("END-01", impact=impact, likelihood=likelihood), must=must)
    known = catalogue([entry, standard("END-02", impact=1, likelihood=1)], [replace(REFRESH, line=())])
    mine, found = plan({"END-01": Answer(answer="no"), "END-02": Answer(answer="no")}), inventory()
    (made,) = cost(mine, known, found, assess(mine, known, found))
    assert made.priority == word


def test_little_work_that_removes_much_is_a_quick_win() -> None:
    for hours, quick in ((8, True), (9, False)):
        spec = replace(REFRESH, line=(), hours=(HoursLine(standards=("END-01",), fixed=hours),))
        known, found = catalogue([standard("END-01")], [spec]), inventory()
        mine = plan({"END-01": Answer(answer="no")})
        (made,) = cost(mine, known, found, assess(mine, known, found))
        assert made.quick_win is quick


@pytest.mark.parametrize(
    ("hours", "first_year", "risk", "quick"),
    [(8, 1000, 6, True), (8.01, 1000, 6, False), (8, 1000.01, 6, False), (8, 1000, 5.99, False)],
)
def test_the_limits_of_a_quick_win_are_inside(
    hours: float, first_year: float, risk: float, quick: bool
) -> None:
    assert is_quick_win(hours, first_year, risk, VOCABULARY) is quick


SAVING = Saving(standards=("END-01",), of="licences", bought="bought", used="active", price="price")


def saving(unused: float, *, hours: float, said: str = "no") -> Initiative:
    """Return work that ends the payment of so many seats at 10 a month, for a finding of low risk."""
    spec = replace(
        REFRESH, line=(), hours=(HoursLine(standards=("END-01", "END-02"), fixed=hours),), saving=SAVING
    )
    entries = [standard("END-01", impact=1, likelihood=1), standard("END-02", impact=1, likelihood=1)]
    known, found = (
        catalogue(entries, [spec]),
        inventory(
            item("licences", "l", bought=unused, active=0, price=10),
            item("licences", "m", bought=1, active=9, price=10),
        ),
    )
    mine = plan({"END-01": Answer(answer=said), "END-02": Answer(answer="no")})
    (made,) = cost(mine, known, found, assess(mine, known, found))
    return made


@pytest.mark.parametrize(("hours", "word"), [(12, "P2"), (12.1, "P4"), (0, "P2")])
def test_what_pays_for_itself_within_a_year_comes_second(hours: float, word: str) -> None:
    # 10 seats × 10 × 12 = 1,200 a year; 12 hours at 100 are 1,200. More used than bought saves nothing and costs nothing.
    made = saving(10, hours=hours)
    assert (made.gain, made.priority) == (1200, word)


def test_without_a_known_finding_there_is_nothing_to_save() -> None:
    assert saving(10, hours=1, said="unknown").gain == 0
    assert saving(0, hours=0).priority == "P4", "nothing saved pays for nothing"


@pytest.mark.parametrize(
    ("due", "shown", "word"),
    [("2026-11-22", "2026-11-22", "P1"), ("2026-11-21", "2026-11-21", "P1"), ("2027-06-30", "2027-06-30", "P1"),
     ("2027-07-01", "2027-07-01", "P4")],
)  # fmt: skip
def test_what_is_due_inside_the_first_two_quarters_comes_first(due: str, shown: str, word: str) -> None:
    entry = standard("END-01", OLD, impact=1, likelihood=1)
    records = items("devices", [{"age_years": 9, "os_eol_date": due}])
    known, found = catalogue([entry], [replace(REFRESH, line=(), hours=())]), inventory(*records)
    (made,) = cost(plan(), known, found, assess(plan(), known, found))
    assert (made.due, made.priority) == (shown, word)


def test_a_due_date_can_be_taken_away() -> None:
    taken = Change(field="due", value=None, original="2027-02-28", why="x", by="Ann", at="2026-11-22")
    (found,) = costed(replace(plan(), changes={"fix": (taken,)}), *FLEET)
    assert found.due is None


def test_build_places_what_cost_found() -> None:
    known = catalogue([standard("END-01")], [replace(REFRESH, line=())], PRICES)
    mine = plan({"END-01": Answer(answer="no")})
    found = inventory()
    roadmap = build(mine, known, found, assess(mine, known, found))
    assert roadmap.placements["fix"].start == 0
    assert len(roadmap.quarters) == 12
    assert roadmap.quarters[0].id == "2027-Q1"
