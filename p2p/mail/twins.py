"""Which XML beside a PDF is the same invoice in machine-readable form. Pure.

Senders name the pair alike, or put the invoice number in the PDF's name, or send one of each. A pair that is
none after all is found out when both have been read: what differs goes to a person.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath

# The root elements of UBL, CII and the CII of ZUGFeRD 1.0.
_E_INVOICE = re.compile(rb"<(?:[\w.-]{1,40}:)?(Invoice|CreditNote|CrossIndustryInvoice|CrossIndustryDocument)[\s>]")
_CII_DOCUMENT = re.compile(rb"<(?:[\w.-]{1,40}:)?(?:ExchangedDocument|HeaderExchangedDocument)[\s>]")
_ID = re.compile(rb"<(?:[\w.-]{1,40}:)?ID(?:\s[^>]{0,200})?>\s*([^<]{1,60}?)\s*<")


def twin_pairs(pdfs: Mapping[str, str], xmls: Mapping[str, tuple[str, bytes]]) -> dict[str, str]:
    """PDF key → XML key. `pdfs`: key → file name; `xmls`: key → file name and the file's first bytes."""
    e_invoices = {key: xml for key, xml in xmls.items() if _E_INVOICE.search(xml[1])}
    pairs: dict[str, str] = {}
    for xml_key, (name, head) in e_invoices.items():
        free = [key for key in pdfs if key not in pairs]
        partner = _same_stem(name, free, pdfs) or _named_by_number(head, free, pdfs)
        if partner:
            pairs[partner] = xml_key
    if not pairs and len(pdfs) == len(e_invoices) == 1:
        return {next(iter(pdfs)): next(iter(e_invoices))}
    return pairs


def invoice_number(head: bytes) -> str:
    """The invoice number near the start of an e-invoice, read as text: enough to compare names with."""
    document = _CII_DOCUMENT.search(head)
    found = _ID.search(head, document.end() if document else 0)
    return found[1].decode("utf-8", "replace") if found else ""


def _same_stem(name: str, keys: list[str], pdfs: Mapping[str, str]) -> str | None:
    stem = _plain(PurePosixPath(name).stem)
    return next((key for key in keys if stem and _plain(PurePosixPath(pdfs[key]).stem) == stem), None)


def _named_by_number(head: bytes, keys: list[str], pdfs: Mapping[str, str]) -> str | None:
    """The one PDF whose name holds the invoice number as a word of its own."""
    number = re.escape(invoice_number(head).casefold())
    if not re.search(r"\d", number):
        return None
    word = re.compile(rf"(?<![a-z0-9]){number}(?![a-z0-9])")
    named = [key for key in keys if word.search(pdfs[key].casefold())]
    return named[0] if len(named) == 1 else None


def _plain(text: str) -> str:
    return re.sub(r"[^0-9a-z]", "", text.casefold())
