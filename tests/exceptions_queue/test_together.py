"""Numbers stay with their units, and dates in one piece."""

import pytest

from exceptions_queue.templatetags.portal import together


@pytest.mark.parametrize(
    ("plain", "kept"),
    [
        ("4.2 % over, tolerance 2 %", "4.2_% over, tolerance 2_%"),
        ("Pay EUR 1,234.50 on 3 December 2026.", "Pay EUR_1,234.50 on 3_December_2026."),
        ("12 hats, 3 damsels and 5 days", "12 hats, 3 damsels and 5_days"),
        ("Order PO 12 of £5.00", "Order PO 12 of £5.00"),
    ],
)
def test_no_line_ends_between_a_number_and_its_unit(plain: str, kept: str) -> None:
    assert together(plain).replace("\N{NO-BREAK SPACE}", "_") == kept
