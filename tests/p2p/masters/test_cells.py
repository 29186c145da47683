"""Cells: what is taken, and what is said of the rest."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from p2p.masters import cells
from p2p.masters.table import Parser


@pytest.mark.parametrize(
    ("parse", "cell", "value"),
    [
        (cells.number, "1234.50", Decimal("1234.50")),
        (cells.not_negative, "0", Decimal(0)),
        (cells.not_zero, "-3", Decimal(-3)),
        (cells.percent, "17.5", Decimal("17.5")),
        (cells.whole, "007", 7),
        (cells.day, "2028-02-29", date(2028, 2, 29)),
        (cells.currency, "JPY", "JPY"),
        (cells.country, "gb", "GB"),
        (cells.timezone, "Europe/London", "Europe/London"),
        (cells.email, "rita@buyer.example", "rita@buyer.example"),
        (cells.email, "", ""),
        (cells.domains, "B.example;@a.example; b.example;", ["b.example", "a.example"]),
        (cells.domains, "", []),
        (cells.tax_id, "gb 123-4567.89", "GB123456789"),
        (cells.iban, "DE89 3704 0044 0532 0130 00", "DE89370400440532013000"),
        (cells.sort_code, "04-00 04", "040004"),
        (cells.account_number, "1234 5678", "12345678"),
        (cells.one_of("active", "blocked"), "Blocked", "blocked"),
    ],
)
def test_what_is_taken(parse: Parser, cell: str, value: Any) -> None:
    assert parse(cell) == value


@pytest.mark.parametrize(
    ("parse", "cell"),
    [
        *(
            (cells.number, cell)
            for cell in ("", "1,234.50", "12.", ".5", "1e3", "NaN", "£5", "1.1234567", "9" * 15, "٣")
        ),
        *((cells.positive, cell) for cell in ("0", "-1")),
        (cells.not_negative, "-0.01"),
        (cells.not_zero, "0.00"),
        *((cells.percent, cell) for cell in ("101", "-1", "0.0001", "20%")),
        *((cells.whole, cell) for cell in ("0", "1.0", "-1", "", "1234567")),
        *((cells.day, cell) for cell in ("", "2026-2-1", "2026-02-30", "20260201", "2026-W05-1")),
        *((cells.currency, cell) for cell in ("", "gbp", "XXXX", "£")),
        *((cells.country, cell) for cell in ("UK", "GBR", "1")),
        (cells.timezone, "London"),
        *((cells.email, cell) for cell in ("rita", "a@b", "a b@c.example", "a@b.example;c@d.example")),
        *((cells.domains, cell) for cell in ("vendor", "a,b.example", "-a.example", "rita@vendor.example")),
        *((cells.tax_id, cell) for cell in ("GB", "none yet, sorry")),
        *((cells.iban, cell) for cell in ("GB29NWBK60161331926818", "GB29", "31926819")),
        *((cells.sort_code, cell) for cell in ("40004", "0400040", "ab-cd-ef")),
        *((cells.account_number, cell) for cell in ("123", "1" * 17, "12/34567")),
        (cells.one_of("active", "blocked"), "closed"),
        (cells.text(3), "four"),
    ],
)
def test_what_is_refused(parse: Parser, cell: str) -> None:
    with pytest.raises(ValueError, match=r"\w+"):
        parse(cell)
