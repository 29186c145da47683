"""What the checks of `match_three_way` look at."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from p2p.facts import InvoiceFacts, OrderFacts
from workflow.people import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLineRecord:
    """An order line as it stands: what was ordered, what arrived, what other invoices billed of it.

    `received` is net of returns; `invoiced` and `invoiced_value` are net of credits, at the invoices' prices.
    """

    id: int
    number: int
    quantity: Decimal
    unit_price: Decimal
    sku: str = ""
    description: str = ""
    unit: str = ""
    tax_rate: Decimal = Decimal(0)
    gl_account: str = ""
    cost_centre: str = ""
    received: Decimal = Decimal(0)
    invoiced: Decimal = Decimal(0)
    invoiced_value: Decimal = Decimal(0)

    @property
    def to_bill(self) -> Decimal:
        """Received and not yet invoiced."""
        return max(self.received - self.invoiced, Decimal(0))

    @property
    def to_come(self) -> Decimal:
        """Ordered and not yet invoiced."""
        return max(self.quantity - self.invoiced, Decimal(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchRequest:
    """The invoice, its order and the order's lines, locked. `received_at` is when the invoice came in.

    `named_by_person` are the numbers of the invoice lines whose order line a person has entered.
    """

    invoice: InvoiceFacts
    order: OrderFacts
    received_at: datetime
    now: datetime
    lines: tuple[OrderLineRecord, ...] = ()
    named_by_person: tuple[int, ...] = ()
    answers: tuple[Answer, ...] = ()
