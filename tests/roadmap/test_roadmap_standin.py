"""For how many something is bought: what the findings name, and what stands in where they name nothing."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from planner.assess import assess
from planner.model.answer import Answer
from planner.model.catalogue import Catalogue
from planner.model.inventory import Item
from planner.model.roadmap import CostedLine, Initiative
from planner.roadmap import cost
from planner.standards import load_catalogue
from tests.assess.factory import client, inventory, item, plan


@lru_cache
def shipped() -> Catalogue:
    return load_catalogue()


def work(
    *records: Item, no: tuple[str, ...] = (), people: int = 12, complete: tuple[str, ...] = ()
) -> dict[str, Initiative]:
    """Return the work for some records and some standards that are answered with no."""
    mine = plan({name: Answer(answer="no") for name in no}, who=client(people))
    found = inventory(*records, complete=complete)
    return {i.id: i for i in cost(mine, shipped(), found, assess(mine, shipped(), found))}


def line(found: Initiative, price: str) -> CostedLine:
    return next(one for one in found.lines if one.price == price)


def backup(name: str, what: str) -> Item:
    return item("backups", name, item=what, kind="server", immutable=False, separate_credentials=False)


SERVERS = tuple(item("servers", name) for name in ("KF-DC1", "KF-ERP", "KF-HV1"))


def test_backups_are_counted_as_the_servers_they_name() -> None:
    found = work(*SERVERS, backup("b1", "KF-DC1"), backup("b2", "KF-ERP SQL, nightly"))
    bought = line(found["backup-rebuild"], "backup_server")
    assert (bought.quantity, bought.possible, bought.counted) == (2, 0, "2 affected servers")


def test_a_backup_that_names_no_server_may_hold_any_of_them() -> None:
    found = work(*SERVERS, backup("b1", "KF-DC1"), backup("b2", "All servers, daily"))
    assert line(found["backup-rebuild"], "backup_server").quantity == 3
    # KF-DC10 is another machine than KF-DC1.
    found = work(*SERVERS, backup("b1", "KF-DC10"))
    assert line(found["backup-rebuild"], "backup_server").counted == "all 3 servers"


def test_where_no_server_is_listed_none_is_reckoned_with() -> None:
    found = work(no=("DAT-04", "DAT-06"))["backup-rebuild"]
    assert [one.price for one in found.lines] == ["saas_backup"]
    assert found.not_bought == ("Server backup with a second place and a locked copy: no server is known.",)
    assert "DAT-04: 0.5 h" in found.hours_why
    # A list that is complete says that there is none: nothing is left to say.
    assert work(no=("DAT-04",), complete=("servers",))["backup-rebuild"].not_bought == ()
    # A finding about servers themselves says that there is one.
    assert line(work(no=("SRV-01",))["server-refresh"], "windows_server").quantity == 1


def firewall(name: str, *, supported: bool) -> Item:
    return item(
        "network", name, **{"class": "firewall"}, firmware_supported=supported, firmware_current=True,
        support_contract_days_left=400,
    )  # fmt: skip


def test_only_the_firewall_that_is_out_of_support_is_bought_anew() -> None:
    sites = (item("sites", "Providence"), item("sites", "Worcester"))
    boxes = (firewall("FW-1", supported=False), firewall("FW-2", supported=True))
    assert line(work(*sites, *boxes)["network-refresh"], "firewall").quantity == 1
    # Where nobody has listed any, there is one at each site that may be.
    unlisted = line(work(*sites, no=("NET-01",))["network-refresh"], "firewall")
    assert (unlisted.quantity, unlisted.possible) == (0, 2)


def test_factory_passwords_are_changed_on_network_devices_and_not_on_laptops() -> None:
    laptops = [item("devices", f"LT{n}", **{"class": "laptop"}) for n in range(40)]
    boxes = [item("network", f"SW{n}", **{"class": "switch"}, default_password=True) for n in range(3)]
    assert "NET-09: 0.5 h + 3 × 0.25 h" in work(*laptops, *boxes)["first-week"].hours_why
    assert "NET-09: 0.5 h + 3 × 0.25 h" in work(*laptops, *boxes, no=("NET-09",))["first-week"].hours_why


def test_only_leavers_known_by_name_take_hours() -> None:
    staff = [item("accounts", f"a{n}", kind="person", enabled=True) for n in range(30)]
    gone = item("accounts", "gone", kind="person", enabled=True, owner_left=True)
    assert "IAM-07: 0.5 h + 1 × 0.25 h" in work(*staff, gone)["first-week"].hours_why


def test_cloud_products_are_counted_by_the_seats_in_use() -> None:
    office = item("licences", "Business", serves="cloud_office", bought=26, active=20)
    tools = item("licences", "Apps", bought=9, active=9)
    known = work(office, tools, no=("DAT-06",), people=35, complete=("licences",))["backup-rebuild"]
    assert (line(known, "saas_backup").quantity, line(known, "saas_backup").counted) == (
        20,
        "all 20 seats in use",
    )
    for other in (
        work(office, no=("DAT-06",), people=35),
        work(item("licences", "B", serves="cloud_office"), no=("DAT-06",), people=35, complete=("licences",)),
    ):
        assert line(other["backup-rebuild"], "saas_backup").counted == "all 35 people"


def test_a_number_for_everybody_holds_those_nobody_could_judge() -> None:
    vault = [item("accounts", f"a{n}", kind="person", enabled=True) for n in range(40)]
    bought = line(work(*vault, no=("IAM-10",), people=40)["password-manager"], "password_manager")
    assert (bought.quantity, bought.possible) == (40, 0)


def test_a_missing_vault_is_certain_once_logins_are_known_to_be_shared() -> None:
    bought = line(work(no=("IAM-11",))["password-manager"], "password_manager")
    assert (bought.quantity, bought.possible) == (12, 0)
    assert (bought.unit.low, bought.unit.expected, bought.unit.high) == (2, 5, 8)


def test_insurance_is_asked_for_until_it_is_known_to_be_missing() -> None:
    assert "insurance_small" not in {one.price for one in work(no=("CON-01",))["incident-readiness"].lines}
    assert line(work(no=("CON-06",))["incident-readiness"], "insurance_small").quantity == 1


def test_one_lone_switch_is_not_replaced_for_want_of_common_management() -> None:
    boxes = [item("network", f"SW{n}", **{"class": "switch"}, vendor_managed=False) for n in range(2)]
    assert line(work(*boxes)["network-refresh"], "switch").quantity == 2
    assert "switch" not in {one.price for one in work(boxes[0])["network-refresh"].lines}


def test_no_battery_is_bought_for_a_server_that_has_one() -> None:
    safe = item("servers", "S1", virtual=False, ups_protected=True)
    bare = item("servers", "S2", virtual=False, ups_protected=False)
    assert line(work(safe, bare)["server-refresh"], "ups").records == (("servers", "S2"),)
    assert "ups" not in {one.price for one in work(safe, no=("SRV-01",))["server-refresh"].lines}


def test_lawyers_are_not_sold_a_lawyer() -> None:
    mine, found = plan({"GOV-08": Answer(answer="no")}, who=client(12)), inventory()
    for industry, times in (("legal", 0), ("health", 1)):
        of = msgspec.structs.replace(mine, client=msgspec.structs.replace(mine.client, industry=industry))
        (made,) = (
            i for i in cost(of, shipped(), found, assess(of, shipped(), found)) if i.id == "policy-pack"
        )
        assert [one.price for one in made.lines] == ["lawyer_review"] * times


def test_insurance_that_is_paid_for_is_not_bought_again() -> None:
    broker = item("vendors", "Broker", product="Cyber and professional indemnity cover")
    found = work(broker, no=("CON-06",))["incident-readiness"]
    assert "insurance_small" not in {one.price for one in found.lines}
    assert any("Cyber and professional indemnity cover" in sentence for sentence in found.not_bought)
