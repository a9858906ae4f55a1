"""What the owner reads: nothing twice, nothing that is not theirs, and who does what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from planner.model.client import Goal
from planner.model.finding import MustHaves, Status
from planner.model.initiative import FirstStep
from planner.model.timeline import Event, Timeline
from planner.report import Material, compose, parts
from planner.report.engine import ended
from planner.report.section import read_template
from planner.report.view import values
from planner.report.view.people import spoken
from planner.report.view.start import first_days, first_step
from planner.report.view.word import unnamed
from planner.standards import load_catalogue

TODAY = date(2026, 11, 22)


def part(material: Material, shipped: tuple[Path, ...], name: str) -> str:
    return next((one.markdown for one in parts(material, folders=shipped) if one.id == name), "")


@pytest.mark.parametrize(
    ("told", "brief"),
    [
        (
            "2 of 9 laptops have no encrypted disk: PC1, PC2 and 3 more.",
            "2 of 9 laptops have no encrypted disk.",
        ),
        (
            "3 of 14 laptops (PC1, PC2 and 1 more) and 2 desktops (PC2) are open.",
            "3 of 14 laptops and 2 desktops are open.",
        ),
        ("One rule: nobody may name it.", "One rule: nobody may name it."),
        ("Windows (old) is in use.", "Windows (old) is in use."),
    ],
)
def test_a_sentence_without_its_names(told: str, brief: str) -> None:
    assert unnamed(told, ["PC1", "PC2", ""]) == brief
    assert unnamed(told, []) == told


def test_a_sentence_ends_once() -> None:
    assert [ended(text) for text in ("a", "a.", "a? ", "a…")] == ["a.", "a.", "a?", "a…"]


def test_a_step_speaks_of_its_sides() -> None:
    assert spoken("{it} calls {you}.") == "IT support calls you."
    assert spoken("{you} call {it}.", "{you} & Sons") == "You call {you} & Sons."


def _with_steps(material: Material, *steps: FirstStep) -> Material:
    initiatives = dict(material.catalogue.initiatives)
    initiatives["mfa"] = replace(initiatives["mfa"], first_steps=steps)
    works = tuple(replace(i, at_once=i.id == "mfa") for i in material.roadmap.initiatives)
    return replace(
        material,
        catalogue=replace(material.catalogue, initiatives=initiatives),
        roadmap=replace(material.roadmap, initiatives=works),
    )


def test_steps_about_what_is_in_order_here_are_left_out(
    material: Material, shipped: tuple[Path, ...]
) -> None:
    changed = _with_steps(
        material,
        FirstStep(day=1, who="partner", text="Not ours.", standards=("NET-01",)),
        FirstStep(day=1, who="client", text="Ours.", standards=("IAM-02", "NET-01")),
        FirstStep(day=40, who="partner", text="Later, by IT support."),
    )
    told = part(changed, shipped, "next-days")
    assert "- You: Ours." in told
    assert "Not ours" not in told
    assert "Later" not in told
    assert "- IT support: Later, by IT support." in compose(changed, template="appendix", folders=shipped)
    assert first_step("mfa", "IAM-02", changed) == "Ours."
    assert "starting this week" not in part(changed, shipped, "one-page")  # it is approved: nothing is asked
    assert "Second factor on every login (this week)" in part(changed, shipped, "goals")


def _closing(material: Material, *events: tuple[str, str, int]) -> Material:
    made = tuple(
        Event(id=title, date=(TODAY + timedelta(days=days)).isoformat(), kind=kind, title=title, closes=True)
        for kind, title, days in events
    )
    return replace(material, timeline=Timeline(today=TODAY, soon_days=90, events=made, titles={}))


def test_every_date_that_closes_is_a_step_with_who_takes_it(
    material: Material, shipped: tuple[Path, ...]
) -> None:
    told = part(
        _closing(
            material,
            ("notice", "Forms: ERP: last day for notice", 10),
            ("notice", "Lines Ltd: last day for notice", 10),
            ("domain", "a.example: registration runs out", 45),
            ("acceptance", "Accepted until this day, look at it again: Guests are reviewed", 46),
            ("due", "Baseline: has to be finished", 47),
            ("notice", "Far: last day for notice", 91),
        ),
        shipped,
        "next-days",
    )
    assert "- You: decide whether to keep Forms: ERP and Lines Ltd, by December 2, 2026." in told
    assert "- IT support: renew a.example, or let it go on purpose, by January 6, 2027." in told
    assert "- You: look again at the accepted risk: Guests are reviewed, by January 7, 2027." in told
    assert "Baseline" not in told
    assert "Far" not in told
    assert told.index("Forms") < told.index("By day 60") < told.index("a.example")


def test_must_haves_are_named_and_the_unknown_ones_found_out(
    material: Material, shipped: tuple[Path, ...]
) -> None:
    results = material.assessment.results
    counted = MustHaves(met=0, missing=1, unknown=1, standards=("IAM-01", "END-02"))
    unsure = replace(results["END-02"], v_high=1, status=Status.OPEN)
    assessment = replace(material.assessment, must=counted, results={**results, "END-02": unsure})
    changed = replace(material, assessment=assessment)
    page = part(changed, shipped, "one-page")
    assert "*Missing:* second step at sign-in. *Not known:* attack detection." in page
    assert "- IT support: find out whether these are in place: attack detection." in part(
        changed, shipped, "next-days"
    )


def test_every_must_have_has_a_short_name(shipped: tuple[Path, ...]) -> None:
    named = read_template("roadmap", shipped).words["must"]
    must = {one.id for one in load_catalogue(shipped).standards.values() if one.must}
    assert set(named) == must


def test_a_goal_with_a_last_day_says_what_comes_in_time(
    material: Material, shipped: tuple[Path, ...]
) -> None:
    def told(by: str) -> str:
        goal = Goal(text="Pass the audit", initiatives=("mfa", "detect", "ai"), by=by)
        client = replace(material.plan.client, goals=(goal,))
        return part(replace(material, plan=replace(material.plan, client=client)), shipped, "goals")

    assert "- In time, by March 31, 2027: Second factor on every login (done in Q1 2027)." in told(
        "2027-03-31"
    )
    assert "- Later: Managed detection (done in Q3 2027), Use AI on purpose (declined)." in told("2027-03-31")
    assert "- Not in time: Second factor" in told("2027-03-30")
    assert "- Second factor on every login (Q1 2027), Managed detection (Q2 2027)" in told("")


@pytest.mark.parametrize(
    ("written", "day", "money"),
    [
        (("USD", ""), "November 22, 2026", "$2,357"),
        (("GBP", ""), "22 November 2026", "£2,357"),
        (("EUR", "de_DE"), "22 November 2026", "2.357 €"),
    ],
)
def test_dates_and_money_are_written_as_the_client_does(
    written: tuple[str, str], day: str, money: str, material: Material, shipped: tuple[Path, ...]
) -> None:
    client = replace(material.plan.client, currency=written[0], locale=written[1])
    settings = replace(material.plan.settings, exchange_rate=1.0)
    text = compose(
        replace(material, plan=replace(material.plan, client=client, settings=settings)), folders=shipped
    )
    assert day in text
    assert money in text.replace("\u00a0", " ")


def test_without_a_rate_nothing_is_called_free(
    make_material: Callable[[], Material], shipped: tuple[Path, ...]
) -> None:
    material = make_material()
    client = replace(material.plan.client, currency="CHF")
    text = compose(replace(material, plan=replace(material.plan, client=client)), folders=shipped)
    assert "nobody has said yet what one USD is worth in CHF" in text
    assert "Nothing to buy" not in text
    assert "| Work | | Q1 27 | Q2 27 | Q3 27 | Q4 27 | Hours |" in text


def test_the_approval_asks_about_what_starts_soon(material: Material, shipped: tuple[Path, ...]) -> None:
    told = part(material, shipped, "decisions")
    assert "| Managed detection | $667 | $30 | 30.1 | Q2 2027 | ☐ | ☐ | ☐ |" in told
    assert "| One standard build |" not in told  # it has no place yet
    decided = replace(
        material, roadmap=replace(material.roadmap, initiatives=material.roadmap.initiatives[:1])
    )
    assert "By signing, both sides agree to the work approved above" in part(decided, shipped, "decisions")
    bare = replace(
        decided,
        plan=replace(material.plan, decisions={}),
        roadmap=replace(material.roadmap, initiatives=()),
    )
    assert "it asks for no decision at present" in part(bare, shipped, "decisions")


def test_a_chapter_tells_the_worst_and_counts_the_rest(material: Material, shipped: tuple[Path, ...]) -> None:
    spec = read_template("roadmap", shipped)
    catalogue = material.catalogue
    bands = tuple(
        replace(band, tell="work" if band.id == "critical" else "line") for band in catalogue.vocabulary.bands
    )
    changed = replace(
        material, catalogue=replace(catalogue, vocabulary=replace(catalogue.vocabulary, bands=bands))
    )
    for lines, told in ((0, 1), (1, 1), (2, 2)):
        shown = values(changed, replace(spec, lines=lines))["chapters"]
        assert isinstance(shown, tuple)
        identity = next(one for one in shown if one.title == "Identity")
        assert (len(identity.told), identity.untold) == (told, 2 - told)


def test_a_plan_without_work_has_no_steps(material: Material) -> None:
    bare = replace(
        material,
        plan=replace(material.plan, answers={}),
        roadmap=replace(material.roadmap, initiatives=(), placements={}),
    )
    assert first_days(bare) == ()
