"""Amounts and quantities as programs read them: decimal strings, in one spelling."""

from decimal import Decimal

from p2p.money import UnknownCurrency, minor_digits


def amount(value: Decimal | None, currency: str) -> str | None:
    """With the currency's minor units ("249.60"); further decimals only where they say something ("0.0125")."""
    if value is None:
        return None
    return f"{value:.{max(_minor(currency), _decimals(value))}f}"


def quantity(value: Decimal | None) -> str | None:
    """Without trailing zeros: "10", "2.5"."""
    return None if value is None else f"{value:.{_decimals(value)}f}"


def _minor(currency: str) -> int:
    try:
        return minor_digits(currency)
    except UnknownCurrency:
        return 2  # what most currencies have: a document may print a currency that is none


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
