"""The built-in ledger as the other side: the accounts system that an installation has unless it names another."""

from collections.abc import Collection, Iterator

from chaos.sim.points import around
from p2p.erp import ChangeRequest, Held, PaymentRequest, PostingRequest, ReversalRequest
from p2p.erp.ledger import Ledger
from workflow.outcomes import Done, Found


class BuiltIn:
    """Each call between two points; the ledger's own commits have theirs."""

    def __init__(self) -> None:
        self._ledger = Ledger()

    def find_posting(self, key: str) -> Found:
        return around("looking for a posting", lambda: self._ledger.find_posting(key))

    def post(self, request: PostingRequest, key: str) -> Done:
        return around("posting", lambda: self._ledger.post(request, key))

    def find_payment(self, key: str) -> Found:
        return around("looking for a payment", lambda: self._ledger.find_payment(key))

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        return around("scheduling", lambda: self._ledger.schedule(request, key))

    def find_change(self, key: str) -> Found:
        return around("looking for a change", lambda: self._ledger.find_change(key))

    def change(self, request: ChangeRequest, key: str) -> Done:
        return around("changing", lambda: self._ledger.change(request, key))

    def find_reversal(self, key: str) -> Found:
        return around("looking for a reversal", lambda: self._ledger.find_reversal(key))

    def reverse(self, request: ReversalRequest, key: str) -> Done:
        return around("reversing", lambda: self._ledger.reverse(request, key))

    def held_postings(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """What only looks needs no point."""
        return self._ledger.held_postings(keys)

    def held_payments(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        return self._ledger.held_payments(keys)

    def held_changes(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        return self._ledger.held_changes(keys)

    def held_reversals(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        return self._ledger.held_reversals(keys)

    def books(self, step: str) -> list[tuple[str, str]]:
        """Key and reference of all that was booked for this step."""
        held = self.held_postings() if step == "post" else self.held_payments()
        return [(one.key, one.reference) for one in held]
