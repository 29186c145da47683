"""From a reading to an invoice: values parsed, people's corrections laid over them, credit notes positive.

Pure. What can't be parsed isn't dropped: it is listed as unusable, and a person is asked.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from p2p import corrections
from p2p.corrections import FIELDS, LINE_FIELDS, LINE_LENGTHS
from p2p.facts import InvoiceFacts, InvoiceLineFacts, read
from p2p.formats.reading import Field, Reading
from p2p.inputs.document import Certainty, Unusable

# A machine's value of these is compared with master data later; here it only has to be comparable.
_COMPARED = ("iban", "sort_code", "account_number", "seller_vat_id")
# Lines that a wrong value of can't move money are left without it instead of asking.
_OPTIONAL_ON_LINES = ("tax_rate", "po_line")
PERSON = Decimal(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Transcript:
    """What the document says, how sure each field is, and what of it can't be used."""

    invoice: InvoiceFacts
    certainties: tuple[Certainty, ...] = ()
    unusable: tuple[Unusable, ...] = ()


def transcript(reading: Reading, corrected: Mapping[str, str]) -> Transcript:
    """The invoice as read, with the corrected values in place of the read ones.

    `corrected` holds canonical texts by field name, `lines.N.…` included; an empty text removes the field.
    """
    values: dict[str, str] = {}
    certainties, unusable = [], []
    for name in FIELDS:
        field = _stated(name, reading, corrected)
        if field is None or not field.value:
            continue
        try:
            values[name] = field.value if name in corrected else _parsed(name, field.value)
        except ValueError as error:
            unusable.append(Unusable(field=name, value=field.value[:100], why=str(error)))
            continue
        certainties.append(_certainty(name, values[name], field))
    lines, bad_lines = _lines(reading, corrected)
    invoice = read(InvoiceFacts, {"document_type": "", **values})
    return Transcript(
        invoice=_positive(replace(invoice, lines=lines)),
        certainties=tuple(certainties),
        unusable=(*unusable, *bad_lines),
    )


def _stated(name: str, reading: Reading, corrected: Mapping[str, str]) -> Field | None:
    if name in corrected:
        return Field(value=corrected[name], confidence=float(PERSON), source="person", why="entered by a person")
    return reading.fields.get(name)


def _certainty(name: str, value: str, field: Field) -> Certainty:
    confidence = Decimal(str(round(field.confidence, 4)))
    return Certainty(field=name, value=value, confidence=confidence, page=field.page, why=field.why)


def _parsed(name: str, text: str) -> str:
    if name in _COMPARED:
        return _short(corrections.compact(text), corrections.LENGTHS[name])
    return corrections.parse_value(name, text)


def _short(text: str, length: int) -> str:
    if len(text) > length:
        raise corrections.BadField(f"It may have at most {length} characters.")
    return text


def _lines(reading: Reading, corrected: Mapping[str, str]) -> tuple[tuple[InvoiceLineFacts, ...], list[Unusable]]:
    texts: dict[int, dict[str, str]] = {
        number: {name: getattr(line, name) for name in LINE_FIELDS if getattr(line, name)}
        for number, line in enumerate(reading.lines, start=1)
    }
    entered: dict[int, dict[str, str]] = {}
    for field, value in corrected.items():
        place = corrections.line_field(field)
        if place:
            entered.setdefault(place[0], {})[place[1]] = value
    lines, unusable = [], []
    for number in sorted({*texts, *entered}):
        values, bad = _line_values(number, texts.get(number, {}), entered.get(number, {}))
        unusable += bad
        if values:
            lines.append(read(InvoiceLineFacts, {"number": number, **values}))
    return tuple(lines), unusable


def _line_values(
    number: int, texts: Mapping[str, str], entered: Mapping[str, str]
) -> tuple[dict[str, str], list[Unusable]]:
    values: dict[str, str] = {}
    unusable = []
    for name, text in texts.items():
        if name in entered:
            continue
        try:
            values[name] = corrections.parse_value(f"lines.{number}.{name}", _cut(name, text))
        except ValueError as error:
            if name not in _OPTIONAL_ON_LINES:
                unusable.append(Unusable(field=f"lines.{number}.{name}", value=text[:100], why=str(error)))
    return {**values, **{name: value for name, value in entered.items() if value}}, unusable


def _cut(name: str, text: str) -> str:
    return text[: LINE_LENGTHS[name]] if name in LINE_LENGTHS else text


def _positive(invoice: InvoiceFacts) -> InvoiceFacts:
    """A credit note's amounts are kept positive, however the vendor prints them."""
    if not invoice.is_credit:
        return invoice
    total = invoice.gross if invoice.gross is not None else invoice.net
    if total is not None and total < 0:
        invoice = replace(invoice, **_changed(invoice, corrections.AMOUNTS, Decimal.copy_negate))
    if sum((line.net or Decimal(0) for line in invoice.lines), Decimal(0)) < 0:
        invoice = replace(invoice, lines=tuple(_turned(line) for line in invoice.lines))
    return invoice


def _turned(line: InvoiceLineFacts) -> InvoiceLineFacts:
    line = replace(line, **_changed(line, ("net",), Decimal.copy_negate))
    # A vendor negates either the quantity or the price; with both positive already, neither.
    negative = "quantity" if (line.quantity or 0) < 0 else "unit_price"
    value = getattr(line, negative)
    return replace(line, **{negative: -value}) if value is not None and value < 0 else line


def _changed(thing: Any, names: tuple[str, ...], change: Callable[[Decimal], Decimal]) -> dict[str, Any]:
    values = {name: getattr(thing, name) for name in names}
    return {name: change(value) for name, value in values.items() if value is not None}
