"""An invoice as UBL 2.1 in the shape of Peppol BIS Billing 3."""

from decimal import Decimal

from lxml import etree

from samples.layouts.spelling import count
from samples.truth import FIELDS, LINE_FIELDS, Invoice, Line, Party, Truth, printed

OASIS = "urn:oasis:names:specification:ubl:schema:xsd"
CBC, CAC = f"{OASIS}:CommonBasicComponents-2", f"{OASIS}:CommonAggregateComponents-2"
CUSTOMISATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CREDIT_TRANSFER = "30"  # UNCL 4461

# UN/ECE Recommendation 20; anything not listed is a piece (H87).
UNITS = {"hour": "HUR", "day": "DAY", "week": "WEE", "month": "MON", "litre": "LTR", "each": "EA"}
PIECE = "H87"
NOT_IN_UBL = frozenset({"sort_code", "account_number"})


class _Writer:
    """Appends UBL elements below one parent."""

    def __init__(self, element: etree._Element) -> None:
        self.element = element

    def value(self, name: str, text: str, **attributes: str) -> None:
        etree.SubElement(self.element, f"{{{CBC}}}{name}", attributes).text = text

    def amount(self, name: str, amount: Decimal, currency: str) -> None:
        self.value(name, f"{amount:.2f}", currencyID=currency)

    def group(self, *names: str) -> "_Writer":
        """Nested aggregates, innermost returned."""
        element = self.element
        for name in names:
            element = etree.SubElement(element, f"{{{CAC}}}{name}")
        return _Writer(element)


def ubl_invoice(invoice: Invoice) -> tuple[bytes, Truth]:
    """The UBL document of an invoice (not of a credit note), and what a reader should find in it."""
    space = f"{OASIS}:Invoice-2"
    root = _Writer(etree.Element(f"{{{space}}}Invoice", nsmap={None: space, "cac": CAC, "cbc": CBC}))
    _head(root, invoice)
    _party(root.group("AccountingSupplierParty", "Party"), invoice.seller)
    _party(root.group("AccountingCustomerParty", "Party"), invoice.buyer)
    _payment(root, invoice)
    _totals(root, invoice)
    for number, line in enumerate(invoice.lines, start=1):
        _line(root.group("InvoiceLine"), number, line, invoice.currency)
    xml = etree.tostring(root.element, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return xml, _truth(invoice)


def _truth(invoice: Invoice) -> Truth:
    truth = printed(invoice, frozenset(FIELDS) - NOT_IN_UBL, LINE_FIELDS)
    coded = tuple({**values, "unit": UNITS.get(str(values["unit"]), PIECE)} for values in truth.lines)
    return Truth(truth.fields, coded)


def _head(root: _Writer, invoice: Invoice) -> None:
    root.value("CustomizationID", CUSTOMISATION)
    root.value("ProfileID", PROFILE)
    root.value("ID", invoice.number)
    root.value("IssueDate", invoice.issued.isoformat())
    root.value("DueDate", invoice.due.isoformat())
    root.value("InvoiceTypeCode", "380")
    root.value("DocumentCurrencyCode", invoice.currency)
    root.value("BuyerReference", invoice.po_number)
    root.group("OrderReference").value("ID", invoice.po_number)


def _party(party: _Writer, who: Party) -> None:
    party.value("EndpointID", who.email, schemeID="EM")
    party.group("PartyName").value("Name", who.name)
    address = party.group("PostalAddress")
    address.value("StreetName", who.address[0])
    address.value("CityName", who.address[-2])
    address.value("PostalZone", who.address[-1])
    address.group("Country").value("IdentificationCode", who.country)
    tax = party.group("PartyTaxScheme")
    tax.value("CompanyID", who.vat_id)
    tax.group("TaxScheme").value("ID", "VAT")
    legal = party.group("PartyLegalEntity")
    legal.value("RegistrationName", who.name)
    legal.value("CompanyID", who.company_number)


def _payment(root: _Writer, invoice: Invoice) -> None:
    if invoice.bank:
        means = root.group("PaymentMeans")
        means.value("PaymentMeansCode", CREDIT_TRANSFER)
        means.value("PaymentID", invoice.number)
        means.group("PayeeFinancialAccount").value("ID", invoice.bank.iban)
    root.group("PaymentTerms").value("Note", invoice.terms)


def _totals(root: _Writer, invoice: Invoice) -> None:
    currency = invoice.currency
    total = root.group("TaxTotal")
    total.amount("TaxAmount", invoice.tax, currency)
    for row in invoice.tax_rows:
        part = total.group("TaxSubtotal")
        part.amount("TaxableAmount", row.net, currency)
        part.amount("TaxAmount", row.tax, currency)
        _category(part.group("TaxCategory"), row.rate)
    money = root.group("LegalMonetaryTotal")
    for name, amount in (
        ("LineExtensionAmount", invoice.net),
        ("TaxExclusiveAmount", invoice.net),
        ("TaxInclusiveAmount", invoice.gross),
        ("PayableAmount", invoice.gross),
    ):
        money.amount(name, amount, currency)


def _category(category: _Writer, rate: Decimal) -> None:
    category.value("ID", "S" if rate else "Z")
    category.value("Percent", count(rate))
    category.group("TaxScheme").value("ID", "VAT")


def _line(element: _Writer, number: int, line: Line, currency: str) -> None:
    element.value("ID", str(number))
    element.value("InvoicedQuantity", count(line.quantity), unitCode=UNITS.get(line.unit, PIECE))
    element.amount("LineExtensionAmount", line.net, currency)
    if line.po_line:
        element.group("OrderLineReference").value("LineID", str(line.po_line))
    item = element.group("Item")
    item.value("Name", line.description)
    item.group("SellersItemIdentification").value("ID", line.sku)
    _category(item.group("ClassifiedTaxCategory"), line.tax_rate)
    element.group("Price").amount("PriceAmount", line.unit_price, currency)
