"""The weakest link: one critical record out of order, and half is the most a share is worth."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from planner.assess import assess, explain
from planner.model.standard import Rule
from tests.assess.factory import catalogue, inventory, items, measured, plan, standard

RULE = Rule(
    measure="share",
    of="accounts",
    where={"enabled": True},
    that={"mfa_enabled": True},
    good=">=0.9",
    critical={"is_admin": True},
)
_FACT = st.sampled_from([True, False, None])
_ROWS = st.lists(st.tuples(_FACT, _FACT, _FACT), min_size=1, max_size=12)


@given(rows=_ROWS)
def test_a_share_with_weakest_links_is_the_plain_share_cut_at_one_half(
    rows: list[tuple[bool | None, bool | None, bool | None]],
) -> None:
    made = items("accounts", [{"enabled": e, "mfa_enabled": m, "is_admin": a} for e, m, a in rows])
    plain, cut = measured(replace(RULE, critical={}), *made), measured(RULE, *made)
    # A record that may be out of scope does not matter when it meets the rule.
    links = [m if e else None for e, m, a in rows if a and e is not False and not (e is None and m)]
    assert cut.v_high == (min(plain.v_high, 0.5) if False in links else plain.v_high)
    assert cut.v_low == (min(plain.v_low, 0.5) if {False, None} & set(links) else plain.v_low)
    assert (len(cut.weakest), len(cut.weakest_unknown)) == (links.count(False), links.count(None))
    assert set(cut.weakest) <= set(cut.affected)
    assert set(cut.weakest_unknown) <= set(cut.unknown_ids)


def test_the_reason_names_the_weakest_links() -> None:
    rows = [{"enabled": True, "mfa_enabled": True, "is_admin": False}] * 18
    rows += [{"enabled": True, "mfa_enabled": False, "is_admin": True}]
    stock = inventory(*items("accounts", rows), *items("devices", [{"class": "laptop"}]))
    known = catalogue([standard("IAM-01", RULE)])
    found = assess(plan(), known, stock).results["IAM-01"]
    assert (found.v_low, found.v_high) == (0.5, 0.5)
    sentences = explain(found, known, plan(), stock)
    assert "Worth at most 0.5 while the most important do not meet it: accounts-18." in sentences
