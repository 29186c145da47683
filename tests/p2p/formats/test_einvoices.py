"""UBL, CII and PDFs that carry one: values as stated, credit notes too."""

from pathlib import Path

import pytest

from p2p.formats.dispatch import read_here
from p2p.formats.document import Budget, Document
from p2p.formats.reading import Line, Reading
from tests.p2p.formats import drawn

CII = """<rsm:CrossIndustryInvoice xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100"
 xmlns:ram="urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100"
 xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100">
 <rsm:ExchangedDocument><ram:ID>RE-7</ram:ID><ram:TypeCode>{type_code}</ram:TypeCode><ram:IssueDateTime>
  <udt:DateTimeString format="102">20260305</udt:DateTimeString></ram:IssueDateTime></rsm:ExchangedDocument>
 <rsm:SupplyChainTradeTransaction>
  <ram:IncludedSupplyChainTradeLineItem>
   <ram:SpecifiedTradeProduct><ram:SellerAssignedID>B1</ram:SellerAssignedID><ram:Name>Bohrer</ram:Name>
   </ram:SpecifiedTradeProduct>
   <ram:SpecifiedLineTradeAgreement><ram:NetPriceProductTradePrice><ram:ChargeAmount>0.025</ram:ChargeAmount>
   </ram:NetPriceProductTradePrice></ram:SpecifiedLineTradeAgreement>
   <ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">4000</ram:BilledQuantity>
   </ram:SpecifiedLineTradeDelivery>
   <ram:SpecifiedLineTradeSettlement><ram:ApplicableTradeTax>
    <ram:RateApplicablePercent>19.00</ram:RateApplicablePercent></ram:ApplicableTradeTax>
    <ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>100</ram:LineTotalAmount>
    </ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>
  </ram:IncludedSupplyChainTradeLineItem>
  <ram:ApplicableHeaderTradeAgreement>
   <ram:SellerTradeParty><ram:Name>Muster GmbH</ram:Name><ram:SpecifiedTaxRegistration>
    <ram:ID schemeID="VA">DE 136695976</ram:ID></ram:SpecifiedTaxRegistration></ram:SellerTradeParty>
   <ram:BuyerTradeParty><ram:Name>Brackenfield Foods Ltd</ram:Name></ram:BuyerTradeParty>
   <ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>4711</ram:IssuerAssignedID>
   </ram:BuyerOrderReferencedDocument></ram:ApplicableHeaderTradeAgreement>
  <ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
   <ram:SpecifiedTradeSettlementPaymentMeans><ram:PayeePartyCreditorFinancialAccount>
    <ram:IBANID>DE89 3704 0044 0532 0130 00</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
   </ram:SpecifiedTradeSettlementPaymentMeans>
   <ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime>
    <udt:DateTimeString format="102">20260404</udt:DateTimeString></ram:DueDateDateTime>
   </ram:SpecifiedTradePaymentTerms>
   <ram:SpecifiedTradeSettlementHeaderMonetarySummation>
    <ram:TaxBasisTotalAmount>100.00</ram:TaxBasisTotalAmount>
    <ram:TaxTotalAmount currencyID="USD">23.10</ram:TaxTotalAmount>
    <ram:TaxTotalAmount currencyID="EUR">19.00</ram:TaxTotalAmount>
    <ram:GrandTotalAmount>119.00</ram:GrandTotalAmount><ram:DuePayableAmount>69</ram:DuePayableAmount>
   </ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
 </rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>"""


def read(path: Path, content: str | bytes, kind: str = "xml") -> Reading:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_here(Document(path=path, kind=kind, budget=Budget(30), work_dir=path.parent))


def found(reading: Reading) -> dict[str, str | None]:
    return {name: field.value for name, field in reading.fields.items()}


def test_ubl(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.xml", drawn.UBL)
    assert reading.format == "ubl"
    values = found(reading)
    assert (values["net"], values["tax"], values["gross"]) == ("474.00", "94.80", "568.80")
    assert values["iban"] == "GB29NWBK60161331926819"
    assert (values["seller_name"], values["seller_vat_id"]) == ("Harrow Lane Joinery Ltd", "GB290441805")
    assert (values["buyer_name"], values["po_number"]) == ("Brackenfield Foods Ltd", "PO-104233")
    assert reading.lines == (
        Line(
            description="Oak worktop, oiled",
            sku="OAK-2",
            quantity="2",
            unit="C62",
            unit_price="210.00",
            net="420.00",
            tax_rate="20",
            po_line="1",
        ),
    )


def test_a_ubl_credit_note(tmp_path: Path) -> None:
    xml = drawn.UBL.replace("Invoice-2", "CreditNote-2").replace("<Invoice ", "<CreditNote ")
    xml = xml.replace("</Invoice>", "</CreditNote>").replace("InvoiceTypeCode", "CreditNoteTypeCode")
    reading = read(tmp_path / "a.xml", xml)
    assert found(reading)["document_type"] == "credit_note"


def test_cii_with_the_tax_in_the_document_currency(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.xml", CII.format(type_code=380))
    assert reading.format == "cii"
    values = found(reading)
    assert values["document_type"] == "invoice"
    assert (values["net"], values["tax"], values["gross"], values["payable"]) == ("100.00", "19.00", "119.00", "69.00")
    assert (values["invoice_date"], values["due_date"]) == ("2026-03-05", "2026-04-04")
    assert (values["iban"], values["seller_vat_id"]) == ("DE89370400440532013000", "DE136695976")
    (line,) = reading.lines
    assert (line.quantity, line.unit_price, line.net, line.tax_rate) == ("4000", "0.025", "100.00", "19")


def test_cii_credit_note_by_its_code(tmp_path: Path) -> None:
    assert found(read(tmp_path / "a.xml", CII.format(type_code=381)))["document_type"] == "credit_note"


def test_totals_that_do_not_add_up_are_kept_and_doubted(tmp_path: Path) -> None:
    reading = read(tmp_path / "a.xml", drawn.UBL.replace("568.80</cbc:TaxIn", "586.80</cbc:TaxIn"))
    assert reading.fields["gross"].value == "586.80"
    assert reading.fields["gross"].confidence < 0.7
    assert reading.notes


def test_a_hybrid_takes_the_xml_and_finds_its_values_on_the_page(tmp_path: Path) -> None:
    data = drawn.with_attachment(drawn.pdf(), drawn.UBL)
    reading = read(tmp_path / "a.pdf", data, "pdf")
    assert (reading.format, len(reading.pages)) == ("facturx", 1)
    gross = reading.fields["gross"]
    assert (gross.value, gross.source, gross.page) == ("568.80", "xml", 1)
    assert gross.box is not None


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "unsafe_xml"),
        ('<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "unsafe_xml"),
        ("<a><b></a>", "corrupt"),
        ("<a>" * 300 + "</a>" * 300, "corrupt"),
        ("<order><id>1</id></order>", "not_an_invoice_xml"),
    ],
)
def test_other_xml_is_refused(tmp_path: Path, xml: str, code: str) -> None:
    assert read(tmp_path / "a.xml", xml).error_code == code
