"""UBL 2.1 Invoice and CreditNote (Peppol BIS 3, XRechnung)."""

from __future__ import annotations

from lxml import etree

from p2p.formats import einvoice, safe_xml
from p2p.formats.document import Document
from p2p.formats.einvoice import amount, compact, plain
from p2p.formats.reading import Line, Reading
from p2p.formats.safe_xml import every, first, text

NAME = "ubl"
_NAMESPACES = tuple(f"urn:oasis:names:specification:ubl:schema:xsd:{root}-2" for root in ("Invoice", "CreditNote"))


def read(document: Document) -> Reading | None:
    """Read an XML file; None if it isn't UBL."""
    return from_root(safe_xml.parse(document.path.read_bytes()))


def from_root(root: etree._Element) -> Reading | None:
    """Read a parsed document; None if it isn't UBL."""
    if safe_xml.namespace(root) not in _NAMESPACES:
        return None
    return einvoice.reading(
        NAME, _values(root), tuple(_line(node) for node in every(root, "InvoiceLine|CreditNoteLine"))
    )


def _values(root: etree._Element) -> dict[str, str | None]:
    seller = first(root, "AccountingSupplierParty/Party")
    buyer = first(root, "AccountingCustomerParty/Party")
    totals = first(root, "LegalMonetaryTotal")
    currency = compact(text(root, "DocumentCurrencyCode"))
    order = text(root, "OrderReference/ID")
    return {
        "document_type": _type(root),
        "invoice_number": text(root, "ID"),
        "invoice_date": _date(text(root, "IssueDate")),
        "due_date": _date(text(root, "DueDate") or text(root, "PaymentMeans/PaymentDueDate")),
        "seller_name": _name(seller),
        "seller_vat_id": _vat_id(seller),
        "buyer_name": _name(buyer),
        "po_number": None if order == "NA" else order,  # Peppol's word for "none", where a sales order is named
        "currency": currency,
        "net": amount(text(totals, "TaxExclusiveAmount")),
        "tax": _tax(root, currency),
        "gross": amount(text(totals, "TaxInclusiveAmount")),
        "payable": amount(text(totals, "PayableAmount")),
        "sort_code": einvoice.sort_code(text(root, "PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID")),
        **einvoice.account(text(root, "PaymentMeans/PayeeFinancialAccount/ID")),
    }


def _type(root: etree._Element) -> str:
    if safe_xml.local(root) == "CreditNote":
        return "credit_note"
    return einvoice.document_type(text(root, "InvoiceTypeCode"))


def _name(party: etree._Element | None) -> str | None:
    return text(party, "PartyLegalEntity/RegistrationName") or text(party, "PartyName/Name")


def _vat_id(party: etree._Element | None) -> str | None:
    for scheme in every(party, "PartyTaxScheme"):
        if text(scheme, "TaxScheme/ID") == "VAT":
            return compact(text(scheme, "CompanyID"))
    return None


def _date(raw: str | None) -> str | None:
    return raw[:10] if raw else None  # xs:date may carry a zone


def _tax(root: etree._Element, currency: str | None) -> str | None:
    """The total in the document's currency: a second total may stand in the tax currency."""
    for node in every(root, "TaxTotal/TaxAmount"):
        if node.get("currencyID", currency) == currency:
            return amount(node.text)
    return None


def _line(node: etree._Element) -> Line:
    quantity = first(node, "InvoicedQuantity|CreditedQuantity")
    return Line(
        description=text(node, "Item/Name") or text(node, "Item/Description"),
        sku=text(node, "Item/SellersItemIdentification/ID"),
        quantity=plain(quantity.text) if quantity is not None else None,
        unit=quantity.get("unitCode") if quantity is not None else None,
        unit_price=amount(text(node, "Price/PriceAmount")),
        net=amount(text(node, "LineExtensionAmount")),
        tax_rate=plain(text(node, "Item/ClassifiedTaxCategory/Percent")),
        po_line=text(node, "OrderLineReference/LineID"),
    )
