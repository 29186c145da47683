"""What an invoice says: the value that every layout draws and that a reader is measured against.

An `Invoice` holds everything that can stand on the paper. What really stands there depends on the layout, so
the truth of a document is `printed(invoice, fields, line_fields)`: the field names of the `read_document`
contract with the values in its spelling (amounts as decimal strings, ISO dates, account numbers without
spaces), null where the paper doesn't say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from samples.banking import Bank

FIELDS = (
    "document_type",
    "invoice_number",
    "invoice_date",
    "due_date",
    "seller_name",
    "seller_vat_id",
    "buyer_name",
    "po_number",
    "currency",
    "net",
    "tax",
    "gross",
    "payable",
    "iban",
    "sort_code",
    "account_number",
)
LINE_FIELDS = ("description", "sku", "quantity", "unit", "unit_price", "net", "tax_rate", "po_line")

PENNY = Decimal("0.01")


def to_pence(amount: Decimal) -> Decimal:
    """The amount rounded half up to two decimals, as HMRC lets an invoice round its VAT."""
    return amount.quantize(PENNY, ROUND_HALF_UP)


@dataclass(frozen=True, slots=True)
class Party:
    """A company as its own paper names it. `vat_id` and `company_number` are empty where it has none."""

    name: str
    address: tuple[str, ...]
    country: str
    vat_id: str = ""
    company_number: str = ""
    email: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One billed line. `unit_price` is net and per `unit`, `tax_rate` in per cent, `po_line` from 1."""

    description: str
    sku: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    tax_rate: Decimal
    po_line: int | None = None

    @property
    def net(self) -> Decimal:
        return to_pence(self.quantity * self.unit_price)


@dataclass(frozen=True, slots=True)
class TaxRow:
    """The VAT of all lines with one rate."""

    rate: Decimal
    net: Decimal
    tax: Decimal


@dataclass(frozen=True, slots=True)
class Invoice:
    """One invoice or credit note, complete. Amounts of a credit note are positive, as they are printed.

    `stated_gross` is a total that the vendor got wrong: it is printed in place of the sum.
    """

    document_type: str
    number: str
    issued: date
    due: date
    seller: Party
    buyer: Party
    po_number: str
    currency: str
    lines: tuple[Line, ...]
    terms: str
    bank: Bank | None = None
    corrects: str = ""
    stated_gross: Decimal | None = None

    @property
    def net(self) -> Decimal:
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def tax_rows(self) -> tuple[TaxRow, ...]:
        """VAT per rate, highest rate first; rounded once per rate."""
        rates = sorted({line.tax_rate for line in self.lines}, reverse=True)
        nets = {rate: sum((x.net for x in self.lines if x.tax_rate == rate), Decimal(0)) for rate in rates}
        return tuple(TaxRow(rate, net, to_pence(net * rate / 100)) for rate, net in nets.items())

    @property
    def tax(self) -> Decimal:
        return sum((row.tax for row in self.tax_rows), Decimal(0))

    @property
    def gross(self) -> Decimal:
        return self.net + self.tax if self.stated_gross is None else self.stated_gross

    @property
    def is_credit(self) -> bool:
        return self.document_type == "credit_note"


@dataclass(frozen=True, slots=True)
class Truth:
    """What a reader should find: every name of FIELDS, and for each line every name of LINE_FIELDS."""

    fields: Mapping[str, str | None]
    lines: tuple[Mapping[str, str | None], ...] = ()


def printed(invoice: Invoice, fields: Iterable[str], line_fields: Iterable[str]) -> Truth:
    """The truth of `invoice` on a layout that prints only these fields and these columns."""
    fields, line_fields = frozenset(fields), frozenset(line_fields)
    lines = (_line_values(line) for line in invoice.lines)
    return Truth(
        fields=_only(_values(invoice), fields),
        lines=tuple(_only(values, line_fields) for values in lines),
    )


def _only(values: Mapping[str, str | None], names: frozenset[str]) -> dict[str, str | None]:
    return {name: (value or None) if name in names else None for name, value in values.items()}


def _values(invoice: Invoice) -> dict[str, str | None]:
    bank = invoice.bank
    values = (
        invoice.document_type,
        invoice.number,
        invoice.issued.isoformat(),
        invoice.due.isoformat(),
        invoice.seller.name,
        invoice.seller.vat_id,
        invoice.buyer.name,
        invoice.po_number,
        invoice.currency,
        f"{invoice.net:.2f}",
        f"{invoice.tax:.2f}",
        f"{invoice.gross:.2f}",
        f"{invoice.gross:.2f}",
        bank.iban if bank else None,
        bank.sort_code if bank else None,
        bank.account_number if bank else None,
    )
    return dict(zip(FIELDS, values, strict=True))


def _line_values(line: Line) -> dict[str, str | None]:
    values = (
        line.description,
        line.sku,
        f"{line.quantity.normalize():f}",
        line.unit,
        f"{line.unit_price:.2f}",
        f"{line.net:.2f}",
        f"{line.tax_rate.normalize():f}",
        str(line.po_line) if line.po_line else None,
    )
    return dict(zip(LINE_FIELDS, values, strict=True))
