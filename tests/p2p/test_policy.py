from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from p2p import policy
from p2p.money import Money
from p2p.rules import AmbiguousRule


@pytest.mark.parametrize(
    ("rules", "field", "value"),
    [
        (policy.TOLERANCES, "price_percent", None),
        (policy.TOLERANCES, "price_percent", Decimal(-1)),
        (policy.TOLERANCES, "quantity", Decimal("Infinity")),
        (policy.TOLERANCES, "line_amount", Money(Decimal(-5), "GBP")),
        (policy.TOLERANCES, "receipt_wait", timedelta(days=-1)),
        (policy.APPROVAL_LIMITS, "auto_below", Money(Decimal(-1), "GBP")),
        (policy.DOCUMENT, "field_gate", Decimal("NaN")),
        (policy.DUPLICATES, "nearby", None),
        (policy.VENDORS, "same_name", None),
    ],
)
def test_an_ambiguous_limit_is_refused_when_it_is_written(rules: Any, field: str, value: Any) -> None:
    with pytest.raises(AmbiguousRule, match=field):
        replace(rules, **{field: value})


def test_zero_is_a_limit() -> None:
    assert replace(policy.TOLERANCES, price_percent=Decimal(0)).price_percent == 0


def test_a_limit_holds_in_its_own_currency_only() -> None:
    assert policy.TOLERANCES.line_limit("GBP") == Decimal("5.00")
    assert policy.TOLERANCES.line_limit("EUR") == 0
