"""No field that is declared internal reaches anything a client reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated

import msgspec
import pytest
from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.internal import MARK, Internal, internal_fields, without_internal
from planner.model.plan import Plan
from planner.report import CLIENT, INTERNAL, Material, compose
from planner.report.redaction import redact
from planner.standards import template_folders
from planner.workspace import Session, Workspace
from planner.workspace.demo import build, demo_day
from planner.workspace.knowledge import Knowledge
from tests.canary import CANARY, FIGURE, marked, planted, planted_plan, seen
from tests.journeys.conftest import Run


class Margin(msgspec.Struct, frozen=True, kw_only=True):
    """What the model does not have yet: another thing to hide, of another type, deep inside."""

    price: float
    margin: Annotated[float, MARK] = 0.0
    said: Annotated[str | None, MARK] = None


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """Something that holds such things."""

    lines: tuple[Margin, ...] = ()
    by_name: dict[str, Margin] = {}
    remark: Internal


@pytest.fixture(scope="module")
def known() -> Knowledge:
    """Return the shipped templates with a canary in what is marked in them."""
    found = Knowledge(template_folders()[:1])
    found.__dict__["catalogue"] = planted(found.catalogue).value
    return found


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory, known: Knowledge) -> Iterator[Session]:
    """Return the demo with a canary in every internal place."""
    workspace = Workspace(
        tmp_path_factory.mktemp("canary") / "plans", today=demo_day(), author="Kim", knowledge=known
    )
    opened = workspace.open(build(workspace))
    told = planted_plan(opened.plan, known.catalogue).value
    assert isinstance(told, Plan)
    opened._commit(told, "canaries", typed=False)
    opened.flush()
    yield opened
    opened.close()


def _material(session: Session) -> Material:
    return session._material(CLIENT)


def test_what_is_internal_is_declared() -> None:
    """A mark that is taken away is missed here; a new one needs no entry."""
    assert marked() >= {
        ("Answer", "internal"),
        ("Client", "internal"),
        ("Standard", "probe"),
        ("Standard", "red_flag"),
    }


def test_a_canary_sits_in_every_marked_place(session: Session, known: Knowledge) -> None:
    in_plan, in_catalogue = planted_plan(session.plan, known.catalogue), planted(known.catalogue)
    assert marked() <= in_plan.places | in_catalogue.places
    fields = {(k.id, f.id) for k in known.catalogue.kinds.values() for f in k.field if f.internal}
    assert fields
    assert fields <= in_plan.places


def test_the_internal_document_has_them(session: Session) -> None:
    assert CANARY in compose(
        replace(_material(session), audience=INTERNAL), folders=session.knowledge.folders
    )


def test_the_clients_document_has_none(session: Session) -> None:
    assert not seen(session.document(CLIENT))


def test_none_is_left_for_a_template_of_the_firm_to_print(session: Session) -> None:
    left = redact(_material(session))
    assert not seen(msgspec.json.encode(left).decode())


def test_what_a_command_writes_for_the_client_has_none(session: Session, tmp_path: Path) -> None:
    run = Run(session._file.path.parent)
    assert not seen(run("list").out + run("list", "--json").out)
    path = tmp_path / "out.md"
    assert run("export", session.slug, "-o", path).code == 0
    text = path.read_text(encoding="utf-8")
    assert session.plan.client.name in text
    assert not seen(text)


def test_whatever_is_marked_goes_wherever_it_stands() -> None:
    line = Margin(price=10, margin=FIGURE, said=CANARY)
    offer = Offer(lines=(line, Margin(price=2)), by_name={"a": line}, remark=CANARY)
    left = without_internal(offer)
    assert left.lines[0] == Margin(price=10)
    assert left.lines[1] is offer.lines[1]
    assert left.by_name == {"a": Margin(price=10)}
    assert not left.remark
    assert not seen(msgspec.json.encode(left).decode())
    assert internal_fields(Margin) == {"margin", "said"}


def test_a_mark_without_a_way_to_hide_is_refused() -> None:
    class Bare(msgspec.Struct, frozen=True):
        margin: Annotated[float, MARK]

    Bare.__annotations__["margin"] = Annotated[float, MARK]
    with pytest.raises(TypeError, match=r"Bare\.margin is marked internal, so it needs a default"):
        without_internal(Bare(margin=1.0))


def test_what_holds_nothing_internal_is_not_copied(session: Session) -> None:
    inventory = session.inventory
    assert without_internal(inventory) is inventory
    assert without_internal(session.plan).records is session.plan.records


def test_a_firms_own_internal_field_names_no_record(
    tmp_path: Path, make_catalogue: Callable[[Path], Catalogue]
) -> None:
    folder = tmp_path / "own" / "inventory"
    folder.mkdir(parents=True)
    (folder / "sites.toml").write_text(
        'id = "sites"\n[[field]]\nid = "name"\ntitle = "Name"\ntype = "text"\ninternal = true\n',
        encoding="utf-8",
    )
    found = make_catalogue(tmp_path / "own")
    assert "name" not in found.kinds["sites"].label
    assert any("names no record" in str(problem) for problem in found.problems)


@pytest.fixture
def make_catalogue() -> Callable[[Path], Catalogue]:
    """Return what reads the shipped templates with a firm's own folder over them."""
    return lambda folder: Knowledge((*template_folders()[:1], folder)).catalogue
