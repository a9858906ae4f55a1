"""Findings that two pieces of work share, worked out again: each has the records its remedy is right for."""

from __future__ import annotations

from typing import TypeAlias

from tests.journeys.reference import Reference
from tests.journeys.reference_fact import Json, all_hold

Key: TypeAlias = tuple[str, str]


class Parts:
    """Which records of a finding belong to which work, and what share of its risk that is."""

    def __init__(self, reference: Reference, gaps: Json, named: dict[str, list[str]]) -> None:
        """Work it out.

        Args:
            reference: The facts.
            gaps: What ``gaps`` prints.
            named: Initiative to the findings of the standards that name it.
        """
        self._all: dict[tuple[str, str], tuple[float, float, set[Key] | None]] = {
            (work, s): (1.0, 1.0, None) for work, found in named.items() for s in found
        }
        findings = {f["standard"]: f for f in gaps["findings"]}
        for spec in reference.templates["initiatives"]:
            for part in spec["takes"]:
                name = part["standard"]
                owner = next((work for work, found in named.items() if name in found), None)
                if owner is None:
                    continue
                finding = findings[name]
                wrong = {(a["kind"], a["id"]) for a in finding["affected"]}
                doubted = {(a["kind"], a["id"]) for a in finding["doubtful"]} - wrong
                mine = {key for key in wrong | doubted if self._meets(reference, key, part["where"])}
                if not mine:
                    continue
                known = len(mine & wrong) / len(wrong) if wrong else 0.0
                open_ones = len(mine & doubted) / len(doubted) if doubted else known
                self._all[spec["id"], name] = (known, open_ones, mine)
                rest = (wrong | doubted) - mine
                if rest:
                    self._all[owner, name] = (1 - known, 1 - open_ones, rest)
                else:
                    del self._all[owner, name]

    @staticmethod
    def _meets(reference: Reference, key: Key, where: Json) -> bool:
        record = next((r for r in reference.show["records"].get(key[0], []) if r["id"] == key[1]), None)
        kind = reference.templates["kinds"][key[0]]
        return record is not None and all_hold(where, record, None, reference.today, kind) is True

    def has(self, initiative: str, standard: str) -> bool:
        """Return whether work closes a finding, or part of it."""
        return (initiative, standard) in self._all

    def share(self, initiative: str, standard: str) -> tuple[float, float]:
        """Return the shares of the risk and of the unverified risk that it closes."""
        known, unverified, _ = self._all.get((initiative, standard), (0.0, 0.0, None))
        return known, unverified

    def mine(self, initiative: str, standard: str, named: list[Json]) -> list[Json]:
        """Return the records of a finding that are for this work."""
        _, _, kept = self._all[initiative, standard]
        return [a for a in named if kept is None or (a["kind"], a["id"]) in kept]
