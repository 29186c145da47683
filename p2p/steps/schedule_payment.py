"""Schedules the payment of a posted invoice: at most once, by the vendor's terms, to the vendor's account."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec

from p2p.accounts import account
from p2p.erp import BankAccount, PaymentRequest, erp
from p2p.erp.answers import Expected, held_against, understood
from p2p.facts import InvoiceFacts, PaymentFacts, PostingFacts, VendorFacts, read
from p2p.models import Company, Payment, Posting, Vendor
from p2p.payments.plan import NotPayable, Payee, Planned, plan
from workflow.models import Effect
from workflow.outcomes import Done, Found
from workflow.people import Dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """The payment, whole; or what hinders it; or why none is needed (`spared`).

    A hindrance stops the payment only when the accounts system has been asked: one that is scheduled
    already is recorded, whatever has happened to the vendor since.
    """

    today: date
    payee: Payee
    request: PaymentRequest | None = None
    hindrance: str = ""
    spared: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """The payment as the accounts system holds it."""

    amount: Decimal
    currency: str
    pay_on: date
    account: BankAccount


def load(dossier: Dossier) -> Facts:
    """The invoice and its posting, and the vendor as the master data has it now."""
    invoice = read(InvoiceFacts, dossier.outputs["validate"])
    posting = read(PostingFacts, dossier.outputs["post"])
    payee = _payee(read(VendorFacts, dossier.outputs["identify_vendor"]).id)
    today = _today(dossier)
    if spared := _spared(invoice, posting):
        return Facts(today=today, payee=payee, spared=spared)
    try:
        planned = plan(invoice, payee, today)
    except NotPayable as error:
        return Facts(today=today, payee=payee, hindrance=str(error))
    return Facts(today=today, payee=payee, request=_request(invoice, posting, payee, planned))


def unneeded(facts: Facts) -> PaymentFacts | None:
    """A credit note, or an invoice over nothing, is not paid."""
    return PaymentFacts(because=facts.spared) if facts.spared else None


def find(facts: Facts, key: str) -> Found:
    """What the accounts system has under this key."""
    return held_against(erp().find_payment(key), key, _expected(facts))


def perform(facts: Facts, key: str) -> Done:
    """Schedule it. Raises NotPayable where the vendor can't be paid now, a Retryable where it may pass."""
    if facts.request is None:
        raise NotPayable(facts.hindrance)
    return understood(erp().schedule(facts.request, key), key, _expected(facts))


def record(dossier: Dossier, facts: Facts, done: Done | None) -> PaymentFacts:
    """Keep the payment as the accounts system holds it, which an earlier attempt may have told it."""
    if done is None:
        return PaymentFacts(because=facts.spared)
    held = _held(facts, done)
    payment, _ = Payment.objects.get_or_create(
        key=Effect.objects.get(case_id=dossier.case_id, step="schedule_payment").key,
        defaults={
            "posting": Posting.objects.get(approval__case_id=dossier.case_id),
            "amount": held.amount,
            "currency": held.currency,
            "pay_on": held.pay_on,
            "account": msgspec.to_builtins(held.account),
            "scheduled_at": dossier.now,
        },
    )
    return PaymentFacts(
        key=payment.key,
        reference=done.reference,
        amount=payment.amount,
        currency=payment.currency,
        pay_on=payment.pay_on,
    )


def _spared(invoice: InvoiceFacts, posting: PostingFacts) -> str:
    if invoice.is_credit:
        return "A credit note is not paid: the credit stays on the vendor's account."
    if not posting.reference or not invoice.gross:
        return "Nothing is owed for this invoice."
    return ""


def _payee(vendor_id: int) -> Payee:
    vendor = Vendor.objects.get(pk=vendor_id)
    return Payee(
        code=vendor.code,
        name=vendor.name,
        status=vendor.status,
        terms=vendor.payment_terms,
        account=account(vendor.iban, vendor.sort_code, vendor.account_number),
    )


def _request(invoice: InvoiceFacts, posting: PostingFacts, payee: Payee, planned: Planned) -> PaymentRequest:
    held = planned.account
    return PaymentRequest(
        posting_reference=posting.reference,
        vendor_code=payee.code,
        invoice_number=invoice.invoice_number,
        amount=planned.amount,
        currency=planned.currency,
        pay_on=planned.pay_on,
        account=BankAccount(
            name=payee.name,
            iban=held.iban,
            sort_code=held.sort_code,
            account_number=held.account_number,
        ),
    )


def _today(dossier: Dossier) -> date:
    company = Company.objects.first() or Company()
    return dossier.now.astimezone(ZoneInfo(company.timezone)).date()


def _held(facts: Facts, done: Done) -> Held:
    """What the system tells of the payment; where it tells nothing (a person did), what was asked of it."""
    asked = msgspec.to_builtins(facts.request) if facts.request else {}
    try:
        return msgspec.convert({**asked, **done.data}, Held, strict=False)
    except msgspec.ValidationError as error:
        raise NotPayable(facts.hindrance or f"What the accounts system tells of the payment: {error}.") from error


def _expected(facts: Facts) -> Expected:
    if facts.request is None:
        return {}
    return {
        "posting_reference": facts.request.posting_reference,
        "vendor_code": facts.request.vendor_code,
        "currency": facts.request.currency,
        "amount": facts.request.amount,
    }
