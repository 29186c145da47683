from dataclasses import replace

from p2p.inputs.vendor import VendorRecord, VendorSearch
from p2p.panels.beside import Beside
from p2p.panels.vendor import compared
from tests.p2p.invoices import INVOICE

THORNBURY = VendorRecord(
    id=7,
    code="V1001",
    name="Thornbury Paper Supplies Limited",
    vat_id="GB290441876",
    currency="GBP",
    payment_terms="net 30",
    sort_code="202959",
    account_number="63748472",
    email_domains=("thornburypaper.example",),
)
SEARCH = VendorSearch(
    invoice=replace(INVOICE, sort_code="30-98-97", account_number="40017268"),
    candidates=(THORNBURY,),
    order_vendors=(7,),
    sender_domain="thornbury-paper.example",
)


def marks(table: Beside) -> dict[str, str]:
    return {row.label: row.cells[1].mark for row in table.rows}


def test_what_differs_stands_out_and_legal_forms_do_not() -> None:
    table = compared(SEARCH, [THORNBURY])
    assert marks(table) == {
        "Name": "same",
        "VAT number": "same",
        "Bank account": "differs",
        "Sender's domain": "differs",
        "Order": "same",
        "Currency": "same",
        "Terms": "",
        "Status": "",
    }
    assert [column.title for column in table.columns] == ["On the document", "Thornbury Paper Supplies Limited"]
    account = next(row for row in table.rows if row.label == "Bank account")
    assert [cell.text for cell in account.cells] == ["30-98-97 40017268", "20-29-59 63748472"]


def test_an_iban_is_held_against_sort_code_and_account_number() -> None:
    printed = replace(INVOICE, iban="GB76BARC20295963748472", sort_code="", account_number="")
    assert marks(compared(replace(SEARCH, invoice=printed), [THORNBURY]))["Bank account"] == "same"


def test_a_document_without_an_account_contradicts_nobody() -> None:
    bare = replace(SEARCH, invoice=INVOICE, sender_domain="", order_vendors=())
    found = marks(compared(bare, [THORNBURY]))
    assert (found["Bank account"], found["Order"]) == ("", "differs")
    assert "On the document" in [column.title for column in compared(bare, []).columns]
