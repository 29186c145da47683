"""Real files for tests: PDFs by reportlab, pictures of them by pdfium, e-invoices as text."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

A4 = (595.0, 842.0)
FONT = "Courier"
SIZE = 9.5
LEADING = 14.0

INVOICE = """
Harrow Lane Joinery Ltd                            INVOICE
4 Harrow Lane, Leeds, LS1 4AB

Invoice to                      Invoice number:   HL-20417
Brackenfield Foods Ltd          Invoice date:     3 March 2026
Unit 4, Dock Gate Road          Your order no:    PO-104233
Bristol BS11 7QT                Due date:         2 April 2026

Description                  Qty    Unit price      Amount
Oak worktop, oiled           2      £210.00         £420.00
Shelf brackets, steel        12     £4.50           £54.00

                                    Subtotal        £474.00
                                    VAT 20%         £94.80
                                    Total           £568.80

Sort code: 20-29-59   Account number: 63748472
"""

EXPECTED = {
    "invoice_number": "HL-20417",
    "invoice_date": "2026-03-03",
    "due_date": "2026-04-02",
    "seller_name": "Harrow Lane Joinery Ltd",
    "po_number": "PO-104233",
    "currency": "GBP",
    "net": "474.00",
    "tax": "94.80",
    "gross": "568.80",
    "sort_code": "202959",
    "account_number": "63748472",
}

UBL = """<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
 xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2"
 xmlns:cbc="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
 <cbc:ID>HL-20417</cbc:ID><cbc:IssueDate>2026-03-03</cbc:IssueDate><cbc:DueDate>2026-04-02</cbc:DueDate>
 <cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode><cbc:DocumentCurrencyCode>GBP</cbc:DocumentCurrencyCode>
 <cac:OrderReference><cbc:ID>PO-104233</cbc:ID></cac:OrderReference>
 <cac:AccountingSupplierParty><cac:Party>
  <cac:PartyTaxScheme><cbc:CompanyID>GB290441805</cbc:CompanyID>
   <cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:PartyTaxScheme>
  <cac:PartyLegalEntity><cbc:RegistrationName>Harrow Lane Joinery Ltd</cbc:RegistrationName></cac:PartyLegalEntity>
 </cac:Party></cac:AccountingSupplierParty>
 <cac:AccountingCustomerParty><cac:Party><cac:PartyName><cbc:Name>Brackenfield Foods Ltd</cbc:Name></cac:PartyName>
 </cac:Party></cac:AccountingCustomerParty>
 <cac:PaymentMeans><cac:PayeeFinancialAccount><cbc:ID>GB29 NWBK 6016 1331 9268 19</cbc:ID>
 </cac:PayeeFinancialAccount></cac:PaymentMeans>
 <cac:TaxTotal><cbc:TaxAmount currencyID="GBP">94.8</cbc:TaxAmount></cac:TaxTotal>
 <cac:LegalMonetaryTotal><cbc:TaxExclusiveAmount currencyID="GBP">474</cbc:TaxExclusiveAmount>
  <cbc:TaxInclusiveAmount currencyID="GBP">568.80</cbc:TaxInclusiveAmount>
  <cbc:PayableAmount currencyID="GBP">568.80</cbc:PayableAmount></cac:LegalMonetaryTotal>
 <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">2.000</cbc:InvoicedQuantity>
  <cbc:LineExtensionAmount currencyID="GBP">420.00</cbc:LineExtensionAmount>
  <cac:OrderLineReference><cbc:LineID>1</cbc:LineID></cac:OrderLineReference>
  <cac:Item><cbc:Name>Oak worktop, oiled</cbc:Name>
   <cac:SellersItemIdentification><cbc:ID>OAK-2</cbc:ID></cac:SellersItemIdentification>
   <cac:ClassifiedTaxCategory><cbc:Percent>20.00</cbc:Percent></cac:ClassifiedTaxCategory></cac:Item>
  <cac:Price><cbc:PriceAmount currencyID="GBP">210</cbc:PriceAmount></cac:Price></cac:InvoiceLine>
</Invoice>"""


def pdf(*pages: str, password: str | None = None) -> bytes:
    """A PDF with a text layer: each page the given text in a typewriter's font."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=A4, invariant=1)
    for page in pages or (INVOICE,):
        canvas.setFont(FONT, SIZE)
        for number, line in enumerate(page.strip("\n").splitlines()):
            _line(canvas, line, A4[1] - 60 - number * LEADING)
        canvas.showPage()
    canvas.save()
    return _locked(buffer.getvalue(), password) if password else buffer.getvalue()


def _line(canvas: Canvas, line: str, y: float) -> None:
    """Columns are drawn one by one, as programs do, words with their spaces."""
    start = 0
    while start < len(line):
        end = line.find("   ", start)
        end = len(line) if end < 0 else end
        if line[start:end].strip():
            offset = start + len(line[start:end]) - len(line[start:end].lstrip())
            canvas.drawString(40 + offset * SIZE * 0.6, y, line[start:end].strip())
        start = end + 1


def _locked(data: bytes, password: str) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(buffer, encryption=pikepdf.Encryption(owner=password, user=password))
    return buffer.getvalue()


def with_attachment(data: bytes, xml: str, name: str = "factur-x.xml") -> bytes:
    """The PDF with an e-invoice inside."""
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.attachments[name] = pikepdf.AttachedFileSpec(document, xml.encode(), filename=name)  # type: ignore[call-arg]  # stubs
        document.save(buffer)
    return buffer.getvalue()


def picture(page: str = INVOICE, *, dpi: int = 200, skew: float = 0.0) -> Image.Image:
    """The page as a scanner sees it, leaning by `skew` degrees."""
    document = pypdfium2.PdfDocument(pdf(page))
    image: Image.Image = document[0].render(scale=dpi / 72, grayscale=True).to_pil()
    document.close()
    if not skew:
        return image
    return image.rotate(skew, fillcolor=255, resample=Image.Resampling.BICUBIC)


def saved(image: Image.Image, path: Path, kind: str, **options: object) -> Path:
    """The picture in a file of that kind at 200 dpi."""
    image.save(path, kind, dpi=(200, 200), **options)
    return path


def values(fields: dict[str, object], names: dict[str, str]) -> dict[str, object]:
    """The values of the fields in `names`."""
    return {name: getattr(fields[name], "value", None) for name in names}
