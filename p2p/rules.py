"""The shapes of the business rules. Their numbers stand in `policy`; each is refused here if it is ambiguous.

A limit of zero allows nothing; a missing, negative or endless limit is a mistake, never "no limit".
"""

from dataclasses import dataclass, fields
from datetime import timedelta
from decimal import Decimal
from typing import Any

from p2p.money import Money


class AmbiguousRule(ValueError):
    """A limit must be a number of zero or more. To allow nothing, write 0; there is no "unlimited"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRules:
    """When a document is doubted.

    `field_gate` is the confidence (0 to 1) below which a field that moves money is asked for; `totals` the
    allowed difference in a document's sums, in minor units of its own currency; `highest_tax` a percentage;
    `same_name` the likeness (0 to 100) from which two company names are the same.
    """

    field_gate: Decimal
    totals: int
    highest_tax: Decimal
    oldest: timedelta
    furthest: timedelta
    same_name: int

    def __post_init__(self) -> None:
        refuse_ambiguous(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class VendorRules:
    """How alike (0 to 100) names must be: `same_name` supports a vendor, below `other_name` speaks against it."""

    same_name: int
    other_name: int

    def __post_init__(self) -> None:
        refuse_ambiguous(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class DuplicateRules:
    """How near two dates may lie for the same amount under nearly the same number to look like one invoice."""

    nearby: timedelta

    def __post_init__(self) -> None:
        refuse_ambiguous(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tolerances:
    """What an invoice line may exceed its order line by.

    A price over the order by more than `price_percent`, or by more than `line_amount` on the line, asks;
    `line_amount` holds in its own currency only, elsewhere nothing over is allowed. `quantity` is in the
    line's unit. `totals` is in minor units. Goods are waited for until `receipt_wait` after the invoice came.
    `same_item` is the likeness (0 to 100) from which two descriptions name the same thing, `like_item` the one
    that is enough where the price is the order's too.
    """

    price_percent: Decimal
    line_amount: Money
    quantity: Decimal
    totals: int
    receipt_wait: timedelta
    same_item: int
    like_item: int

    def __post_init__(self) -> None:
        refuse_ambiguous(self)

    def line_limit(self, currency: str) -> Decimal:
        """How much a line in this currency may be over the order; zero where no limit was set."""
        return self.line_amount.amount if currency == self.line_amount.currency else Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ApprovalLimits:
    """What is approved without a person: gross amounts below this, in this currency."""

    auto_below: Money

    def __post_init__(self) -> None:
        refuse_ambiguous(self)


def refuse_ambiguous(rules: Any) -> None:
    """Raise AmbiguousRule where a limit is missing, negative or endless."""
    for field in fields(rules):
        value = getattr(rules, field.name)
        number = value.amount if isinstance(value, Money) else value
        number = number.total_seconds() if isinstance(number, timedelta) else number
        if number is None or not Decimal(number).is_finite() or number < 0:
            raise AmbiguousRule(f"{type(rules).__name__}.{field.name} is {value!r}. {AmbiguousRule.__doc__}")
