from __future__ import annotations

from datetime import date, timedelta
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planner.intake.settle.truth import conflicts, settle
from planner.model.catalogue import Catalogue, Defaults, Vocabulary
from planner.model.client import Client
from planner.model.fact import Observation, Source, Value
from planner.model.field import Derivation, Field, FieldType, Kind
from planner.model.inventory import Fact, FactState, Item
from planner.model.lifecycle import Cycle, Lifecycle, Pattern, Product
from planner.model.plan import Plan
from planner.model.rate import PriceBook
from planner.model.record import Record
from planner.model.settings import Settings

TODAY = date(2026, 11, 22)
OLD = "2026-08-01"
FRESH = "2026-11-16"


def _derived(field: str, source: str, how: str, kind: FieldType = FieldType.NUMBER) -> Field:
    return Field(id=field, title=field, type=kind, derive=Derivation(source=source, how=how))


DEVICES = Kind(
    id="devices",
    title="Devices",
    singular="device",
    label=("name", "serial"),
    field=(
        Field(id="name", title="Name", type=FieldType.TEXT, fresh_for=None),
        Field(id="serial", title="Serial", type=FieldType.TEXT, fresh_for=None),
        Field(id="encrypted", title="Encrypted", type=FieldType.BOOLEAN, fresh_for=90),
        Field(id="ram_gb", title="Memory", type=FieldType.NUMBER, unit="GB", fresh_for=90),
        Field(id="mac", title="Addresses", type=FieldType.LIST, fresh_for=None),
        Field(id="bought", title="Bought", type=FieldType.DATE, fresh_for=None),
        Field(id="warranty_end", title="Warranty", type=FieldType.DATE, fresh_for=None),
        Field(id="last_success", title="Last success", type=FieldType.DATE, fresh_for=90),
        Field(id="os_name", title="System", type=FieldType.TEXT, fresh_for=90),
        Field(id="os_version", title="Version", type=FieldType.TEXT, fresh_for=90),
        _derived("age_days", "bought", "days_since"),
        _derived("age_years", "bought", "years_since"),
        _derived("warranty_days_left", "warranty_end", "days_until"),
        _derived("expired", "warranty_end", "passed", FieldType.BOOLEAN),
        _derived("success_hours", "last_success", "hours_before_observed"),
        _derived("os_supported", "os_name", "lifecycle_supported", FieldType.BOOLEAN),
        _derived("os_eol_date", "os_name", "lifecycle_end", FieldType.DATE),
    ),
)
CATALOGUE = Catalogue(
    domains={},
    standards={},
    initiatives={},
    kinds={"devices": DEVICES},
    prices=PriceBook(id="p", title="P", currency="USD", date="2026-01-01", prices={}),
    benchmarks={},
    citations={},
    frameworks={},
    vocabulary=Vocabulary(
        industries=(),
        traits=(),
        stages=(),
        tiers=(),
        impacts=(),
        likelihoods=(),
        bands=(),
        paths=(),
        defaults=Defaults(
            hourly_rate=100,
            quarters=12,
            hours_per_person_quarter=1,
            minimum_hours_quarter=1,
            hours_per_person_first_quarter=1,
            minimum_hours_first_quarter=1,
            quick_win_hours=8,
            quick_win_first_year=1000,
            quick_win_risk=6,
            likely=0.5,
            point=1000,
            due_soon_quarters=2,
        ),
    ),
)
LIFECYCLE = Lifecycle(
    products={
        "ubuntu": Product(
            id="ubuntu",
            title="Ubuntu",
            category="os-server",
            pattern=(Pattern(regex=r"Ubuntu\D*?(\d{2}\.\d{2})", cycle="{1}"),),
            cycle=(
                Cycle(id="22.04", supported_until="2027-04-01"),
                Cycle(id="18.04", supported_until="2023-05-31"),
            ),
        )
    }
)
SOURCES = {
    "intune": Source(
        id="intune", title="intune.csv", kind="file", format="intune", tool="Intune", quality=80
    ),
    "ad": Source(id="ad", title="ad.csv", kind="file", format="ad", tool="AD", quality=80),
    "sheet": Source(id="sheet", title="list.xlsx", kind="file", format="generic", quality=50),
    "ann": Source(id="ann", title="Ann", kind="person", quality=100),
}


def seen(value: Value, source: str = "intune", observed: str = FRESH) -> Observation:
    return Observation(value=value, source=source, observed=observed)


def a_plan(
    *, sources: dict[str, Source] | None = None, **facts: Observation | tuple[Observation, ...]
) -> Plan:
    observed = {f: o if isinstance(o, tuple) else (o,) for f, o in facts.items()}
    return Plan(
        id="p",
        created="2026-11-22T09:00:00",
        client=Client(name="C"),
        settings=Settings(hourly_rate=100),
        sources=SOURCES if sources is None else sources,
        records={"devices": {"d1": Record(id="d1", kind="devices", facts=observed)}},
    )


def the_item(plan: Plan, today: date = TODAY) -> Item:
    (item,) = settle(plan, CATALOGUE, LIFECYCLE, today).of("devices")
    return item


def the_fact(*observations: Observation, field: str = "encrypted") -> Fact | None:
    plan = a_plan()
    record = Record(id="d1", kind="devices", facts={field: observations})
    return the_item(msgspec.structs.replace(plan, records={"devices": {"d1": record}})).facts.get(field)


# -- one field ----------------------------------------------------------------------------


def test_a_single_fresh_observation_is_known() -> None:
    assert the_fact(seen(True)) == Fact(
        value=True, state=FactState.KNOWN, observed="2026-11-16", sources=("intune",)
    )


def test_a_fact_ages_on_the_day_after_its_limit() -> None:
    plan = a_plan(encrypted=seen(True, observed=FRESH))
    limit = date(2026, 11, 16) + timedelta(days=90)
    assert the_item(plan, limit).value("encrypted") is True
    aged = the_item(plan, limit + timedelta(days=1))
    assert aged.value("encrypted") is None
    assert aged.facts["encrypted"].state is FactState.STALE
    assert aged.facts["encrypted"].value is True


def test_facts_that_do_not_age_and_facts_from_the_future_are_fresh() -> None:
    plan = a_plan(serial=seen("A1", observed="2001-01-01"), encrypted=seen(False, observed="2027-05-01"))
    assert the_item(plan).value("serial") == "A1"
    assert the_item(plan).value("encrypted") is False


def test_the_better_source_wins() -> None:
    assert the_fact(seen(False, "sheet"), seen(True, "intune")) == Fact(
        value=True, state=FactState.KNOWN, observed=FRESH, sources=("intune",)
    )


def test_a_fresh_fact_of_a_poor_source_beats_a_stale_one_of_a_good_one() -> None:
    fact = the_fact(seen(True, "ann", OLD), seen(False, "sheet"))
    assert fact is not None
    assert (fact.value, fact.state, fact.sources) == (False, FactState.KNOWN, ("sheet",))


def test_equally_good_sources_that_disagree_leave_the_fact_open() -> None:
    fact = the_fact(seen(True, "intune"), seen(False, "ad"), seen(True, "sheet"))
    assert fact == Fact(value=None, state=FactState.CONFLICT, observed=FRESH, sources=("intune", "ad"))


def test_a_person_settles_a_conflict() -> None:
    fact = the_fact(seen(True, "intune"), seen(False, "ad"), seen(False, "ann"))
    assert fact is not None
    assert (fact.value, fact.state, fact.sources) == (False, FactState.KNOWN, ("ann", "ad"))


def test_sources_that_say_the_same_in_other_words_agree() -> None:
    fact = the_fact(seen("DELL  inc.", "intune"), seen("Dell Inc.", "ad", "2026-11-17"), field="name")
    assert fact == Fact(
        value="Dell Inc.", state=FactState.KNOWN, observed="2026-11-17", sources=("intune", "ad")
    )
    dates = the_fact(seen("2026-01-02", "intune"), seen("2026-01-02T10:00:00Z", "ad"), field="bought")
    assert dates is not None
    assert dates.state is FactState.KNOWN


def test_known_to_be_empty_is_a_value() -> None:
    fact = the_fact(seen(None, "ann"), field="name")
    assert fact is not None
    assert (fact.value, fact.state) == ((), FactState.KNOWN)
    clash = the_fact(seen(None, "intune"), seen("x", "ad"), field="name")
    assert clash is not None
    assert clash.state is FactState.CONFLICT


def test_when_all_is_stale_the_newest_is_kept_for_showing() -> None:
    fact = the_fact(seen(8, "intune", "2025-01-01"), seen(16, "ad", "2025-06-01"), field="ram_gb")
    assert fact == Fact(value=16, state=FactState.STALE, observed="2025-06-01", sources=("ad",))


def test_a_later_export_of_the_same_report_replaces_the_earlier_one() -> None:
    sources = {
        **SOURCES,
        "intune2": Source(
            id="intune2", title="intune-nov.csv", kind="file", format="intune", tool="Intune", quality=80
        ),
    }
    plan = a_plan(
        sources=sources, ram_gb=(seen(8, "intune", "2026-10-16"), seen(16, "intune2", "2026-11-16"))
    )
    assert the_item(plan).value("ram_gb") == 16


def test_observations_without_a_source_or_a_date_do_not_count() -> None:
    assert the_fact(seen(True, "gone")) is None
    assert the_fact(seen(True, "gone"), seen(False, "sheet")) == the_fact(seen(False, "sheet"))
    undated = the_fact(seen(True, observed="soon"))
    assert undated is not None
    assert undated.state is FactState.STALE


def test_the_label_is_the_first_known_name_or_the_id() -> None:
    assert the_item(a_plan(name=seen("LT-01"), serial=seen("S1"))).label == "LT-01"
    assert the_item(a_plan(name=seen(None), serial=seen("S1"))).label == "S1"
    assert the_item(a_plan(encrypted=seen(True))).label == "d1"


def test_retired_records_and_lists_nobody_vouches_for_are_left_out() -> None:
    plan = a_plan(name=seen("A"))
    retired = msgspec.structs.replace(plan.records["devices"]["d1"], retired=True)
    plan = msgspec.structs.replace(
        plan,
        records={"devices": {"d1": retired}},
        complete={"devices": ("ann",), "servers": ("gone",), "sites": ()},
    )
    inventory = settle(plan, CATALOGUE, LIFECYCLE, TODAY)
    assert inventory.of("devices") == ()
    assert inventory.complete == {"devices"}


def test_a_kind_and_a_field_the_catalogue_has_lost_still_show() -> None:
    record = Record(id="x", kind="gadgets", facts={"name": (seen("Robot"),)})
    plan = msgspec.structs.replace(a_plan(colour=seen("red")), records={"gadgets": {"x": record}})
    (item,) = settle(plan, CATALOGUE, LIFECYCLE, TODAY).of("gadgets")
    assert item.label == "Robot"
    assert the_item(a_plan(colour=seen("red"))).value("colour") == "red"


def test_conflicts_name_the_record_and_run_in_parallel() -> None:
    plan = a_plan(
        name=seen("LT-01"),
        ram_gb=(seen(8, "intune"), seen(16, "ad"), seen(4, "sheet")),
        os_name=(seen("Ubuntu 22.04", "intune"), seen("Ubuntu 18.04", "ad")),
    )
    found = conflicts(plan, CATALOGUE, settle(plan, CATALOGUE, LIFECYCLE, TODAY))
    assert [(c.label, c.field, c.values, c.sources) for c in found] == [
        ("LT-01", "ram_gb", ("8 GB", "16 GB"), ("intune", "ad")),
        ("LT-01", "os_name", ("Ubuntu 22.04", "Ubuntu 18.04"), ("intune", "ad")),
    ]


# -- what follows from other facts --------------------------------------------------------


def test_dates_give_days_and_years() -> None:
    item = the_item(a_plan(bought=seen("2021-11-22"), warranty_end=seen("2026-11-21")))
    assert item.value("age_days") == 1826
    assert item.value("age_years") == 5.0
    assert item.value("warranty_days_left") == -1
    assert item.value("expired") is True
    assert item.facts["age_years"].derived_from == "bought"
    assert item.facts["age_years"].sources == ("intune",)
    assert item.facts["age_years"].observed == FRESH


def test_the_last_day_has_not_passed() -> None:
    assert the_item(a_plan(warranty_end=seen(TODAY.isoformat()))).value("expired") is False


def test_what_follows_from_no_date_is_empty_and_has_not_passed() -> None:
    item = the_item(a_plan(warranty_end=seen(None)))
    assert item.value("warranty_days_left") == ()
    assert item.value("expired") is False


@pytest.mark.parametrize(
    ("value", "observed", "hours"),
    [
        ("2026-11-16T02:00:00", "2026-11-16T10:30:00", 8.5),
        ("2026-11-16T02:00:00", "2026-11-16", 22.0),
        ("2026-11-15", "2026-11-16", 48.0),
        ("2026-11-15", "2026-11-16T06:00:00", 30.0),
        ("2026-11-16T02:00:00+01:00", "2026-11-16T02:00:00+00:00", 1.0),
        ("2026-11-16T02:00:00Z", "2026-11-16T04:00:00", 2.0),
        ("2026-11-18T02:00:00", "2026-11-16", 0.0),
    ],
)
def test_hours_are_counted_to_the_moment_the_source_said_so(value: str, observed: str, hours: float) -> None:
    assert the_item(a_plan(last_success=seen(value, observed=observed))).value("success_hours") == hours


def test_hours_count_to_the_newest_source_that_agrees() -> None:
    said = (
        seen("2026-11-10T02:00:00", "intune", "2026-11-11"),
        seen("2026-11-10T02:00:00", "ad", "2026-11-16"),
    )
    assert the_item(a_plan(last_success=said)).value("success_hours") == 166.0


def test_support_follows_from_name_and_version() -> None:
    item = the_item(a_plan(os_name=seen("Ubuntu"), os_version=seen("18.04.6 LTS")))
    assert item.value("os_supported") is False
    assert item.value("os_eol_date") == "2023-05-31"


def test_a_version_in_doubt_is_not_read_along() -> None:
    doubt = (seen("18.04", "intune"), seen("22.04", "ad"))
    item = the_item(a_plan(os_name=seen("Ubuntu"), os_version=doubt))
    assert "os_supported" not in item.facts
    aged = the_item(a_plan(os_name=seen("Ubuntu"), os_version=seen("18.04", observed=OLD)))
    assert "os_supported" not in aged.facts


def test_what_follows_from_a_stale_or_contradicted_fact_is_no_better() -> None:
    stale = the_item(a_plan(os_name=seen("Ubuntu 18.04", observed=OLD))).facts["os_supported"]
    assert (stale.value, stale.state) == (False, FactState.STALE)
    doubt = (seen("Ubuntu 18.04", "intune"), seen("Ubuntu 22.04", "ad"))
    fact = the_item(a_plan(os_name=doubt)).facts["os_supported"]
    assert (fact.value, fact.state, fact.sources) == (None, FactState.CONFLICT, ("intune", "ad"))


def test_a_derived_field_seen_directly_counts_where_nothing_follows() -> None:
    direct = the_item(a_plan(age_years=seen(4.5), os_name=seen("Plan 9"), os_supported=seen(True, "ann")))
    assert direct.value("age_years") == 4.5
    assert direct.facts["age_years"].derived_from == ""
    assert direct.value("os_supported") is True
    followed = the_item(a_plan(age_years=seen(9, "ann"), bought=seen("2025-11-22")))
    assert followed.value("age_years") == 1.0


def test_a_date_that_is_none_gives_nothing() -> None:
    assert "age_days" not in the_item(a_plan(bought=seen("last spring"))).facts


# -- laws ---------------------------------------------------------------------------------

_DAYS = st.integers(0, 400).map(lambda back: (TODAY - timedelta(days=back)).isoformat())
_VALUES = st.sampled_from(["a", "A ", "b", None])
_OBSERVATIONS = st.dictionaries(
    st.sampled_from([*SOURCES, "gone"]), st.tuples(_VALUES, _DAYS), max_size=5
).map(lambda said: [Observation(value=v, source=s, observed=o) for s, (v, o) in said.items()])
_NAME = Kind(
    id="devices",
    title="D",
    singular="d",
    field=(Field(id="name", title="Name", type=FieldType.TEXT, fresh_for=90),),
)
_LAWS = msgspec.structs.replace(CATALOGUE, kinds={"devices": _NAME})


def _settled(observations: list[Observation]) -> Fact | None:
    (item,) = settle(a_plan(name=tuple(observations)), _LAWS, LIFECYCLE, TODAY).of("devices")
    return item.facts.get("name")


@given(_OBSERVATIONS, st.randoms())
@settings(max_examples=100)
def test_the_order_of_observations_does_not_matter(observations: list[Observation], chance: Random) -> None:
    shuffled = list(observations)
    chance.shuffle(shuffled)
    assert _settled(shuffled) == _settled(observations)


@given(_OBSERVATIONS, _VALUES, st.integers(91, 3000), st.sampled_from(list(SOURCES)))
@settings(max_examples=100)
def test_a_stale_observation_never_changes_a_fresh_verdict(
    observations: list[Observation], value: Value, back: int, source: str
) -> None:
    before = _settled(observations)
    if before is None or before.state is FactState.STALE or any(o.source == source for o in observations):
        return
    old = Observation(value=value, source=source, observed=(TODAY - timedelta(days=back)).isoformat())
    assert _settled([*observations, old]) == before


@given(_OBSERVATIONS)
@settings(max_examples=100)
def test_a_fact_is_known_stale_contradicted_or_absent_for_a_reason(observations: list[Observation]) -> None:
    fact = _settled(observations)
    live = [o for o in observations if o.source in SOURCES]
    fresh = [o for o in live if o.observed >= (TODAY - timedelta(days=90)).isoformat()]
    if fact is None:
        assert not live
        return
    assert set(fact.sources) <= {o.source for o in (fresh or live)}
    assert (fact.state is FactState.STALE) == (not fresh)
    assert (fact.value is None) == (fact.state is FactState.CONFLICT)


@given(_OBSERVATIONS, _VALUES)
@settings(max_examples=100)
def test_a_person_has_the_last_word_today(observations: list[Observation], value: Value) -> None:
    others = [o for o in observations if o.source != "ann"]
    fact = _settled([*others, Observation(value=value, source="ann", observed=TODAY.isoformat())])
    assert fact is not None
    assert fact.state is FactState.KNOWN
    assert str(fact.value).strip().casefold() == str(() if value is None else value).strip().casefold()
