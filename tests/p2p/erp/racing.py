"""Many equal calls to the ledger at once, on real connections; run by test_race in a process of its own.

Prints how many entries and payment orders there are, and which answers the calls got.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from threading import Barrier, Thread

from django.core.management import call_command
from django.db import connection

from p2p.erp import BankAccount, Entry, PaymentRequest, PostingRequest
from p2p.erp.failures import PaymentRefused
from p2p.erp.ledger import Ledger
from p2p.models import JournalEntry, PaymentOrder

ROUNDS, AT_ONCE = 8, 6
POUNDS = Decimal("10.00")
POSTING = PostingRequest(
    kind="invoice",
    vendor_code="V1",
    vendor_name="Vendor",
    invoice_number="1",
    invoice_date=date(2026, 5, 11),
    currency="GBP",
    gross=POUNDS,
    entries=(Entry(account="6200", debit=POUNDS), Entry(account="2100", vendor_code="V1", credit=POUNDS)),
)


def payment(reference: str) -> PaymentRequest:
    return PaymentRequest(
        posting_reference=reference,
        vendor_code="V1",
        invoice_number="1",
        amount=POUNDS,
        currency="GBP",
        pay_on=date(2026, 6, 10),
        account=BankAccount(name="Vendor", iban="GB33BUKB20201555555555"),
    )


def race(call: Callable[[int], str]) -> list[str]:
    """Make the call from several threads at the same moment; the answers, or the name of what was raised."""
    start, answers = Barrier(AT_ONCE), []

    def run(number: int) -> None:
        start.wait()
        try:
            answers.append(call(number))
        except PaymentRefused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [Thread(target=run, args=(number,)) for number in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def main() -> None:
    call_command("migrate", verbosity=0)
    ledger = Ledger()
    posted = [race(lambda _, key=f"post-{n}": ledger.post(POSTING, key).reference) for n in range(ROUNDS)]  # type: ignore[misc]
    references = [answers[0] for answers in posted]
    paid = [race(lambda _, r=r: ledger.schedule(payment(r), f"pay-{r}").reference) for r in references]  # type: ignore[misc]
    last = ledger.post(POSTING, "last").reference
    rivals = race(lambda number: ledger.schedule(payment(last), f"rival-{number}").reference)
    counts = {"entries": JournalEntry.objects.count(), "orders": PaymentOrder.objects.count()}
    print(json.dumps({**counts, "posted": posted, "paid": paid, "rivals": rivals}))
