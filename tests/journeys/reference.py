"""A program of somebody else: recomputes every result from what the planner prints, and imports none of it.

Its only inputs are the documents of ``show --json`` and ``templates list --json`` and the formulas of the README.
It shares no line with the planner, so that a slip in one does not repeat itself in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tests.journeys.reference_fact import Json
from tests.journeys.reference_rule import Rules, Seen, worth

WORTH = {"yes": 1.0, "partly": 0.5, "no": 0.0}


class Reference:
    """Everything recomputed for one plan."""

    def __init__(self, show: Json, templates: Json) -> None:
        self.show, self.templates = show, templates
        self.today = date.fromisoformat(show["generated_at"])
        self.rules = Rules(show, templates)
        self.standards: dict[str, Json] = {s["id"]: s for s in templates["standards"]}
        self.judged = {key: self._judge(s) for key, s in self.standards.items() if self._fits(s)}

    # A1 ------------------------------------------------------------------------------------

    def _fits(self, standard: Json) -> bool:
        """Return whether a standard is of the client's size, or was taken in by name."""
        settings, client, words = self.show["settings"], self.show["client"], self.templates["vocabulary"]
        if standard["id"] in settings["taken_in"]:
            return True
        tiers = [t["id"] for t in words["tiers"]]
        if settings["scope"] is not None:
            return tiers.index(standard["tier"]) <= tiers.index(settings["scope"])
        duties = {t["id"] for t in words["traits"] if t.get("duty")}
        small = client["people"] is not None and client["people"] < 50 and not duties & set(client["traits"])
        return not small or standard["tier"] in {"core", "standard"}

    def must(self) -> Json:
        """Return how the must-haves stand."""
        rows = {k: j for k, j in self.judged.items() if j.standard["must"] and not j.na}
        met = sum(j.low == 1 for j in rows.values())
        missing = sum(j.high < 1 for j in rows.values())
        unknown = len(rows) - met - missing
        return {"met": met, "missing": missing, "unknown": unknown, "standards": list(rows)}

    def questions(self) -> list[str]:
        """Return what to ask next: by doubt, a must-have before what has up to a fifth more than it."""
        rows = [j for j in self.judged.values() if not j.na and j.high > j.low]

        def order(j: Judged) -> tuple[float, bool, str]:
            doubt = j.weight * (j.high - j.low) / (0.8 if j.standard["must"] else 1)
            return (-round(doubt, 9), not j.standard["must"], j.standard["id"])

        return [j.standard["id"] for j in sorted(rows, key=order)]

    def measured(self, standard: Json) -> list[Seen]:
        """Return what each rule of a standard saw."""
        return [self.rules.seen(rule) for rule in standard["rules"]]

    def _judge(self, standard: Json) -> Judged:
        weight = self._weight(standard)
        duties = set(standard["only_if"])
        if duties and duties.isdisjoint(self.show["client"]["traits"]):
            return Judged(standard, *weight, na=True, basis="nothing")
        seen = self.measured(standard)
        counted = [s for s in seen if s.applicable]
        data = any(s.data for s in counted) or (bool(seen) and not counted)
        answer = self.show["answers"].get(standard["id"])
        if answer is not None and answer["answer"] != "unknown" and (not data or answer["note"]):
            value = self._answered(standard, answer)
            basis = "override" if data else "answer"
            if value is None:
                return Judged(standard, *weight, na=True, basis=basis)
            return Judged(standard, *weight, low=value, high=value, data=True, basis=basis)
        if seen and not counted:
            return Judged(standard, *weight, na=True, basis="measured")
        if not data:
            return Judged(standard, *weight)
        low, high = min(s.low for s in counted), min(s.high for s in counted)
        return Judged(standard, *weight, low=low, high=high, data=True, basis="measured")

    @staticmethod
    def _answered(standard: Json, answer: Json) -> float | None:
        said, spec = answer["answer"], standard["answer"]
        if said == "na":
            return None
        if said in WORTH:
            return WORTH[said]
        if said == "number":
            return worth({"good": spec["good"] or None, "fair": spec["fair"] or None}, answer["number"])
        return float(spec["options"][said]["worth"])

    # A3 ------------------------------------------------------------------------------------

    def _weight(self, standard: Json) -> tuple[int, int]:
        raised = set(standard["raise_impact_if"]) & set(self.show["client"]["traits"])
        return min(5, standard["impact"] + bool(raised)), standard["likelihood"]

    # A2 ------------------------------------------------------------------------------------

    def score(self, domain: str | None = None) -> Json:
        """Return the band of the whole, or of one domain, 0 to 100."""
        rows = [j for j in self.judged.values() if domain is None or j.standard["domain"] == domain]
        counted = [j for j in rows if not j.na]
        total = sum(j.weight for j in counted)
        low = sum(j.weight * j.low for j in counted) / total if total else 0.0
        high = sum(j.weight * j.high for j in counted) / total if total else 1.0
        settled = 1 - (high - low)
        return {
            "score": None if settled < 1e-12 else 100 * low / settled,
            "low": 100 * low,
            "high": 100 * high,
            "answered": sum(j.low == j.high for j in counted),
            "unknown": sum(j.low != j.high for j in counted),
            "not_applicable": len(rows) - len(counted),
        }


@dataclass(frozen=True)
class Judged:
    """One standard: its interval and what follows from it."""

    standard: Json
    impact: int
    likelihood: int
    low: float = 0.0
    high: float = 1.0
    na: bool = False
    data: bool = False
    basis: str = "nothing"

    @property
    def weight(self) -> int:
        return self.impact * self.likelihood

    @property
    def risk(self) -> float:
        return 0 if self.standard["gain"] else self.weight * (1 - self.high)

    @property
    def unverified_risk(self) -> float:
        return 0 if self.standard["gain"] else self.weight * (self.high - self.low)

    @property
    def status(self) -> str | None:
        """The status of a finding; None when it is none."""
        if self.na or self.low == 1:
            return None
        if self.high == 0:
            return "gap"
        if self.high < 1:
            return "partial"
        return "unverified" if self.data else "open"
