"""Holds what the accounts system says against what was asked of it: nothing is taken on trust."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from p2p.erp.failures import ErpGarbled
from workflow.outcomes import Done, Found, Unknown

Expected = Mapping[str, str | Decimal]


def held_against(found: Found, key: str, expected: Expected) -> Found:
    """What was found, or Unknown where it isn't what this key is meant for: then a person has to look.

    Only what the system tells is compared; amounts are compared as numbers.
    """
    if not isinstance(found, Done):
        return found
    wrong = "; ".join(_differences(found.data, key, expected))
    return Unknown(f"The accounts system has {found.reference} under this key, but with {wrong}.") if wrong else found


def understood(done: Done, key: str, expected: Expected) -> Done:
    """The answer to a call; raises ErpGarbled where it answers another one, so that the system is asked again."""
    wrong = "; ".join(_differences(done.data, key, expected))
    if wrong:
        raise ErpGarbled(
            f"The accounts system answered with {wrong}; what it has is looked up before the next attempt."
        )
    return done


def _differences(data: Mapping[str, Any], key: str, expected: Expected) -> Iterator[str]:
    if data.get("key") != key:
        yield f"key {data.get('key')!r} instead of {key!r}"
    for name, value in expected.items():
        if name in data and not _same(data[name], value):
            yield f"{name} {data[name]} instead of {value}"


def _same(told: Any, value: str | Decimal) -> bool:
    if isinstance(value, Decimal):
        try:
            return Decimal(str(told)) == value
        except ArithmeticError:
            return False
    return str(told) == value
