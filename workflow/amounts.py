"""An amount with its currency as people read it, the same on every page and in every sentence. Pure."""

from decimal import Decimal

from iso4217 import Currency

# Only where the sign means one currency: $ and kr would not.
SYMBOLS = {"GBP": "£"}


def show(amount: Decimal, currency: str) -> str:
    """An amount for people: "£1,234.50", "EUR 1,234.50". Decimals beyond the minor unit are kept.

    Never raises: what can't be a currency is shown as it stands.
    """
    places = max(_minor_digits(currency), _decimals(amount))
    sign = "-" if amount < 0 else ""
    figure = f"{abs(amount):,.{places}f}"
    symbol = SYMBOLS.get(currency)
    if symbol:
        return f"{sign}{symbol}{figure}"
    return f"{currency} {sign}{figure}".strip()


def _minor_digits(currency: str) -> int:
    try:
        return int(Currency(currency).exponent or 0)
    except ValueError:
        return 2


def _decimals(amount: Decimal) -> int:
    exponent = amount.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
