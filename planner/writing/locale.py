"""Which way of writing figures is meant: the client's locale, or the one its currency suggests."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

DEFAULT = "en_US"
_BY_CURRENCY = {"GBP": "en_GB", "EUR": "en_IE", "AUD": "en_AU", "CAD": "en_CA", "NZD": "en_NZ"}
"""The English of where a currency is at home: documents are in English, and so are their figures."""


def locale_of(currency: str, stated: str = "") -> str:
    """Return the locale figures are read and written in.

    Args:
        currency: ISO 4217 code.
        stated: What somebody stated, such as ``de_DE``; it wins when there is such a locale.
    """
    return stated if stated and is_locale(stated) else _BY_CURRENCY.get(currency.upper(), DEFAULT)


def is_locale(text: str) -> bool:
    """Whether there is a locale of that name, such as ``de_DE``."""
    return _found(text) is not None


def loaded(name: str) -> Locale:
    """Return a locale; the default one when there is none of that name."""
    found = _found(name) or _found(DEFAULT)
    assert found is not None, "Babel ships the default locale"
    return found


def decimal_mark(name: str) -> str:
    """Return the mark between whole and part in a locale: ``.`` or ``,``."""
    if name == DEFAULT:
        return "."  # the commonest case needs no data
    symbols = loaded(name).number_symbols
    return "," if (symbols.get("latn") or symbols).get("decimal") == "," else "."


@lru_cache(maxsize=64)
def _found(name: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(name)
    except (UnknownLocaleError, ValueError, TypeError):
        return None
