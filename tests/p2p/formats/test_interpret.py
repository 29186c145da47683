"""Whole pages, typed: invoices in several layouts and languages."""

from p2p.formats.known import Known, KnownVendor
from tests.p2p.formats.typed import read, values

BRITISH = """
    Harrow Lane Joinery Ltd                                   INVOICE
    4 Harrow Lane, Leeds, LS1 4AB
    VAT Reg No: GB 290 4418 05

    Invoice to                          Invoice number:   HL-20417
    Brackenfield Foods Ltd              Invoice date:     3 March 2026
    Unit 4, Dock Gate Road              Your order no:    PO-104233
    Bristol BS11 7QT                    Due date:         2 April 2026

    Description                    Qty    Unit price    VAT    Amount
    Oak worktop, oiled             2      £210.00       20%    £420.00
    supplied and fitted
    Shelf brackets, steel          12     £4.50         20%    £54.00

                                          Subtotal             £474.00
                                          VAT 20%              £94.80
                                          Total                £568.80

    Please pay to: sort code 20-29-59, account number 63748472
"""

GERMAN = """
    Muster Werkzeuge GmbH
    Hauptstrasse 5, 70173 Stuttgart

    Rechnung an:
    Brackenfield Foods Ltd
    Dock Gate Road 4

    Rechnungsnummer:   RE-2026-0815        Rechnungsdatum:   05.03.2026
    Bestellnummer:     4711                Zahlbar bis:      04.04.2026
    USt-IdNr.:   DE136695976

    Pos   Bezeichnung                 Menge    Einzelpreis     Gesamt
    1     Bohrmaschine                2        1.249,50        2.499,00
    2     Bohrer 8 mm                 10       3,10            31,00

    Nettobetrag                                                2.530,00 EUR
    zzgl. 19% MwSt.                                            480,70 EUR
    Gesamtbetrag                                               3.010,70 EUR
"""

FRENCH_CREDIT = """
    Papeterie du Port SARL
    3 quai Sud, 13002 Marseille

    Avoir AV-2026-0007
    Date de facture   16/11/2026

    Description             Quantité    Prix unitaire    Montant HT
    Ramettes A4             5           4,55 €           -22,75 €

                                        Total HT         -22,75 €
                                        TVA 20%          -4,55 €
                                        Total TTC        -27,30 €
"""


def test_a_british_invoice_field_by_field() -> None:
    assert values(read(BRITISH)) == {
        "document_type": "invoice",
        "invoice_number": "HL-20417",
        "invoice_date": "2026-03-03",
        "due_date": "2026-04-02",
        "seller_name": "Harrow Lane Joinery Ltd",
        "seller_vat_id": "GB290441805",
        "buyer_name": "Brackenfield Foods Ltd",
        "po_number": "PO-104233",
        "currency": "GBP",
        "net": "474.00",
        "tax": "94.80",
        "gross": "568.80",
        "sort_code": "202959",
        "account_number": "63748472",
    }


def test_its_lines_with_a_wrapped_description() -> None:
    first, second = read(BRITISH).lines
    assert first.description == "Oak worktop, oiled supplied and fitted"
    assert (first.quantity, first.unit_price, first.net, first.tax_rate) == ("2", "210.00", "420.00", "20")
    assert (second.description, second.quantity, second.net) == ("Shelf brackets, steel", "12", "54.00")


def test_totals_that_add_up_are_nearly_certain_and_know_their_place() -> None:
    gross = read(BRITISH).fields["gross"]
    assert gross.confidence >= 0.95
    assert gross.page == 1
    assert gross.box is not None
    assert gross.why == "net + tax = gross, all printed"


def test_a_german_invoice_with_decimal_commas() -> None:
    found = values(read(GERMAN))
    assert (found["net"], found["tax"], found["gross"]) == ("2530.00", "480.70", "3010.70")
    assert (found["invoice_date"], found["due_date"]) == ("2026-03-05", "2026-04-04")
    assert (found["invoice_number"], found["po_number"], found["currency"]) == ("RE-2026-0815", "4711", "EUR")
    assert [line.net for line in read(GERMAN).lines] == ["2499.00", "31.00"]


def test_a_credit_note_gives_what_is_credited_as_positive_amounts() -> None:
    reading = read(FRENCH_CREDIT)
    found = values(reading)
    assert found["document_type"] == "credit_note"
    assert (found["net"], found["tax"], found["gross"]) == ("22.75", "4.55", "27.30")
    assert [line.net for line in reading.lines] == ["22.75"]


def test_a_wrong_total_is_not_believed() -> None:
    gross = read(BRITISH.replace("£568.80", "£586.80")).fields["gross"]
    assert gross.confidence < 0.5


def test_a_table_that_goes_over_two_pages() -> None:
    first, second = BRITISH.split("    Shelf brackets")
    lines = read(first, "    Shelf brackets" + second).lines
    assert [(line.net, line.page) for line in lines] == [("420.00", 1), ("54.00", 2)]


def test_a_page_number_under_the_sums_is_no_line() -> None:
    foot = """
    Registered in England No. 02144                                       Page 2
    Wall hooks                     3      £4.00         20%    £12.00
    """
    first, _, rest = BRITISH.partition("    Shelf brackets")
    before, after = first.rstrip(), f"    Shelf brackets{rest}"
    lines = read(f"{before}\n{foot.strip(chr(10))}\n{after}").lines
    assert [line.net for line in lines] == ["420.00", "12.00", "54.00"]


def test_a_due_date_is_reckoned_from_terms_only_where_none_is_printed() -> None:
    page = BRITISH.replace("Due date:         2 April 2026", "Payment terms: 30 days net")
    due = read(page).fields["due_date"]
    assert due.value == "2026-04-02"
    assert "reckoned" in due.why
    assert due.confidence < read(BRITISH).fields["due_date"].confidence


def test_an_impossible_date_is_doubted_and_an_early_due_date_is_kept() -> None:
    page = BRITISH.replace("3 March 2026", "12/13/2026").replace("2 April 2026", "12 December 2026")
    reading = read(page)
    assert reading.fields["invoice_date"].confidence < 0.6
    assert reading.fields["due_date"].value == "2026-12-12"


def test_what_the_company_knows_settles_the_order_number() -> None:
    page = BRITISH.replace("Your order no:    PO-104233", "Your ref:    WB-17")
    known = Known(open_orders=("WB-17",), vendors=(KnownVendor(code="V1", name="Harrow Lane Joinery Ltd"),))
    assert read(page, known=known).fields["po_number"].confidence > 0.9
    assert read(page).fields["po_number"].confidence < 0.7


def test_a_statement_and_a_reminder_are_told_apart() -> None:
    for title, expected in (("STATEMENT OF ACCOUNT", "statement"), ("PAYMENT REMINDER", "reminder")):
        assert values(read(BRITISH.replace("INVOICE\n", f"{title}\n", 1)))["document_type"] == expected


def test_prose_is_no_invoice() -> None:
    reading = read("The quick brown fox jumps over the lazy dog.\nHello World Ltd of 12 June 2026 says nothing more.")
    assert all(field.confidence < 0.5 for field in reading.fields.values())
    assert reading.lines == ()


def test_a_page_without_words_is_unreadable() -> None:
    reading = read("")
    assert reading.error_code == "no_text"
