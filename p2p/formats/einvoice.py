"""What the XML formats share: from the raw values of EN 16931's terms to a reading."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from p2p.formats.reading import FIELD_NAMES, Field, Line, Reading, blank

# UNTDID 1001, as far as EN 16931 allows it: what asks for money, and what gives it back.
_CREDIT_CODES = frozenset(("81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"))
_STATED = 0.99
_DOUBTED = 0.6


def document_type(code: str | None) -> str:
    """Invoice or credit note, by the UNTDID 1001 code."""
    return "credit_note" if code in _CREDIT_CODES else "invoice"


def amount(raw: str | None, digits: int = 2) -> str | None:
    """A decimal string with at least `digits` after the point; None for what isn't a number."""
    if raw is None:
        return None
    try:
        value = Decimal(raw)
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent < digits:
        value = value.quantize(Decimal(1).scaleb(-digits))
    return format(value + 0 if value else abs(value), "f")


def plain(raw: str | None) -> str | None:
    """A number without needless zeros ("20.00" to "20"), for quantities and rates."""
    value = amount(raw, 0)
    if value is None:
        return None
    return value.rstrip("0").rstrip(".") if "." in value else value


def compact(raw: str | None) -> str | None:
    """An identifier without spaces, in capitals."""
    return "".join(raw.split()).upper() if raw else None


def reading(form: str, values: dict[str, str | None], lines: tuple[Line, ...]) -> Reading:
    """Make the reading. Amounts that don't add up keep their values and lose their confidence."""
    fields = {name: _field(name, values.get(name)) for name in FIELD_NAMES}
    notes: tuple[str, ...] = ()
    if not _adds_up(values):
        notes = ("The e-invoice's totals do not add up: net + tax is not the gross.",)
        for name in ("net", "tax", "gross"):
            fields[name] = replace(fields[name], confidence=_DOUBTED, why="net + tax is not the gross")
    return Reading(format=form, fields=fields, lines=lines, notes=notes)


def _field(name: str, value: str | None) -> Field:
    if value is None:
        return blank("xml", "not in the e-invoice")
    return Field(value=value, confidence=_STATED, source="xml", why="stated in the e-invoice")


def _adds_up(values: dict[str, str | None]) -> bool:
    net, tax, gross = (values.get(name) for name in ("net", "tax", "gross"))
    if net is None or gross is None:
        return False
    return abs(Decimal(net) + Decimal(tax or "0") - Decimal(gross)) <= Decimal("0.02")


def account(raw: str | None) -> dict[str, str | None]:
    """BT-84 holds an IBAN or a local account number: letters first means IBAN."""
    value = compact(raw)
    if value and value[:2].isalpha():
        return {"iban": value}
    return {"account_number": value} if value and value.isdigit() else {}


def sort_code(raw: str | None) -> str | None:
    """A UK sort code: six digits, however they were written."""
    digits = "".join(char for char in raw or "" if char.isdigit())
    return digits if len(digits) == 6 else None
