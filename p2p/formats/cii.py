"""UN/CEFACT Cross Industry Invoice D16B (Factur-X, XRechnung), and ZUGFeRD 1.0's older names for it."""

from __future__ import annotations

import re

from lxml import etree

from p2p.formats import einvoice, safe_xml
from p2p.formats.document import Document
from p2p.formats.einvoice import amount, compact, plain
from p2p.formats.reading import Line, Reading
from p2p.formats.safe_xml import every, first, text

NAME = "cii"
_ROOTS = ("CrossIndustryInvoice", "CrossIndustryDocument")

_DOCUMENT = "ExchangedDocument|HeaderExchangedDocument"
_TRADE = "SupplyChainTradeTransaction|SpecifiedSupplyChainTradeTransaction"
_AGREEMENT = "ApplicableHeaderTradeAgreement|ApplicableSupplyChainTradeAgreement"
_SETTLEMENT = "ApplicableHeaderTradeSettlement|ApplicableSupplyChainTradeSettlement"
_TOTALS = "SpecifiedTradeSettlementHeaderMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
_LINE_AGREEMENT = "SpecifiedLineTradeAgreement|SpecifiedSupplyChainTradeAgreement"
_LINE_DELIVERY = "SpecifiedLineTradeDelivery|SpecifiedSupplyChainTradeDelivery"
_LINE_SETTLEMENT = "SpecifiedLineTradeSettlement|SpecifiedSupplyChainTradeSettlement"
_LINE_TOTALS = "SpecifiedTradeSettlementLineMonetarySummation|SpecifiedTradeSettlementMonetarySummation"
_ORDER = "BuyerOrderReferencedDocument"


def read(document: Document) -> Reading | None:
    """Read an XML file; None if it isn't CII."""
    return from_root(safe_xml.parse(document.path.read_bytes()))


def from_root(root: etree._Element) -> Reading | None:
    """Read a parsed document; None if it isn't CII."""
    if safe_xml.local(root) not in _ROOTS:
        return None
    trade = first(root, _TRADE)
    items = every(trade, "IncludedSupplyChainTradeLineItem")
    lines = tuple(_line(item) for item in items if not _is_remark(item))
    return einvoice.reading(NAME, _values(root, trade), lines)


def _values(root: etree._Element, trade: etree._Element | None) -> dict[str, str | None]:
    head = first(root, _DOCUMENT)
    agreement = first(trade, _AGREEMENT)
    settlement = first(trade, _SETTLEMENT)
    totals = first(settlement, _TOTALS)
    currency = compact(text(settlement, "InvoiceCurrencyCode"))
    return {
        "document_type": einvoice.document_type(text(head, "TypeCode")),
        "invoice_number": text(head, "ID"),
        "invoice_date": _date(text(head, "IssueDateTime/DateTimeString")),
        "due_date": _date(text(settlement, "SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString")),
        "seller_name": text(agreement, "SellerTradeParty/Name"),
        "seller_vat_id": _vat_id(agreement),
        "buyer_name": text(agreement, "BuyerTradeParty/Name"),
        "po_number": text(agreement, f"{_ORDER}/IssuerAssignedID|ID"),
        "currency": currency,
        "net": amount(text(totals, "TaxBasisTotalAmount")),
        "tax": _tax(totals, currency),
        "gross": amount(text(totals, "GrandTotalAmount")),
        "payable": amount(text(totals, "DuePayableAmount")),
        **_account(settlement),
    }


def _account(settlement: etree._Element | None) -> dict[str, str | None]:
    means = "SpecifiedTradeSettlementPaymentMeans"
    payee = f"{means}/PayeePartyCreditorFinancialAccount"
    bank = f"{means}/PayeeSpecifiedCreditorFinancialInstitution"
    return {
        "sort_code": einvoice.sort_code(text(settlement, f"{bank}/SortCodeID|UKSortCodeID")),
        **einvoice.account(text(settlement, f"{payee}/IBANID") or text(settlement, f"{payee}/ProprietaryID")),
    }


def _vat_id(agreement: etree._Element | None) -> str | None:
    for node in every(agreement, "SellerTradeParty/SpecifiedTaxRegistration/ID"):
        if node.get("schemeID") in ("VA", "VAT"):
            return compact(node.text)
    return None


def _date(raw: str | None) -> str | None:
    """Format 102 is YYYYMMDD; early ZUGFeRD files also have ISO dates."""
    found = re.match(r"(\d{4})-?(\d{2})-?(\d{2})", raw or "")
    return "-".join(found.groups()) if found else None


def _tax(totals: etree._Element | None, currency: str | None) -> str | None:
    """The total in the document's currency: a second total may stand in the tax currency."""
    for node in every(totals, "TaxTotalAmount"):
        if node.get("currencyID", currency) == currency:
            return amount(node.text)
    return None


def _is_remark(item: etree._Element) -> bool:
    """ZUGFeRD 1.0 puts free text between the lines as items without product or amount."""
    return text(item, f"{_LINE_SETTLEMENT}/{_LINE_TOTALS}/LineTotalAmount") is None


def _line(item: etree._Element) -> Line:
    quantity = first(item, f"{_LINE_DELIVERY}/BilledQuantity")
    tax_rate = f"{_LINE_SETTLEMENT}/ApplicableTradeTax/RateApplicablePercent|ApplicablePercent"
    order_line = f"{_LINE_AGREEMENT}/{_ORDER}/LineID"
    return Line(
        description=text(item, "SpecifiedTradeProduct/Name"),
        sku=text(item, "SpecifiedTradeProduct/SellerAssignedID"),
        quantity=plain(quantity.text) if quantity is not None else None,
        unit=quantity.get("unitCode") if quantity is not None else None,
        unit_price=amount(text(item, f"{_LINE_AGREEMENT}/NetPriceProductTradePrice/ChargeAmount")),
        net=amount(text(item, f"{_LINE_SETTLEMENT}/{_LINE_TOTALS}/LineTotalAmount")),
        tax_rate=plain(text(item, tax_rate)),
        po_line=text(item, order_line),
    )
