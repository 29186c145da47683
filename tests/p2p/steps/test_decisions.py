"""The decision steps on a real database: what they look at, and what they leave behind."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from p2p.models import Approval, Identification, Invoice, Match, MatchLine, PurchaseOrder, PurchaseOrderLine, Vendor
from p2p.numbers import order_key
from p2p.process import PROCURE_TO_PAY
from p2p.steps.approve import IdentityTaken
from tests.p2p.orders import NOW, PAPER, Journey, company, order, receive, thornbury
from workflow.outcomes import Ask, Finding, Outcome, Proceed, Wait
from workflow.people import Actor

pytestmark = pytest.mark.django_db
APPROVE = PROCURE_TO_PAY.step("approve")
APPROVER = Actor("approver", "Bo Approver", frozenset({"approver"}))


@pytest.fixture
def vendor() -> Vendor:
    company()
    return thornbury()


@pytest.fixture
def line(vendor: Vendor) -> PurchaseOrderLine:
    return order(vendor)


def finding(said: tuple[str, Outcome], reason: str) -> Finding:
    """The question that the journey stopped at."""
    step, outcome = said
    assert isinstance(outcome, Ask), (step, outcome)
    assert outcome.finding.reason == reason
    return outcome.finding


def half(**read: str | None) -> Journey:
    """An invoice over five of the ten boxes."""
    five = {**PAPER, "quantity": "5", "net": "92.00"}
    return Journey(read={"net": "92.00", "tax": "18.40", "gross": "110.40", **read}, lines=(five,))


# --- the clean path ---


def test_a_clean_invoice_is_approved_and_leaves_its_trail(line: PurchaseOrderLine) -> None:
    journey = Journey()
    step, outcome = journey.run()
    assert (step, type(outcome)) == ("approve", Proceed)
    approval = Approval.objects.get(case=journey.case)
    assert (approval.by, approval.rule) == ("engine", "gross 220.80 GBP below 500.00 GBP")
    assert approval.identity == "V1001|invoice|GBP|1NV3411"
    (billed,) = approval.match.lines.all()
    assert (billed.order_line, billed.quantity, billed.unit_price) == (line, 10, Decimal("18.40"))
    assert billed.invoice_line == approval.match.invoice.lines.get()
    assert approval.match.invoice.gross == Decimal("220.80")


def test_looking_again_leaves_no_second_row(line: PurchaseOrderLine) -> None:
    journey = Journey()
    journey.run()
    journey.run()
    kept = [model.objects.count() for model in (Invoice, Identification, Match, MatchLine, Approval)]
    assert kept == [1, 1, 1, 1, 1]


def test_queries_do_not_grow_with_the_lines(vendor: Vendor) -> None:
    counts = []
    for lines in (1, 40):
        number = f"PO-8{lines:03d}"
        placed = order(vendor, number, quantity="1", received="1")
        for extra in range(2, lines + 1):
            PurchaseOrderLine.objects.create(
                order=placed.order,
                line_number=extra,
                sku=f"TP-{extra}",
                quantity=1,
                unit_price=Decimal("18.40"),
                tax_rate=20,
                gl_account="6200",
            )
        billed = {**PAPER, "quantity": "1", "net": "18.40"}
        journey = Journey(
            read={"po_number": number, "invoice_number": number, "net": "18.40", "tax": "3.68", "gross": "22.08"},
            lines=(billed,),
        )
        with CaptureQueriesContext(connection) as queries:
            _, outcome = journey.run()
        assert isinstance(outcome, Proceed)
        counts.append(len(queries))
    assert counts[0] == counts[1]


# --- the document ---


def test_a_correction_inserts_a_new_reading(line: PurchaseOrderLine) -> None:
    journey = Journey(read={"gross": "999.00"})
    question = finding(journey.run(), "arithmetic_error")
    journey.answer(question, "correct", gross="220.80")
    assert journey.run()[0] == "approve"
    assert list(Invoice.objects.order_by("id").values_list("gross", flat=True)) == [
        Decimal("999.00"),
        Decimal("220.80"),
    ]


def test_a_line_can_be_corrected(line: PurchaseOrderLine) -> None:
    journey = Journey(lines=({**PAPER, "quantity": "1O"},))
    question = finding(journey.run(), "unreadable")
    assert "line 1 quantity" in question.sentence
    journey.answer(question, "correct", lines__1__quantity="10")
    assert journey.run()[0] == "approve"


def test_what_can_be_read_is_kept_even_where_a_person_is_asked(vendor: Vendor) -> None:
    Journey(read={"gross": None}).run()
    assert Invoice.objects.get().gross is None


def test_a_document_for_somebody_else(line: PurchaseOrderLine) -> None:
    finding(Journey(read={"buyer_name": "Oakfield Dairies Ltd"}).run(), "wrong_company")


def test_without_a_company_row_the_settings_say_who_we_are(line: PurchaseOrderLine, settings: Any) -> None:
    connection.cursor().execute("DELETE FROM p2p_company")
    finding(Journey().run(), "wrong_company")
    settings.P2P_COMPANY_NAME = "Brackenfield Foods Ltd"
    assert Journey().run()[0] == "approve"


# --- the vendor ---


@pytest.mark.parametrize(
    "read",
    [
        {"seller_vat_id": "290441876"},
        {"seller_vat_id": None},
        {"seller_vat_id": None, "seller_name": "THORNBURY PAPER SUPPLIES LIMITED"},
        {"seller_vat_id": None, "seller_name": "Thornbury Papr Supplies"},
        {"seller_name": None, "seller_vat_id": None, "iban": "GB76BARC20295963748472"},
        {"seller_name": None, "seller_vat_id": None, "sort_code": "20-29-59", "account_number": "63748472"},
    ],
)
def test_the_vendor_is_found_by_whatever_points_to_it(line: PurchaseOrderLine, read: dict[str, str | None]) -> None:
    thornbury(code="V2", name="Thornbury Plant Hire Ltd", vat_id="GB111", sort_code="111111", account_number="1")
    journey = Journey(read=read)
    seller = {"seller_name", "seller_vat_id"}
    if all(read.get(name, "") is None for name in seller):
        question = finding(journey.run(), "unreadable")
        journey.answer(question, "correct", seller_name="Thornbury Paper Supplies")
    assert journey.run()[0] == "approve"
    assert journey.outputs["identify_vendor"]["code"] == "V1001"


def test_a_new_vendor_goes_on_once_it_is_in_the_master(vendor: Vendor) -> None:
    journey = Journey(read={"seller_name": "Tamsin Cole Ltd", "seller_vat_id": "GB772036133", "po_number": None})
    finding(journey.run(), "new_vendor")
    thornbury(code="V1011", name="Tamsin Cole Ltd", vat_id="GB772036133", sort_code="1", account_number="2")
    assert finding(journey.run(), "po_not_found")


def test_another_account_asks(line: PurchaseOrderLine) -> None:
    journey = Journey(read={"iban": "GB94BARC10201530093459"})
    journey.answer(finding(journey.run(), "bank_details_differ"), "pay_master_account")
    assert journey.run()[0] == "approve"


# --- duplicates ---


def test_the_second_of_two_alike_is_asked_about_and_the_first_never(line: PurchaseOrderLine) -> None:
    first, second = half(), half()
    assert first.run()[0] == "approve"
    question = finding(second.run(), "suspected_duplicate")
    assert question.evidence["others"][0]["case"] == str(first.case.pk)
    assert first.run()[0] == "approve"
    second.answer(question, "not_duplicate")
    assert second.run()[0] == "approve"
    assert Approval.objects.get(case=second.case).identity.endswith(f"|case:{second.case.pk}")
    finding(half(invoice_number="inv 3411").run(), "suspected_duplicate")


@pytest.mark.parametrize("state", ["refused", "ignored"])
def test_what_was_refused_is_no_original(line: PurchaseOrderLine, state: str) -> None:
    first = half(po_number=None)
    finding(first.run(), "po_not_found")
    first.end(state)
    assert half().run()[0] == "approve"


def test_the_same_across_the_turn_of_the_year(line: PurchaseOrderLine) -> None:
    half(invoice_date="2025-12-30").run()
    finding(half(invoice_date="2026-01-02").run(), "suspected_duplicate")


def test_the_same_file_in_two_mails(line: PurchaseOrderLine) -> None:
    first = Journey()
    first.run()
    second = Journey(read={"invoice_number": "MISREAD-7"}, sha256=first.sha256)
    assert "same file" in finding(second.run(), "suspected_duplicate").sentence


def test_correcting_the_number_looks_for_duplicates_again(line: PurchaseOrderLine) -> None:
    half().run()
    other = half(invoice_number="INV-9", gross="999.00")
    other.answer(finding(other.run(), "arithmetic_error"), "correct", gross="110.40", invoice_number="INV-003411")
    finding(other.run(), "suspected_duplicate")


def test_the_earlier_case_that_becomes_the_same_later_is_the_duplicate(line: PurchaseOrderLine) -> None:
    earlier = half(gross="999.00")
    finding(earlier.run(), "arithmetic_error")
    later = half()
    assert later.run()[0] == "approve"
    earlier.answer(finding(earlier.run(), "arithmetic_error"), "correct", gross="110.40")
    finding(earlier.run(), "suspected_duplicate")


def test_a_vendor_entered_twice_is_one_vendor(line: PurchaseOrderLine) -> None:
    half().run()
    twin = thornbury(
        code="V9009", name="Thornbury Paper North", vat_id="GB290441876", sort_code="9", account_number="9"
    )
    order(twin, "PO-9009")
    journey = half(seller_name="Thornbury Paper North", po_number="PO-9009")
    finding(journey.run(), "suspected_duplicate")


def test_an_identity_passes_the_approval_once(line: PurchaseOrderLine) -> None:
    half().run()
    second = half(invoice_number="INV-5")
    second.run(until="approve")
    second.outputs["check_duplicate"] = {"identity": "V1001|invoice|GBP|1NV3411"}
    question = finding(("approve", second.step(APPROVE)), "suspected_duplicate")
    second.answer(question, "not_duplicate")
    assert isinstance(second.step(APPROVE), Proceed)
    assert Approval.objects.get(case=second.case).identity == f"V1001|invoice|GBP|1NV5|case:{second.case.pk}"


def test_the_constraint_stands_behind_the_check(line: PurchaseOrderLine) -> None:
    half().run()
    second = half(invoice_number="INV-5")
    second.run(until="approve")
    facts = APPROVE.module.load(second.dossier())
    outcome = APPROVE.module.decide(facts, APPROVE.rules)
    quicker = replace(facts, identity="V1001|invoice|GBP|1NV3411")
    with pytest.raises(IdentityTaken, match="at this very moment"):
        APPROVE.module.record(second.dossier(), quicker, outcome)


# --- orders ---


@pytest.mark.parametrize("printed", ["PO-7001", "po 07001", "7001", "Ref. 12/b PO-7001", "P.O.7001"])
def test_the_order_is_found_however_its_number_is_printed(line: PurchaseOrderLine, printed: str) -> None:
    assert Journey(read={"po_number": printed}).run()[0] == "approve"


@pytest.mark.parametrize("number", ["PO-7001", "po 07001", "4500-0017/A", "PO", "000", "Größe 12", "SO-PO7"])
def test_the_database_computes_the_same_key(vendor: Vendor, number: str) -> None:
    placed = PurchaseOrder.objects.create(number=number, vendor=vendor, order_date=NOW.date(), currency="GBP")
    placed.refresh_from_db()
    assert placed.number_key == order_key(number)


@pytest.mark.parametrize("printed", ["PO-700", "17001", "PO-70011", None])
def test_an_order_with_a_number_like_it_is_not_taken(line: PurchaseOrderLine, printed: str | None) -> None:
    question = finding(Journey(read={"po_number": printed}).run(), "po_not_found")
    assert "Exactly this net amount is received and not yet invoiced on PO-7001." in question.sentence


def test_another_vendors_order(line: PurchaseOrderLine) -> None:
    other = thornbury(code="V2", name="Pennock", vat_id="", sort_code="118765", account_number="64371389")
    order(other, "PO-7002")
    question = finding(Journey(read={"po_number": "PO-7002"}).run(), "po_not_found")
    assert "another vendor (V2)" in question.sentence


def test_coded_without_an_order_it_needs_an_approver_who_is_somebody_else(vendor: Vendor) -> None:
    journey = Journey(read={"po_number": None})
    both = Actor("both", "Di Both", frozenset({"clerk", "approver"}))
    question = finding(journey.run(), "po_not_found")
    journey.answer(question, "code_without_po", by=both, gl_account="6200", cost_centre="ADM")
    approval = finding(journey.run(), "over_threshold")
    assert approval.evidence["handled_by"] == ["both"]
    journey.answer(approval, "approve", by=both)
    finding(journey.run(), "over_threshold")
    journey.answer(approval, "approve", by=APPROVER)
    assert journey.run()[0] == "approve"
    match = Match.objects.get(case=journey.case)
    assert (match.order, match.gl_account, match.cost_centre, match.lines.count()) == (None, "6200", "ADM", 0)


# --- quantities ---


def test_a_receipt_unit_is_billed_once(vendor: Vendor) -> None:
    order(vendor, quantity="10", received="10")
    assert half(invoice_number="A-1").run()[0] == "approve"
    assert half(invoice_number="A-2").run()[0] == "approve"
    question = finding(half(invoice_number="A-3").run(), "quantity_variance")
    assert question.evidence["lines"][0]["already_invoiced"] == "10"


def test_a_case_does_not_count_against_itself(line: PurchaseOrderLine) -> None:
    journey = Journey()
    journey.run()
    assert journey.run()[0] == "approve"


def test_what_a_refused_invoice_billed_is_free_again(line: PurchaseOrderLine) -> None:
    first = Journey(read={"invoice_number": "A-1"})
    first.run()
    finding(Journey(read={"invoice_number": "B-2"}).run(), "quantity_variance")
    first.end("refused")
    assert Journey(read={"invoice_number": "C-3"}).run()[0] == "approve"


def test_only_the_newest_match_of_a_case_counts(line: PurchaseOrderLine) -> None:
    first = Journey(read={"invoice_number": "A-1"})
    first.run()
    match = Match.objects.get(case=first.case)
    Match.objects.create(case=first.case, invoice=match.invoice, order=match.order, created_at=NOW)
    assert Journey(read={"invoice_number": "B-2"}).run()[0] == "approve"


def test_a_credit_frees_what_it_takes_back(line: PurchaseOrderLine) -> None:
    Journey(read={"invoice_number": "A-1"}).run()
    credit = half(document_type="credit_note", invoice_number="C-1")
    assert credit.run()[0] == "approve"
    assert MatchLine.objects.get(match__case=credit.case).quantity == -5
    receive(line, "5")
    assert half(invoice_number="A-2").run()[0] == "approve"
    finding(half(invoice_number="A-3").run(), "quantity_variance")


def test_goods_are_waited_for_and_the_invoice_moves_when_they_come(vendor: Vendor) -> None:
    line = order(vendor, received="0")
    journey = Journey()
    step, outcome = journey.run()
    assert isinstance(outcome, Wait)
    assert (step, outcome.until) == ("match_three_way", NOW + timedelta(days=5))
    assert not Match.objects.exists()
    receive(line, "10")
    assert journey.run()[0] == "approve"


def test_after_five_days_a_person_is_asked(vendor: Vendor) -> None:
    order(vendor, received="0")
    finding(Journey().run(now=NOW + timedelta(days=5)), "goods_not_received")


def test_returned_goods_were_not_received(vendor: Vendor) -> None:
    line = order(vendor)
    receive(line, "-1")
    finding(Journey().run(), "quantity_variance")


def test_over_the_limit_an_approver_decides(vendor: Vendor) -> None:
    order(vendor, quantity="100", received="100")
    thirty = {**PAPER, "quantity": "30", "net": "552.00"}
    journey = Journey(read={"net": "552.00", "tax": "110.40", "gross": "662.40"}, lines=(thirty,))
    journey.answer(finding(journey.run(), "over_threshold"), "approve", by=APPROVER)
    assert journey.run()[0] == "approve"
    assert Approval.objects.get().rule == "approved by Bo Approver"
