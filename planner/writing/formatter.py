"""Numbers, money and dates as people of one locale write them."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from planner.writing.locale import DEFAULT
from planner.writing.rounding import half_up, whole

_DECIMALS = re.compile(r"\.[0#]+")
_TOUCHING = re.compile("\u00a4(?=[#0])")


class Formatter:
    """Writes figures in one locale and one currency; the same input always gives the same text."""

    def __init__(self, locale: str, currency: str) -> None:
        """Load the locale.

        Args:
            locale: For example ``en_US``.
            currency: ISO 4217 code.

        Raises:
            ValueError: There is no such locale.
        """
        from babel import Locale, UnknownLocaleError
        from babel.numbers import get_currency_symbol

        try:
            self._locale = Locale.parse(locale)
        except UnknownLocaleError:
            raise ValueError(f"{locale!r} is no locale") from None
        self._currency = currency
        # A currency without a sign of its own shows its code, which needs a space before the number.
        self._named = str(get_currency_symbol(currency, self._locale))[-1:].isalpha()

    def money(self, amount: float) -> str:
        """Return an amount in whole units of the currency: ``$1,250``."""
        return self._money(whole(amount), cents=False)

    def price(self, amount: float) -> str:
        """Return a unit price, with decimals only where it has some: ``$22.50``."""
        cents = whole(amount * 100)
        return (
            self._money(cents / 100, cents=True) if cents % 100 else self._money(whole(amount), cents=False)
        )

    def number(self, value: float, digits: int = 1) -> str:
        """Return a number with at most so many decimals: ``1,250`` or ``12.5``."""
        from babel.numbers import format_decimal

        pattern = "#,##0." + "#" * digits if digits else "#,##0"
        return str(format_decimal(half_up(value, digits), format=pattern, locale=self._locale))

    def percent(self, share: float) -> str:
        """Return a share of 1 in whole per cent: ``47%``."""
        from babel.numbers import format_percent

        return str(format_percent(whole(share * 100) / 100, locale=self._locale))

    def day(self, value: str | date) -> str:
        """Return a date in words: ``November 22, 2026``; what is no date comes back as it is."""
        from babel.dates import format_date

        try:
            found = value if isinstance(value, date) else date.fromisoformat(value[:10])
        except ValueError:
            return str(value)
        return str(format_date(found, format="long", locale=self._locale))

    def _money(self, amount: float, *, cents: bool) -> str:
        from babel.numbers import format_currency

        pattern = self._locale.currency_formats["standard"].pattern
        if self._named:
            pattern = _TOUCHING.sub("\u00a4\u00a0", pattern)
        if not cents:
            pattern = _DECIMALS.sub("", pattern)
        return str(
            format_currency(
                amount, self._currency, format=pattern, locale=self._locale, currency_digits=cents
            )
        )


@lru_cache(maxsize=32)
def formatter(currency: str, locale: str = DEFAULT) -> Formatter:
    """Return the writing of one currency, loaded once."""
    return Formatter(locale, currency)
