"""The other sides: the accounts system and the mailbox, with ledgers that no crash of ours touches."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from typing import ClassVar

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from chaos.sim.faults import Fault, numbered
from chaos.sim.points import around
from p2p.erp import ChangeRequest, Erp, Held, PaymentRequest, PostingRequest, ReversalRequest
from p2p.erp.twin import Mode, Twin
from p2p.mail.sources.memory import MemorySource
from workflow.outcomes import Done, Found

MODES = tuple(Mode)
# Ways in which a call can go wrong: everything but the usual behaviour.
WRONG = tuple(mode for mode in MODES if mode not in (Mode.HONOURS_KEYS, Mode.IGNORES_KEYS))


class Accounts:
    """The twin, each call between two points; calls go wrong as the faults say."""

    def __init__(self, faults: Sequence[Fault], *, usual: Mode, looks_up: bool) -> None:
        self.twin = Twin(usual=usual, looks_up=looks_up)
        self.usual = usual
        self._calls = 0
        self._wrong = numbered(faults, "erp")

    def find_posting(self, key: str) -> Found:
        return around("looking for a posting", lambda: self.twin.find_posting(key))

    def post(self, request: PostingRequest, key: str) -> Done:
        self._choose_mode()
        return around("posting", lambda: self.twin.post(request, key))

    def find_payment(self, key: str) -> Found:
        return around("looking for a payment", lambda: self.twin.find_payment(key))

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        self._choose_mode()
        return around("scheduling", lambda: self.twin.schedule(request, key))

    def find_change(self, key: str) -> Found:
        return around("looking for a change", lambda: self.twin.find_change(key))

    def change(self, request: ChangeRequest, key: str) -> Done:
        self._choose_mode()
        return around("changing", lambda: self.twin.change(request, key))

    def find_reversal(self, key: str) -> Found:
        return around("looking for a reversal", lambda: self.twin.find_reversal(key))

    def reverse(self, request: ReversalRequest, key: str) -> Done:
        self._choose_mode()
        return around("reversing", lambda: self.twin.reverse(request, key))

    def held_postings(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """What only looks needs no point."""
        return self.twin.held_postings(keys)

    def held_payments(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        return self.twin.held_payments(keys)

    def held_changes(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        return self.twin.held_changes(keys)

    def held_reversals(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        return self.twin.held_reversals(keys)

    def books(self, step: str) -> list[tuple[str, str]]:
        """Key and reference of all that was booked for this step, as a person over there sees it."""
        rows = self.twin.postings.rows if step == "post" else self.twin.payments.rows
        return [(key, reference) for key, reference, _ in rows]

    def _choose_mode(self) -> None:
        self._calls += 1
        fault = self._wrong.get(self._calls)
        self.twin.usual = WRONG[fault.amount % len(WRONG)] if fault else self.usual


class Mailbox(MemorySource):
    """Mails wait here; each call has its points."""

    def fetch(self, key: str) -> bytes:
        return around("fetching a mail", lambda: super(Mailbox, self).fetch(key))

    def done(self, key: str) -> None:
        around("putting a mail away", lambda: super(Mailbox, self).done(key))

    def set_aside(self, key: str, why: str) -> None:
        around("setting a mail aside", lambda: super(Mailbox, self).set_aside(key, why))


class PostOffice(BaseEmailBackend):
    """The mail server: keeps the Message-ID of all that it was handed. What `EMAIL_BACKEND` names."""

    taken: ClassVar[Counter[str]] = Counter()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            around("sending a message", partial(self._take, message.extra_headers["Message-ID"]))
        return len(email_messages)

    def _take(self, message_id: str) -> None:
        self.taken[message_id] += 1


class AccountsAtHand:
    """What `P2P_ERP` names: the accounts system of the history that is being played."""

    of_history: Erp

    def __getattr__(self, name: str) -> object:
        return getattr(type(self).of_history, name)
