"""The other measures: the interval they can lie in and what it is worth."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.model.fact import Value
from planner.model.finding import Measure
from planner.model.standard import Rule
from tests.assess.factory import item, items, measured


def worth(m: Measure) -> tuple[float, float]:
    return m.v_low, m.v_high


LEFT = Rule(
    measure="count", of="accounts", where={"enabled": True, "owner_left": True}, good="<=0", fair="<=1"
)


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ([False, False], (1, 1)),
        ([True, False], (0.5, 0.5)),
        ([True, True], (0, 0)),
        ([False, None], (0.5, 1)),
        ([True, None], (0, 0.5)),
        ([None, None, False], (0, 1)),
    ],
)
def test_count_runs_from_the_sure_to_the_possible(
    left: list[bool | None], expected: tuple[float, float]
) -> None:
    m = measured(LEFT, *items("accounts", [{"enabled": True, "owner_left": v} for v in left]))
    assert worth(m) == expected
    assert m.unmet == len(m.affected) == left.count(True)
    assert m.met == left.count(False)


def test_count_of_nothing() -> None:
    assert worth(measured(LEFT)) == (0, 1)
    none = measured(LEFT, complete=["accounts"])
    assert (none.applicable, none.met, *worth(none)) == (False, 0, 0, 1)
    # Where more is better, none at all is a result.
    wanted = Rule(measure="count", of="tickets", good=">=1")
    assert worth(measured(wanted)) == (0, 1)
    assert worth(measured(wanted, complete=["tickets"])) == (0, 0)


def test_count_with_that_looks_inside_its_scope_only() -> None:
    rule = Rule(
        measure="count", of="devices", where={"class": "laptop"}, that={"age_years": ">=5"}, good="<=0"
    )
    phone = items("devices", [{"class": "phone", "age_years": 9}])[0]
    assert worth(measured(rule, phone)) == (0, 1)
    # No laptops is not "all laptops are young".
    assert measured(rule, phone, complete=["devices"]).applicable is False
    both = items("devices", [{"class": "phone", "age_years": 9}, {"class": "laptop", "age_years": 9}])
    assert measured(rule, *both).affected == ("devices-1",)


def test_exists_ignores_other_records_unless_the_list_is_complete() -> None:
    rule = Rule(measure="exists", of="documents", where={"kind": "goals"}, fair=">=1")
    other = item("documents", "o", kind="policy")
    assert worth(measured(rule, other)) == (0, 1)
    assert worth(measured(rule, other, complete=["documents"])) == (0, 0)
    assert worth(measured(rule, item("documents", "g", kind="goals"))) == (0.5, 0.5)
    assert worth(measured(rule, item("documents", "g"))) == (0, 1)


REVIEW = Rule(
    measure="min",
    of="documents",
    where={"kind": "plan"},
    field="days_since_review",
    good="<=100",
    fair="<=190",
)


def plans(*days: Value) -> list[dict[str, Value]]:
    return [{"kind": "plan", "days_since_review": d} for d in days]


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((90, 400), (1, 1)),
        ((150, 400), (0.5, 0.5)),
        ((400,), (0, 0)),
        ((90, None), (1, 1)),
        ((400, None), (0, 1)),
        ((None,), (0, 1)),
        (((),), (0, 0)),
        (((), None), (0, 1)),
    ],
)
def test_min(days: tuple[Value, ...], expected: tuple[float, float]) -> None:
    assert worth(measured(REVIEW, *items("documents", plans(*days)))) == expected


def test_min_of_nothing() -> None:
    other = item("documents", "o", kind="policy", days_since_review=3)
    assert worth(measured(REVIEW, other)) == (0, 1)
    # That there is no plan at all does not make reviewing it superfluous.
    none = measured(REVIEW, other, complete=["documents"])
    assert (none.applicable, *worth(none)) == (True, 0, 1)


def test_min_with_a_good_record_blames_none() -> None:
    assert measured(REVIEW, *items("documents", plans(90, 400))).affected == ()
    assert measured(REVIEW, *items("documents", plans(390, 400))).affected == ("documents-0", "documents-1")


def test_max_can_only_get_worse_by_the_unknown() -> None:
    rule = Rule(measure="max", of="documents", field="days_since_review", good="<=400", fair="<=750")
    assert worth(measured(rule, *items("documents", plans(100, 500)))) == (0.5, 0.5)
    assert worth(measured(rule, *items("documents", plans(100, None)))) == (0, 1)
    assert worth(measured(rule, *items("documents", plans(500, None)))) == (0, 0.5)
    # A record that may be out of scope has a number of its own: 100 or 500, nothing worse.
    scoped = replace(rule, where={"kind": "plan"})
    maybe = item("documents", "m", days_since_review=500)
    assert worth(measured(scoped, *items("documents", plans(100)), maybe)) == (0.5, 1)


def test_mean_and_median() -> None:
    mean = Rule(measure="mean", of="tickets", field="minutes", good="<=60", fair="<=240")
    median = Rule(measure="median", of="tickets", field="minutes", good="<=60", fair="<=240")
    known = [{"minutes": m} for m in (10, 20, 300)]
    # mean 110, median 20
    assert worth(measured(mean, *items("tickets", known))) == (0.5, 0.5)
    assert worth(measured(median, *items("tickets", known))) == (1, 1)
    # one more unknown: the median lies between (10+20)/2 and (20+300)/2 = 160
    m = measured(median, *items("tickets", [*known, {}]))
    assert (m.low, m.high) == (15, 160)
    assert worth(m) == (0.5, 1)
    assert worth(measured(mean, *items("tickets", [*known, {}]))) == (0, 1)


def test_distinct_scaled_to_fifty() -> None:
    rule = Rule(measure="distinct", of="devices", field="model", per=50, good="<=4", fair="<=8")
    fleet = [{"model": f"M{n % 6}"} for n in range(100)]
    # 6 models × 50 ÷ 100 = 3
    assert measured(rule, *items("devices", fleet)).low == 3
    # on ten machines it is 6 × 50 ÷ 50 = 6; two unknown ones could make it 6 × 1 or (6 + 2) × 1
    m = measured(rule, *items("devices", [*fleet[:10], {}, {"model": None}]))
    assert (m.low, m.high) == (6, 8)
    assert worth(m) == (0.5, 0.5)


def test_value_of_truths_texts_and_numbers() -> None:
    blocked = Rule(measure="value", of="mail_tenant", field="blocked", good=True)
    sharing = Rule(measure="value", of="mail_tenant", field="sharing", good="people", fair="company")
    admins = Rule(measure="value", of="mail_tenant", field="admin_count", good="2..4", fair="2..8")
    tenant = item("mail_tenant", "t", blocked=False, sharing="Company", admin_count=3)
    assert worth(measured(blocked, tenant)) == (0, 0)
    assert worth(measured(sharing, tenant)) == (0.5, 0.5)
    assert worth(measured(admins, tenant)) == (1, 1)
    assert worth(measured(admins, tenant, item("mail_tenant", "u", admin_count=9))) == (0, 0)
    assert worth(measured(admins, tenant, item("mail_tenant", "u"))) == (0, 1)
    assert worth(measured(admins, item("mail_tenant", "u"))) == (0, 1)


def test_ratio_per_employee_and_without_a_head_count() -> None:
    rule = Rule(
        measure="ratio", of="finance", field="spend", per="employees", good="1800..3800", fair="1200..5000"
    )
    year = item("finance", "2026", spend=60_000)
    # 60,000 ÷ 40 = 1,500
    assert worth(measured(rule, year)) == (0.5, 0.5)
    assert worth(measured(rule, year, people=None)) == (0, 1)


def test_ratio_min_takes_the_worst_site_and_leaves_out_empty_ones() -> None:
    rule = Rule(measure="ratio_min", of="sites", field="down_mbps", per="users", good=">=10", fair=">=4")
    main = item("sites", "a", down_mbps=200, users=20)
    assert worth(measured(rule, main)) == (1, 1)
    assert worth(measured(rule, main, item("sites", "b", down_mbps=50, users=10))) == (0.5, 0.5)
    assert worth(measured(rule, main, item("sites", "c", down_mbps=50, users=0))) == (1, 1)
    assert worth(measured(rule, main, item("sites", "d", users=4))) == (0, 1)


def test_ratio_sum() -> None:
    rule = Rule(
        measure="ratio_sum", of="licences", left="active", right="bought", good=">=0.92", fair=">=0.8"
    )
    rows = [{"active": 9, "bought": 10}, {"active": 80, "bought": 90}]
    m = measured(rule, *items("licences", rows))
    assert m.low == pytest.approx(0.89)
    assert worth(m) == (0.5, 0.5)
    assert worth(measured(rule, *items("licences", [*rows, {"bought": 5}]))) == (0, 1)


def test_per_head_month() -> None:
    rule = Rule(measure="per_head_month", of="tickets", per="employees", good="<=0.6", fair="<=1.2")
    recent = [{"created_days_ago": d} for d in (1, 5, 30, 31)]
    # three of the last 30 days ÷ 4 people = 0.75
    m = measured(rule, *items("tickets", recent), people=4)
    assert m.low == 0.75
    assert worth(m) == (0.5, 0.5)
    assert worth(measured(rule, *items("tickets", recent), people=None)) == (0, 1)
    assert worth(measured(rule, complete=["tickets"])) == (0, 1)


def test_a_list_and_text_never_count_as_numbers() -> None:
    assert worth(measured(REVIEW, *items("documents", plans("soon", ("a",))))) == (0, 1)


def test_an_average_takes_in_what_may_be_out_of_scope_where_that_pulls_it() -> None:
    rule = Rule(
        measure="mean", of="documents", where={"kind": "plan"}, field="days_since_review", good="<=100", fair="<=200"
    )  # fmt: skip
    maybe = [item("documents", f"m{n}", days_since_review=days) for n, days in enumerate((30, 150, 400))]
    m = measured(rule, *items("documents", plans(90)), *maybe)
    # The lowest takes the 30 in beside the 90, the highest the 400.
    assert (m.low, m.high) == pytest.approx((60, 245))
    m = measured(replace(rule, measure="median"), *items("documents", plans(90)), *maybe)
    assert (m.low, m.high) == (60, 245)


def test_distinct_ignores_case_and_counts_what_may_be_new() -> None:
    rule = Rule(measure="distinct", of="devices", where={"class": "laptop"}, field="model", good="<=2")
    fleet = [{"class": "laptop", "model": m} for m in ("Dell", " DELL ", "HP")]
    assert measured(rule, *items("devices", fleet)).high == 2
    # One with another model, and one with an unknown model, of which nobody knows whether they are laptops.
    maybe = (item("devices", "x", model="Acer"), item("devices", "y"))
    m = measured(rule, *items("devices", fleet), *maybe)
    assert (m.low, m.high) == (2, 4)


def test_ratio_sum_leaves_out_what_is_known_to_have_no_figure_on_one_side() -> None:
    rule = Rule(measure="ratio_sum", of="licences", left="active", right="bought", good=">=0.9", fair=">=0.8")
    rows: list[dict[str, Value]] = [{"active": 9, "bought": 10}, {"active": (), "bought": 90}, {"bought": ()}]
    m = measured(rule, *items("licences", rows))
    assert (m.low, m.high, m.unknown) == (0.9, 0.9, 0)


def test_tickets_of_unknown_age_may_be_of_the_last_month() -> None:
    rule = Rule(measure="per_head_month", of="tickets", per="employees", good="<=0.6", fair="<=1.2")
    rows = [{"created_days_ago": 3}, {"created_days_ago": 50}, {}, {}]
    m = measured(rule, *items("tickets", rows), people=2)
    assert (m.low, m.high, *worth(m)) == (0.5, 1.5, 0, 1)
