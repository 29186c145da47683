from decimal import Decimal

import pytest

from p2p.figures import amount, quantity


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        ("249.6000", "GBP", "249.60"),
        ("0", "GBP", "0.00"),
        ("-12.5", "EUR", "-12.50"),
        ("0.012500", "GBP", "0.0125"),
        ("1200.0000", "JPY", "1200"),
        ("1.5", "KWD", "1.500"),
        ("1E+3", "GBP", "1000.00"),
        ("5", "", "5.00"),
        ("5", "???", "5.00"),
    ],
)
def test_amounts(value: str, currency: str, shown: str) -> None:
    assert amount(Decimal(value), currency) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [("10.000000", "10"), ("2.500000", "2.5"), ("100", "100"), ("0", "0"), ("-2.0", "-2")]
)
def test_quantities(value: str, shown: str) -> None:
    assert quantity(Decimal(value)) == shown


def test_nothing_stays_nothing() -> None:
    assert amount(None, "GBP") is None
    assert quantity(None) is None
