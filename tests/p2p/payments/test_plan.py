from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from p2p.accounts import Account
from p2p.facts import InvoiceFacts
from p2p.payments.plan import NotPayable, Payee, Planned, plan

INVOICE = InvoiceFacts(
    document_type="invoice",
    invoice_number="INV-1",
    invoice_date=date(2026, 5, 11),
    due_date=date(2026, 5, 12),
    currency="GBP",
    gross=Decimal("220.80"),
    payable=Decimal("9999.00"),
    iban="GB33BUKB20201555555555",
)
MASTER = Account(sort_code="20-29-59", account_number="63748472")
PAYEE = Payee(code="V1001", name="Thornbury Paper", status="active", terms="net 30", account=MASTER)
TODAY = date(2026, 5, 12)


def test_the_gross_is_paid_by_terms_to_the_master_account() -> None:
    payment = plan(INVOICE, PAYEE, TODAY)
    assert payment == Planned(
        amount=Decimal("220.80"),
        currency="GBP",
        pay_on=date(2026, 6, 10),
        account=Account(sort_code="202959", account_number="63748472"),
    )


def test_a_vendor_abroad_is_paid_by_iban() -> None:
    iban = Account(iban="DE89 3704 0044 0532 0130 00")
    payment = plan(replace(INVOICE, currency="EUR"), replace(PAYEE, account=iban), TODAY)
    assert payment.account == Account(iban="DE89370400440532013000")


@pytest.mark.parametrize(
    ("invoice", "payee", "why"),
    [
        (INVOICE, replace(PAYEE, status="blocked"), "V1001 Thornbury Paper has been blocked since.*Set the vendor"),
        (INVOICE, replace(PAYEE, account=Account()), "no bank account in the master data. Enter it"),
        (INVOICE, replace(PAYEE, account=Account(sort_code="202959")), "no bank account"),
        (INVOICE, replace(PAYEE, terms="soon"), "'soon' are not understood.*Correct them in the master data"),
        (replace(INVOICE, currency="EUR"), PAYEE, "no IBAN in the master data, and EUR can't be paid"),
        (replace(INVOICE, gross=None), PAYEE, "no gross amount"),
        (replace(INVOICE, invoice_date=None), PAYEE, "no date"),
    ],
)
def test_who_cannot_be_paid_is_not_and_the_sentence_says_why(invoice: InvoiceFacts, payee: Payee, why: str) -> None:
    with pytest.raises(NotPayable, match=why):
        plan(invoice, payee, TODAY)
