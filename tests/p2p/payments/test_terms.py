from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p.payments.terms import Terms, TermsNotUnderstood, due_date, parse


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("net 30", Terms(30)),
        ("Net  30 ", Terms(30)),
        ("net 0", Terms(0)),
        ("eom 30", Terms(30, from_month_end=True)),
        ("EOM 0", Terms(0, from_month_end=True)),
        ("2/10 net 30", Terms(30, discount=Decimal(2), discount_days=10)),
        ("1.5/7 NET 14", Terms(14, discount=Decimal("1.5"), discount_days=7)),
    ],
)
def test_terms_are_read(text: str, terms: Terms) -> None:
    assert parse(text) == terms


@pytest.mark.parametrize(
    "text",
    [
        "",
        "30",
        "net",
        "net -1",
        "net 30 days",
        "net 999",
        "eom",
        "2/40 net 30",
        "0/10 net 30",
        "cash",
        "net ³0",
    ],
)
def test_other_terms_are_refused(text: str) -> None:
    with pytest.raises(TermsNotUnderstood):
        parse(text)


def test_the_refusal_says_what_to_write() -> None:
    with pytest.raises(TermsNotUnderstood, match=r"'thirty days' .* write them like 'net 30'"):
        parse("thirty days")


@pytest.mark.parametrize(
    ("terms", "invoice_date", "due"),
    [
        ("net 30", date(2026, 5, 11), date(2026, 6, 10)),
        ("net 0", date(2026, 5, 11), date(2026, 5, 11)),
        ("2/10 net 30", date(2026, 5, 11), date(2026, 6, 10)),
        ("eom 30", date(2026, 5, 11), date(2026, 6, 30)),
        ("eom 30", date(2026, 5, 31), date(2026, 6, 30)),
        ("eom 30", date(2026, 1, 15), date(2026, 3, 2)),
        ("eom 0", date(2028, 2, 3), date(2028, 2, 29)),
        ("net 60", date(2026, 12, 15), date(2027, 2, 13)),
    ],
)
def test_due_dates(terms: str, invoice_date: date, due: date) -> None:
    assert due_date(terms, invoice_date) == due


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 366))
def test_counting_from_the_month_end_is_never_earlier(day: date, days: int) -> None:
    by_month, by_day = due_date(f"eom {days}", day), due_date(f"net {days}", day)
    assert timedelta() <= by_month - by_day <= timedelta(days=30)
