"""Dates in every spelling, and whether day or month comes first."""

from datetime import date

import pytest

from p2p.formats.evidence.dates import Order, Printed, dates_of, order_of
from p2p.formats.evidence.rows import rows_of
from tests.p2p.formats.typed import typed


def dates(text: str) -> list[Printed]:
    return [printed for row in rows_of((typed(text),)) for printed in dates_of(row)]


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("31.03.2026", date(2026, 3, 31)),
        ("31/03/26", date(2026, 3, 31)),
        ("31 March 2026", date(2026, 3, 31)),
        ("1st April 2026", date(2026, 4, 1)),
        ("March 31, 2026", date(2026, 3, 31)),
        ("August 3 , 2014", date(2014, 8, 3)),
        ("31-Mar-2026", date(2026, 3, 31)),
        ("7. Mai 2014", date(2014, 5, 7)),
        ("5. März 2013", date(2013, 3, 5)),
        ("02 Juillet 2015", date(2015, 7, 2)),
        ("19 april 2014", date(2014, 4, 19)),
        ("3 de febrero de 2026", date(2026, 2, 3)),
        ("14 gennaio 2026", date(2026, 1, 14)),
        ("20260331", date(2026, 3, 31)),
    ],
)
def test_spellings(printed: str, value: date) -> None:
    (found,) = dates(f"Date: {printed}")
    assert found.value(day_first=True) == value


@pytest.mark.parametrize("text", ["31.02.2026", "13/13/2026", "01 71 17 61 67", "10.50", "1.2.3", "Dock 3 Gate 4"])
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_a_date_that_allows_one_order_settles_the_others() -> None:
    found = dates("11/03/2017\n11/17/2017")
    order = order_of(found, is_american=True)
    assert order == Order(day_first=False, is_proven=True)
    assert found[0].value(order.day_first) == date(2017, 11, 3)
    assert order_of(dates("03/11/2017\n17/11/2017"), is_american=False) == Order(day_first=True, is_proven=True)


def test_a_lone_date_with_the_month_first_may_be_a_slip_where_nothing_else_is_american() -> None:
    assert order_of(dates("12/13/2026\n12 December 2026"), is_american=False) == Order(False, is_proven=False)
    assert order_of(dates("12/13/2026\n12/28/2026"), is_american=False) == Order(False, is_proven=True)


def test_without_proof_the_day_comes_first_except_in_america() -> None:
    found = dates("03/04/2026")
    assert found[0].is_ambiguous
    assert order_of(found, is_american=False) == Order(day_first=True, is_proven=False)
    assert order_of(found, is_american=True) == Order(day_first=False, is_proven=False)
