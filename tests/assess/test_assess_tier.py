"""Which standards fit the client's size, and what is beyond it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.catalogue import Catalogue, Term
from planner.model.finding import Assessment
from planner.model.plan import Plan
from tests.assess.factory import VOCABULARY, catalogue, client, inventory, plan, standard

TIERS = ("core", "standard", "advanced")


def known() -> Catalogue:
    standards = [replace(standard(f"A-0{n}"), tier=tier, must=True) for n, tier in enumerate(TIERS)]
    vocabulary = replace(
        VOCABULARY,
        tiers=tuple(
            Term(id=t, title=t.capitalize(), from_people=50 if t == "advanced" else 0) for t in TIERS
        ),
        traits=(Term(id="health_data", title="Health", duty=True), Term(id="remote_work", title="Remote")),
    )
    return replace(catalogue(standards), vocabulary=vocabulary)


def judged(mine: Plan) -> Assessment:
    return assess(mine, known(), inventory())


@pytest.mark.parametrize(
    ("people", "traits", "beyond"),
    [
        (49, (), ("A-02",)),
        (50, (), ()),
        (10, ("health_data",), ()),
        (10, ("remote_work",), ("A-02",)),
        (None, (), ()),
    ],
)
def test_a_small_client_without_duties_is_spared_the_advanced_ones(
    people: int | None, traits: tuple[str, ...], beyond: tuple[str, ...]
) -> None:
    assert judged(plan(who=client(people, traits))).beyond == beyond


def test_what_is_beyond_is_asked_about_and_counted_nowhere() -> None:
    mine = plan({"A-02": Answer(answer="no")}, who=client(10))
    found = judged(mine)
    assert set(found.results) == {"A-00", "A-01"}
    assert found.must.total == 2
    assert not any(r.standard == "A-02" for r in (*found.findings(), *found.next_questions()))


def test_the_plan_s_own_scope_counts_and_single_ones_are_taken_in() -> None:
    mine = plan(who=client(200))
    settings = replace(mine.settings, scope="core")
    assert judged(replace(mine, settings=settings)).beyond == ("A-01", "A-02")
    taken = replace(settings, taken_in=("A-02",))
    assert judged(replace(mine, settings=taken)).beyond == ("A-01",)
    small = plan(who=client(10))
    wide = replace(small, settings=replace(small.settings, scope="advanced"))
    assert judged(wide).beyond == ()
