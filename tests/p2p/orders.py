"""Master data in the database, and cases with a document on their way through the decision steps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any

import msgspec

from p2p.models import Company, Document, GoodsReceipt, PurchaseOrder, PurchaseOrderLine, Vendor
from p2p.process import PROCURE_TO_PAY
from workflow.answers import digest
from workflow.define import Step
from workflow.models import Case
from workflow.outcomes import Finding, Outcome, Proceed
from workflow.people import Actor, Answer, Dossier

NOW = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)
CLERK = Actor("clerk", "Ann Clerk", frozenset({"clerk"}))
READ: Mapping[str, str] = {
    "document_type": "invoice",
    "invoice_number": "INV-003411",
    "invoice_date": "2026-05-11",
    "seller_name": "Thornbury Paper Supplies Ltd",
    "seller_vat_id": "GB290441876",
    "buyer_name": "Brackenfield Foods Ltd",
    "po_number": "PO-7001",
    "currency": "GBP",
    "net": "184.00",
    "tax": "36.80",
    "gross": "220.80",
}
PAPER: Mapping[str, str] = {
    "description": "Copier paper A4 80 gsm, white",
    "sku": "TP-A480",
    "quantity": "10",
    "unit_price": "18.40",
    "net": "184.00",
    "tax_rate": "20",
}
_hashes = count(1)


def company() -> Company:
    """The buyer."""
    return Company.objects.create(id=1, name="Brackenfield Foods Limited")


def thornbury(**columns: Any) -> Vendor:
    """The vendor of the paper."""
    given = {
        "code": "V1001",
        "name": "Thornbury Paper Supplies Ltd",
        "vat_id": "GB290441876",
        "email_domains": ["thornburypaper.example"],
        "currency": "GBP",
        "payment_terms": "net 30",
        "sort_code": "202959",
        "account_number": "63748472",
    }
    return Vendor.objects.create(**{**given, **columns})


def order(vendor: Vendor, number: str = "PO-7001", *, received: str = "10", quantity: str = "10") -> PurchaseOrderLine:
    """An order of so many boxes of paper at £18.40, of which so many arrived; its only line."""
    placed = PurchaseOrder.objects.create(
        number=number, vendor=vendor, order_date=date(2026, 4, 1), currency=vendor.currency
    )
    line = PurchaseOrderLine.objects.create(
        order=placed,
        line_number=1,
        sku="TP-A480",
        description="Copier paper A4 80 gsm, white",
        quantity=Decimal(quantity),
        unit="box",
        unit_price=Decimal("18.40"),
        tax_rate=20,
        gl_account="6200",
        cost_centre="ADM",
    )
    receive(line, received)
    return line


def receive(line: PurchaseOrderLine, quantity: str) -> None:
    """Goods arrive."""
    if Decimal(quantity):
        number = f"GRN-{GoodsReceipt.objects.count() + 1}"
        GoodsReceipt.objects.create(
            number=number, line=line, received_date=date(2026, 5, 1), quantity=Decimal(quantity)
        )


@dataclass
class Journey:
    """One case with a document that was read: takes it through the decision steps as the engine would."""

    read: Mapping[str, str | None] = field(default_factory=dict)
    lines: tuple[Mapping[str, str], ...] = (PAPER,)
    sender: str = "accounts@thornburypaper.example"
    sha256: str = ""
    answers: tuple[Answer, ...] = ()

    def __post_init__(self) -> None:
        self.case = Case.objects.create(process="procure_to_pay", version=1, step="validate", received_at=NOW)
        self.sha256 = self.sha256 or f"{next(_hashes):064x}"
        document = Document.objects.create(
            case=self.case, sha256=self.sha256, filename="a.pdf", media_type="application/pdf", size=1
        )
        self.outputs: dict[str, Any] = {
            "receive": {
                "document": {"id": document.pk, "sha256": self.sha256},
                "email": {"sender": self.sender, "subject": "Invoice", "message_id": None},
            },
            "extract": self._reading(),
        }

    def run(self, now: datetime = NOW, *, until: str = "") -> tuple[str, Outcome]:
        """Every decision step (before `until`) until one doesn't proceed; the last one's name and what it said."""
        name: str = ""
        outcome: Outcome = Proceed()
        for step in self._steps():
            if step.name == until:
                break
            name, outcome = step.name, self.step(step, now)
            if not isinstance(outcome, Proceed):
                break
            self.outputs[name] = msgspec.to_builtins(outcome.output)
        return name, outcome

    def step(self, step: Step, now: datetime = NOW) -> Outcome:
        """Load, decide, record; the facts survive being stored."""
        dossier = self.dossier(now)
        facts = step.module.load(dossier)
        outcome: Outcome = step.module.decide(facts, step.rules)
        stored = msgspec.convert(msgspec.to_builtins(facts), type(facts), strict=False)
        assert step.module.decide(stored, step.rules) == outcome
        step.module.record(dossier, facts, outcome)
        return outcome

    def dossier(self, now: datetime = NOW) -> Dossier:
        """The case as the next step finds it."""
        return Dossier(
            case_id=self.case.pk,
            uid=str(self.case.uid),
            received_at=NOW,
            now=now,
            subject={},
            outputs=dict(self.outputs),
            answers=self.answers,
        )

    def answer(self, finding: Finding, choice: str, *, by: Actor = CLERK, **values: str) -> None:
        """A person answers the question."""
        said = Answer(
            task=len(self.answers) + 1,
            step="",
            reason=finding.reason,
            choice=choice,
            actor=by,
            note="seen",
            values={name.replace("__", "."): value for name, value in values.items()},
            digest=digest(finding),
            at=NOW,
        )
        self.answers = (*self.answers, said)

    def end(self, state: str) -> None:
        """The case ends, whichever way."""
        Case.objects.filter(pk=self.case.pk).update(state=state)
        self.case = Case.objects.get(pk=self.case.pk)

    def _steps(self) -> Iterator[Step]:
        return (step for step in PROCURE_TO_PAY.steps if step.kind == "decision")

    def _reading(self) -> dict[str, Any]:
        stated = {**READ, **self.read}
        fields = {
            name: {"value": value, "confidence": 0.95, "source": "text", "page": 1, "box": None, "why": "label"}
            for name, value in stated.items()
        }
        return {"format": "pdf", "pages": [], "error": None, "fields": fields, "lines": list(self.lines)}
