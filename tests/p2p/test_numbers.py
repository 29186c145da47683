import pytest
from hypothesis import given
from hypothesis import strategies as st

from p2p.numbers import invoice_key, order_key, order_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("003411", "3411"),
        ("INV-003411", "inv 3411"),
        ("INV-2024/001", "INV2024001"),
        ("SO-0012", "SO-12"),
        ("O123", "0123"),
        ("INV-O123", "INV-0123"),
        ("I5", "1S"),
        ("\uff15\uff17", "57"),  # full width, as some PDFs have it
    ],
)
def test_one_invoice_number_in_two_spellings(one: str, other: str) -> None:
    assert invoice_key(one) == invoice_key(other)


@pytest.mark.parametrize(("one", "other"), [("14", "1814"), ("A3411", "3411"), ("1001", "1010"), ("100", "1")])
def test_different_invoice_numbers(one: str, other: str) -> None:
    assert invoice_key(one) != invoice_key(other)


@given(st.text(min_size=1).filter(str.strip))
def test_a_number_always_has_a_key_and_the_key_is_its_own(number: str) -> None:
    assert invoice_key(number)
    assert invoice_key(invoice_key(number)) == invoice_key(number)


@pytest.mark.parametrize(
    ("one", "other"), [("PO-01814", "po 1814"), ("PO1814", "1814"), ("2024-001", "PO-2024-001"), ("P.O. 7", "7")]
)
def test_one_order_number_in_two_spellings(one: str, other: str) -> None:
    assert order_key(one) == order_key(other)


@pytest.mark.parametrize(
    ("printed", "keys"),
    [
        ("PO-7001", ("7001",)),
        ("PO-7001 PO-7002", ("7001PO7002", "7001", "7002")),
        ("PO 7001", ("7001",)),
        ("Order 1814, line 2", ("ORDER1814LINE2", "1814", "2")),
        ("see contract", ("SEECONTRACT",)),
        ("PO", ()),
        ("", ()),
    ],
)
def test_a_printed_reference_is_taken_whole_and_word_by_word(printed: str, keys: tuple[str, ...]) -> None:
    assert order_keys(printed) == keys


def test_a_short_number_is_never_found_inside_a_longer_one() -> None:
    assert "14" not in order_keys("PO-1814")
