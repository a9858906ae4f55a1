"""Small catalogues, inventories and plans for tests of assessment and roadmap."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from planner.model.answer import Answer
from planner.model.catalogue import Band, Catalogue, Defaults, Term, Vocabulary
from planner.model.client import Client
from planner.model.fact import Value
from planner.model.field import Field, FieldType, Kind
from planner.model.finding import Measure
from planner.model.initiative import InitiativeSpec
from planner.model.inventory import Fact, FactState, Inventory, Item
from planner.model.plan import Plan
from planner.model.rate import Price, PriceBook
from planner.model.settings import Settings
from planner.model.standard import AnswerKind, AnswerSpec, Domain, Rule, Standard

TODAY = "2026-11-22"
STALE = "stale"
CONFLICT = "conflict"

_FIELDS = {
    "devices": {
        "class": FieldType.CHOICE, "disk_encrypted": FieldType.BOOLEAN, "age_years": FieldType.NUMBER,
        "model": FieldType.TEXT, "os_eol_date": FieldType.DATE,
    },
    "accounts": {
        "kind": FieldType.CHOICE, "enabled": FieldType.BOOLEAN, "is_admin": FieldType.BOOLEAN,
        "mfa_enabled": FieldType.BOOLEAN, "owner_left": FieldType.BOOLEAN,
    },
    "servers": {"backed_up": FieldType.BOOLEAN},
    "sites": {"users": FieldType.NUMBER, "down_mbps": FieldType.NUMBER},
    "documents": {"kind": FieldType.CHOICE, "days_since_review": FieldType.NUMBER, "owner": FieldType.TEXT},
    "tickets": {"created_days_ago": FieldType.NUMBER, "minutes": FieldType.NUMBER},
    "mail_tenant": {"admin_count": FieldType.NUMBER, "blocked": FieldType.BOOLEAN, "sharing": FieldType.CHOICE},
    "licences": {"active": FieldType.NUMBER, "bought": FieldType.NUMBER},
    "backups": {"rto": FieldType.NUMBER, "target": FieldType.NUMBER},
    "finance": {"spend": FieldType.NUMBER},
}  # fmt: skip
_PER = {"devices": "device", "accounts": "user", "servers": "server", "sites": "site"}

VOCABULARY = Vocabulary(
    industries=(),
    traits=(Term(id="health_data", title="Handles health data"),),
    stages=(),
    tiers=(),
    impacts=(),
    likelihoods=(),
    bands=(
        Band(id="critical", title="Critical", at_least=15),
        Band(id="high", title="High", at_least=8),
        Band(id="medium", title="Medium", at_least=4),
        Band(id="low", title="Low", at_least=0),
    ),
    paths=(),
    defaults=Defaults(
        hourly_rate=100,
        quarters=12,
        hours_per_person_quarter=2,
        minimum_hours_quarter=40,
        hours_per_person_first_quarter=5,
        minimum_hours_first_quarter=80,
        quick_win_hours=8,
        quick_win_first_year=1000,
        quick_win_risk=6,
        likely=0.5,
        point=1000,
        due_soon_quarters=2,
    ),
)


def catalogue(
    standards: Iterable[Standard] = (),
    initiatives: Iterable[InitiativeSpec] = (),
    prices: Iterable[Price] = (),
) -> Catalogue:
    """Return a catalogue with a few kinds of records and the given knowledge."""
    kinds = {
        kind: Kind(
            id=kind,
            title=kind.replace("_", " ").capitalize(),
            singular=kind,
            per=_PER.get(kind, ""),
            field=tuple(
                Field(id=f, title=f.replace("_", " ").capitalize(), type=t) for f, t in fields.items()
            ),
        )
        for kind, fields in _FIELDS.items()
    }
    entries = {s.id: s for s in standards}
    domains = dict.fromkeys(s.domain for s in entries.values())
    return Catalogue(
        domains={d: Domain(id=d, title=d, question="?") for d in domains},
        standards=entries,
        initiatives={i.id: i for i in initiatives},
        kinds=kinds,
        prices=PriceBook(
            id="p", title="Prices", currency="USD", date=TODAY, prices={p.id: p for p in prices}
        ),
        benchmarks={},
        citations={},
        frameworks={},
        vocabulary=VOCABULARY,
    )


def standard(
    key: str = "END-01",
    *rules: Rule,
    impact: int = 4,
    likelihood: int = 3,
    initiative: str = "fix",
    answer: AnswerSpec | None = None,
    raise_impact_if: tuple[str, ...] = (),
    only_if: tuple[str, ...] = (),
) -> Standard:
    """Return a standard of the domain its id starts with."""
    return Standard(
        id=key, title=f"Title of {key}", why="", ask="", probe="", red_flag="",
        answer=answer or AnswerSpec(kind=AnswerKind.JUDGED), impact=impact, likelihood=likelihood, because="",
        initiative=initiative, tier="core", domain=key.split("-", maxsplit=1)[0], rules=rules,
        raise_impact_if=raise_impact_if, only_if=only_if,
    )  # fmt: skip


def fact(value: Value, state: FactState = FactState.KNOWN, observed: str = "2026-11-01") -> Fact:
    """Return a settled fact."""
    return Fact(value=value, state=state, observed=observed, sources=("s1",))


def item(kind: str, key: str, /, **facts: Value | Fact) -> Item:
    """Return a record; a None fact is missing."""
    known = {f: v if isinstance(v, Fact) else fact(v) for f, v in facts.items() if v is not None}
    return Item(id=key, kind=kind, label=key, facts=known)


def items(kind: str, rows: Iterable[Mapping[str, Value | Fact]]) -> tuple[Item, ...]:
    """Return records with ids of their own."""
    return tuple(item(kind, f"{kind}-{n}", **row) for n, row in enumerate(rows))


def inventory(*records: Item, complete: Iterable[str] = ()) -> Inventory:
    """Return an inventory at `TODAY`."""
    kinds = dict.fromkeys(r.kind for r in records)
    return Inventory(
        today=TODAY,
        items={k: tuple(r for r in records if r.kind == k) for k in kinds},
        complete=frozenset(complete),
    )


def client(people: int | None = 40, traits: tuple[str, ...] = ()) -> Client:
    """Return a client."""
    return Client(name="Acme", people=people, traits=traits)


def plan(
    answers: Mapping[str, Answer] | None = None,
    *,
    who: Client | None = None,
    settings: Settings | None = None,
) -> Plan:
    """Return a plan without records of its own."""
    return Plan(
        id="p1",
        created="2026-11-22T09:00:00+00:00",
        client=who or client(),
        settings=settings or Settings(hourly_rate=100, start="2027-Q1"),
        answers=dict(answers or {}),
    )


def measured(rule: Rule, *records: Item, complete: Iterable[str] = (), people: int | None = 40) -> Measure:
    """Return what one rule sees in some records."""
    from planner.assess import measure

    found = measure(
        inventory(*records, complete=complete), catalogue([standard("END-01", rule)]), client(people)
    )
    return found["END-01"][0]
