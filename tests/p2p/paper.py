"""One small case as the steps leave it: rows up to the approval, and the outputs that the later steps read."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import msgspec

from p2p.facts import InvoiceFacts, InvoiceLineFacts, MatchedLine, MatchFacts, OrderFacts, VendorFacts
from p2p.models import (
    Approval,
    Document,
    Email,
    Invoice,
    InvoiceLine,
    Match,
    MatchLine,
    PurchaseOrder,
    PurchaseOrderLine,
    Vendor,
)
from workflow.models import Case, Effect
from workflow.people import Dossier

NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


def vendor(**other: Any) -> Vendor:
    """Thornbury Paper, paid at 30 days by sort code and account number."""
    columns = {
        "code": "V1001",
        "name": "Thornbury Paper Supplies Ltd",
        "currency": "GBP",
        "payment_terms": "net 30",
        "sort_code": "202959",
        "account_number": "63748472",
    }
    return Vendor.objects.create(**{**columns, **other})


@dataclass
class Paper:
    """Ten boxes of paper at £18.40, VAT 20 %: ordered, received, invoiced, matched, approved."""

    kind: str = "invoice"
    vendor: Vendor = field(default_factory=vendor)
    outputs: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.case = Case.objects.create(process="procure_to_pay", version=1, step="post", received_at=NOW)
        self.line = self._order_line()
        self.invoice = self._invoice()
        self.approval = self._approval()
        self.outputs = {
            "validate": msgspec.to_builtins(self._invoice_facts()),
            "identify_vendor": msgspec.to_builtins(self._vendor_facts()),
            "match_order": msgspec.to_builtins(OrderFacts(order_id=self.line.order_id, po_number="PO-7001")),
            "match_three_way": msgspec.to_builtins(MatchFacts(lines=(self._matched(),))),
        }

    def dossier(self, now: datetime = NOW, **outputs: Any) -> Dossier:
        """The case as the next step finds it."""
        said = {**self.outputs, **{name: msgspec.to_builtins(output) for name, output in outputs.items()}}
        return Dossier(case_id=self.case.pk, uid=str(self.case.uid), received_at=NOW, now=now, subject={}, outputs=said)

    def intend(self, step: str) -> str:
        """Keep the intent of an effect as the engine does; returns its key."""
        key = f"procure_to_pay:{self.case.uid}:{step}"
        Effect.objects.create(case=self.case, step=step, key=key, request={}, intended_at=NOW)
        return key

    def _order_line(self) -> PurchaseOrderLine:
        order = PurchaseOrder.objects.create(
            number="PO-7001", vendor=self.vendor, order_date=date(2026, 4, 1), currency="GBP"
        )
        return PurchaseOrderLine.objects.create(
            order=order,
            line_number=1,
            sku="TP-A480",
            quantity=10,
            unit_price=Decimal("18.40"),
            tax_rate=20,
            gl_account="6200",
            cost_centre="ADM",
        )

    def _invoice(self) -> Invoice:
        email = Email.objects.create(
            message_id="<one@thornburypaper.example>",
            sha256="a" * 64,
            delivery_digest="b" * 64,
            received_at=NOW,
            source="command",
            size=1,
        )
        document = Document.objects.create(
            case=self.case,
            email=email,
            sha256="c" * 64,
            filename="INV-1.pdf",
            media_type="application/pdf",
            size=1,
        )
        facts = self._invoice_facts()
        columns = {name: getattr(facts, name) for name in ("invoice_number", "invoice_date", "po_number", "currency")}
        invoice = Invoice.objects.create(
            case=self.case,
            document=document,
            created_at=NOW,
            document_type=self.kind,
            net=facts.net,
            tax=facts.tax,
            gross=facts.gross,
            **columns,
        )
        InvoiceLine.objects.create(
            invoice=invoice, line_number=1, quantity=10, unit_price=Decimal("18.40"), net=facts.net, tax_rate=20
        )
        return Invoice.objects.get(pk=invoice.pk)

    def _approval(self) -> Approval:
        match = Match.objects.create(case=self.case, invoice=self.invoice, order=self.line.order, created_at=NOW)
        MatchLine.objects.create(
            match=match,
            invoice_line=self.invoice.lines.get(),
            order_line=self.line,
            quantity=10,
            unit_price=Decimal("18.40"),
        )
        return Approval.objects.create(
            case=self.case,
            match=match,
            vendor=self.vendor,
            identity=f"V1001:{self.kind}:GBP:INV1",
            gross=Decimal("220.80"),
            currency="GBP",
            by="engine",
            rule="gross 220.80 GBP below 500.00 GBP",
            at=NOW,
        )

    def _invoice_facts(self) -> InvoiceFacts:
        return InvoiceFacts(
            document_type=self.kind,
            invoice_number="INV-1",
            invoice_date=date(2026, 5, 11),
            seller_name="Thornbury Paper Supplies Ltd",
            po_number="PO-7001",
            currency="GBP",
            net=Decimal("184.00"),
            tax=Decimal("36.80"),
            gross=Decimal("220.80"),
            lines=(InvoiceLineFacts(number=1, quantity=Decimal(10), net=Decimal("184.00")),),
        )

    def _vendor_facts(self) -> VendorFacts:
        names = ("id", "code", "name", "vat_id", "currency", "payment_terms", "iban", "sort_code", "account_number")
        columns = {name: getattr(self.vendor, name) for name in names}
        return VendorFacts(**columns, status=self.vendor.status, found_by="name")

    def _matched(self) -> MatchedLine:
        quantity = Decimal(-10) if self.kind == "credit_note" else Decimal(10)
        return MatchedLine(
            invoice_line=1,
            order_line_id=self.line.pk,
            order_line=1,
            description="Copier paper",
            quantity=quantity,
            unit_price=Decimal("18.40"),
            ordered_quantity=Decimal(10),
            order_price=Decimal("18.40"),
            received=Decimal(10),
            already_invoiced=Decimal(0),
            net=Decimal("184.00"),
            gl_account="6200",
            cost_centre="ADM",
        )
