from decimal import Decimal
from typing import Any

import pytest

from p2p.erp.answers import Expected, held_against, understood
from p2p.erp.failures import ErpGarbled
from workflow.outcomes import Absent, Done, Unknown

EXPECTED: Expected = {"currency": "GBP", "gross": Decimal("220.80")}


@pytest.mark.parametrize(
    "data",
    [
        {"key": "k"},
        {"key": "k", "currency": "GBP", "gross": "220.8"},
        {"key": "k", "gross": 220.8, "more": "anything"},
    ],
)
def test_an_answer_that_agrees_is_taken(data: dict[str, Any]) -> None:
    done = Done("AP-1", data)
    assert held_against(done, "k", EXPECTED) == done
    assert understood(done, "k", EXPECTED) == done


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({}, "key None instead of 'k'"),
        ({"key": "other"}, "key 'other' instead of 'k'"),
        ({"key": "k", "gross": "220.81"}, "gross 220.81 instead of 220.80"),
        ({"key": "k", "gross": "much"}, "gross much instead of 220.80"),
        ({"key": "k", "currency": "EUR"}, "currency EUR instead of GBP"),
    ],
)
def test_anything_else_is_in_doubt(data: dict[str, Any], wrong: str) -> None:
    done = Done("AP-1", data)
    found = held_against(done, "k", EXPECTED)
    assert found == Unknown(f"The accounts system has AP-1 under this key, but with {wrong}.")
    with pytest.raises(ErpGarbled, match=wrong):
        understood(done, "k", EXPECTED)


@pytest.mark.parametrize("found", [Absent(), Unknown("It can't say.")])
def test_what_was_not_found_stays_so(found: Absent | Unknown) -> None:
    assert held_against(found, "k", EXPECTED) == found
