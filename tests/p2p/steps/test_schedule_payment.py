from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from p2p.erp import erp
from p2p.facts import PaymentFacts, PostingFacts
from p2p.models import Payment, Vendor
from p2p.payments.plan import NotPayable
from p2p.steps import post, schedule_payment
from tests.p2p.paper import NOW, Paper
from workflow.outcomes import Absent, Done
from workflow.people import Dossier

pytestmark = pytest.mark.django_db


def posted(paper: Paper) -> PostingFacts:
    """Post it, as the step before did."""
    key = paper.intend("post")
    facts = post.load(paper.dossier())
    return post.record(paper.dossier(), facts, post.perform(facts, key))


def ready(paper: Paper, **days: float) -> tuple[Dossier, str]:
    """The posted case and the key of its payment."""
    output = posted(paper)
    return paper.dossier(now=NOW + timedelta(**days), post=output), paper.intend("schedule_payment")


def test_a_posted_invoice_is_paid_by_terms_to_the_master_account() -> None:
    dossier, key = ready(Paper())
    facts = schedule_payment.load(dossier)
    assert schedule_payment.unneeded(facts) is None
    assert schedule_payment.find(facts, key) == Absent()
    done = schedule_payment.perform(facts, key)
    assert schedule_payment.find(facts, key) == done
    assert schedule_payment.record(dossier, facts, done) == PaymentFacts(
        key=key,
        reference=done.reference,
        amount=Decimal("220.80"),
        currency="GBP",
        pay_on=date(2026, 6, 10),
    )
    assert Payment.objects.get(key=key).account == {
        "name": "Thornbury Paper Supplies Ltd",
        "iban": "",
        "sort_code": "202959",
        "account_number": "63748472",
    }


def test_the_day_is_the_company_s_not_the_server_s() -> None:
    # 23:30 UTC is past midnight in London: the payment can't be made on the 10th any more.
    dossier, _ = ready(Paper(), days=28, hours=14.5)
    request = schedule_payment.load(dossier).request
    assert request is not None
    assert request.pay_on == date(2026, 6, 11)


def test_a_credit_note_is_not_paid() -> None:
    paper = Paper(kind="credit_note")
    dossier = paper.dossier(post=posted(paper))
    facts = schedule_payment.load(dossier)
    output = schedule_payment.unneeded(facts)
    assert output == PaymentFacts(because="A credit note is not paid: the credit stays on the vendor's account.")
    assert schedule_payment.record(dossier, facts, None) == output
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "why"),
    [({"status": "blocked"}, "blocked"), ({"sort_code": ""}, "no bank account"), ({"payment_terms": "?"}, "terms")],
)
def test_a_vendor_who_cannot_be_paid_now_is_not(change: dict[str, Any], why: str) -> None:
    dossier, key = ready(Paper())
    Vendor.objects.update(**change)
    facts = schedule_payment.load(dossier)
    with pytest.raises(NotPayable, match=why):
        schedule_payment.perform(facts, key)
    assert erp().find_payment(key) == Absent()


def test_a_payment_that_is_scheduled_already_is_kept_as_it_is() -> None:
    paper = Paper()
    dossier, key = ready(paper)
    schedule_payment.perform(schedule_payment.load(dossier), key)  # and the answer was lost
    Vendor.objects.update(status="blocked", account_number="11111111")
    later = paper.dossier(now=NOW + timedelta(days=60), post=dossier.outputs["post"])
    facts = schedule_payment.load(later)
    found = schedule_payment.find(facts, key)
    assert isinstance(found, Done)
    output = schedule_payment.record(later, facts, found)
    assert (output.amount, output.pay_on) == (Decimal("220.80"), date(2026, 6, 10))
    assert Payment.objects.get().account["account_number"] == "63748472"


def test_the_account_is_the_master_s_at_the_time_of_scheduling() -> None:
    dossier, _ = ready(Paper())
    Vendor.objects.update(account_number="22222222")
    request = schedule_payment.load(dossier).request
    assert request is not None
    assert request.account.account_number == "22222222"
