"""Plans nobody would think of: any kind of record, any field, known, old, contradicted or missing."""

from __future__ import annotations

import random
from datetime import date, timedelta

from msgspec.structs import replace

from planner.model.answer import Answer
from planner.model.catalogue import Catalogue
from planner.model.condition import RawCondition
from planner.model.decision import Acceptance, Change, Choice, Decision
from planner.model.fact import Observation, Source, Value
from planner.model.field import Field, FieldType
from planner.model.plan import Plan
from planner.model.record import Record
from planner.model.standard import AnswerKind, Standard
from planner.model.vouch import Vouch

TODAY = date(2026, 11, 22)
NOW = "2026-11-22T09:00:00"
SOURCES = {
    "s1": Source(id="s1", title="first.csv", kind="file", quality=50, at=NOW),
    "s2": Source(id="s2", title="second.csv", kind="file", quality=50, at=NOW),
    "s3": Source(id="s3", title="Ann", kind="person", quality=90, at=NOW),
}
SYSTEMS = (
    "Windows 11 Pro", "Windows 10 Pro", "windows 7", "Windows 10 IoT", "Windows Server 2016", "macOS 15", "Ubuntu 24.04",
    "HAL/S 3", "SonicWall TZ400",
)  # fmt: skip
NAMES = ("a", "b", "c", "A b", "c, Insurance", "d")
CURRENCIES = ("USD", "EUR", "CAD", "CHF")
CELLS = (None, None, None, "€1.000", "$ 12", "CA$12", "9 USD", "EUR", "AUD 3", "kr 8", "FUSD 7", "C$ or $")
FAR = 3600
"""Days: the oldest equipment is about ten years old."""


def day(dice: random.Random, spread: int) -> str:
    return (TODAY + timedelta(days=dice.randint(-spread, spread))).isoformat()


def value(dice: random.Random, field: Field, hints: dict[str, list[Value]]) -> Value:
    """Return a canonical value of a field; numbers near the bounds that rules compare with."""
    if field.type is FieldType.BOOLEAN:
        return dice.random() < 0.6
    if field.type is FieldType.CHOICE:
        return dice.choice(field.choices)
    if field.type is FieldType.DATE:
        return day(dice, FAR if field.id == "purchase_date" else 1200)
    if field.type is FieldType.NUMBER:
        return dice.choice([0, 1, 3, 12, 60, 95, 0.5, 400, dice.randint(0, 800), *hints.get(field.id, [])])
    if field.id.endswith("os_name"):
        return dice.choice(SYSTEMS)
    wanted = [h for h in hints.get(field.id, []) if isinstance(h, str)]
    text = dice.choice([*wanted, *NAMES])
    return (text,) if field.type is FieldType.LIST else text


def hints_of(catalogue: Catalogue) -> dict[str, list[Value]]:
    """Return the values that conditions of the catalogue compare each field with."""
    hints: dict[str, list[Value]] = {}
    for standard in catalogue.standards.values():
        for rule in standard.rules:
            for name, raw in [*rule.where.items(), *rule.that.items()]:
                hints.setdefault(name, []).extend(raw if isinstance(raw, tuple) else [raw])
    hints["product"] = [word for price in catalogue.prices.prices.values() for word in price.known_as]
    return {name: [v for v in values if not isinstance(v, bool)] for name, values in hints.items()}


def record(
    dice: random.Random, kind: str, number: int, fields: tuple[Field, ...], hints: dict[str, list[Value]]
) -> Record:
    facts: dict[str, tuple[Observation, ...]] = {}
    for field in fields:
        is_number = field.type is FieldType.NUMBER
        usable: dict[str, list[Value]] = {
            name: [h for h in found if isinstance(h, int | float) or not is_number]
            for name, found in hints.items()
        }
        roll = dice.random()
        if roll < 0.25:
            continue
        observed = (
            day(dice, 0)
            if roll < 0.8
            else (TODAY - timedelta(days=dice.choice([89, 90, 91, 300]))).isoformat()
        )
        seen = [
            Observation(
                value=value(dice, field, usable), source=dice.choice(list(SOURCES)), observed=observed,
                raw=dice.choice(CELLS) if is_number else None,
            )
        ]  # fmt: skip
        if 0.6 < roll < 0.75:
            other = dice.choice([s for s in SOURCES if s != seen[0].source])
            seen.append(Observation(value=value(dice, field, usable), source=other, observed=observed))
        if roll > 0.97:
            seen = [replace(seen[0], value=None)]
        facts[field.id] = tuple(seen)
    return Record(id=f"{kind}-{number}", kind=kind, facts=facts, retired=dice.random() < 0.05)


def answer(dice: random.Random, standard: Standard) -> Answer:
    said = dice.choice(["yes", "partly", "no", "na", "unknown"])
    number = None
    if standard.answer.kind is AnswerKind.CHOICE and dice.random() < 0.6:
        said = dice.choice(list(standard.answer.options))
    if standard.answer.kind is AnswerKind.NUMBER and dice.random() < 0.6:
        said, number = "number", dice.choice([0.0, 0.3, 2, 4, 5, 7, 9, 2000.0, 4500.0])
    note = dice.choice(["", "", "Said so"])
    asked = (TODAY - timedelta(days=dice.choice([0, 30, 31, 500]))).isoformat() + "T09:00:00"
    return Answer(
        answer=said, number=number, note=note, by="Ann", at=asked, follow_up=dice.choice(["", "", " ", "Ask"])
    )


def vouched(dice: random.Random, catalogue: Catalogue) -> tuple[Vouch, ...]:
    """Return declarations that a source lists everything of which a fact is true."""
    facts = [
        (kind, field.id)
        for kind, spec in catalogue.kinds.items()
        for field in spec.field
        if field.type is FieldType.BOOLEAN and field.derive is None and field.id not in spec.not_live
    ]
    wheres: tuple[dict[str, RawCondition], ...] = ({}, {"class": ("laptop", "desktop")}, {"class": "laptop"})
    return tuple(
        Vouch(
            kind=kind, field=field, source=dice.choice(["s1", "s2", "gone"]),
            where=dice.choice(wheres) if kind == "devices" else {},
        )
        for kind, field in dice.sample(facts, dice.randint(0, 6))
    )  # fmt: skip


def fill(plan: Plan, catalogue: Catalogue, seed: int) -> Plan:
    """Return the plan with everything in it thrown by dice."""
    dice = random.Random(seed)
    hints = hints_of(catalogue)
    records: dict[str, dict[str, Record]] = {}
    for kind, spec in catalogue.kinds.items():
        size = 0 if dice.random() < 0.3 else dice.choice([1, 1, 2, 3, 5, 8])
        made = [record(dice, kind, n, spec.field, hints) for n in range(size)]
        records[kind] = {r.id: r for r in made}
    standards = list(catalogue.standards.values())
    dice.shuffle(standards)
    work = list(catalogue.initiatives)
    dice.shuffle(work)
    settings = replace(
        plan.settings,
        budget_per_quarter=dice.choice([None, 3000.0, 12000.0, 60000.0]),
        hours_per_quarter=dice.choice([None, 40.0, 120.0]),
        quarters=dice.choice([4, 8, 12]),
        hourly_rate=dice.choice([90.0, 165.0]),
        exchange_rate=dice.choice([1.0, 1.0, 0.9]),
        currency_rates={code: dice.choice([0.5, 1.25]) for code in CURRENCIES if dice.random() < 0.4},
        refresh_per_year=dice.choice([None, 500.0, 3000.0, 12000.0]),
        refresh_ceilings={
            name: dice.choice([None, 2000.0, 9000.0, 20000.0])
            for name in ("computers", "servers", "phone")
            if dice.random() < 0.3
        },
        budget_years=dice.choice([None, 1, 5]),
        likely=dice.choice([0.0, 0.3, 0.5, 1.0]),
        point=dice.choice([500.0, 1000.0]),
        scope=dice.choice([None, None, "core", "standard", "advanced"]),
        taken_in=tuple(s.id for s in standards if dice.random() < 0.02),
    )
    traits = [t.id for t in catalogue.vocabulary.traits if dice.random() < 0.1]
    return replace(
        plan,
        client=replace(
            plan.client,
            people=dice.choice([None, 7, 40]),
            traits=tuple(traits),
            currency=dice.choice(CURRENCIES),
            fiscal_year_start=dice.choice([1, 4, 7]),
        ),
        settings=settings,
        sources=SOURCES,
        records=records,
        vouched=vouched(dice, catalogue),
        complete={kind: ("s3",) for kind in catalogue.kinds if dice.random() < 0.4},
        answers={s.id: answer(dice, s) for s in standards[: dice.randint(0, 100)]},
        accepted={s.id: acceptance(dice) for s in standards[: dice.randint(0, 8)]},
        decisions={key: decision(dice) for key in work[: dice.randint(0, 8)]},
        changes={key: changes(dice, settings.start) for key in work[: dice.randint(0, 6)]},
    )


def with_spares(plan: Plan, seed: int) -> Plan:
    """Return the plan with what the dice rarely throw together.

    That is seats known to be paid for and not used, some of them under a contract of their maker,
    computers whose system can be updated, and computers and servers that come of age.
    """
    dice = random.Random(seed)
    licences: list[dict[str, Value]] = [
        {
            "product": f"Seats {n}", "publisher": dice.choice(NAMES), "bought": dice.randint(5, 20),
            "active": dice.randint(0, 4), "unit_cost_month": dice.choice([8, 30]),
            "renewal_date": dice.choice([None, day(dice, 900)]),
        }
        for n in range(dice.randint(1, 3))
    ]  # fmt: skip
    vendors: list[dict[str, Value]] = [
        {
            "name": name, "service": dice.choice(["software", "managed_it"]),
            "annual_cost": dice.choice([200, 9000]), "notice_days": dice.choice([None, 30, 90]),
            "renewal_date": day(dice, 900),
        }
        for name in dice.sample(NAMES, 2)
    ]  # fmt: skip
    devices: list[dict[str, Value]] = [
        {
            "name": f"PC-{n}", "class": "laptop", "os_name": "Windows 11 Pro", "os_version": "22H2",
            "purchase_date": (TODAY - timedelta(days=dice.randint(900, FAR))).isoformat(),
        }
        for n in range(dice.randint(0, 2))
    ]  # fmt: skip
    devices += [
        {
            "name": f"AG-{n}", "class": dice.choice(["laptop", "desktop"]), "os_name": "Windows 11 Pro",
            "os_version": "24H2", "purchase_date": (TODAY - timedelta(days=dice.randint(300, 1750))).isoformat(),
        }
        for n in range(dice.randint(0, 9))
    ]  # fmt: skip
    servers: list[dict[str, Value]] = [
        {
            "name": f"HOST-{n}", "virtual": False,
            "purchase_date": (TODAY - timedelta(days=dice.randint(900, 2400))).isoformat(),
        }
        for n in range(dice.randint(0, 5))
    ]  # fmt: skip
    records = dict(plan.records)
    for kind, made in (
        ("licences", licences), ("vendors", vendors), ("devices", devices), ("servers", servers),
    ):  # fmt: skip
        records[kind] = {**records[kind], **dict(_stated(kind, facts) for facts in made)}
    return replace(plan, records=records)


def _cell(values: dict[str, Value], name: str) -> str | None:
    """Return how a price stood in the list: every other one in a currency of its own."""
    price = values.get(name)
    return f"€ {price}" if name == "unit_cost_month" and str(values["product"])[-1] in "02" else None


def _stated(kind: str, values: dict[str, Value]) -> tuple[str, Record]:
    facts: dict[str, tuple[Observation, ...]] = {
        name: (Observation(value=one, source="s3", observed=TODAY.isoformat(), raw=_cell(values, name)),)
        for name, one in values.items()
        if one is not None
    }
    key = f"{kind}-{next(iter(values.values()))}"
    return key, Record(id=key, kind=kind, facts=facts)


def acceptance(dice: random.Random) -> Acceptance:
    """Some hold for ever, some until a day to come, some have ended."""
    return Acceptance(by="R", why="W", at=NOW, until=dice.choice([None, day(dice, 900), day(dice, 60)]))


def decision(dice: random.Random) -> Decision:
    choice = dice.choice(list(Choice))
    until = day(dice, 900) if choice is Choice.DEFER and dice.random() < 0.7 else None
    return Decision(
        choice=choice, by="R", why="W", at=NOW, until=until, revisit=dice.choice([None, None, "2027-01-20"])
    )


def changes(dice: random.Random, start: str) -> tuple[Change, ...]:
    year = int(start[:4])
    options: dict[str, float | str] = {
        "hours": dice.choice([0.0, 6.0, 55.5]),
        "one_time": dice.choice([0.0, 900.0, 7000.0]),
        "monthly": dice.choice([0.0, 40.0, 500.0]),
        "effect": dice.choice([0.5, 1.0]),
        "duration": float(dice.choice([1, 2, 3])),
        "due": day(dice, 500),
        "pin": f"{year + dice.choice([0, 1])}-Q{dice.choice([1, 2, 3, 4])}",
    }
    fields = dice.sample(list(options), dice.randint(1, 3))
    return tuple(Change(field=f, value=options[f], original=None, why="W", by="Ann", at=NOW) for f in fields)
