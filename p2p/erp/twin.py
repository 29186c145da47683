"""An accounts system in memory, for tests and simulations, that can also misbehave as real ones do.

It passes the same contract test as every connector, and keeps its own count of what was booked.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import Any, Generic, TypeVar

import msgspec

from p2p.erp import Held
from p2p.erp.failures import (
    ChangeRefused,
    ErpGarbled,
    ErpTimedOut,
    ErpUnavailable,
    NoStatement,
    PaymentRefused,
    PostingRefused,
    changeable_or_refuse,
    payable_or_refuse,
    reversible_or_refuse,
    same_or_refuse,
)
from p2p.erp.requests import ChangeRequest, PaymentRequest, PostingRequest, ReversalRequest
from p2p.payments.states import MOVES, PAYMENT
from workflow.outcomes import Absent, Done, Found, Unknown

R = TypeVar("R", PostingRequest, PaymentRequest, ChangeRequest, ReversalRequest)


class Mode(Enum):
    """How the system treats one call that books or schedules."""

    HONOURS_KEYS = "a repeated key is answered with the first result"
    IGNORES_KEYS = "a repeated key is booked again: who doesn't look first books twice"
    TIMES_OUT_AFTER = "it is booked, but the answer is lost"
    TIMES_OUT_BEFORE = "the request is lost"
    FAILS = "the system answers with an error, and nothing is booked"
    GARBAGE = "it is booked, but the answer can't be read"
    DUPLICATE_REPLY = "it is booked, but the answer to the call before arrives once more"


@dataclass
class Book(Generic[R]):
    """What one kind of request has led to, in the order of arrival: key, reference, request."""

    prefix: str
    rows: list[tuple[str, str, R]] = field(default_factory=list)

    def under(self, key: str) -> tuple[str, R] | None:
        """The first row with this key, as reference and request."""
        return next(((reference, request) for held, reference, request in self.rows if held == key), None)

    def referred_to(self, reference: str) -> R | None:
        """The request that was given this reference."""
        return next((request for _, held, request in self.rows if held == reference), None)

    def add(self, key: str, request: R) -> tuple[str, R]:
        """Keep a row, whatever was there before."""
        reference = f"{self.prefix}-{len(self.rows) + 1:06d}"
        self.rows.append((key, reference, request))
        return reference, request


class Twin:
    """The `Erp` in memory. Each writing call takes its mode from `script`, and `usual` when that has run out.

    `looks_up=False` makes a system that can't be asked by key; `down=True` one that can't be reached.
    """

    def __init__(self, script: Iterable[Mode] = (), *, usual: Mode = Mode.HONOURS_KEYS, looks_up: bool = True) -> None:
        self.script = deque(script)
        self.usual = usual
        self.looks_up = looks_up
        self.down = False
        self.postings: Book[PostingRequest] = Book("TP")
        self.payments: Book[PaymentRequest] = Book("TZ")
        self.changes: Book[ChangeRequest] = Book("TC")
        self.reversals: Book[ReversalRequest] = Book("TR")
        self._last_reply: Done | None = None

    def find_posting(self, key: str) -> Found:
        """See `Erp.find_posting`."""
        return self._find(self.postings, key)

    def post(self, request: PostingRequest, key: str) -> Done:
        """See `Erp.post`."""
        return self._write(self.postings, request, key, lambda: None)

    def find_payment(self, key: str) -> Found:
        """See `Erp.find_payment`."""
        return self._find(self.payments, key)

    def schedule(self, request: PaymentRequest, key: str) -> Done:
        """See `Erp.schedule`."""
        return self._write(self.payments, request, key, lambda: self._payable_or_refuse(request))

    def find_change(self, key: str) -> Found:
        """See `Erp.find_change`."""
        return self._find(self.changes, key)

    def change(self, request: ChangeRequest, key: str) -> Done:
        """See `Erp.change`."""
        return self._write(self.changes, request, key, lambda: self._changeable_or_refuse(request))

    def find_reversal(self, key: str) -> Found:
        """See `Erp.find_reversal`."""
        return self._find(self.reversals, key)

    def reverse(self, request: ReversalRequest, key: str) -> Done:
        """See `Erp.reverse`."""
        return self._write(self.reversals, request, key, lambda: self._reversible_or_refuse(request))

    def held_postings(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_postings`."""
        return self._listed(self.postings, keys)

    def held_payments(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_payments`."""
        return self._listed(self.payments, keys)

    def held_changes(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_changes`."""
        return self._listed(self.changes, keys)

    def held_reversals(self, keys: Collection[str] | None = None) -> Iterator[Held]:
        """See `Erp.held_reversals`."""
        return self._listed(self.reversals, keys)

    def _payable_or_refuse(self, request: PaymentRequest) -> None:
        posting = self.postings.referred_to(request.posting_reference)
        if posting is None:
            raise PaymentRefused(f"there is no posting {request.posting_reference} to pay")
        payable_or_refuse(posting, request)
        for _, _, held in self.payments.rows:
            if held.posting_reference == request.posting_reference:
                raise PaymentRefused(f"posting {request.posting_reference} has its payment already")
        if self._reversed_by(request.posting_reference):
            raise PaymentRefused(f"posting {request.posting_reference} is reversed; nothing is owed for it")

    def _changeable_or_refuse(self, request: ChangeRequest) -> None:
        payment = self.payments.referred_to(request.payment_reference)
        if payment is None:
            raise ChangeRefused(f"there is no payment {request.payment_reference} to {request.act}")
        state, pay_on = self._stands(request.payment_reference, payment)
        changeable_or_refuse(payment, request, state=state, pay_on=pay_on)

    def _reversible_or_refuse(self, request: ReversalRequest) -> None:
        reference = request.posting_reference
        posting = self.postings.referred_to(reference)
        if posting is None:
            raise PostingRefused(f"there is no posting {reference} to reverse")
        if before := self._reversed_by(reference):
            raise PostingRefused(f"posting {reference} is reversed already, by {before}")
        paid = [(held, one) for _, held, one in self.payments.rows if one.posting_reference == reference]
        reversible_or_refuse(posting, self._stands(*paid[0])[0] if paid else "", request)

    def _stands(self, reference: str, payment: PaymentRequest) -> tuple[str, date]:
        """State and day of a payment, as the changes left them."""
        state, pay_on = PAYMENT.initial[0], payment.pay_on
        for _, _, change in self.changes.rows:
            if change.payment_reference == reference:
                state = MOVES[change.act].target
                pay_on = change.pay_on if change.act == "release" else pay_on
        return state, pay_on

    def _reversed_by(self, posting: str) -> str:
        return next((held for _, held, one in self.reversals.rows if one.posting_reference == posting), "")

    def _listed(self, book: Book[R], keys: Collection[str] | None) -> Iterator[Held]:
        if self.down:
            raise ErpUnavailable
        if not self.looks_up:
            raise NoStatement
        for key, reference, request in tuple(book.rows):
            if keys is None or key in keys:
                yield Held(key, reference, self._done(key, reference, request).data)

    def _find(self, book: Book[R], key: str) -> Found:
        if self.down:
            raise ErpUnavailable
        if not self.looks_up:
            return Unknown("The accounts system can't be asked by key.")
        held = book.under(key)
        return self._done(key, *held) if held else Absent()

    def _write(self, book: Book[R], request: R, key: str, check: Callable[[], None]) -> Done:
        if self.down:
            raise ErpUnavailable
        mode = self.script.popleft() if self.script else self.usual
        if mode is Mode.TIMES_OUT_BEFORE:
            raise ErpTimedOut
        if mode is Mode.FAILS:
            raise ErpUnavailable
        held = None if mode is Mode.IGNORES_KEYS else book.under(key)
        if held:
            same_or_refuse(held[1], request, key)
        elif mode is not Mode.IGNORES_KEYS:
            check()
        return self._reply(mode, self._done(key, *(held or book.add(key, request))))

    def _reply(self, mode: Mode, done: Done) -> Done:
        before, self._last_reply = self._last_reply, done
        if mode is Mode.TIMES_OUT_AFTER:
            raise ErpTimedOut
        if mode is Mode.GARBAGE:
            raise ErpGarbled
        if mode is Mode.DUPLICATE_REPLY and before is not None:
            return before
        return done

    def _done(self, key: str, reference: str, request: R) -> Done:
        now: dict[str, Any] = {}
        if isinstance(request, PostingRequest):
            now = {"reversed_by": self._reversed_by(reference)}
        if isinstance(request, PaymentRequest):
            state, pay_on = self._stands(reference, request)
            now = {"state": state, "pay_on": pay_on.isoformat()}
        return Done(reference, {"key": key, **msgspec.to_builtins(request), **now})
