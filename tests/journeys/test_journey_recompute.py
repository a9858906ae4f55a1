"""Whoever has the JSON and the README comes to the same figures."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any, TypeAlias

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from planner.cli import shape
from planner.workspace import Session, Workspace
from tests.journeys.conftest import TODAY, Run
from tests.journeys.random_plan import fill, with_spares
from tests.journeys.reference import Judged, Reference
from tests.journeys.reference_fact import Json
from tests.journeys.reference_gap import GapReference
from tests.journeys.reference_roadmap import RoadmapReference
from tests.journeys.reference_state import StateReference

Documents: TypeAlias = tuple[Json, Json, Json, Json, Json]
"""What ``show``, ``templates list``, ``score``, ``gaps`` and ``roadmap`` print."""

DEVICES = """\
Device name,Serial number,Manufacturer,Model,OS,OS version,Encrypted,Last check-in,Device type,Purchase date
LT-01,SN1001,Dell Inc.,Latitude 5440,Windows,10.0.26100.4317,Yes,2026-11-20,Laptop,2023-05-01
LT-02,SN1002,Dell Inc.,Latitude 5440,Windows,10.0.19045.5011,No,2026-11-19,Laptop,2018-05-01
LT-03,SN1003,LENOVO,ThinkPad T14,Windows,10.0.26100.4317,,2026-11-18,Laptop,
LT-04,SN1004,LENOVO,ThinkPad T14,Windows,10.0.26100.4317,Yes,2026-03-01,Laptop,2022-01-01
PC-01,SN1006,HP,Elite,Windows,10.0.26100.4317,Yes,2026-11-18,Desktop,2024-01-01
XX-01,SN1007,HP,Elite,,,No,2026-11-18,,2024-01-01
SRV2,SN2002,HP,ProLiant,Windows Server 2012,,,2026-11-18,Server,2016-01-01
"""
ACCOUNTS = """\
Display name,User principal name,Enabled,MFA enabled,Is admin,Last sign-in,Account type
Ann,ann@a.example,Yes,Yes,Yes,2026-11-20,person
Bob,bob@a.example,Yes,No,Yes,2026-11-20,person
Cy,cy@a.example,Yes,,No,,person
Dee,dee@a.example,No,No,No,2025-01-20,person
Eve,eve@a.example,,No,No,Never,person
"""
VENDORS = """\
Supplier,Service,Contract in writing,Looked after by,Renews on,Notice period (days),Cost a year,Can see our data
Bright,managed_it,yes,Ann,2027-03-01,60,38400,yes
Fiber,internet,,,,90,5880,no
"""
SERVERS = """\
Name,Role,Virtual,Backed up,Monitored,OS,SMB1 enabled,Last updated
SRV1,hypervisor,no,yes,yes,Windows Server 2016,no,2026-11-14
SRV2,domain_controller,yes,no,,Windows Server 2022,,2026-05-14
"""
OLD_DOMAINS = """\
Domain,Used for mail,Sender list (SPF),Signed mail (DKIM),Policy against fakes (DMARC),Registered until
acme.example,yes,softfail,yes,none,2027-01-19
"""


def documents(session: Session) -> Documents:
    """Return what the command line prints for an open plan."""
    found = (
        shape.show(session), shape.catalogue(session.knowledge.catalogue), shape.score(session),
        shape.gaps(session), shape.roadmap(session, session.roadmap),
    )  # fmt: skip
    show, templates, score, gaps, roadmap = (json.loads(msgspec.json.encode(d)) for d in found)
    return show, templates, score, gaps, roadmap


def differences(show: Json, templates: Json, score: Json, gaps: Json, roadmap: Json) -> list[str]:
    """Return in words everything that comes out differently."""
    reference = Reference(show, templates)
    found = list(standards(reference, gaps))
    for name, wanted, shown in [
        ("score", reference.score(), score),
        *((d["id"], reference.score(d["id"]), d) for d in score["domains"]),
    ]:
        found += [
            f"{name}: {key} is {x}, shown {shown[key]}"
            for key, x in wanted.items()
            if (x is None) != (shown[key] is None) or (x is not None and abs(x - shown[key]) > 1e-5)
        ]
    if reference.must() != score["must"]:
        found.append(f"must-haves {reference.must()}, shown {score['must']}")
    beyond = [key for key in reference.standards if key not in reference.judged]
    if beyond != score["beyond"]:
        found.append(f"beyond this size {beyond}, shown {score['beyond']}")
    questions = reference.questions()[:10]
    if questions != score["next_questions"]:
        found.append(f"next questions {questions}, shown {score['next_questions']}")
    findings = GapReference(reference, gaps)
    if findings.tally() != score["known_wrong"]:
        found.append(f"known to be wrong {findings.tally()}, shown {score['known_wrong']}")
    found += [*findings.differences(), *StateReference(show, templates).differences()]
    return [*found, *RoadmapReference(reference, gaps, roadmap).differences()]


def standards(reference: Reference, gaps: Json) -> Iterator[str]:
    shown = {f["standard"]: f for f in gaps["findings"]}
    for key, j in reference.judged.items():
        f = shown.pop(key, None)
        if f is not None and j.status is not None:
            yield from finding(reference, j, f)
        elif f is not None or j.status is not None:
            yield f"{key}: {j.status}, shown {f and f['status']}"
    for key in shown:
        yield f"{key}: a finding about no standard"


def finding(reference: Reference, j: Judged, f: Json) -> Iterator[str]:
    key = f["standard"]
    for name, wanted in (
        ("status", j.status), ("basis", j.basis), ("impact", j.impact), ("likelihood", j.likelihood),
    ):  # fmt: skip
        if wanted != f[name]:
            yield f"{key}: {name} is {wanted}, shown {f[name]}"
    for name, x in (
        ("v_low", j.low), ("v_high", j.high), ("risk", j.risk), ("unverified_risk", j.unverified_risk),
    ):  # fmt: skip
        if abs(x - f[name]) > 1e-5:
            yield f"{key}: {name} is {x}, shown {f[name]}"
    for rule, mine, shown in zip(
        j.standard["rules"], reference.measured(j.standard), f["measures"], strict=True
    ):
        counts = (mine.met, mine.unmet, mine.unknown)
        if rule["measure"].startswith("share") and counts != (shown["met"], shown["unmet"], shown["unknown"]):
            yield f"{rule['id']}: counts {counts}, shown {shown}"


class Acme:
    """One plan, made and read by the command line alone."""

    def __init__(self, store: Path) -> None:
        self._run = Run(store)
        self.slug = ""

    def __call__(self, *arguments: str | Path) -> str:
        done = self._run(*arguments)
        assert done.code == 0, done.err
        return done.out

    def read(self, *arguments: str) -> Json:
        document = json.loads(self(*arguments, "--json"))
        assert isinstance(document, dict)
        return document

    def printed(self, *options: str) -> Documents:
        return (
            self.read("show", self.slug), self.read("templates", "list"), self.read("score", self.slug),
            self.read("gaps", self.slug), self.read("roadmap", self.slug, *options),
        )  # fmt: skip


@pytest.fixture(scope="module")
def acme(tmp_path_factory: pytest.TempPathFactory) -> Acme:
    """Make a plan the way a consultant does, with something of everything in it."""
    folder = tmp_path_factory.mktemp("acme")
    acme = Acme(folder / "plans")
    acme.slug = acme(
        "new", "Acme", "--people", "12", "--trait", "health_data", "--fiscal-year-start", "4"
    ).strip()
    texts = {
        "devices": DEVICES,
        "accounts": ACCOUNTS,
        "vendors": VENDORS,
        "servers": SERVERS,
        "domains": OLD_DOMAINS,
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
        old = ["--observed", "2026-06-01"] if name == "domains" else []
        acme("import", acme.slug, folder / f"{name}.csv", "--yes", *old)
    for command, *arguments in (
        ["complete", "saas"],
        ["complete", "documents"],
        ["complete", "exposure"],
        ["answer", "IAM-10", "no"],
        ["answer", "GOV-01", "partly"],
        ["answer", "GOV-05", "yes"],
        ["answer", "PPL-01", "na"],
        ["answer", "PPL-03", "unknown"],
        ["answer", "NET-05", "vpn_with_mfa"],
        ["answer", "GOV-04", "8.5"],
        ["answer", "IAM-01", "yes"],
        ["answer", "END-01", "yes", "--note", "Checked each of them on site"],
        ["accept", "DAT-01", "--by", "R. Acme", "--why", "Sold soon"],
        ["decide", "password-manager", "approve", "--by", "R. Acme", "--why", "Asked for"],
        ["decide", "mfa-everywhere", "defer", "--by", "R. Acme", "--why", "Busy", "--until", "2027-05-01"],
        ["decide", "incident-readiness", "decline", "--by", "R. Acme", "--why", "No"],
        ["change", "password-manager", "hours", "7.5", "--why", "Quoted"],
        ["change", "device-refresh", "one_time", "2100", "--why", "Quoted"],
        ["set", "budget_per_quarter=9000", "hours_per_quarter=40", "hourly_rate=120"],
    ):
        acme(command, acme.slug, *arguments)
    return acme


def test_the_plan_has_something_of_everything(acme: Acme) -> None:
    show, templates, _, gaps, roadmap = acme.printed()
    states = {
        fact["state"]
        for found in show["records"].values()
        for record in found
        for fact in record["facts"].values()
    }
    assert states == {"known", "stale", "conflict"}
    assert {f["status"] for f in gaps["findings"]} == {"gap", "partial", "unverified", "open"}
    reference = Reference(show, templates)
    assert {j.basis for j in reference.judged.values()} == {"answer", "measured", "override", "nothing"}
    assert (reference.judged["END-01"].basis, reference.judged["END-01"].low) == ("override", 1)
    # An administrator is among those without a second factor.
    assert (reference.judged["IAM-01"].basis, reference.judged["IAM-01"].high) == ("measured", 0.5)
    assert reference.judged["PPL-01"].na
    choices = {i["decision"]["choice"] for i in roadmap["initiatives"] if i["decision"]}
    assert choices == {"approve", "defer", "decline"}
    assert not any("DAT-01" in i["findings"] for i in roadmap["initiatives"])


def test_what_the_command_line_prints_can_be_recomputed(acme: Acme) -> None:
    assert differences(*acme.printed()) == []


def test_a_what_if_can_be_recomputed(acme: Acme) -> None:
    options = (
        "--budget-per-quarter",
        "400",
        "--hours-per-quarter",
        "12",
        "--quarters",
        "4",
        "--start",
        "2028-Q1",
    )
    found = acme.printed(*options)
    assert any(i["quarter"] is None and i["decision"] is None for i in found[4]["initiatives"])
    assert differences(*found) == []


def test_the_demo_can_be_recomputed(tmp_path: Path) -> None:
    session = Workspace(tmp_path / "plans").demo()
    try:
        found = documents(session)
    finally:
        session.close()
    assert len(found[3]["findings"]) > 50
    assert differences(*found) == []


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """Keep one workspace for many random plans; reading the catalogue takes longer than judging."""
    workspace = Workspace(tmp_path_factory.mktemp("random"), today=date.fromisoformat(TODAY))
    return SimpleNamespace(workspace=workspace, slug=workspace.create("Dice"))


@settings(
    max_examples=7,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    phases=[Phase.generate],  # A smaller seed is no simpler plan.
)
@given(seed=st.integers(0, 1_000_000))
def test_any_plan_can_be_recomputed(world: SimpleNamespace, seed: int) -> None:
    session = world.workspace.open(world.slug)
    try:
        session._commit(with_spares(fill(session.plan, session.knowledge.catalogue, seed), seed), "dice")
        found = documents(session)
    finally:
        session.close()
    assert differences(*found) == []


def spoil(document: Json, path: str) -> Json:
    """Return the document with one figure put wrong."""
    spoilt: Json = json.loads(json.dumps(document))
    *steps, last = path.split(".")
    place: Any = spoilt
    for step in steps:
        place = place[int(step)] if isinstance(place, list) else place[step]
    place[last] = place[last] + 1.5
    return spoilt


SPOILT = (
    (2, "low"), (2, "unknown"), (2, "must.met"), (2, "must.missing"), (2, "domains.0.high"), (3, "findings.0.risk"), (3, "findings.0.impact"),
    (4, "risk_carried"), (4, "quarters.1.hours"), (4, "quarters.0.one_time"), (4, "quarters.2.recurring"),
    (4, "quarters.0.risk_end"), (4, "initiatives.0.risk_removed"), (4, "initiatives.0.hours"),
    (4, "initiatives.0.first_year"), (4, "initiatives.0.value"), (4, "initiatives.0.duration"), (4, "gap"),
)  # fmt: skip


def test_a_wrong_figure_would_be_found(acme: Acme) -> None:
    right = acme.printed()
    for which, path in SPOILT:
        found = list(right)
        found[which] = spoil(found[which], path)
        assert differences(*found), path
