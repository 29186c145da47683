"""What comes of holding an invoice against its order: pairs, and what is left over."""

from dataclasses import dataclass
from decimal import Decimal

from p2p.inputs.match import MatchRequest, OrderLineRecord
from p2p.matching.billed import Billed
from p2p.matching.pools import Pool


@dataclass(frozen=True, slots=True)
class Share:
    """How much of an order line is billed."""

    line: OrderLineRecord
    quantity: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An invoice line with the order lines that it bills; `billed` has quantity and price."""

    billed: Billed
    pool: Pool
    shares: tuple[Share, ...]

    @property
    def quantity(self) -> Decimal:
        """In the line's unit."""
        return self.billed.quantity or Decimal(0)

    @property
    def over(self) -> Decimal:
        """How much more than at the order's price the line asks for; negative where it asks for less."""
        return self.billed.net - self.quantity * self.pool.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The comparison: pairs, invoice lines that are on no order line, and line numbers that are unclear.

    `incomplete` says in a sentence why the lines aren't the whole invoice, "" if they are.
    """

    request: MatchRequest
    pairs: tuple[Pair, ...] = ()
    extras: tuple[Billed, ...] = ()
    unclear: tuple[int, ...] = ()
    incomplete: str = ""
    by_total: bool = False

    def billed_now(self) -> dict[int, Decimal]:
        """Order line id → quantity that this invoice bills (credits) of it."""
        quantities: dict[int, Decimal] = {}
        for share in (share for each in self.pairs for share in each.shares):
            quantities[share.line.id] = quantities.get(share.line.id, Decimal(0)) + share.quantity
        return quantities
