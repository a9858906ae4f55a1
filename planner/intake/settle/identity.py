"""What makes two descriptions the same thing: the keys of records and rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import TypeAlias

from planner.intake.cell.mark import MARK, is_telling
from planner.model.record import Record

Key: TypeAlias = tuple[str, ...]
"""What a key is about, then its value."""
View: TypeAlias = Callable[[str], tuple[str, ...]]
"""Field to every text anybody observed about it."""

HARDWARE = ("devices", "servers", "network")
"""Kinds among which one machine may move: a tool's "device" is another tool's "server"."""
ACCOUNTS = "accounts"
_BY: dict[str, tuple[str, ...]] = {
    "backups": ("job", "item"),
    "exposure": ("host", "ip", "port", "protocol"),
    "findings": ("tool", "control_id", "title", "resource"),
    "licences": ("product", "sku", "order_number"),
    "software": ("name", "version"),
    "vendors": ("name", "product"),
    "tickets": ("number", "subject"),
    "documents": ("kind", "title", "name"),
    "mailboxes": ("address",),
    "people": ("email",),
}
"""Fields that together name a record of a kind that has no better key than its label."""
TELLING = ("serial", "hardware_uuid", "entra_device_id", "asset_tag", "domain")
"""Fields of which two different values mean two different machines."""
TOLD = (*TELLING, "name", "vendor", "source_id", "login", "city")
"""Fields whose values are compared when a key fits."""
_LOCAL = ("2", "6", "A", "E")
"""Second digit of a hardware address that somebody made up: it names no network card."""
_GUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@lru_cache(maxsize=256)
def fields_of(kind: str, label: tuple[str, ...]) -> tuple[str, ...]:
    """Return every field by which things of a kind are told apart."""
    return tuple(dict.fromkeys((*TOLD, "fqdn", "mac", "email", *_BY.get(kind, ()), *label)))


def view_of(record: Record) -> View:
    """Return a view on everything observed about a record."""

    def view(field: str) -> tuple[str, ...]:
        found: list[str] = []
        for observation in record.facts.get(field, ()):
            value = observation.value
            if isinstance(value, tuple):
                found += value
            elif value not in (None, ""):
                found.append(str(value))
        return tuple(found)

    return view


def hardware_keys(view: View, formats: tuple[str, ...]) -> Iterator[Key]:
    """Yield the keys of a machine, the surest first.

    Serial number; Entra device id; hardware UUID; the tool's own id, which means something
    within the same format only; asset tag; network card addresses that are not locally
    administered; and the bare host name.
    """
    yield from (("serial", value.casefold().strip()) for value in view("serial"))
    yield from (("entra", value.casefold()) for value in view("entra_device_id"))
    yield from (("uuid", value.casefold()) for value in view("hardware_uuid"))
    yield from _own_ids(view, formats)
    yield from (("tag", value.casefold()) for value in view("asset_tag"))
    yield from (("mac", value) for value in view("mac") if value[1:2] not in _LOCAL)
    hosts = dict.fromkeys(host_name(value) for value in (*view("name"), *view("fqdn")))
    yield from (("name", host) for host in hosts if host)


def _own_ids(view: View, formats: tuple[str, ...]) -> Iterator[Key]:
    for value in view("source_id"):
        yield from (("source", name, value.casefold()) for name in formats)


def host_name(text: str) -> str:
    r"""Return a machine's bare name: no ``DOMAIN\``, no ``.local``, no trailing ``$``, no case."""
    bare = text.rpartition("\\")[2].strip().casefold().rstrip("$")
    return bare if " " in bare else bare.partition(".")[0]


def account_keys(view: View, formats: tuple[str, ...]) -> Iterator[Key]:
    """Yield the keys of an account, the surest first.

    Directory object id; login; the tool's own id within the same format; e-mail address as
    login and the other way round; and the part of the login before the ``@``.
    """
    for value in view("source_id"):
        if _GUID.fullmatch(value.casefold()):
            yield ("object", value.casefold())
    yield from _own_ids(view, formats)
    for value in view("login"):
        yield ("login", value.casefold())
    for value in view("email"):
        yield ("email", value.casefold())
    for value in view("login"):
        yield ("short", value.rpartition("\\")[2].partition("@")[0].casefold())


def plain_key(kind: str, label: tuple[str, ...], view: View) -> Key | None:
    """Return the one key of any other record: the fields that name it, or else its label."""
    named = tuple(next(iter(view(field)), "").casefold() for field in _BY.get(kind, ()))
    if any(named):
        return ("plain", *named)
    first = next((found for field in label if (found := next(iter(view(field)), ""))), "")
    return ("plain", first.casefold()) if first else None


def keys_of(kind: str, view: View, formats: tuple[str, ...], label: tuple[str, ...]) -> tuple[Key, ...]:
    """Return the keys of a thing of some kind, the surest first; none when nothing names it."""
    view = _naming(view)
    if kind in HARDWARE:
        return tuple(hardware_keys(view, formats))
    if kind == ACCOUNTS:
        return tuple(account_keys(view, formats))
    key = plain_key(kind, label, view)
    return () if key is None else (key,)


def _naming(view: View) -> View:
    """Return the view without texts of which a secret was all: what stands in its place names nothing."""

    def naming(field: str) -> tuple[str, ...]:
        return tuple(text for text in view(field) if MARK not in text or is_telling(text))

    return naming


def room_of(kind: str) -> str:
    """Return within which records a key is looked up: one machine may be of another kind elsewhere."""
    return "hardware" if kind in HARDWARE else kind
