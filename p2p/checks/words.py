"""How questions name things: fields in plain words, amounts with their currency, lists as people say them."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from p2p.facts import InvoiceFacts
from p2p.money import show

_FIELDS = {
    "document_type": "kind of document",
    "gross": "total",
    "net": "net amount",
    "tax": "VAT amount",
    "payable": "amount payable",
    "seller_name": "seller",
    "seller_vat_id": "seller's VAT number",
    "buyer_name": "buyer",
    "po_number": "order number",
    "iban": "IBAN",
}
_DOCUMENTS = {
    "invoice": "an invoice",
    "credit_note": "a credit note",
    "statement": "a statement of account",
    "reminder": "a payment reminder",
    "delivery_note": "a delivery note",
}
_ONE_PLACE = Decimal("0.1")


def field_words(field: str) -> str:
    """ "total" for gross, "line 2 unit price" for lines.2.unit_price."""
    if field.startswith("lines."):
        _, number, name = field.split(".")
        return f"line {number} {name.replace('_', ' ')}"
    return _FIELDS.get(field, field.replace("_", " "))


def document_words(document_type: str) -> str:
    """ "a statement of account" for statement."""
    return _DOCUMENTS.get(document_type, "not an invoice")


def listed(words: Iterable[str]) -> str:
    """ "a, b and c"."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def number_of(invoice: InvoiceFacts) -> str:
    """The invoice's number for a sentence."""
    return invoice.invoice_number or "without a number"


def kind_of(invoice: InvoiceFacts) -> str:
    """ "invoice" or "credit note"."""
    return "credit note" if invoice.is_credit else "invoice"


def amount_of(invoice: InvoiceFacts) -> str:
    """What is at stake: the total for people."""
    return "an unknown amount" if invoice.gross is None else show(invoice.gross, invoice.currency)


def figure(value: Decimal | None) -> str | None:
    """A quantity or price for evidence: without trailing zeros, never in exponents."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def quantity_words(value: Decimal) -> str:
    """A quantity for a sentence: "1,200", "2.5"."""
    whole, _, rest = (figure(value) or "0").partition(".")
    grouped = f"{Decimal(whole):,}" if whole not in ("-0", "-") else "-0"
    return f"{grouped}.{rest}" if rest else grouped


def percent_words(value: Decimal) -> str:
    """A percentage with one decimal: "4.2"."""
    return f"{value.quantize(_ONE_PLACE, ROUND_HALF_UP):f}"


def party_of(invoice: InvoiceFacts) -> str:
    """Who sent it, as far as it says."""
    return invoice.seller_name or invoice.seller_vat_id or "an unknown vendor"
