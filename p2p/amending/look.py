"""Reads how a posting and its payment stand."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from p2p.accounts import account
from p2p.amending.possible import Payable, Standing
from p2p.company import today
from p2p.handlers import corrected_by, handed_in_by
from p2p.models import Amendment, Payment, Posting
from workflow.engine.dossier import answers_in
from workflow.models import Case, Effect
from workflow.transitions import CASE


def posting_of(case_id: int) -> Posting | None:
    """The posting of an invoice's case, with all that it stands on."""
    rows = Posting.objects.select_related("approval__case", "approval__vendor", "approval__match__invoice")
    return rows.filter(approval__case_id=case_id).first()


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
    payment = Payment.objects.filter(posting=posting).first()
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
