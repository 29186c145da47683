from decimal import Decimal

import pytest

from p2p.money import CurrenciesDiffer, Money, UnknownCurrency, minor_digits, rounded, show


@pytest.mark.parametrize(("currency", "digits"), [("GBP", 2), ("EUR", 2), ("JPY", 0), ("KWD", 3)])
def test_minor_units_are_those_of_iso_4217(currency: str, digits: int) -> None:
    assert minor_digits(currency) == digits


@pytest.mark.parametrize("code", ["", "GB", "XYZ", "gbp", "£"])
def test_what_iso_4217_does_not_have_is_no_currency(code: str) -> None:
    with pytest.raises(UnknownCurrency):
        Money(Decimal(1), code)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [("0.005", "GBP", "0.01"), ("-0.005", "GBP", "-0.01"), ("2.5", "JPY", "3"), ("1.0004", "KWD", "1.000")],
)
def test_halves_are_rounded_away_from_zero(amount: str, currency: str, expected: str) -> None:
    assert rounded(Decimal(amount), currency) == Decimal(expected)


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        ("1234.5", "GBP", "£1,234.50"),
        ("-1234.5", "GBP", "-£1,234.50"),
        ("1234.5", "EUR", "EUR 1,234.50"),
        ("-0.82", "EUR", "EUR -0.82"),
        ("1000", "JPY", "JPY 1,000"),
        ("0.0825", "GBP", "£0.0825"),
        ("1E+3", "GBP", "£1,000.00"),
        ("5", "", "5.00"),
    ],
)
def test_amounts_for_people(amount: str, currency: str, expected: str) -> None:
    assert show(Decimal(amount), currency) == expected


def test_currencies_are_never_mixed() -> None:
    pound, euro = Money(Decimal(1), "GBP"), Money(Decimal(1), "EUR")
    for mix in (lambda: pound + euro, lambda: pound - euro, lambda: pound < euro, lambda: pound <= euro):
        with pytest.raises(CurrenciesDiffer, match="different currencies"):
            mix()


def test_money_of_one_currency_adds_up() -> None:
    assert Money(Decimal("1.10"), "GBP") + Money(Decimal("2.20"), "GBP") == Money(Decimal("3.30"), "GBP")


@pytest.mark.parametrize("amount", ["NaN", "Infinity"])
def test_endless_amounts_are_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        Money(Decimal(amount), "GBP")
