"""References between entries: each has to lead somewhere, and prerequisites must not go in circles.

A reference to something that nobody has written costs that reference. A reference to an
entry that is retired, or was left out for a fault of its own, goes without a second problem.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import msgspec

from planner.model.framework import Framework
from planner.model.initiative import CostLine, InitiativeSpec
from planner.model.problem import Problem
from planner.model.standard import Standard
from planner.standards.cycle import closing_edges
from planner.standards.entries import Entry, Reading
from planner.standards.initiative import Works
from planner.standards.key import nearest
from planner.standards.rate import Rates
from planner.standards.standard import Chapters, cited, without_citation


class Linker:
    """Checks the references of standards and initiatives and takes out those that lead nowhere."""

    def __init__(
        self,
        chapters: Chapters,
        works: Works,
        rates: Rates,
        frameworks: Reading[Framework],
        traits: Mapping[str, Collection[str]],
    ) -> None:
        """Remember what can be referred to.

        Args:
            chapters: The standards, sound in themselves.
            works: The initiatives, sound in themselves.
            rates: Prices and citations.
            frameworks: The frameworks; one without requirements accepts any.
            traits: ``known`` and ``seen`` ids of the client's traits.
        """
        self.problems: list[Problem] = []
        self._chapters = chapters
        self._works = works
        self._rates = rates
        self._traits = traits
        self._frameworks = frameworks.seen
        self._requirements = {
            name: frozenset(one.id for one in entry.value.requirement)
            for name, entry in frameworks.entries.items()
        }

    def standards(self) -> dict[str, Standard]:
        """Return the standards with the references that hold."""
        entries = self._chapters.entries
        circles = closing_edges({name: entry.value.needs for name, entry in entries.items()})
        return {name: self._standard(entry, circles) for name, entry in entries.items()}

    def initiatives(self) -> dict[str, InitiativeSpec]:
        """Return the initiatives with the references that hold."""
        entries = self._works.entries
        circles = closing_edges({name: entry.value.requires for name, entry in entries.items()})
        return {name: self._initiative(entry, circles) for name, entry in entries.items()}

    def _standard(
        self, entry: Entry[Standard], circles: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> Standard:
        value = entry.value
        works, traits = self._works, self._traits
        texts = {"why": value.why, "because": value.because}
        for text, citation, message in cited(value, self._rates.citations):
            self.problems.append(entry.problem((text, message)))
            texts[text] = without_citation(texts[text], citation)
        initiative = self._kept(entry, "initiative", (value.initiative,), works.entries, works.seen)
        needs = self._kept(entry, "needs", value.needs, self._chapters.entries, self._chapters.seen)
        return msgspec.structs.replace(
            value,
            why=texts["why"],
            because=texts["because"],
            initiative=initiative[0] if initiative else "",
            needs=self._uncircled(entry, "needs", value.id, needs, circles),
            raise_impact_if=self._kept(
                entry, "raise_impact_if", value.raise_impact_if, traits["known"], traits["seen"]
            ),
            only_if=self._kept(entry, "only_if", value.only_if, traits["known"], traits["seen"]),
            frameworks=dict(self._related(entry)),
        )

    def _related(self, entry: Entry[Standard]) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Yield each known framework with those of the standard's requirements that it has."""
        known = self._requirements
        for name, ids in entry.value.frameworks.items():
            path = f"frameworks.{name}"
            if name not in known:
                if name in self._frameworks:
                    continue
                message = f"`{name}` is no framework{nearest(name, known)}"
                self.problems.append(entry.problem((path, message)))
            elif known[name]:
                if kept := self._kept(entry, path, ids, known[name], ()):
                    yield name, kept
            else:
                yield name, ids

    def _initiative(
        self, entry: Entry[InitiativeSpec], circles: Mapping[tuple[str, str], tuple[str, ...]]
    ) -> InitiativeSpec:
        value = entry.value
        standards = self._chapters
        requires = self._kept(entry, "requires", value.requires, self._works.entries, self._works.seen)
        hours = tuple(
            msgspec.structs.replace(line, standards=kept)
            for index, line in enumerate(value.hours)
            if (
                kept := self._kept(
                    entry, f"hours[{index}].for", line.standards, standards.entries, standards.seen
                )
            )
        )
        return msgspec.structs.replace(
            value,
            requires=self._uncircled(entry, "requires", value.id, requires, circles),
            line=tuple(self._lines(entry)),
            hours=hours,
        )

    def _lines(self, entry: Entry[InitiativeSpec]) -> Iterator[CostLine]:
        """Yield the cost lines that have a price and at least one standard left."""
        known, seen = self._chapters.entries, self._chapters.seen
        for index, line in enumerate(entry.value.line):
            kept = self._kept(entry, f"line[{index}].for", line.standards, known, seen)
            if kept and line.price in self._rates.prices.prices:
                yield msgspec.structs.replace(line, standards=kept)

    def _kept(
        self,
        entry: Entry[Standard] | Entry[InitiativeSpec],
        path: str,
        names: Sequence[str],
        known: Collection[str],
        seen: Collection[str],
    ) -> tuple[str, ...]:
        """Return the names that are known; name by a problem those nobody has written."""
        for name in names:
            if name not in known and name not in seen:
                message = f"`{name}` does not exist{nearest(name, known)}"
                self.problems.append(entry.problem((path, message)))
        return tuple(name for name in names if name in known)

    def _uncircled(
        self,
        entry: Entry[Standard] | Entry[InitiativeSpec],
        path: str,
        own: str,
        names: Sequence[str],
        circles: Mapping[tuple[str, str], tuple[str, ...]],
    ) -> tuple[str, ...]:
        """Return the names without those that close a circle."""
        for name in names:
            if circle := circles.get((own, name)):
                way = " → ".join(circle)
                message = f"`{name}` closes the circle {way} and was left out; take one of them out"
                self.problems.append(entry.problem((path, message)))
        return tuple(name for name in names if (own, name) not in circles)
