"""What initiatives cost, worked out again from ``--json`` alone: DOMAIN A4 in a stranger's words.

Which records a finding affects, and which it could not judge, comes from ``gaps --json``.
"""

from __future__ import annotations

import re

from tests.journeys.reference import Reference
from tests.journeys.reference_fact import Json, all_hold, in_use, known
from tests.journeys.reference_line import Bought, Key, Need, Work
from tests.journeys.reference_part import Parts

UNITS = {"user", "device", "server", "site", "admin", "app"}
COMPUTERS = {"class": ["laptop", "desktop"]}


class Cost:
    """The lines and hours of every initiative, in the order in which they would be paid."""

    def __init__(self, reference: Reference, gaps: Json, closing: dict[str, list[str]], parts: Parts) -> None:
        """Work it all out.

        Args:
            reference: The facts.
            gaps: What ``gaps`` prints.
            closing: Initiative to all its findings, known or only possible.
            parts: What two pieces of work share.
        """
        self.reference, self.show, self.today = reference, reference.show, reference.today
        self.gaps = {f["standard"]: f for f in gaps["findings"]}
        self.specs: dict[str, Json] = {i["id"]: i for i in reference.templates["initiatives"]}
        self.prices: Json = reference.templates["rates"]["prices"]
        self.book: str = reference.templates["rates"]["currency"]
        self.closing, self.parts = closing, parts
        self.likely: float = self.show["settings"]["likely"]
        self.lines: dict[str, dict[str, Bought]] = {}
        """Initiative to item to what is bought."""
        self._records: dict[str, set[Key]] = {}
        self._maybe: dict[str, set[Key]] = {}
        self._everybody: set[Key] = set()
        for key in self._order():
            self.lines[key] = self._lines(key)

    def known_wrong(self, standards: list[str], work: str) -> list[str]:
        return [s for s in standards if self.reference.judged[s].high < 1 and self.parts.share(work, s)[0]]

    def hours(self, initiative: str, who: str) -> float:
        return sum(line.hours for line in self.work(initiative) if line.who == who)

    def work(self, initiative: str) -> list[Work]:
        """Return the lines of hours that count."""
        found = []
        for line in self.specs[initiative]["hours"]:
            mine = [s for s in self.closing[initiative] if s in line["standards"]]
            if not mine:
                continue
            sure = bool(self.known_wrong(mine, initiative))
            needed, records = line["fixed"], set[Key]()
            if line["per"]:
                need = self.need(line["per"], line["where"], mine, work=initiative, named=line["named"])
                if need.known + need.possible == 0 and not (line["named"] or need.absent):
                    continue
                share = self.likely if sure else 1
                needed += line["per_item"] * (need.known + share * need.possible)
                records = need.records
            if line["at_most"] is not None:
                needed = min(needed, line["at_most"])
            found.append(Work(line["who"], needed * (1 if sure else self.likely), line["keeps"], records))
        return found

    def need(
        self,
        per: str,
        where: Json,
        standards: list[str],
        *,
        work: str,
        seat_of: str = "",
        named: bool = False,
    ) -> Need:
        """Count the different records the findings name, else what stands in for them."""
        sure = self.known_wrong(standards, work)
        if per not in UNITS:
            return Need(known=1) if sure else Need(possible=1)
        certain: dict[Key, Json] = {}
        doubted: dict[Key, Json] = {}
        number, promised, absent = 0.0, False, False
        for s in standards:
            wrong, doubt = (
                self.parts.mine(work, s, self.gaps[s][named_by]) for named_by in ("affected", "doubtful")
            )
            mine, whole = self._fitting(per, wrong) if s in sure else ({}, True)
            unjudged, heard = self._fitting(per, doubt)
            certain.update(mine)
            if named:
                continue
            doubted.update(unjudged)
            if mine and whole if s in sure else unjudged and heard:
                continue
            found = self._stand_in(per, where, seat_of)
            if isinstance(found, dict):
                (certain if s in sure else doubted).update(found)
            elif per == "server" and not any(self._measures(x, per) for x in standards if x in sure):
                absent = True
            else:
                number, promised = found[0], promised or (found[1] and s in sure)
        verdict = {
            key: all_hold(where, r, None, self.today, self._kind(key[0]))
            for key, r in {**certain, **doubted}.items()
        }
        records = {key for key in certain if verdict[key] is True}
        maybe = {key for key in certain if verdict[key] is None}
        if not named:
            maybe |= {key for key in doubted if key not in certain and verdict[key] is not False}
        needed = max(len(records), number if promised else 0)
        more = max(len(records) + len(maybe), number) - needed
        return Need(
            needed,
            more,
            records if needed == len(records) else set(),
            maybe if more == len(maybe) else set(),
            absent,
        )

    def _measures(self, standard: str, per: str) -> bool:
        """Return whether a standard has a rule about what is counted."""
        kinds = self.reference.templates["kinds"]
        return any(kinds[rule["of"]]["per"] == per for rule in self.reference.standards[standard]["rules"])

    def _fitting(self, per: str, named: list[Json]) -> tuple[dict[Key, Json], bool]:
        """Return the records meant, and whether each that names others names one that is known."""
        # A finding may name records out of use, where its rule asks for that state.
        everything, live = self._all(per, live=False), self._all(per)
        found: dict[Key, Json] = {}
        whole = True
        for a in named:
            key = (a["kind"], a["id"])
            other = self._kind(key[0]).get("stands_for")
            if key in everything:
                if per != "admin" or self._is(everything[key], is_admin=True):
                    found[key] = everything[key]
            elif other and per != "admin" and self._kind(other["kind"])["per"] == per:
                record = next(r for r in self.show["records"][key[0]] if r["id"] == key[1])
                told = [str(known(record, name, None, self.today)).casefold() for name in other["by"]]
                meant = {k: r for k, r in live.items() if any(self._called(r["label"], t) for t in told)}
                found.update(meant)
                whole = whole and bool(meant)
        return found, whole

    @staticmethod
    def _called(label: str, text: str) -> bool:
        """Return whether a text holds a label, or its first part, as a whole word."""
        words = re.findall(r"[\w.-]+", text)
        short = label.casefold().split(".")[0]
        return any(word.strip(".") in {label.casefold(), short} for word in words) or (
            " " in label and label.casefold() in text
        )

    def _all(self, per: str, *, live: bool = True) -> dict[Key, Json]:
        kinds = self.reference.templates["kinds"]
        return {
            (kind, r["id"]): r
            for kind in self.show["records"]
            for r in (self._live(kind) if live else self.show["records"][kind])
            if (kind == "accounts" if per == "admin" else kinds[kind]["per"] == per)
        }

    def _is(self, record: Json, **wanted: object) -> bool:
        return all_hold(wanted, record, None, self.today, self._kind("accounts")) is True

    def _kind(self, kind: str) -> Json:
        return self.reference.templates["kinds"][kind]  # type: ignore[no-any-return]  # as JSON has it

    def _live(self, kind: str) -> list[Json]:
        return [
            r for r in self.show["records"].get(kind, []) if in_use(r, self._kind(kind), set(), self.today)
        ]

    def _accounts(self, **wanted: object) -> int:
        return sum(self._is(r, enabled=True, **wanted) for r in self._live("accounts"))

    def _stand_in(self, per: str, where: Json, seat_of: str) -> dict[Key, Json] | tuple[float, bool]:
        """Return all there are, or a number and whether it is certain to be of the right sort."""
        everything, people = self._all(per), self.show["client"]["people"] or 0
        certain = set(where) <= {"class"}
        if per == "admin":
            return self._accounts(is_admin=True) or 2, True
        if per == "device" and everything and where:
            sort = {"class": where["class"]} if "class" in where else {}
            alike = {
                key: r
                for key, r in everything.items()
                if all_hold(sort, r, None, self.today, self._kind(key[0])) is not False
            }
            if alike or self._looked_at(where.get("class")):
                return alike
        elif everything and (where or per not in {"device", "user"}):
            return everything
        if per == "user":
            seats = self._in_use(seat_of)
            if seats is not None:
                return seats, True
            return people or self._accounts(kind="person") or 1, True
        if per != "device":
            return 1, certain
        computers = (
            {}
            if where and everything
            else {
                key: r
                for key, r in everything.items()
                if all_hold(COMPUTERS, r, None, self.today, self._kind(key[0]))
            }
        )
        if computers:
            return computers
        return self._unlisted(where.get("class", ["laptop"]), people), certain

    def _unlisted(self, wanted: object, people: int) -> int:
        """Return how many devices of some classes to reckon with where nobody has listed any."""
        classes = set(wanted if isinstance(wanted, list) else [wanted])
        if "laptop" in classes:
            return people or 1
        return 0 if "desktop" in classes else max(1, len(self._live("sites")))

    def _looked_at(self, wanted: object) -> bool:
        """Return whether somebody has listed the things among which those of a class would be."""
        classes = set(wanted if isinstance(wanted, list) else [wanted])
        kinds = [
            key
            for key, kind in self.reference.templates["kinds"].items()
            if kind["per"] == "device"
            and any(f["id"] == "class" and classes & set(f.get("choices", [])) for f in kind["field"])
        ]
        return not kinds or any(self._live(k) or self.show["complete"].get(k) for k in kinds)

    def _in_use(self, having: str) -> float | None:
        """Return the seats in use of the licences that have a field, where the list is complete."""
        if not having or not self.show["complete"].get("licences"):
            return None
        used = [
            known(r, "active", None, self.today)
            for r in self._live("licences")
            if known(r, "serves", None, self.today) == having
        ]
        numbers = [float(x) for x in used if isinstance(x, int | float) and not isinstance(x, bool)]
        return sum(numbers) if numbers and len(numbers) == len(used) else None

    # Nothing is bought twice ---------------------------------------------------------------

    def _order(self) -> list[str]:
        order: list[str] = []
        for wanted in self.specs:
            chain = [wanted]
            while chain:
                key = chain[-1]
                waits = [r for r in self.specs[key]["requires"] if r in self.closing and r not in order]
                if key in self.closing and key not in order and waits:
                    chain.append(waits[0])
                    continue
                chain.pop()
                if key in self.closing and key not in order:
                    order.append(key)
        return order

    def _including(self, price: str) -> set[str]:
        """Return the product and everything it comes with."""
        found = {price}
        while more := {k for k, p in self.prices.items() if found & set(p["includes"])} - found:
            found |= more
        return found

    def _lines(self, initiative: str) -> dict[str, Bought]:
        found = {}
        declined = (self.show["decisions"].get(initiative) or {}).get("choice") == "decline"
        for line in self.specs[initiative]["line"]:
            mine = [s for s in self.closing[initiative] if s in line["standards"]]
            if not mine or not self._for_this_client(line, mine, initiative):
                continue
            seat_of = self.prices[line["price"]]["seat_of"]
            need = self.need(line["per"], line["where"], mine, work=initiative, seat_of=seat_of)
            left = self._left(line["price"], line["per"], need)
            if not line["optional"] and not declined and line["per"] in UNITS:
                self._records.setdefault(line["price"], set()).update(need.records)
                self._maybe.setdefault(line["price"], set()).update(need.maybe)
                if need.known and not need.records:
                    self._everybody.add((line["price"], line["per"]))
            known_units, possible = left.known * line["each"], left.possible * line["each"]
            if known_units + possible > 0:
                money = self._money(line, known_units, possible)
                found[line["item"]] = Bought(known_units, possible, money, left.records, left.maybe)
        return found

    def _for_this_client(self, line: Json, mine: list[str], work: str) -> bool:
        if self.show["client"]["industry"] in line["not_for"]:
            return False
        if line["when_known"] and not self.known_wrong(mine, work):
            return False
        sort = {"class": line["where"]["class"]} if "class" in line["where"] else {}
        alike = sum(
            all_hold(sort, r, None, self.today, self._kind(key[0])) is not False
            for key, r in self._all("device").items()
        )
        return not 0 < alike < line["at_least"]

    def _money(self, line: Json, known_units: float, possible: float) -> list[float]:
        price = self.prices[line["price"]]
        settings = self.show["settings"]
        same = self.show["client"]["currency"] == self.book
        stated = settings["exchange_rate"] or settings["currency_rates"].get(self.book)
        rate = stated or (1.0 if same else 0.0)
        if price["unit"].endswith("_year") and line["timing"] == "monthly":
            rate /= 12
        return [
            price["low"] * known_units * rate,
            price["expected"] * (known_units + self.likely * possible) * rate,
            price["high"] * (known_units + possible) * rate,
        ]

    def _left(self, price: str, per: str, need: Need) -> Need:
        """Return what is still to buy, and for whom where that is said."""
        if per not in UNITS:
            return Need(0, 0) if self._seats(self._including(price)) else need
        products = self._including(price)
        for product in products:
            units = {per} if product == price else {per, "user"}
            if any((product, unit) in self._everybody for unit in units):
                return Need()
        paid = {key for product in products for key in self._records.get(product, set())}
        perhaps = paid | {key for product in products for key in self._maybe.get(product, set())}
        records, maybe = need.records - paid, need.maybe - perhaps
        sure, possible = need.known - len(need.records & paid), need.possible - len(need.maybe & perhaps)
        seats = self._seats(products)
        if seats:
            everyone = max(sure + possible, self._heads(per, self.prices[price]["seat_of"]))
            rest = min(sure + possible, max(0.0, everyone - seats))
            if rest < sure + possible:  # Whom the seats are for, nobody says.
                maybe, records = set(), records if rest >= sure else set()
            sure, possible = min(sure, rest), rest - min(sure, rest)
        return Need(sure, possible, records, maybe)

    def _heads(self, per: str, seat_of: str) -> float:
        in_use = self._in_use(seat_of)
        if per == "user" and in_use is not None:
            return in_use
        people = self.show["client"]["people"] or 0
        if per == "device":
            return (
                sum(
                    all_hold(COMPUTERS, r, None, self.today, self._kind(key[0])) is True
                    for key, r in self._all(per).items()
                )
                or people
            )
        if per == "user":
            return people or self._accounts(kind="person")
        return self._accounts(is_admin=True) if per == "admin" else len(self._all(per))

    def _seats(self, products: set[str]) -> float:
        """Return for how many people or machines the client pays for one of some products."""
        names = [name.casefold() for product in products for name in self.prices[product]["known_as"]]

        def called(kind: str) -> list[Json]:
            found = []
            for record in self.show["records"].get(kind, []):
                product = known(record, "product", None, self.today)
                if isinstance(product, str) and any(name in product.casefold() for name in names):
                    found.append(record)
            return found

        seats = 0.0
        for licence in called("licences"):
            number = known(licence, "bought", None, self.today)
            seats += (
                number if isinstance(number, int | float) and not isinstance(number, bool) else float("inf")
            )
        return seats or (float("inf") if called("vendors") else 0.0)
