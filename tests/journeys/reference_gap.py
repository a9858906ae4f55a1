"""The findings themselves, worked out again: which records they name, their order and how they are counted (DOMAIN A3)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.journeys.reference import Judged, Reference
from tests.journeys.reference_fact import INFINITY, Json, bounds
from tests.journeys.reference_rule import NEVER, Scope, Seen, worth

CRITICAL, HIGH = 15, 8


class GapReference:
    """Compares ``gaps`` with what a stranger finds in the facts."""

    def __init__(self, reference: Reference, gaps: Json) -> None:
        """Take both sides."""
        self.reference, self.rules, self.gaps = reference, reference.rules, gaps
        self.wrong = [j for j in reference.judged.values() if j.status is not None]

    def differences(self) -> list[str]:
        """Return every difference in words; empty when the program is right."""
        shown = {f["standard"]: f for f in self.gaps["findings"]}
        return [
            *self._order(),
            *(x for j in self.wrong if j.standard["id"] in shown for x in self._finding(j, shown[j.standard["id"]])),
        ]  # fmt: skip

    def tally(self) -> Json:
        """Return how many are known to be wrong, as people hear it."""
        risks = [j.risk for j in self.wrong if j.high < 1]
        critical, high = sum(x >= CRITICAL for x in risks), sum(HIGH <= x < CRITICAL for x in risks)
        return {"critical": critical, "high": high, "rest": len(risks) - critical - high}

    def _order(self) -> Iterator[str]:
        """Worst first: what is known to be wrong, then what may be."""
        worst = sorted(self.wrong, key=lambda j: (-j.risk, -j.unverified_risk, j.standard["id"]))
        wanted, shown = [j.standard["id"] for j in worst], [f["standard"] for f in self.gaps["findings"]]
        # Figures that differ only by the rounding of sums may stand either way round.
        if sorted(wanted) != sorted(shown) or any(
            abs(self.reference.judged[a].risk - self.reference.judged[b].risk) > 1e-9
            for a, b in zip(wanted, shown, strict=True)
        ):
            yield f"findings in the order {wanted}, shown {shown}"

    def _finding(self, j: Judged, f: Json) -> Iterator[str]:
        key, standard = f["standard"], j.standard
        traits = self.reference.show["client"]["traits"]
        raised = next((t for t in standard["raise_impact_if"] if t in traits), None)
        accepted = self.reference.show["accepted"].get(key)
        if accepted is not None and (accepted["until"] or "9999")[:10] < self.reference.show["generated_at"]:
            accepted = None
        if accepted is not None:
            accepted = {name: said for name, said in accepted.items() if said is not None}
        for name, wanted in (
            ("must", standard["must"]), ("gain", standard["gain"]), ("domain", standard["domain"]),
            ("raised_by", raised if standard["impact"] < 5 else None), ("accepted", accepted),
            ("initiative", standard["initiative"]),
        ):  # fmt: skip
            if f[name] != wanted:
                yield f"{key}: {name} is {wanted}, shown {f[name]}"
        named = [self.named(rule) for rule in standard["rules"]]
        for name, at in (("affected", 0), ("doubtful", 1)):
            ids = {
                (rule["of"], x) for rule, one in zip(standard["rules"], named, strict=True) for x in one[at]
            }
            shown = {(x["kind"], x["id"]) for x in f[name]}
            if ids != shown or len(shown) != len(f[name]):
                yield f"{key}: {name} without {sorted(ids - shown)}, with {sorted(shown - ids)}"
        for rule, m in zip(standard["rules"], f["measures"], strict=True):
            yield from self._measure(rule, m)

    def _measure(self, rule: Json, m: Json) -> Iterator[str]:
        seen = self.rules.seen(rule)
        figures = (m["v_low"], m["v_high"]) if m["applicable"] else (seen.low, seen.high)
        if (
            seen.applicable != m["applicable"]
            or max(abs(a - b) for a, b in zip((seen.low, seen.high), figures, strict=True)) > 1e-5
        ):
            yield f"{m['rule']}: {seen}, shown {m}"
        links = [
            r["id"]
            for r in self.rules.live(rule)
            if rule["critical"] and self.rules.all_hold(rule, "critical", r)
        ]
        bad, open_ones = self.named(rule)
        for name, ids in (("critical", bad), ("critical_unknown", open_ones)):
            if set(m[name]) != set(links) & ids:
                yield f"{m['rule']}: {name} {set(links) & ids}, shown {m[name]}"

    # Which records -------------------------------------------------------------------------

    def named(self, rule: Json) -> tuple[set[str], set[str]]:
        """Return the records that do not meet a rule, and those nobody can judge."""
        scope, seen = self.rules.scope(rule), self.rules.seen(rule)
        if not seen.applicable:
            return set(), set()
        open_ones = {r["id"] for r in scope.maybe}
        measure = rule["measure"]
        if measure.startswith("share"):
            verdicts = {r["id"]: self.rules.meets(rule, r) for r in scope.inside}
            return {k for k, v in verdicts.items() if v is False}, open_ones | {
                k for k, v in verdicts.items() if v is None
            }
        wanted = bounds(rule["good"] or rule["fair"])
        if measure == "count" and wanted is not None and wanted.high < INFINITY:
            # Where fewer is better, what is counted is the trouble.
            wrong = {r["id"]: self.rules.all_hold(rule, "that", r) for r in (*scope.inside, *scope.maybe)}
            sure = {k for k, v in wrong.items() if v is True} - open_ones
            return sure, {k for k, v in wrong.items() if v is not False} - sure
        if measure in {"count", "exists"}:
            return set(), open_ones
        if measure in {"value", "ratio"}:
            points = {r["id"]: self.rules.verdict(rule, r) for r in scope.inside}
            bad = {k for k, v in points.items() if v is not None and v < 1}
            return bad, open_ones | {k for k, v in points.items() if v is None}
        return self._numbers(rule, scope, seen)

    def _numbers(self, rule: Json, scope: Scope, seen: Seen) -> tuple[set[str], set[str]]:
        figures = {r["id"]: self._figure(rule, r) for r in (*scope.inside, *scope.maybe)}
        inside = {r["id"] for r in scope.inside}
        known = {k: x for k, x in figures.items() if isinstance(x, float) and k in inside}
        # One that may be outside and has no figure is no doubt at all.
        doubtful = {k for k, x in figures.items() if x is None or (k not in inside and isinstance(x, float))}
        if rule["measure"] == "ratio_sum" and not seen.data:
            doubtful |= set(known)  # Nothing can be divided by what comes to nothing.
        blamed: set[str] = set()
        if known and rule["measure"] in {"min", "max", "ratio_min"}:
            blamed = {k for k, x in known.items() if worth(rule, x) < 1}
        elif not known and rule["measure"] in {"min", "max", "mean", "median"}:
            blamed = {k for k, x in figures.items() if x == NEVER and k in inside}
        if rule["floor"] == 0 and seen.low == 1:
            blamed = set()
        return blamed, doubtful

    def _figure(self, rule: Json, record: Json) -> float | str | None:
        match rule["measure"]:
            case "distinct":
                named, unknown = self.rules.names(rule, [record])
                return None if unknown else 1.0 if named else NEVER
            case "ratio_sum":
                sides = [self.rules.number(rule, record, rule[side]) for side in ("left", "right")]
                return NEVER if NEVER in sides else None if None in sides else 1.0
            case "per_head_month":
                age = self.rules.number(rule, record, "created_days_ago")
                return None if age is None else NEVER if age == NEVER else 1.0
            case _:
                return self.rules.figure_of(rule, record)
