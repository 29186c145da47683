"""Reads how a posting and its payment stand."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from p2p.accounts import account
from p2p.amending.possible import Amendable, Payable, Standing
from p2p.company import today
from p2p.handlers import corrected_by, handed_in_by
from p2p.models import Amendment, Payment, Posting
from workflow import clock
from workflow.engine.dossier import answers_in
from workflow.models import Case, Effect
from workflow.transitions import CASE


def amendable(case_id: int, now: datetime | None = None) -> Amendable:
    """All that decides which changes may be asked for on an invoice's case."""
    stands_on = ("payment", "approval__case", "approval__vendor", "approval__match__invoice")
    posting = Posting.objects.select_related(*stands_on).filter(approval__case_id=case_id).first()
    if posting is None:
        return Amendable()
    waiting = open_amendment(posting)
    return Amendable(
        standing=standing_of(posting, now or clock.now()),
        asking_case=waiting.case_id if waiting else None,
        asking_for=waiting.act if waiting else "",
    )


def standing_of(posting: Posting, now: datetime) -> Standing:
    """The posting and its payment as they stand now."""
    approval = posting.approval
    return Standing(
        today=today(now),
        case=approval.case_id,
        case_state=approval.case.state,
        kind="credit note" if approval.match.invoice.document_type == "credit_note" else "invoice",
        number=approval.match.invoice.invoice_number,
        vendor_code=approval.vendor.code,
        vendor_name=approval.vendor.name,
        posting=posting.reference,
        gross=posting.gross,
        currency=posting.currency,
        reversed_by=reversal_of(posting),
        payment=_payable(posting),
    )


def reversal_of(posting: Posting) -> str:
    """The reference of the entry that took it back, or ""."""
    done = Amendment.objects.filter(posting=posting, act="reverse_posting", done_at__isnull=False)
    return done.values_list("reference", flat=True).first() or ""


def open_amendment(posting: Posting) -> Amendment | None:
    """What is asked about it at the moment. A case that has ended asks nothing more, closed or not."""
    waiting = Amendment.objects.filter(posting=posting, closed_at=None)
    return waiting.exclude(case__state__in=CASE.final()).first()


def handlers_of(case: Case, now: datetime) -> tuple[str, ...]:
    """Who entered, corrected or handed in the invoice."""
    return tuple(sorted({*corrected_by(answers_in(case, now=now)), *handed_in_by(case.pk)}))


def _payable(posting: Posting) -> Payable | None:
    payment: Payment | None = getattr(posting, "payment", None)
    if payment is None:
        return None
    vendor = posting.approval.vendor
    effect = Effect.objects.filter(Q(key=payment.key), ~Q(reference="")).first()
    return Payable(
        reference=effect.reference if effect else "",
        amount=payment.amount,
        currency=payment.currency,
        pay_on=payment.pay_on,
        state=payment.state,
        account=_account(payment.account),
        account_now=str(account(vendor.iban, vendor.sort_code, vendor.account_number)),
        vendor_status=vendor.status,
    )


def _account(held: dict[str, Any]) -> str:
    return str(account(held.get("iban", ""), held.get("sort_code", ""), held.get("account_number", "")))
