"""Which release of Windows a text means; several where the text leaves it open."""

from __future__ import annotations

import re
from collections.abc import Iterable

from planner.model.lifecycle import Cycle, Lifecycle, Product

_IS_WINDOWS = re.compile(r"\b(?:windows|win)(?=[\s\d_-]|server|$)", re.IGNORECASE)
_OTHER = re.compile(r"\b(?:phone|mobile|ce|rt)\b", re.IGNORECASE)
"""Systems of that name with a life of their own."""
_GENERATION = re.compile(r"\b(?:windows|win)[\s_-]*(\d+(?:\.\d+)?(?!\.?\d)|[a-z]+)", re.IGNORECASE)
_SERVER = re.compile(r"server", re.IGNORECASE)
_SERVER_YEAR = re.compile(r"\b(?:windows\s*)?server\D{0,12}?(20\d\d|\d\dh\d)(?:\s*(r2))?\b", re.IGNORECASE)
_YEAR_SERVER = re.compile(r"\b(20\d\d)(?:\s*(r2))?\s+server", re.IGNORECASE)
_FULL_BUILD = re.compile(r"\b(\d{1,2})\.(\d)[.\s]*\(?(\d{4,5})\b")
_BARE_BUILD = re.compile(r"\(?(\d{4,5})(?:\.\d+)?\)?")
_CYCLE_ID = re.compile(
    r"(?P<generation>\d+(?:\.\d+)?)(?:-(?P<release>\d{4}|\d\dh\d))?(?:-(?P<edition>[a-z].*))?"
)

_EDITION_OF_SUFFIX = {
    "w": "pro",
    "e": "enterprise",
    "e-lts": "enterprise-ltsc",
    "iot-lts": "iot-ltsc",
    "iot": "iot",
}
"""How a cycle's id ends, and the edition as the build table names it; ``any`` for the rest."""
_LONG_TERM = re.compile(r"\blts[bc]\b", re.IGNORECASE)
_EDITIONS: tuple[tuple[re.Pattern[str], frozenset[str]], ...] = (
    (re.compile(r"\biot\b.*\blts[bc]\b", re.IGNORECASE), frozenset({"iot-ltsc"})),
    (_LONG_TERM, frozenset({"enterprise-ltsc"})),
    (re.compile(r"\biot\b", re.IGNORECASE), frozenset({"iot", "iot-ltsc", "enterprise", "any"})),
    (
        re.compile(r"\bpro(?:f\w*)?\b|\bhome\b|\bcore\b|\bbusiness\b", re.IGNORECASE),
        frozenset({"pro", "any"}),
    ),
    (re.compile(r"\b(?:enterprise|entreprise|education)\b", re.IGNORECASE), frozenset({"enterprise", "any"})),
)
"""Words that tell the edition, the first match counts: "Pro Education" lives as long as Pro."""


def compiled_pattern(regex: str) -> re.Pattern[str] | None:
    """Return a template's pattern, or None when it is none; the templates' check says so."""
    try:
        return re.compile(regex, re.IGNORECASE)
    except re.error:
        return None


class Windows:
    """Finds the cycles of Windows a text can mean.

    The build number is what the system says about itself and outranks the name (Windows 11
    calls itself 10 in places). Without one the release (``23H2``, ``1909``) decides, without that
    the generation, and every edition the text does not exclude stays possible: plain
    ``Windows 10`` may be a long-term release. Long-term releases named by their year
    (``LTSC 2021``) are found by the patterns of the lifecycle data.
    """

    PRODUCTS = ("windows", "windows-server")
    """Ids of the products it knows how to tell apart."""

    def __init__(self, lifecycle: Lifecycle) -> None:
        self._client, self._server = (lifecycle.products.get(product) for product in self.PRODUCTS)
        self._long_term = [
            (compiled, pattern.cycle)
            for pattern in (self._client.pattern if self._client else ())
            if (compiled := compiled_pattern(pattern.regex)) is not None
        ]
        self._builds = {entry.build: entry for entry in lifecycle.windows_builds}
        self._full = {entry.build.rsplit(".", 1)[-1]: entry.build for entry in lifecycle.windows_builds}

    def candidates(
        self, name: str, version: str, build: str
    ) -> tuple[Product | None, tuple[Cycle, ...]] | None:
        """Return the product and every cycle the texts can mean; None when they mean no Windows."""
        if not _IS_WINDOWS.search(name):
            return None
        if _OTHER.search(name):
            return None, ()
        text = f"{name} {version}"
        server = _SERVER.search(name) is not None
        key = self._build_key(name, version, build)
        if key is not None:
            return self._by_build(key, text, server=server, marked=self._says_client(name))
        if server:
            return self._server, tuple(self._server_cycles(name))
        return self._client, tuple(self._client_cycles(name, text))

    def _build_key(self, name: str, version: str, build: str) -> str | None:
        """Return the build as the table spells it, or None when the texts give none."""
        for text in (version, build, name):
            if match := _FULL_BUILD.search(text):
                return f"{match[1]}.{match[2]}.{match[3]}"
        for text in (build, version):
            match = _BARE_BUILD.fullmatch(text.strip())
            if match and (len(match[1]) == 5 or match[1] in self._full):
                return self._full.get(match[1], match[1])
        return None

    def _by_build(
        self, key: str, text: str, *, server: bool, marked: bool
    ) -> tuple[Product | None, tuple[Cycle, ...]]:
        entry = self._builds.get(key)
        if entry is None:
            return (self._server if server else self._client), ()
        if server:
            return self._server, tuple(_named(self._server, [entry.server]))
        clients = tuple(_named(self._client, _of_edition(entry.client, text)))
        if marked and clients:
            return self._client, clients
        both = (*clients, *_named(self._server, [entry.server]))
        return (self._client if clients else self._server), both

    def _says_client(self, name: str) -> bool:
        """Return whether the name tells that this is no server: a generation or an edition."""
        return self._generation(name) is not None or any(words.search(name) for words, _ in _EDITIONS)

    def _generation(self, name: str) -> str | None:
        """Return the first part of the ids of the generation's cycles (``10``, ``8.1``; XP is ``5``)."""
        match = _GENERATION.search(name)
        if match is None or self._client is None:
            return None
        word = match[1].casefold()
        for cycle in self._client.cycle:
            parts = _CYCLE_ID.fullmatch(cycle.id)
            if parts and word in {parts["generation"], cycle.label.casefold().split(" ", 1)[0]}:
                return parts["generation"]
        return None

    def _server_cycles(self, name: str) -> Iterable[Cycle]:
        match = _SERVER_YEAR.search(name) or _YEAR_SERVER.search(name)
        if match is None or self._server is None:
            return ()
        key = re.escape("-".join(part.casefold() for part in match.groups() if part))
        wanted = re.compile(rf"{key}(?:-(?:sp\d|sac|ac))?")
        return (cycle for cycle in self._server.cycle if wanted.fullmatch(cycle.id))

    def _client_cycles(self, name: str, text: str) -> Iterable[Cycle]:
        if self._client is None:
            return ()
        if _LONG_TERM.search(text):
            named = (cycle for words, cycle in self._long_term if words.search(name))
            if found := tuple(_named(self._client, [next(named, "")])):
                return found
        generation = self._generation(name)
        words = set(re.findall(r"\w+", text.casefold()))
        cycles = [(c, m) for c in self._client.cycle if (m := _CYCLE_ID.fullmatch(c.id)) is not None]
        if generation is not None:
            cycles = [(c, m) for c, m in cycles if m["generation"] == generation]
        released = [(c, m) for c, m in cycles if m["release"] in words]
        if not released and generation is None:
            return ()
        by_edition: dict[str, list[Cycle]] = {}
        for cycle, match in released or cycles:
            edition = _EDITION_OF_SUFFIX.get(match["edition"] or "", "any")
            by_edition.setdefault(edition, []).append(cycle)
        wanted = _of_edition({edition: edition for edition in by_edition}, text)
        return (cycle for edition in wanted for cycle in by_edition[edition])


def _of_edition(cycles: dict[str, str], text: str) -> list[str]:
    """Return the cycles of the editions the text leaves possible; all when it excludes every one."""
    for words, editions in _EDITIONS:
        if words.search(text):
            return [c for edition, c in cycles.items() if edition in editions] or list(cycles.values())
    return list(cycles.values())


def _named(product: Product | None, ids: Iterable[str]) -> Iterable[Cycle]:
    wanted = set(ids)
    return () if product is None else (cycle for cycle in product.cycle if cycle.id in wanted)
