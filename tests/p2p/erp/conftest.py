from datetime import date
from decimal import Decimal

import pytest

from p2p.erp import BankAccount, Entry, PaymentRequest, PostingRequest


@pytest.fixture
def posting() -> PostingRequest:
    """A small invoice of £220.80."""
    return PostingRequest(
        kind="invoice",
        vendor_code="V1001",
        vendor_name="Thornbury Paper Supplies Ltd",
        invoice_number="INV-1",
        invoice_date=date(2026, 5, 11),
        currency="GBP",
        gross=Decimal("220.80"),
        entries=(
            Entry(account="2110", text="order line 1", debit=Decimal("184.00")),
            Entry(account="2201", text="VAT", debit=Decimal("36.80")),
            Entry(account="2100", vendor_code="V1001", credit=Decimal("220.80")),
        ),
    )


@pytest.fixture
def payment() -> PaymentRequest:
    """Its payment; replace `posting_reference` by the one that the posting was given."""
    return PaymentRequest(
        posting_reference="none",
        vendor_code="V1001",
        invoice_number="INV-1",
        amount=Decimal("220.80"),
        currency="GBP",
        pay_on=date(2026, 6, 10),
        account=BankAccount(name="Thornbury Paper Supplies Ltd", sort_code="202959", account_number="63748472"),
    )
