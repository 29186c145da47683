"""What people type in: each field's text to its canonical form, or a sentence that says what is wrong.

`lines.2.quantity` names a field of the second line; lines count from 1. An empty text says that the
document doesn't state the field. Values read by machine go through the same forms, see `transcript`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from stdnum import iban as stdnum_iban
from stdnum.exceptions import ValidationError

from p2p.formats.evidence.dates import spelled
from p2p.money import minor_digits
from workflow.people import Answer

DOCUMENT_TYPES = ("invoice", "credit_note", "statement", "reminder", "delivery_note", "other")
AMOUNTS = ("net", "tax", "gross", "payable")
LINE_AMOUNTS = ("quantity", "unit_price", "net")
# As far as the columns reach (models.invoice, models.match).
LENGTHS = {
    "invoice_number": 100,
    "seller_name": 300,
    "seller_vat_id": 32,
    "buyer_name": 300,
    "po_number": 100,
    "iban": 34,
    "sort_code": 16,
    "account_number": 34,
    "gl_account": 32,
    "cost_centre": 32,
    "reference": 100,
}
LINE_LENGTHS = {"description": 1000, "sku": 100, "unit": 32}
MOST_LINES = 1000
LARGEST = Decimal(10) ** 12

_GROUPED = re.compile(r"[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?|[-+]?\.\d+", re.ASCII)
_LINE_FIELD = re.compile(r"lines\.([1-9]\d{0,3})\.([a-z_]+)", re.ASCII)


class BadField(ValueError):
    """The value can't be taken; the text says what to write instead."""


def parse_value(field: str, raw: str) -> str:
    """The canonical text of one field, as a person typed it. Raises BadField with a sentence."""
    text = " ".join(raw.split())
    place = line_field(field)
    if place:
        return _LINE_PARSERS[place[1]](text) if text else ""
    if field not in _PARSERS:
        raise BadField(f"An invoice has no such field. Fields: {', '.join(_PARSERS)}, lines.1.quantity, ….")
    return _PARSERS[field](text) if text else ""


def line_field(field: str) -> tuple[int, str] | None:
    """`(2, "quantity")` for "lines.2.quantity", None for a field of the document.

    Raises BadField for a line field that doesn't exist.
    """
    if not field.startswith("lines"):
        return None
    found = _LINE_FIELD.fullmatch(field)
    if not found or found.group(2) not in _LINE_PARSERS or int(found.group(1)) > MOST_LINES:
        raise BadField(f"Name a line's field as lines.1.quantity; it has: {', '.join(_LINE_PARSERS)}.")
    return int(found.group(1)), found.group(2)


def corrected(answers: Iterable[Answer]) -> Mapping[str, str]:
    """Every field that people corrected in this case, the newest value of each: facts for ever."""
    values: dict[str, str] = {}
    for answer in answers:
        if answer.choice == "correct":
            values.update(answer.values)
    return values


def amount(text: str) -> str:
    """A decimal with a point; commas may group thousands. Raises BadField."""
    stripped = text.lstrip("£€$ ").replace(" ", "")
    if not _GROUPED.fullmatch(stripped):
        raise BadField(f"{text!r} is not an amount. Write it with a decimal point, as 1234.50.")
    try:
        value = Decimal(stripped.replace(",", ""))
    except InvalidOperation:
        raise BadField(f"{text!r} is not an amount. Write it as 1234.50.") from None
    if abs(value) >= LARGEST:
        raise BadField(f"{text} is too large: amounts must be below one million million.")
    return f"{value:f}"


def iso_date(text: str) -> str:
    """A date as year-month-day, or as documents print them. Raises BadField where it may be none, or two."""
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        found = spelled(text.strip(" .,;:"))
    if not found:
        raise BadField(f"{text!r} is not a date. Write it as 2026-03-31 or 31 March 2026.")
    if len(found) > 1:
        day_first, month_first = (f"{each:%-d %B %Y}" for each in found)
        raise BadField(f"{text!r} may be {day_first} or {month_first}. Write {found[0]} or {found[1]}.")
    return found[0].isoformat()


def currency(text: str) -> str:
    """An ISO 4217 code. Raises UnknownCurrency."""
    code = text.upper()
    minor_digits(code)
    return code


def iban(text: str) -> str:
    """An IBAN with correct check digits (ISO 13616, mod 97). Raises BadField."""
    try:
        return str(stdnum_iban.validate(text))
    except ValidationError:
        raise BadField(f"{text!r} is not an IBAN: its check digits don't fit. Type it again.") from None


def compact(text: str) -> str:
    """An identifier without spaces, points and hyphens, in capitals."""
    return re.sub(r"[\s.\-]", "", text).upper()


def _document_type(text: str) -> str:
    kind = text.lower().replace(" ", "_")
    if kind not in DOCUMENT_TYPES:
        raise BadField(f"{text!r} is no kind of document. Choose one of: {', '.join(DOCUMENT_TYPES)}.")
    return kind


def _invoice_number(text: str) -> str:
    if not any(character.isalnum() for character in text):
        raise BadField(f"{text!r} is not an invoice number: it has no letter or digit.")
    return text


def _sort_code(text: str) -> str:
    code = compact(text)
    if not re.fullmatch(r"\d{6}", code, re.ASCII):
        raise BadField(f"{text!r} is not a sort code. It has six digits, as 20-29-59.")
    return code


def _account_number(text: str) -> str:
    number = compact(text)
    if not re.fullmatch(r"\d{4,16}", number, re.ASCII):
        raise BadField(f"{text!r} is not an account number. It has digits only.")
    return number


def _order_line(text: str) -> str:
    if not re.fullmatch(r"\d{1,6}", text, re.ASCII) or not int(text):
        raise BadField(f"{text!r} is not an order line. Give its number, from 1.")
    return str(int(text))


def _text(text: str) -> str:
    return text


def _within(length: int, parser: Callable[[str], str]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        value = parser(text)
        if len(value) > length:
            raise BadField(f"It may have at most {length} characters.")
        return value

    return parse


_PARSERS: Mapping[str, Callable[[str], str]] = {
    "document_type": _document_type,
    "invoice_number": _within(LENGTHS["invoice_number"], _invoice_number),
    "invoice_date": iso_date,
    "due_date": iso_date,
    "seller_name": _within(LENGTHS["seller_name"], _text),
    "seller_vat_id": _within(LENGTHS["seller_vat_id"], compact),
    "buyer_name": _within(LENGTHS["buyer_name"], _text),
    "po_number": _within(LENGTHS["po_number"], _text),
    "currency": currency,
    "net": amount,
    "tax": amount,
    "gross": amount,
    "payable": amount,
    "iban": iban,
    "sort_code": _sort_code,
    "account_number": _account_number,
    "gl_account": _within(LENGTHS["gl_account"], _text),
    "cost_centre": _within(LENGTHS["cost_centre"], _text),
    "reference": _within(LENGTHS["reference"], _text),
}
_LINE_PARSERS: Mapping[str, Callable[[str], str]] = {
    "description": _within(LINE_LENGTHS["description"], _text),
    "sku": _within(LINE_LENGTHS["sku"], _text),
    "quantity": amount,
    "unit": _within(LINE_LENGTHS["unit"], _text),
    "unit_price": amount,
    "net": amount,
    "tax_rate": amount,
    "po_line": _order_line,
}
FIELDS = tuple(field for field in _PARSERS if field not in ("gl_account", "cost_centre", "reference"))
LINE_FIELDS = tuple(_LINE_PARSERS)
