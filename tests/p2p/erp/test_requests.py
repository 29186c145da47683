from datetime import date
from decimal import Decimal

import pytest

from p2p.erp.requests import BankAccount, Entry, PaymentRequest, PostingRequest, UnbalancedPosting


@pytest.mark.parametrize(("debit", "credit"), [("0", "0"), ("1", "1"), ("-1", "0"), ("0", "-1")])
def test_an_entry_has_one_side(debit: str, credit: str) -> None:
    with pytest.raises(UnbalancedPosting):
        Entry(account="6200", debit=Decimal(debit), credit=Decimal(credit))


@pytest.mark.parametrize(
    ("cost", "owed", "gross"),
    [("100.00", "99.99", "100.00"), ("100.00", "100.00", "100.01"), ("100.00", "100.00", "-100.00")],
)
def test_an_unbalanced_posting_cannot_be_made(cost: str, owed: str, gross: str) -> None:
    with pytest.raises(UnbalancedPosting):
        PostingRequest(
            kind="invoice",
            vendor_code="V1",
            vendor_name="Vendor",
            invoice_number="1",
            invoice_date=date(2026, 5, 11),
            currency="GBP",
            gross=Decimal(gross),
            entries=(
                Entry(account="6200", debit=Decimal(cost)),
                Entry(account="2100", vendor_code="V1", credit=Decimal(owed)),
            ),
        )


@pytest.mark.parametrize("amount", ["0", "-5"])
def test_a_payment_is_above_zero(amount: str) -> None:
    with pytest.raises(ValueError, match="above zero"):
        PaymentRequest(
            posting_reference="AP-1",
            vendor_code="V1",
            invoice_number="1",
            amount=Decimal(amount),
            currency="GBP",
            pay_on=date(2026, 6, 10),
            account=BankAccount(name="Vendor", iban="GB33BUKB20201555555555"),
        )
