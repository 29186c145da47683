"""The UBL document says what its truth says."""

from lxml import etree

from samples.einvoice.ubl import CAC, CBC, ubl_invoice
from samples.vendors import GREENHOLM
from tests.samples.orders import invoice_of

PATHS = {
    "invoice_number": "cbc:ID",
    "invoice_date": "cbc:IssueDate",
    "due_date": "cbc:DueDate",
    "seller_name": "cac:AccountingSupplierParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "seller_vat_id": "cac:AccountingSupplierParty/cac:Party/cac:PartyTaxScheme/cbc:CompanyID",
    "buyer_name": "cac:AccountingCustomerParty/cac:Party/cac:PartyLegalEntity/cbc:RegistrationName",
    "po_number": "cac:OrderReference/cbc:ID",
    "currency": "cbc:DocumentCurrencyCode",
    "net": "cac:LegalMonetaryTotal/cbc:TaxExclusiveAmount",
    "tax": "cac:TaxTotal/cbc:TaxAmount",
    "gross": "cac:LegalMonetaryTotal/cbc:TaxInclusiveAmount",
    "payable": "cac:LegalMonetaryTotal/cbc:PayableAmount",
    "iban": "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID",
}
LINE_PATHS = {
    "description": "cac:Item/cbc:Name",
    "sku": "cac:Item/cac:SellersItemIdentification/cbc:ID",
    "quantity": "cbc:InvoicedQuantity",
    "unit": "cbc:InvoicedQuantity/@unitCode",
    "unit_price": "cac:Price/cbc:PriceAmount",
    "net": "cbc:LineExtensionAmount",
    "tax_rate": "cac:Item/cac:ClassifiedTaxCategory/cbc:Percent",
    "po_line": "cac:OrderLineReference/cbc:LineID",
}


def values(element: etree._Element, paths: dict[str, str]) -> dict[str, str]:
    found = {}
    for name, path in paths.items():
        (value,) = element.xpath(path, namespaces={"cac": CAC, "cbc": CBC})
        found[name] = value if isinstance(value, str) else value.text
    return found


def test_every_value_is_in_its_place() -> None:
    xml, truth = ubl_invoice(invoice_of(GREENHOLM))
    root = etree.fromstring(xml)
    lines = root.findall(f"{{{CAC}}}InvoiceLine")
    assert truth.fields == {"document_type": "invoice", "sort_code": None, "account_number": None} | values(root, PATHS)
    assert list(truth.lines) == [values(line, LINE_PATHS) for line in lines]
    assert [line["unit"] for line in truth.lines] == ["LTR", "H87"]
