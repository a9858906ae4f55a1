"""What is known of each fact, and what follows without a source saying so (DOMAIN A1).

A fact is known, too old, or contradicted by an equally good source; a client system makes a computer; what a source
that lists everything does not list is not so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase

from tests.journeys.reference_fact import Json, all_hold, in_use


class StateReference:
    """Compares the states of the facts in ``show`` with the observations printed there."""

    def __init__(self, show: Json, templates: Json) -> None:
        """Take what was printed."""
        self.show, self.kinds = show, templates["kinds"]
        self.today = date.fromisoformat(show["generated_at"])

    def differences(self) -> list[str]:
        """Return every difference in words; empty when the program is right."""
        found = []
        for name, records in self.show["records"].items():
            kind = self.kinds[name]
            for record in records:
                where = f"{name} {record['id']}"
                found += [f"{where} {x}" for x in (*self._facts(kind, record), *self._implied(kind, record))]
                found += [f"{where} {x}" for x in self._absent(kind, record)]
        return found

    # Known, old, contradicted --------------------------------------------------------------

    def _facts(self, kind: Json, record: Json) -> Iterator[str]:
        fields = {f["id"]: f for f in kind["field"]}
        for name, fact in record["facts"].items():
            if name not in fields or fact.get("derived_from") or self._vouchers(kind, name):
                continue
            if fact["fresh_for"] != fields[name]["fresh_for"]:
                yield f"{name}: fresh for {fields[name]['fresh_for']} days, shown {fact['fresh_for']}"
            wanted = self._state(fact, fields[name])
            if wanted != fact["state"]:
                yield f"{name}: {wanted}, shown {fact}"

    def _state(self, fact: Json, field: Json) -> str:
        seen = fact.get("observations") or [
            {"value": fact["value"], "source": s, "observed": fact["observed"]} for s in fact["sources"][:1]
        ]
        fresh = [o for o in seen if self._is_fresh(o, field)]
        if not fresh:
            return "stale"
        quality = {o["source"]: self.show["sources"][o["source"]]["quality"] for o in fresh}
        best = [o for o in fresh if quality[o["source"]] == max(quality.values())]
        return "known" if len({self._says(o["value"], field) for o in best}) == 1 else "conflict"

    def _is_fresh(self, observation: Json, field: Json) -> bool:
        age = (self.today - date.fromisoformat(observation["observed"][:10])).days
        return field["fresh_for"] is None or age <= field["fresh_for"]

    @staticmethod
    def _says(value: object, field: Json) -> str:
        """Return a text that is equal for values that say the same."""
        if value in (None, "", []):
            return "none"
        if isinstance(value, list):
            return repr(sorted(" ".join(str(x).casefold().split()) for x in value))
        if isinstance(value, str):
            return value[:10] if field["type"] == "date" else " ".join(value.casefold().split())
        return repr(value if isinstance(value, bool) else float(value))  # type: ignore[arg-type]  # JSON has no more

    # What follows --------------------------------------------------------------------------

    def _implied(self, kind: Json, record: Json) -> Iterator[str]:
        """A client system makes a computer where nobody says what it is."""
        for rule in kind["implied"]:
            source, fact = record["facts"].get(rule["from"]), record["facts"].get(rule["field"])
            is_derived = fact is not None and fact.get("derived_from") == rule["from"]
            if fact is not None and not is_derived:
                continue
            seen = source.get("observations", [source]) if source else []
            texts = [o["value"] for o in seen if o.get("source", source["sources"][0]) in source["sources"]]
            wanted = bool(texts) and all(isinstance(x, str) and self._fits(rule, x) for x in texts)
            if wanted != is_derived or (
                fact is not None and (fact["value"], fact["state"]) != (rule["value"], "known")
            ):
                yield f"{rule['field']}: follows from {texts}: {wanted}, shown {fact}"

    @staticmethod
    def _fits(rule: Json, text: str) -> bool:
        said = text.casefold().strip()
        is_like = any(fnmatchcase(said, pattern) for pattern in rule["matches"])
        return is_like and not any(fnmatchcase(said, pattern) for pattern in rule["unless"])

    # Vouched absence -----------------------------------------------------------------------

    def _vouchers(self, kind: Json, field: str) -> list[Json]:
        return [
            v
            for v in self.show["vouched"]
            if (v["kind"], v["field"]) == (kind["id"], field) and v["source"] in self.show["sources"]
        ]

    def _absent(self, kind: Json, record: Json) -> Iterator[str]:
        """What a complete source does not list is false, where it speaks about such a record at all."""
        for field in {v["field"] for v in self.show["vouched"] if v["kind"] == kind["id"]}:
            fact = record["facts"].get(field) or {"sources": [], "value": None, "state": "missing"}
            for vouch in self._vouchers(kind, field):
                source = vouch["source"]
                if source in record["sources"]:
                    continue
                live = in_use(record, kind, set(), self.today)
                speaks = live and all_hold(vouch["where"], record, None, self.today, kind) is True
                others = set(fact["sources"]) - {source}
                stronger = any(self._quality(one) > self._quality(source) for one in others)
                if speaks and source not in fact["sources"] and not stronger and not others:
                    yield f"{field}: not listed by {source}, shown {fact}"
                if not speaks and source in fact["sources"]:
                    yield f"{field}: {source} says nothing of it, shown {fact}"
                said = fact["value"], fact["state"] in {"known", "stale"}
                if speaks and fact["sources"] == [source] and said != (False, True):
                    yield f"{field}: false by its absence from {source}, shown {fact}"

    def _quality(self, source: str) -> float:
        return float(self.show["sources"][source]["quality"])
