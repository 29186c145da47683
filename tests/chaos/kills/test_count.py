"""What the outside ledgers show is counted, each kind of trouble by its name."""

from decimal import Decimal

import pytest

from chaos.kills.count import Counted, count
from chaos.kills.journal import Row

DUE = {("V1", "INV-1"): Decimal("12.00"), ("V1", "INV-2"): Decimal(0)}


def row(kind: str, number: str = "INV-1", amount: str = "12.00") -> Row:
    figure = "gross" if kind == "posting" else "amount"
    return {"kind": kind, "request": {"vendor_code": "V1", "invoice_number": number, figure: amount}}


BOOKED = [row("posting"), row("payment")]


def test_all_well() -> None:
    assert count(["aa", "bb", "aa"], {"aa": 1, "bb": 1}, BOOKED, DUE) == Counted()


@pytest.mark.parametrize(
    ("booked", "kind", "words"),
    [
        ([row("posting")], "lost", "no payment of INV-1 of vendor V1"),
        ([row("payment")], "lost", "no posting of INV-1 of vendor V1"),
        ([*BOOKED, row("posting")], "twice", "2 of posting of INV-1 of vendor V1"),
        ([*BOOKED, row("payment")], "twice", "2 of payment of INV-1 of vendor V1"),
        (
            [row("posting"), row("payment", amount="12.01")],
            "wrong",
            "payment of INV-1 of vendor V1 over 12.01 instead of 12.00",
        ),
        ([*BOOKED, row("posting", "INV-2")], "wrong", "posting of INV-2 of vendor V1, for which nothing is due"),
        ([*BOOKED, row("payment", "INV-9")], "wrong", "payment of INV-9 of vendor V1, for which nothing is due"),
    ],
)
def test_bookings(booked: list[Row], kind: str, words: str) -> None:
    found = count([], {}, booked, DUE)
    assert found.all == {words}
    assert getattr(found, kind) == {words}


def test_mails() -> None:
    found = count(["aa", "bb"], {"aa": 2}, BOOKED, DUE)
    assert found.lost == {"mail bb is not stored"}
    assert found.twice == {"mail aa is stored 2 times"}


def test_what_was_known_is_not_told_again() -> None:
    found = count(["aa", "bb"], {"aa": 2}, BOOKED, DUE)
    assert found.without(found.lost) == Counted(twice=found.twice)
