from datetime import date

import pytest

from samples.company import due_date


@pytest.mark.parametrize(
    ("terms", "issued", "due"),
    [
        ("net 30", date(2026, 3, 17), date(2026, 4, 16)),
        ("2/10 net 30", date(2026, 1, 31), date(2026, 3, 2)),
        ("eom 30", date(2026, 2, 3), date(2026, 3, 30)),
        ("eom 30", date(2026, 3, 31), date(2026, 4, 30)),
    ],
)
def test_due_date_follows_terms(terms: str, issued: date, due: date) -> None:
    assert due_date(terms, issued) == due


def test_due_date_refuses_unknown_terms() -> None:
    with pytest.raises(ValueError, match="none of: net 30"):
        due_date("cash 0", date(2026, 3, 17))
