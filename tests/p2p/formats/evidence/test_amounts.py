"""Numbers in every spelling, and the document's decimal sign."""

from decimal import Decimal

import pytest

from p2p.formats.evidence.amounts import Amount, amounts_of, decimal_mark, parse
from p2p.formats.evidence.rows import rows_of
from tests.p2p.formats.typed import typed


def amounts(text: str, source: str = "text") -> list[Amount]:
    rows = rows_of((typed(text, source=source),))
    mark = decimal_mark(rows)
    return [amount for row in rows for amount in amounts_of(row, mark)]


@pytest.mark.parametrize(
    ("printed", "mark", "value", "decimals"),
    [
        ("1,234.56", ",", "1234.56", 2),
        ("1.234,56", ".", "1234.56", 2),
        ("1'234.56", ",", "1234.56", 2),
        ("7,08,000.00", ".", "708000.00", 2),
        ("1.234", ",", "1234", 0),
        ("1.234", ".", "1.234", 3),
        ("1.234.567", ".", "1234567", 0),
        ("12", ".", "12", 0),
        ("0,025", ",", "0.025", 3),
        ("4.5", ",", "4.5", 1),
    ],
)
def test_numbers_are_read_with_the_mark_in_force_unless_they_show_their_own(
    printed: str, mark: str, value: str, decimals: int
) -> None:
    assert parse(printed, mark) == (Decimal(value), decimals)


@pytest.mark.parametrize(
    ("printed", "value", "currency"),
    [
        ("£1,299.99", "1299.99", "GBP"),
        ("€ 399,00", "399.00", "EUR"),
        ("29.99 €", "29.99", "EUR"),
        ("EUR 518,99", "518.99", "EUR"),
        ("RM73.00", "73.00", "MYR"),
        ("-£8.79", "-8.79", "GBP"),
        ("(125.00)", "-125.00", None),
        ("125.00-", "-125.00", None),
        ("1 234,56 €", "1234.56", "EUR"),
    ],
)
def test_money_with_signs_and_currency(printed: str, value: str, currency: str | None) -> None:
    (amount,) = amounts(printed)
    assert (amount.value, amount.currency) == (Decimal(value), currency)
    assert amount.is_money


def test_columns_are_not_joined_to_one_number() -> None:
    assert [amount.value for amount in amounts("2   399,98")] == [Decimal(2), Decimal("399.98")]


def test_a_percentage_is_a_rate_and_no_money() -> None:
    found = amounts("VAT 20.00% 4.00")
    assert [(amount.value, amount.is_rate) for amount in found] == [
        (Decimal("20.00"), True),
        (Decimal("4.00"), False),
    ]


@pytest.mark.parametrize("text", ["KEY-006", "16GB", "A4", "05.03.2013", "10:30", "BS11", "v2.1b"])
def test_codes_and_dates_are_no_amounts(text: str) -> None:
    assert amounts(text) == []


def test_one_clear_number_settles_the_unclear_ones() -> None:
    assert [amount.value for amount in amounts("1.500   2.000,00")] == [Decimal(1500), Decimal("2000.00")]


def test_recognised_numbers_are_joined_where_a_space_was_misread() -> None:
    assert [a.value for a in amounts("73. 00", source="ocr")] == [Decimal("73.00")]
