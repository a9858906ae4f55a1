"""A small firm, built by hand: every section of the document has something to say about it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from planner.model.answer import Answer
from planner.model.catalogue import Band, Catalogue, Defaults, Term, Vocabulary
from planner.model.client import Client, Goal
from planner.model.decision import Acceptance, Change, Choice, Decision
from planner.model.fact import Source
from planner.model.field import Field, FieldType, Kind
from planner.model.finding import Assessment, Basis, Measure, Result, Score, Status
from planner.model.initiative import FirstStep, InitiativeSpec
from planner.model.inventory import Fact, FactState, Inventory, Item
from planner.model.money import Range
from planner.model.plan import Plan
from planner.model.rate import Citation, Price, PriceBook
from planner.model.reason import Approved, Declined, DueOut, FirstFree, Lack, Short, Waits
from planner.model.roadmap import CostedLine, Initiative, Placement, QuarterLoad, Roadmap
from planner.model.settings import Settings
from planner.model.standard import AnswerKind, AnswerSpec, Domain, Rule, Standard
from planner.report import Material

TODAY = date(2026, 11, 22)


def _standard(name: str, title: str, initiative: str, *, impact: int, likelihood: int) -> Standard:
    return Standard(
        id=name,
        title=title,
        why=f"Owners lose money without it ({name}).",
        ask=f"How do you know that this holds: {title.lower()}?",
        probe=f"CANARY-probe-{name}",
        red_flag=f"CANARY-flag-{name}",
        answer=AnswerSpec(kind=AnswerKind.JUDGED),
        impact=impact,
        likelihood=likelihood,
        because="Seen in most first assessments [F2]",
        initiative=initiative,
        tier="core",
        domain=name[:3],
        rules=(
            (Rule(measure="share", of="devices", where={"class": "laptop"}, that={"disk_encrypted": True}),)
            if name == "END-01"
            else (Rule(measure="count", of="devices", where={"note": "set"}),)
            if name == "END-02"
            else ()
        ),
    )


def _catalogue() -> Catalogue:
    standards = (
        _standard("END-01", "Every laptop is encrypted", "baseline", impact=4, likelihood=4),
        _standard("END-02", "Threat detection runs everywhere", "detect", impact=5, likelihood=4),
        _standard("IAM-01", "Every login needs a second factor", "mfa", impact=5, likelihood=5),
        _standard("IAM-02", "Leavers lose access at once", "mfa", impact=3, likelihood=3),
        _standard("IAM-03", "Guests are reviewed", "mfa", impact=2, likelihood=2),
    )
    specs = (
        InitiativeSpec(
            id="mfa",
            title="Second factor on every login",
            outcome="A stolen password alone opens nothing",
            phase=1,
            first_steps=(
                FirstStep(day=7, who="partner", text="Administrators first."),
                FirstStep(day=45, who="partner", text="Everybody else."),
                FirstStep(day=90, who="client", text="The owner looks at the rest."),
            ),
            owner="partner",
        ),
        InitiativeSpec(
            id="baseline",
            title="One standard build",
            outcome="The same everywhere",
            phase=1,
            first_steps=(FirstStep(day=1, who="client", text="Name somebody who decides."),),
            owner="client",
        ),
        InitiativeSpec(id="detect", title="Managed detection", outcome="Somebody looks", phase=1),
        InitiativeSpec(id="ai", title="Use AI on purpose", outcome="Gains without leaks", phase=3),
    )
    return Catalogue(
        domains={
            "END": Domain(id="END", title="Computers", question="Is every device healthy?"),
            "IAM": Domain(id="IAM", title="Identity", question="Can only the right people get in?"),
        },
        standards={standard.id: standard for standard in standards},
        initiatives={spec.id: spec for spec in specs},
        kinds={
            "devices": Kind(
                id="devices",
                title="Computers and phones",
                singular="device",
                label=("note", "name"),
                field=(
                    Field(id="name", title="Name", type=FieldType.TEXT),
                    Field(id="class", title="Class", type=FieldType.CHOICE),
                    Field(id="os_name", title="System", type=FieldType.TEXT),
                    Field(id="os_supported", title="Supported", type=FieldType.BOOLEAN),
                    Field(id="age_years", title="Age", type=FieldType.NUMBER),
                    Field(id="disk_encrypted", title="Disk encrypted", type=FieldType.BOOLEAN),
                    Field(id="note", title="Note", type=FieldType.TEXT, internal=True),
                ),
            )
        },
        prices=PriceBook(
            id="usd",
            title="Prices in US dollars",
            currency="USD",
            date="2026-11-01",
            prices={
                "key": Price(
                    id="key",
                    title="Security key",
                    unit="user",
                    low=25,
                    expected=40,
                    high=60,
                    grade="estimate",
                    source="our own purchases",
                ),
                "edr": Price(
                    id="edr",
                    title="Detection",
                    unit="device_month",
                    low=3,
                    expected=7.5,
                    high=15,
                    grade="sourced",
                    source="edrcost.example, May 2026",
                ),
            },
        ),
        benchmarks={},
        citations={
            "F1": Citation(id="F1", text="Not cited", source="nowhere"),
            "F2": Citation(id="F2", text="Stolen passwords come first", source="A yearly report, 2026"),
        },
        frameworks={},
        vocabulary=Vocabulary(
            industries=(Term(id="legal", title="Legal"),),
            traits=(),
            stages=(),
            tiers=(),
            impacts=(),
            likelihoods=(),
            bands=(
                Band(id="critical", title="Critical", at_least=15),
                Band(id="high", title="High", at_least=8),
                Band(id="medium", title="Medium", at_least=4),
                Band(id="low", title="Low", at_least=0),
            ),
            paths=(),
            defaults=Defaults(
                hourly_rate=125,
                quarters=4,
                hours_per_person_quarter=1,
                minimum_hours_quarter=20,
                hours_per_person_first_quarter=1,
                minimum_hours_first_quarter=20,
                quick_win_hours=8,
                quick_win_first_year=1000,
                quick_win_risk=6,
                likely=0.5,
                point=1000,
                due_soon_quarters=2,
            ),
        ),
    )


def _plan() -> Plan:
    return Plan(
        id="p1",
        created="2026-11-01T09:00:00",
        client=Client(
            name="Acme Legal LLP",
            people=40,
            industry="legal",
            goals=(Goal(text="Open a second office", initiatives=("mfa", "ai")), Goal(text="Win a bank")),
            contact="Dana Smith",
            provider="Old IT Ltd",
            consultant="Kim Lee",
            internal="CANARY-client",
        ),
        settings=Settings(hourly_rate=125, start="2027-Q1", quarters=5, budget_per_quarter=2500),
        sources={
            "s1": Source(
                id="s1", title="devices.csv", kind="file", tool="Inventory Tool", at="2026-11-20T10:00"
            ),
            "s2": Source(id="s2", title="Dana Smith", kind="person", at="2026-11-20T10:00"),
        },
        answers={
            "IAM-01": Answer(
                answer="no",
                note="Only the bank asks for it",
                internal="CANARY-answer",
                evidence="Seen in the tenant",
                by="Dana Smith",
                at="2026-11-20T10:05:00",
            ),
            "IAM-03": Answer(
                answer="unknown", internal="CANARY-unknown", follow_up="Ask the partner firm", owner="Sam"
            ),
        },
        decisions={
            "mfa": Decision(
                choice=Choice.APPROVE, by="Dana Smith", why="The insurer asks", at="2026-11-20T11:00"
            ),
            "ai": Decision(choice=Choice.DECLINE, by="Dana Smith", why="Not now", at="2026-11-20T11:01"),
        },
        changes={
            "detect": (
                Change(
                    field="hours", value=30.0, original=24.0, why="Two sites", by="Kim Lee", at="2026-11-21"
                ),
            )
        },
        accepted={
            "IAM-02": Acceptance(by="Dana Smith", why="Small team", at="2026-11-20T11:02", until="2027-06-30")
        },
    )


def _item(number: int, *, encrypted: bool | None) -> Item:
    values: dict[str, bool | float | str | None] = {
        "name": f"PC_{number:02}",
        "class": "laptop",
        "os_name": "Windows 11",
        "os_supported": True,
        "age_years": number * 1.5,
        "disk_encrypted": encrypted,
        "note": f"CANARY-fact-{number}",
    }
    return Item(
        id=f"d{number}",
        kind="devices",
        label=f"CANARY-label-{number}",
        facts={
            name: Fact(value=value, state=FactState.KNOWN, observed="2026-11-19", sources=("s1",))
            for name, value in values.items()
            if value is not None
        },
    )


def _assessment() -> Assessment:
    encryption = Measure(
        rule="END-01.1",
        text="share of computers with class laptop that have disk encrypted yes; good is at least 98%",
        of="devices",
        met=1,
        unmet=2,
        unknown=1,
        low=0.25,
        high=0.5,
        v_low=0.25,
        v_high=0.5,
        affected=("d2", "d3"),
        unknown_ids=("d4",),
        sources=("s1",),
        observed="2026-11-19",
    )
    secret = Measure(
        rule="END-02.1", text="CANARY-rule", of="devices", met=1, unmet=0, unknown=0, low=4, high=4,
        v_low=0, v_high=0, affected=("d1",), sources=("s1",), observed="2026-11-19",
    )  # fmt: skip
    results = (
        Result(
            standard="END-01", domain="END", v_low=0.25, v_high=0.5, status=Status.PARTIAL, basis=Basis.MEASURED,
            impact=4, likelihood=4, measures=(encryption,), measured_low=0.25, measured_high=0.5,
        ),
        Result(
            standard="END-02", domain="END", v_low=0, v_high=0, status=Status.GAP, basis=Basis.MEASURED,
            impact=5, likelihood=4, measures=(secret,),
        ),
        Result(
            standard="IAM-01", domain="IAM", v_low=0, v_high=0, status=Status.GAP, basis=Basis.ANSWER,
            impact=5, likelihood=5,
        ),
        Result(
            standard="IAM-02", domain="IAM", v_low=0.5, v_high=0.5, status=Status.PARTIAL, basis=Basis.ANSWER,
            impact=3, likelihood=3,
        ),
        Result(
            standard="IAM-03", domain="IAM", v_low=0, v_high=1, status=Status.OPEN, basis=Basis.NOTHING,
            impact=2, likelihood=2,
        ),
    )  # fmt: skip
    return Assessment(
        today=TODAY.isoformat(),
        results={result.standard: result for result in results},
        score=Score(low=8.5 / 74, high=16.5 / 74, point=0.1287, answered=3, unknown=2, not_applicable=0),
        domains={
            "END": Score(low=0.11, high=0.22, point=0.125, answered=1, unknown=1, not_applicable=0),
            "IAM": Score(low=0.12, high=0.22, point=0.13, answered=2, unknown=1, not_applicable=0),
        },
    )


def _initiative(
    name: str,
    *,
    findings: tuple[str, ...],
    risk: float,
    hours: float,
    once: float,
    monthly: float,
    priority: str,
    duration: int = 1,
    requires: tuple[str, ...] = (),
    lines: tuple[CostedLine, ...] = (),
    decision: Decision | None = None,
) -> Initiative:
    spec = _catalogue().initiatives[name]
    first_year = once + 12 * monthly + hours * 125
    return Initiative(
        id=name,
        title=spec.title,
        outcome=spec.outcome,
        findings=findings,
        unverified=(),
        risk_removed=risk,
        weight=risk,
        partner_hours=hours,
        one_time=Range(once * 0.8, once, once * 1.5),
        monthly=Range(monthly * 0.5, monthly, monthly * 2),
        first_year=first_year,
        value=risk / (1 + first_year / 1000),
        quick_win=False,
        priority=priority,
        requires=requires,
        duration=duration,
        lines=lines,
        hours_why=f"{hours:g} hours fixed",
        decision=decision,
    )


def _roadmap(plan: Plan) -> Roadmap:
    keys = CostedLine(
        item="security keys", price="key", timing="once", per="user", quantity=40,
        counted="logins without a second factor", amount=Range(1000, 1600, 2400),
    )  # fmt: skip
    spare = CostedLine(
        item="spare keys", price="key", timing="once", per="user", quantity=4, counted="one in ten",
        amount=Range(0, 0, 240), optional=True,
    )  # fmt: skip
    detection = CostedLine(
        item="detection", price="edr", timing="monthly", per="device", quantity=4,
        counted="computers without it", amount=Range(12, 30, 60),
    )  # fmt: skip
    return Roadmap(
        quarters=(
            QuarterLoad(id="2027-Q1", one_time=1600, recurring=0, hours=20, cap=2500, hours_cap=None,
                        risk_start=57.5, risk_end=28),
            QuarterLoad(id="2027-Q2", one_time=333.335, recurring=0, hours=15.04, cap=2500, hours_cap=None,
                        risk_start=28, risk_end=28),
            QuarterLoad(id="2027-Q3", one_time=333.335, recurring=0, hours=15.04, cap=2500, hours_cap=None,
                        risk_start=28, risk_end=8),
            QuarterLoad(id="2027-Q4", one_time=0, recurring=90.5, hours=0, cap=2500, hours_cap=None,
                        risk_start=8, risk_end=8),
            QuarterLoad(id="2028-Q1", one_time=0, recurring=90.5, hours=0, cap=2500, hours_cap=None,
                        risk_start=8, risk_end=8),
        ),
        initiatives=(
            _initiative("mfa", findings=("IAM-01", "IAM-02"), risk=29.5, hours=20, once=1600, monthly=0,
                        priority="P1", lines=(keys, spare), decision=plan.decisions["mfa"]),
            _initiative("detect", findings=("END-02",), risk=20, hours=30.08, once=666.67, monthly=30.1667,
                        priority="P1", duration=2, requires=("mfa",), lines=(detection,)),
            _initiative("baseline", findings=("END-01",), risk=8, hours=60, once=0, monthly=0, priority="P2"),
            _initiative("ai", findings=(), risk=0, hours=10, once=0, monthly=0, priority="P4",
                        decision=plan.decisions["ai"]),
        ),
        placements={
            "mfa": Placement(initiative="mfa", start=0, finish=0, reasons=(Approved("Dana Smith"), FirstFree(at_start=True))),
            "detect": Placement(initiative="detect", start=1, finish=2, reasons=(Waits(("mfa",), 0),)),
            "baseline": Placement(initiative="baseline", start=None, finish=None, reasons=(Short((Lack("hours", 12, 0, 0),)),)),
            "ai": Placement(initiative="ai", start=None, finish=None, reasons=(Declined("Dana Smith", "Not now"),)),
        },
        risk_carried=80,
        carried=80,
        bound=78,
        seconds=0.1,
        problems=(DueOut("baseline", "2027-06-30"),),
    )  # fmt: skip


@pytest.fixture
def make_material() -> Callable[[], Material]:
    """Return a factory of the firm's material, as the client may see it."""

    def make() -> Material:
        plan = _plan()
        return Material(
            plan=plan,
            catalogue=_catalogue(),
            inventory=Inventory(
                today=TODAY.isoformat(),
                items={
                    "devices": (
                        _item(1, encrypted=True),
                        _item(2, encrypted=False),
                        _item(3, encrypted=False),
                        _item(4, encrypted=None),
                    )
                },
                complete=frozenset({"devices"}),
            ),
            assessment=_assessment(),
            roadmap=_roadmap(plan),
            today=TODAY,
        )

    return make


@pytest.fixture
def material(make_material: Callable[[], Material]) -> Material:
    """Return the firm's material."""
    return make_material()


@pytest.fixture(scope="session")
def shipped() -> tuple[Path, ...]:
    """Return the shipped template folder, as the only one."""
    return (Path(__file__).parents[2] / "templates",)
