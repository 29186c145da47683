"""A posting is taken back whole, once, when nothing will be paid for it; the invoice may come again, by a word."""

from collections.abc import Callable
from decimal import Decimal

import pytest

from p2p import order_standing, sightings
from p2p.describe import describe
from p2p.erp import erp
from p2p.facts import InvoiceFacts, VendorFacts, read
from p2p.models import JournalEntry
from tests.p2p.amending.conftest import Desk
from workflow import engine
from workflow.models import Signal
from workflow.outcomes import Done


def test_a_posting_is_reversed_by_its_mirror_image_once_its_payment_is_cancelled(desk: Desk) -> None:
    with pytest.raises(engine.DecisionRefused, match=r"The payment of £220\.80 is scheduled: cancel it first"):
        desk.ask("reverse_posting")
    desk.done("cancel_payment")
    assert desk.done("reverse_posting").state == "completed"

    booked, reversal = JournalEntry.objects.order_by("id")
    assert (reversal.reverses, reversal.kind, reversal.total) == (booked, "reversal", Decimal("220.80"))
    sides = list(reversal.lines.order_by("id").values_list("account", "vendor_code", "debit", "credit"))
    assert sides == [
        ("2110", "", Decimal(0), Decimal("184.00")),
        ("2201", "", Decimal(0), Decimal("36.80")),
        ("2100", "V1001", Decimal("220.80"), Decimal(0)),
    ]
    (posting,) = describe(desk.case.pk)["postings"]
    assert posting["reversed_by"] == reversal.reference == desk.amendment.reference
    found = erp().find_posting(desk.posting.key)
    assert isinstance(found, Done)
    assert found.data["reversed_by"] == reversal.reference


def test_what_is_reversed_is_left_alone(desk: Desk) -> None:
    desk.done("cancel_payment")
    desk.done("reverse_posting")
    for act in ("hold_payment", "release_payment", "cancel_payment", "reverse_posting"):
        with pytest.raises(engine.DecisionRefused, match="already reversed, by RV-"):
            desk.ask(act)


def test_a_credit_note_is_reversed_without_a_payment(desks: Callable[..., Desk]) -> None:
    desk = desks(kind="credit_note")
    case = desk.ask("reverse_posting")
    assert "Reverse posting AP-" in desk.task(case).sentence
    assert "credit note INV-1" in desk.task(case).sentence
    assert desk.decide(case).state == "completed"
    with pytest.raises(engine.DecisionRefused, match="already reversed"):
        desk.ask("cancel_payment")


def test_what_the_invoice_billed_of_its_order_is_open_again_and_heard(desk: Desk) -> None:
    def billed() -> Decimal:
        (line,) = order_standing.standing([desk.paper.line], for_case=0)
        return line.invoiced

    assert billed() == 10
    desk.done("cancel_payment")
    assert billed() == 10
    desk.done("reverse_posting")
    assert billed() == 0
    assert Signal.objects.filter(keys__contains=["receipt:PO-7001"]).exists()


def test_the_same_invoice_is_still_known_so_that_a_person_is_asked(desk: Desk) -> None:
    invoice = read(InvoiceFacts, desk.paper.outputs["validate"])
    vendor = read(VendorFacts, desk.paper.outputs["identify_vendor"])
    sightings.keep(desk.case.pk, invoice, vendor, desk.at)
    desk.done("cancel_payment")
    desk.done("reverse_posting")
    (other,) = sightings.others(0, "", invoice, vendor)
    assert (other.case, other.state) == (desk.case.pk, "reversed")
