"""Nothing is bought twice, and what is not known counts as possible."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.decision import Choice
from planner.model.fact import Value
from planner.model.initiative import CostLine, HoursLine, InitiativeSpec
from planner.model.inventory import Item
from planner.model.rate import Price
from planner.model.roadmap import Initiative
from planner.model.standard import Rule
from planner.roadmap import cost
from tests.assess.factory import catalogue, client, inventory, item, items, plan, standard
from tests.roadmap.factory import decided

MFA = Rule(measure="share", of="accounts", where={"enabled": True}, that={"mfa_enabled": True}, good=">=1")


def price(key: str, *, includes: tuple[str, ...] = (), known_as: tuple[str, ...] = ()) -> Price:
    return Price(
        id=key, title=key, unit="user_month", low=1, expected=2, high=4, grade="estimate",
        includes=includes, known_as=known_as,
    )  # fmt: skip


PRICES = (
    price("seat", known_as=("seat pack",)),
    price("suite", includes=("seat",), known_as=("big suite",)),
    price("other"),
)


def work(key: str, bought: str, of: str, *, requires: tuple[str, ...] = ()) -> InitiativeSpec:
    line = CostLine(item=bought, price=bought, timing="monthly", per="user", standards=(of,))
    return InitiativeSpec(id=key, title=key.upper(), outcome="", phase=1, line=(line,), requires=requires)


def costed(
    *specs: InitiativeSpec, records: tuple[Item, ...] = (), rule: Rule | None = None, declined: str = ""
) -> dict[str, Initiative]:
    rules = () if rule is None else (rule,)
    known = catalogue(
        [standard(f"A-{n}", *rules, initiative=spec.id) for n, spec in enumerate(specs)], specs, PRICES
    )
    answers = {} if rule else {f"A-{n}": Answer(answer="no") for n in range(len(specs))}
    mine = plan(answers, who=client(10))
    if declined:
        mine = replace(mine, decisions={declined: decided(Choice.DECLINE)})
    found = inventory(*records)
    return {i.id: i for i in cost(mine, known, found, assess(mine, known, found))}


def bought(found: dict[str, Initiative]) -> dict[str, float]:
    return {key: sum(line.quantity for line in one.lines) for key, one in found.items()}


def test_the_first_in_order_pays_and_the_second_says_so() -> None:
    found = costed(work("a", "seat", "A-0"), work("b", "seat", "A-1"))
    assert bought(found) == {"a": 10, "b": 0}
    assert found["b"].not_bought == ("Seat: bought with A.",)
    assert found["b"].monthly.high == 0


def test_a_prerequisite_pays_before_the_catalogues_order_counts() -> None:
    found = costed(work("a", "seat", "A-0", requires=("b",)), work("b", "seat", "A-1"))
    assert bought(found) == {"a": 0, "b": 10}


def test_what_is_declined_buys_nothing_for_others() -> None:
    found = costed(work("a", "seat", "A-0"), work("b", "seat", "A-1"), declined="a")
    assert bought(found) == {"a": 10, "b": 10}


def test_a_product_covers_what_it_includes_and_not_the_other_way_round() -> None:
    assert bought(costed(work("a", "suite", "A-0"), work("b", "seat", "A-1"))) == {"a": 10, "b": 0}
    assert bought(costed(work("a", "seat", "A-0"), work("b", "suite", "A-1"))) == {"a": 10, "b": 10}


def test_records_are_paid_once_and_others_still() -> None:
    people = items("accounts", [{"enabled": True, "mfa_enabled": e} for e in (True, False, False)])
    found = costed(work("a", "seat", "A-0"), work("b", "seat", "A-1"), records=people, rule=MFA)
    assert bought(found) == {"a": 2, "b": 0}
    assert found["b"].not_bought == ("Seat: bought with other work.",)


def test_every_prerequisite_pays_first() -> None:
    found = costed(
        work("a", "seat", "A-0", requires=("b", "c")), work("b", "other", "A-1"), work("c", "seat", "A-2")
    )
    assert bought(found) == {"a": 0, "b": 10, "c": 10}


def test_what_is_optional_is_bought_for_nobody_else() -> None:
    first = work("a", "seat", "A-0")
    first = replace(first, line=(replace(first.line[0], optional=True),))
    assert bought(costed(first, work("b", "seat", "A-1"))) == {"a": 10, "b": 10}


def test_a_suite_for_everybody_covers_their_computers_and_one_for_computers_no_people() -> None:
    devices = work("b", "seat", "A-1")
    devices = replace(devices, line=(replace(devices.line[0], per="device"),))
    assert bought(costed(work("a", "suite", "A-0"), devices)) == {"a": 10, "b": 0}
    suite = replace(devices, id="a", line=(replace(devices.line[0], price="suite", standards=("A-0",)),))
    assert bought(costed(suite, work("b", "seat", "A-1"))) == {"a": 10, "b": 10}


def test_what_is_only_possible_for_the_first_is_known_for_the_second() -> None:
    mfa = replace(MFA, where={})
    admins = replace(mfa, where={"is_admin": True})
    people = items(
        "accounts", [{"mfa_enabled": False, "is_admin": True}, {"mfa_enabled": False}, {"mfa_enabled": None}]
    )
    specs = (work("a", "seat", "A-0"), work("b", "seat", "A-1"))
    known = catalogue(
        [standard("A-0", admins, initiative="a"), standard("A-1", mfa, initiative="b")], specs, PRICES
    )
    found = inventory(*people)
    first, second = cost(plan(who=client(10)), known, found, assess(plan(), known, found))
    # The administrator is known; the two of whom nobody knows whether they are one may be needed.
    assert [(x.quantity, x.possible) for x in first.lines] == [(1, 2)]
    # Of them the second knows one to be needed; that one is bought, as the first may not need it. The other is not bought twice.
    assert [(x.quantity, x.possible) for x in second.lines] == [(1, 0)]


def test_what_an_open_finding_may_need_is_bought_for_nobody() -> None:
    specs = (work("a", "seat", "A-1"), work("b", "seat", "A-2"))
    known = catalogue(
        [standard("A-0", initiative="a"), standard("A-1", initiative="a"), standard("A-2", initiative="b")], specs, PRICES
    )  # fmt: skip
    mine, found = plan({"A-0": Answer(answer="no"), "A-2": Answer(answer="no")}, who=client(10)), inventory()
    made = {i.id: i for i in cost(mine, known, found, assess(mine, known, found))}
    assert [(x.quantity, x.possible) for x in made["a"].lines] == [(0, 10)]
    assert [(x.quantity, x.possible) for x in made["b"].lines] == [(10, 0)]


def test_seats_of_several_licences_count_together_and_serve_those_who_use_them_first() -> None:
    two = (
        item("licences", "l1", product="Seat pack", bought=4),
        item("licences", "l2", product="Seat pack B", bought=3),
    )
    assert bought(costed(work("a", "seat", "A-0"), records=two)) == {"a": 3}
    # Ten people, seven seats that are in use: of the two without a second factor both need a new one.
    people = items("accounts", [{"enabled": True, "mfa_enabled": e} for e in (True, False, False)])
    found = costed(work("a", "seat", "A-0"), records=(*people, *two), rule=MFA)
    assert bought(found) == {"a": 2}


def test_licences_out_of_use_are_not_paid_for() -> None:
    gone = replace(item("licences", "l1", product="Seat pack", bought=4), idle=("state",))
    assert bought(costed(work("a", "seat", "A-0"), records=(gone,))) == {"a": 10}


def licence(product: str, seats: Value) -> Item:
    return item("licences", "l1", product=product, bought=seats)


@pytest.mark.parametrize(
    ("product", "seats", "left"),
    [("Seat pack, yearly", 10, 0), ("SEAT PACK", 6, 4), ("Seat pack", None, 0), ("Big Suite", 25, 0),
     ("Something else", 10, 10)],
)  # fmt: skip
def test_what_is_paid_for_is_not_bought_again(product: str, seats: Value, left: float) -> None:
    found = costed(work("a", "seat", "A-0"), records=(licence(product, seats),))
    assert bought(found) == {"a": left}
    if left == 0:
        assert found["a"].not_bought == (f"Seat: paid for already: {product}.",)
    elif left < 10:
        assert "6 paid for already" in found["a"].lines[0].counted


def test_a_contract_without_seats_serves_everybody_unless_licences_are_counted() -> None:
    contract = item("vendors", "v1", product="Seat pack for all")
    assert bought(costed(work("a", "seat", "A-0"), records=(contract,))) == {"a": 0}
    both = (contract, licence("Seat pack", 3))
    assert bought(costed(work("a", "seat", "A-0"), records=both)) == {"a": 7}


def test_hours_are_the_partners_or_the_clients_and_only_the_partners_are_priced() -> None:
    spec = InitiativeSpec(
        id="a", title="A", outcome="", phase=1,
        hours=(
            HoursLine(standards=("A-0",), fixed=1, per="user", per_item=0.5),
            HoursLine(standards=("A-0",), who="client", fixed=2, per="user", per_item=0.1),
        ),
    )  # fmt: skip
    found = costed(spec)["a"]
    assert (found.partner_hours, found.client_hours) == (6, 3)
    assert found.first_year == 600
    assert found.hours_why == "A-0: 1 h + 10 × 0.5 h; A-0: 2 h + 10 × 0.1 h (the client's own)"


def test_what_nobody_knows_is_possible_and_half_expected() -> None:
    spec = InitiativeSpec(
        id="a", title="A", outcome="", phase=1, effect=0.5,
        line=(
            CostLine(item="x", price="seat", timing="monthly", per="user", standards=("A-1",)),
            CostLine(item="y", price="suite", timing="monthly", per="user", standards=("A-0",), each=2),
        ),
        hours=(HoursLine(standards=("A-1",), fixed=2, per="user", per_item=0.2),),
    )  # fmt: skip
    known = catalogue([standard("A-0", initiative="a"), standard("A-1", initiative="a")], [spec], PRICES)
    mine, found = plan({"A-0": Answer(answer="no")}, who=client(10)), inventory()
    (made,) = cost(mine, known, found, assess(mine, known, found))
    assert [(x.item, x.quantity, x.possible) for x in made.lines] == [("x", 0, 10), ("y", 20, 0)]
    assert (made.monthly.low, made.monthly.expected, made.monthly.high) == (20, 10 + 40, 40 + 80)
    assert made.partner_hours == 2
    assert (made.risk_removed, made.unverified_removed, made.weight) == (6, 6, 9)
    mine = replace(mine, settings=replace(mine.settings, likely=1, point=500))
    (made,) = cost(mine, known, found, assess(mine, known, found))
    assert (made.monthly.expected, made.partner_hours, made.weight) == (60, 4, 12)
    assert made.value == pytest.approx(12 / (1 + (12 * 60 + 400) / 500))
