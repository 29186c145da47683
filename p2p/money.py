"""Money: an amount with its currency. Amounts of different currencies are never mixed, nor converted.

Minor units come from ISO 4217 (the `iso4217` package carries the official list): GBP has 2, JPY 0, KWD 3.
"""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from iso4217 import Currency

from workflow.amounts import show

__all__ = (
    "CurrenciesDiffer",
    "Money",
    "UnknownCurrency",
    "minor_digits",
    "minor_unit",
    "rounded",
    "show",
)


class UnknownCurrency(ValueError):
    """This is not the code of a currency in ISO 4217, such as GBP or EUR."""


class CurrenciesDiffer(ValueError):
    """Two amounts in different currencies can't be compared or added: there are no rates."""


def minor_digits(currency: str) -> int:
    """How many decimals the currency's smallest unit has. Raises UnknownCurrency."""
    try:
        digits = Currency(currency).exponent
    except ValueError:
        raise UnknownCurrency(f"{currency!r} is not a currency code of ISO 4217, such as GBP.") from None
    return int(digits or 0)


def minor_unit(currency: str) -> Decimal:
    """The smallest amount that can be paid: 0.01 for GBP. Raises UnknownCurrency."""
    return Decimal(1).scaleb(-minor_digits(currency))


def rounded(amount: Decimal, currency: str) -> Decimal:
    """The amount in whole minor units, halves away from zero. Raises UnknownCurrency."""
    return amount.quantize(minor_unit(currency), ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in one currency. Raises UnknownCurrency for a code that ISO 4217 doesn't have."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        minor_digits(self.currency)
        if not self.amount.is_finite():
            raise ValueError(f"{self.amount} is not an amount.")

    def __str__(self) -> str:
        return show(self.amount, self.currency)

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other), self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other), self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other)

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other)

    @property
    def plain(self) -> str:
        """For records: "249.60 GBP"."""
        return f"{rounded(self.amount, self.currency)} {self.currency}"

    def _same(self, other: "Money") -> Decimal:
        if other.currency != self.currency:
            raise CurrenciesDiffer(f"{self} and {other} are in different currencies.")
        return other.amount
