"""The catalogue as one plan arranged it: with work split, merged and added by the consultant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import chain

from msgspec.structs import replace

from planner.model.catalogue import Catalogue
from planner.model.initiative import InitiativeSpec, Replaced
from planner.model.work import OwnWork
from planner.roadmap.cost.batch import titled


def with_own_work(catalogue: Catalogue, work: Mapping[str, OwnWork]) -> Catalogue:
    """Return the catalogue with the plan's own work in it.

    A finding belongs to the own work that takes it over, else to its initiative. Own work has the lines
    of money and hours, the first steps and the prerequisites of every initiative it takes findings
    from: lines name their findings, so that each is counted where its finding is. What waits for an
    initiative that has lost all its findings waits for the work that took them. The machines it takes from
    batches of replacements leave those.

    Args:
        catalogue: As the templates have it.
        work: The plan's own work by id.
    """
    if not work:
        return catalogue
    taken = {name: one.id for one in work.values() for name in one.standards if name in catalogue.standards}
    moved = {tuple(record): one.id for one in work.values() for record in one.records}
    standards = {
        key: replace(standard, initiative=taken[key]) if key in taken else standard
        for key, standard in catalogue.standards.items()
    }
    left = {standard.initiative for standard in standards.values()}
    heirs: dict[str, dict[str, None]] = {}
    for key, heir in taken.items():
        source = catalogue.standards[key].initiative
        if source not in left:
            heirs.setdefault(source, {})[heir] = None
    specs = dict(catalogue.initiatives)
    for one in work.values():
        sources = dict.fromkeys(
            catalogue.standards[name].initiative for name in one.standards if name in catalogue.standards
        )
        spec = _spec(one, [catalogue.initiatives[key] for key in sources])
        specs[one.id] = _with_machines(spec, one, moved, catalogue)
    specs = _without_machines(specs, moved, {one.id for one in work.values()})
    return replace(
        catalogue,
        standards=standards,
        initiatives={key: _inherited(spec, heirs) for key, spec in specs.items()},
    )


def waits_for_itself(catalogue: Catalogue) -> tuple[str, ...]:
    """Return the ids of initiatives that would have to be finished before they start."""
    done: set[str] = set()
    left = list(catalogue.initiatives.values())
    while ready := [
        spec for spec in left if all(r in done or r not in catalogue.initiatives for r in spec.requires)
    ]:
        done.update(spec.id for spec in ready)
        left = [spec for spec in left if spec.id not in done]
    return tuple(spec.id for spec in left)


def _spec(one: OwnWork, sources: Sequence[InitiativeSpec]) -> InitiativeSpec:
    saving = [
        spec.saving for spec in sources if spec.saving and set(spec.saving.standards) & set(one.standards)
    ]
    requires = chain(one.requires, *(spec.requires for spec in sources))
    return InitiativeSpec(
        id=one.id,
        title=one.title,
        outcome=one.outcome or " ".join(spec.outcome for spec in sources),
        phase=min((spec.phase for spec in sources), default=2),
        duration=max([one.duration, *(spec.duration for spec in sources)]),
        requires=tuple(dict.fromkeys(r for r in requires if r != one.id)),
        # the lowest promises nothing that one of them would not keep
        effect=min((spec.effect for spec in sources), default=1.0),
        saving=saving[0] if saving else None,
        due_field=next((spec.due_field for spec in sources if spec.due_field), ""),
        line=tuple(chain.from_iterable(spec.line for spec in sources)),
        hours=tuple(chain.from_iterable(spec.hours for spec in sources)),
        first_steps=tuple(
            sorted(chain.from_iterable(spec.first_steps for spec in sources), key=lambda s: s.day)
        ),
        at_once=any(spec.at_once for spec in sources),
        owner=next((spec.owner for spec in sources if spec.owner), ""),
    )


def _with_machines(
    spec: InitiativeSpec, one: OwnWork, moved: Mapping[tuple[str, ...], str], catalogue: Catalogue
) -> InitiativeSpec:
    """Return own work with the machines it takes over, due when the first of their batches is."""
    classes: dict[str, Replaced] = {}
    dues = []
    for batch in catalogue.initiatives.values():
        for replaced in batch.replaces:
            mine = tuple(m for m in replaced.machines if moved.get(m.key) == one.id)
            if mine:
                known = classes.get(replaced.equipment, replace(replaced, machines=()))
                classes[replaced.equipment] = replace(known, machines=(*known.machines, *mine))
                dues.append((batch.due, batch.not_before, batch.least_weight))
    if not dues:
        return spec
    due, not_before, least = min(dues)
    # What is wrong today does not wait for a machine to come of age.
    not_before = "" if one.standards else not_before
    return replace(spec, replaces=tuple(classes.values()), due=due, not_before=not_before, least_weight=least)


def _without_machines(
    specs: Mapping[str, InitiativeSpec], moved: Mapping[tuple[str, ...], str], own: Collection[str]
) -> dict[str, InitiativeSpec]:
    """Return the work with each batch left what nobody took from it; one without a machine is gone."""
    found = {}
    for key, spec in specs.items():
        if key in own or not spec.replaces or not moved:
            found[key] = spec
            continue
        left = tuple(
            replace(one, machines=rest)
            for one in spec.replaces
            if (rest := tuple(m for m in one.machines if m.key not in moved))
        )
        if left:
            by = spec.title.rpartition(" by ")[2]
            found[key] = replace(spec, replaces=left, title=titled(left, by))
    return found


def _inherited(spec: InitiativeSpec, heirs: Mapping[str, Mapping[str, None]]) -> InitiativeSpec:
    if not any(r in heirs for r in spec.requires):
        return spec
    requires = chain.from_iterable(heirs.get(r, (r,)) for r in spec.requires)
    return replace(spec, requires=tuple(dict.fromkeys(r for r in requires if r != spec.id)))
