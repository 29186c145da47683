"""The invoice, vendor, order and answers that the tests of the checks vary."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from p2p.facts import InvoiceFacts, InvoiceLineFacts, OrderFacts, VendorFacts
from p2p.inputs.match import MatchRequest, OrderLineRecord
from workflow.answers import digest
from workflow.outcomes import Finding
from workflow.people import Actor, Answer

D = Decimal
NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
CLERK = Actor("clerk", "Ann Clerk", frozenset({"clerk"}))
APPROVER = Actor("approver", "Bo Approver", frozenset({"approver"}))

LINE = InvoiceLineFacts(
    number=1,
    description="Copier paper A4 80 gsm, white",
    sku="TP-A480",
    quantity=D(10),
    unit="box",
    unit_price=D("18.40"),
    net=D("184.00"),
    tax_rate=D(20),
)
INVOICE = InvoiceFacts(
    document_type="invoice",
    invoice_number="INV-003411",
    invoice_date=date(2026, 5, 11),
    due_date=date(2026, 6, 10),
    seller_name="Thornbury Paper Supplies Ltd",
    seller_vat_id="GB290441876",
    buyer_name="Brackenfield Foods Ltd",
    po_number="PO-7001",
    currency="GBP",
    net=D("184.00"),
    tax=D("36.80"),
    gross=D("220.80"),
    lines=(LINE,),
)
VENDOR = VendorFacts(
    id=7,
    code="V1001",
    name="Thornbury Paper Supplies Ltd",
    vat_id="GB290441876",
    currency="GBP",
    payment_terms="net 30",
    iban="",
    sort_code="202959",
    account_number="63748472",
    status="active",
    found_by="VAT number",
)
ORDER = OrderFacts(order_id=3, po_number="PO-7001", currency="GBP")
ORDER_LINE = OrderLineRecord(
    id=31,
    number=1,
    quantity=D(10),
    unit_price=D("18.40"),
    sku="TP-A480",
    description="Copier paper A4 80 gsm, white",
    unit="box",
    tax_rate=D(20),
    gl_account="6200",
    cost_centre="ADM",
    received=D(10),
)


def billing(*lines: InvoiceLineFacts, **fields: Any) -> InvoiceFacts:
    """An invoice over these lines, with net, VAT of 20 % and total to match."""
    net = sum((line.net or D(0) for line in lines), D(0))
    tax = (net * D("0.2")).quantize(D("0.01"))
    numbered = tuple(replace(line, number=number) for number, line in enumerate(lines, start=1))
    return replace(INVOICE, **{"lines": numbered, "net": net, "tax": tax, "gross": net + tax, **fields})


def line(quantity: str, price: str, **fields: Any) -> InvoiceLineFacts:
    """A line of so many at this price."""
    net = (D(quantity) * D(price)).quantize(D("0.01"))
    return replace(LINE, **{"quantity": D(quantity), "unit_price": D(price), "net": net, **fields})


def request(invoice: InvoiceFacts, *lines: OrderLineRecord, **fields: Any) -> MatchRequest:
    """The invoice held against an order of these lines, minutes after it came."""
    start = MatchRequest(invoice=invoice, order=ORDER, received_at=NOW - timedelta(minutes=1), now=NOW, lines=lines)
    return replace(start, **fields)


def answer(finding: Finding, choice: str, *, by: Actor = CLERK, **fields: Any) -> Answer:
    """What a person said to this very finding."""
    values: Mapping[str, str] = fields.pop("values", {})
    return Answer(
        task=1,
        step="",
        reason=finding.reason,
        choice=choice,
        actor=by,
        note="seen",
        values=values,
        digest=fields.pop("digest", digest(finding)),
        at=NOW,
    )
