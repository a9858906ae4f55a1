"""The consultant's name is said by people and kept with the plan; the operating system is not asked."""

from __future__ import annotations

import getpass
import os
from pathlib import Path

import pytest

from planner.model.decision import Choice
from planner.workspace import Session, Workspace
from planner.workspace.person import stated_name
from tests.cli.runner import Run, runner

LOGIN = "zz-login-7"


@pytest.fixture
def nobody_stated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the operating system a login, and state no name."""
    monkeypatch.delenv("PLANNER_AUTHOR")
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, LOGIN)
    assert getpass.getuser() == LOGIN


def _work(session: Session) -> None:
    session.answer("IAM-10", "partly")
    record = session.add_record("sites", {"name": "Main office"})
    assert record.records["sites"]
    session.mark_complete("sites")
    session.change("mfa-everywhere", "hours", 12, why="smaller than usual")


def test_a_name_that_is_stated_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_AUTHOR", " Jordan Ellery ")
    assert stated_name() == "Jordan Ellery"
    session = Workspace().open(Workspace().create("Acme"))
    assert session.plan.client.consultant == session.author == "Jordan Ellery"
    session.close()


@pytest.mark.usefixtures("nobody_stated")
def test_the_login_reaches_no_plan_and_no_document(own_world: Path) -> None:
    workspace = Workspace()
    session = workspace.open(workspace.create("Acme", people=12))
    _work(session)
    session.flush()
    text = session.document("internal") + "".join(session.explain("IAM-10"))
    stored = b"".join(p.read_bytes() for p in own_world.rglob("*.json") if not p.name.endswith(".owner.json"))
    session.close()
    assert LOGIN not in text
    assert LOGIN.encode() not in stored
    assert b"Acme" in stored


@pytest.mark.usefixtures("nobody_stated")
def test_without_a_name_it_is_said_neutrally() -> None:
    workspace = Workspace()
    session = workspace.open(workspace.create("Acme", people=12))
    assert not session.author
    assert session.known_names == ()
    _work(session)
    assert not session.plan.answers["IAM-10"].by
    assert [s.title for s in session.plan.sources.values()] == ["Entered by hand"]
    assert session.known_names == ()
    assert session.explain("IAM-10")[-1].startswith("Somebody") or any(
        line.startswith("Somebody answered") for line in session.explain("IAM-10")
    )
    assert ", 22 November" not in session.document("client").replace(" , ", ", ").replace("| , ", "FOUND")
    session.close()


@pytest.mark.usefixtures("nobody_stated")
def test_the_plans_consultant_is_who_works() -> None:
    workspace = Workspace()
    slug = workspace.create("Acme", people=12, consultant="Kim Doe", attendees=("Ann", "Bo"))
    session = workspace.open(slug)
    session.close()
    session = workspace.open(slug)
    _work(session)
    assert session.plan.answers["IAM-10"].by == "Kim Doe"
    assert session.plan.changes["mfa-everywhere"][0].by == "Kim Doe"
    assert session.plan.client.attendees == ("Ann", "Bo")
    session.close()


@pytest.mark.usefixtures("nobody_stated")
def test_whoever_was_named_is_offered_again() -> None:
    workspace = Workspace()
    session = workspace.open(workspace.create("Acme", consultant="Kim Doe", attendees=("Ann",)))
    session.set_client(contact="Pat, owner")
    session.answer("IAM-10", "no", by="Joe")
    session.decide("mfa-everywhere", Choice.APPROVE, by="Ann", why="insurer")
    session.add_record("sites", {"name": "Main"}, by="Lu")
    assert session.known_names == ("Kim Doe", "Ann", "Pat, owner", "Joe", "Lu")
    session.close()


def test_two_names_of_the_same_letters_stay_two_people() -> None:
    workspace = Workspace(author="Kim")
    session = workspace.open(workspace.create("Acme"))
    for who in ("李", "王", "李", "Person", "A-B", "a b"):
        session.add_record("sites", {"name": f"Site of {who}"}, by=who)
    assert [s.title for s in session.plan.sources.values()] == ["李", "王", "Person", "A-B", "a b"]
    session.close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(monkeypatch, capsys)


@pytest.mark.usefixtures("nobody_stated")
def test_the_command_line_takes_the_names(run: Run) -> None:
    made = run(
        "new", "Acme", "--people", "12", "--consultant", "Kim Doe", "--attendee", "Ann", "--attendee", "Bo"
    )
    assert made.code == 0
    assert run("answer", "acme", "IAM-10", "no").code == 0
    assert run("change", "acme", "mfa-everywhere", "hours", "9", "--why", "x", "--by", "Ann").code == 0
    assert run("set", "acme", "attendees=Cy, Di").code == 0
    shown = run("show", "acme", "--json").json
    assert shown["client"]["consultant"] == "Kim Doe"  # type: ignore[index]  # JSON
    assert shown["client"]["attendees"] == ["Cy", "Di"]  # type: ignore[index]  # JSON
    assert shown["answers"]["IAM-10"]["by"] == "Kim Doe"  # type: ignore[index]  # JSON
    assert shown["changes"]["mfa-everywhere"][0]["by"] == "Ann"  # type: ignore[index]  # JSON
    assert LOGIN not in str(shown)


def test_nothing_but_the_lock_asks_for_the_login() -> None:
    """Nor for the full name behind it."""
    house = Path(__file__).parents[2] / "planner"
    asking = {
        path.relative_to(house).as_posix()
        for path in house.rglob("*.py")
        if any(
            word in path.read_text(encoding="utf-8")
            for word in ("getpass", "getlogin", "pwd.getpw", '"LOGNAME"')
        )
    }
    assert asking == {"store/lock.py"}
    assert os.environ["PLANNER_AUTHOR"] == "ann"
