"""Values of the inventory are read in words: labels in the templates, shown everywhere, accepted when typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.assess.words import rule_words
from planner.intake import parse_value
from planner.intake.cell.value import BadValueError, shown
from planner.model.catalogue import Catalogue
from planner.model.field import Field, FieldType
from planner.standards import load_catalogue, template_folders
from planner.tui.screens.inventory.value import accepted, value_text
from planner.workspace import Session, Workspace

ID = re.compile(r"[a-z]+_[a-z_]+")


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue(template_folders()[:1])


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    opened = Workspace(author="Kim").demo()
    yield opened
    opened.close()


def _choices(catalogue: Catalogue) -> list[Field]:
    return [f for kind in catalogue.kinds.values() for f in kind.field if f.type is FieldType.CHOICE]


def _ids(text: str) -> set[str]:
    """Return what looks like an id."""
    return set(ID.findall(text.replace("\\_", "_")))


def test_every_choice_has_a_label_of_its_own(catalogue: Catalogue) -> None:
    fields = _choices(catalogue)
    assert len(fields) > 30
    for field in fields:
        assert set(field.labels) == set(field.choices), field.id
        told = list(field.labels.values())
        assert len(set(told)) == len(told), f"{field.id}: two values read the same"
        assert not any(ID.search(label) for label in told), field.id
        for choice, label in field.labels.items():
            assert label not in set(field.choices) - {choice}, f"{field.id}: {label} is another value's id"


def test_a_label_is_what_is_shown_and_what_can_be_typed(catalogue: Catalogue) -> None:
    for field in _choices(catalogue):
        for choice, label in field.labels.items():
            assert value_text(field, choice) == shown(choice, field) == label
            assert parse_value(field, label.upper()) == choice
            assert parse_value(field, choice) == choice
        assert not ID.search(accepted(field))
        with pytest.raises(BadValueError) as refused:
            parse_value(field, "zzz")
        assert not ID.search(str(refused.value))
        assert next(iter(field.labels.values())) in str(refused.value)


def test_a_bare_list_of_choices_reads_as_its_values(tmp_path: Path) -> None:
    (tmp_path / "inventory").mkdir()
    head = 'id = "boats"\ntitle = "Boats"\nsingular = "boat"\nlabel = ["name"]\n'
    name = '[[field]]\nid = "name"\ntitle = "Name"\ntype = "text"\n'
    kind = '[[field]]\nid = "kind"\ntitle = "Kind"\ntype = "choice"\nchoices = ["row_boat", "sail"]\n'
    use = '[[field]]\nid = "use"\ntitle = "Use"\ntype = "choice"\nchoices.race_day = "racing"\n'
    (tmp_path / "inventory" / "boats.toml").write_text(head + name + kind + use, encoding="utf-8")
    found = load_catalogue((*template_folders()[:1], tmp_path))
    listed, labelled = found.field("boats", "kind"), found.field("boats", "use")
    assert listed is not None
    assert listed.choices == ("row_boat", "sail")
    assert listed.label_of("row_boat") == "row boat"
    assert labelled is not None
    assert labelled.choices == ("race_day",)
    assert labelled.label_of("race_day") == "racing"


def test_no_fact_of_the_demo_shows_an_id(session: Session, catalogue: Catalogue) -> None:
    texts = [
        value_text(field, fact.value)
        for kind, items in session.inventory.items.items()
        for item in items
        for name, fact in item.facts.items()
        if (field := catalogue.field(kind, name)) is not None and field.type is FieldType.CHOICE
    ]
    assert len(texts) > 100
    assert not _ids("\n".join(texts))
    told = [text for conflict in session.conflicts for text in conflict.values]
    assert not _ids("\n".join(told))


@pytest.mark.parametrize("audience", ["client", "internal"])
@pytest.mark.parametrize("template", ["roadmap", "appendix"])
def test_no_document_of_the_demo_shows_an_id(session: Session, template: str, audience: str) -> None:
    text = session.document(audience, template)
    assert len(text) > 1000
    assert not _ids(text)


def test_a_rule_names_the_choices_it_is_about(catalogue: Catalogue) -> None:
    named = 0
    for standard in catalogue.standards.values():
        for rule in standard.rules:
            conditions = {**rule.where, **rule.that}
            if rule.good is not None and rule.measure == "value":
                conditions[rule.field] = rule.good
            told = rule_words(rule, catalogue)
            for name, raw in conditions.items():
                field = catalogue.field(rule.of, name)
                if field is not None and field.type is FieldType.CHOICE and raw != "set":
                    wanted = raw if isinstance(raw, tuple) else (str(raw),)
                    assert all(field.label_of(choice) in told for choice in wanted), standard.id
                    named += 1
    assert named > 30


def test_no_explanation_of_the_demo_shows_an_id(session: Session) -> None:
    for key in session.assessment.results:
        assert not _ids("\n".join(session.explain(key))), key
