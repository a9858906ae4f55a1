"""What differs between two states of one plan, in words a person can decide by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from planner.model.answer import Answer
from planner.model.catalogue import Catalogue, Term, Vocabulary, title_of
from planner.model.internal import internal_fields
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.standard import Standard

_NAMED = 3
"""So many records are named; the rest is counted."""


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is not the same in both."""

    what: str
    """What it is about: a standard's title, a kind of record, a detail of the client."""
    theirs: str
    """What the file says; empty when it says nothing."""
    mine: str
    """What is here; empty when there is nothing."""
    internal: bool = False
    """It is about something the client must not see."""


def differences(theirs: Plan, mine: Plan, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Return everything that differs, the client's details first and the inventory last.

    Args:
        theirs: The state in the file.
        mine: The state that is not saved.
        catalogue: Knows what things are called.
    """
    standards = {key: standard.title for key, standard in catalogue.standards.items()}
    words = catalogue.vocabulary
    work = {key: initiative.title for key, initiative in catalogue.initiatives.items()}
    work |= {key: one.title for plan in (theirs, mine) for key, one in plan.work.items()}
    return (
        *_fields("the client", theirs.client, mine.client, words),
        *_fields("the plan", theirs.settings, mine.settings, words),
        *_plain("the stage", title_of(words.stages, theirs.stage), title_of(words.stages, mine.stage)),
        *_plain("archived", _yes(theirs.archived), _yes(mine.archived)),
        *_answers(theirs.answers, mine.answers, catalogue.standards),
        *_entries("accepted risk", theirs.accepted, mine.accepted, standards),
        *_entries("decision", theirs.decisions, mine.decisions, work),
        *_entries("changed figures", theirs.changes, mine.changes, work),
        *_entries("work of your own", theirs.work, mine.work, work),
        *_entries("what-if", theirs.scenarios, mine.scenarios, {}),
        *_records(theirs, mine, catalogue),
    )


def _plain(what: str, theirs: str, mine: str, *, internal: bool = False) -> Iterator[Difference]:
    if theirs != mine:
        yield Difference(what=what, theirs=theirs, mine=mine, internal=internal)


def _fields(of: str, theirs: msgspec.Struct, mine: msgspec.Struct, words: Vocabulary) -> Iterator[Difference]:
    lists = {"industry": words.industries, "traits": words.traits, "scope": words.tiers}
    marked = internal_fields(type(theirs))
    for name in theirs.__struct_fields__:
        one, two = getattr(theirs, name), getattr(mine, name)
        if one != two:
            title = f"{'internal note' if name == 'internal' else name.replace('_', ' ')} of {of}"
            told = lists.get(name, ())
            yield from _plain(title, _shown(one, told), _shown(two, told), internal=name in marked)


def _shown(value: object, terms: Sequence[Term]) -> str:
    """Return a value as people read it; what is chosen from a list by its title."""
    if value is None or value in ("", (), {}):
        return ""
    if terms:
        chosen = value if isinstance(value, tuple) else (value,)
        return ", ".join(title_of(terms, str(key)) for key in chosen)
    if isinstance(value, str | int | float):
        return str(value)
    return msgspec.json.encode(value).decode()


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _answers(
    theirs: Mapping[str, Answer], mine: Mapping[str, Answer], standards: Mapping[str, Standard]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*theirs, *mine)):
        one, two = theirs.get(key), mine.get(key)
        if one != two:
            standard = standards.get(key)
            told = (_answer(one, standard), _answer(two, standard))
            title = key if standard is None else standard.title
            if told[0] != told[1]:
                yield Difference(what=title, theirs=told[0], mine=told[1])
            else:
                yield Difference(
                    what=f"what was noted with {title!r}", theirs=_note(one), mine=_note(two), internal=True
                )


def _answer(answer: Answer | None, standard: Standard | None) -> str:
    from planner.assess.said import said

    if answer is None:
        return ""
    return answer.answer if standard is None else said(answer, standard)


def _note(answer: Answer | None) -> str:
    if answer is None:
        return ""
    parts = (
        answer.note,
        answer.internal,
        answer.evidence,
        answer.follow_up,
        answer.owner,
        answer.by,
        answer.at,
    )
    return " / ".join(part for part in parts if part)


def _entries(
    what: str, theirs: Mapping[str, object], mine: Mapping[str, object], titles: Mapping[str, str]
) -> Iterator[Difference]:
    for key in dict.fromkeys((*theirs, *mine)):
        one, two = theirs.get(key), mine.get(key)
        if one != two:
            yield Difference(
                what=f"{what}: {titles.get(key, key)}", theirs=_entry(one), mine=_entry(two), internal=True
            )


def _entry(value: object) -> str:
    if value is None:
        return ""
    plain = msgspec.to_builtins(value)
    parts = plain if isinstance(plain, list | tuple) else [plain]
    return "; ".join(
        ", ".join(f"{name.replace('_', ' ')} {text}" for name, text in part.items() if text is not None)
        for part in parts
    )


def _records(theirs: Plan, mine: Plan, catalogue: Catalogue) -> Iterator[Difference]:
    for kind in dict.fromkeys((*theirs.records, *mine.records)):
        one, two = theirs.records.get(kind, {}), mine.records.get(kind, {})
        if one == two:
            continue
        title = catalogue.kind_title(kind)
        label = catalogue.kinds[kind].label if kind in catalogue.kinds else ()
        only_theirs = [record for key, record in one.items() if key not in two]
        only_mine = [record for key, record in two.items() if key not in one]
        both = [record for key, record in two.items() if key in one and one[key] != record]
        if only_theirs or only_mine:
            yield Difference(
                what=f"{title} that only one has",
                theirs=_names(only_theirs, label),
                mine=_names(only_mine, label),
            )
        if both:
            names = _names(both, label)
            yield Difference(what=f"{title} with other facts", theirs=names, mine=names)


def _names(records: list[Record], label: tuple[str, ...]) -> str:
    if not records:
        return ""
    named = ", ".join(_name(record, label) for record in records[:_NAMED])
    more = len(records) - _NAMED
    return f"{len(records)}: {named}" + (f" and {more} more" if more > 0 else "")


def _name(record: Record, label: tuple[str, ...]) -> str:
    values = (o.value for field in label for o in record.facts.get(field, ()))
    return next((str(value) for value in values if value), record.id)
