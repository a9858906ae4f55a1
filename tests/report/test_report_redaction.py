"""Nothing internal reaches the client's document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from planner.model.error import PlannerError
from planner.model.fact import Observation
from planner.model.record import Record
from planner.report import CLIENT, INTERNAL, Material, compose
from planner.report.redaction import redact

CANARY = "CANARY"


def test_every_internal_place_holds_a_canary(material: Material) -> None:
    """Without this the other tests could pass because nothing was planted."""
    plan, catalogue = material.plan, material.catalogue
    assert CANARY in plan.client.internal
    assert all(CANARY in answer.internal for answer in plan.answers.values())
    assert all(CANARY in s.probe and CANARY in s.red_flag for s in catalogue.standards.values())
    assert all(CANARY in item.label for item in material.inventory.of("devices"))
    assert CANARY in material.assessment.results["END-02"].measures[0].text


def test_the_client_sees_no_canary(material: Material, shipped: tuple[Path, ...]) -> None:
    assert CANARY not in compose(replace(material, audience=CLIENT), folders=shipped)


def test_no_canary_is_left_for_any_template_to_print(material: Material) -> None:
    """A firm's own template sees values made from this, and nothing else."""
    secret = Observation(value="CANARY-observed", source="s1", observed="2026-11-19")
    record = Record(id="d1", kind="devices", facts={"note": (secret,)})
    plan = replace(material.plan, records={"devices": {"d1": record}})
    left = redact(replace(material, plan=plan, audience=CLIENT))
    assert CANARY.encode() not in msgspec.json.encode(left)


def test_names_from_an_internal_field_fall_back_to_an_open_one(material: Material) -> None:
    left = redact(material)
    assert [item.label for item in left.inventory.of("devices")] == ["PC_01", "PC_02", "PC_03", "PC_04"]


def test_a_derived_field_of_an_internal_one_goes_too(material: Material) -> None:
    item = material.inventory.of("devices")[0]
    derived = replace(item.facts["note"], derived_from="note")
    item = replace(item, facts={**item.facts, "note_age": derived})
    inventory = replace(material.inventory, items={"devices": (item,)})
    left = redact(replace(material, inventory=inventory))
    assert "note_age" not in left.inventory.of("devices")[0].facts


def test_the_consultant_sees_it_all_under_a_mark(material: Material, shipped: tuple[Path, ...]) -> None:
    text = compose(replace(material, audience=INTERNAL), folders=shipped)
    for place in (
        "CANARY-client",
        "CANARY-answer",
        "CANARY-unknown",
        "CANARY-probe-IAM-03",
        "CANARY-flag-IAM-03",
    ):
        assert place in text
    pages = text.split("\n## ")
    assert len(pages) > 5
    assert all("internal" in page[:200].lower() for page in pages)


def test_the_clients_document_bears_no_such_mark(material: Material, shipped: tuple[Path, ...]) -> None:
    assert "internal" not in compose(material, folders=shipped).lower()


def test_an_unknown_audience_is_refused(
    make_material: Callable[[], Material], shipped: tuple[Path, ...]
) -> None:
    with pytest.raises(PlannerError, match="'everybody' is no audience"):
        compose(replace(make_material(), audience="everybody"), folders=shipped)
