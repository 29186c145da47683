"""The document doesn't say, or doesn't say clearly enough, what it takes to pay it."""

from decimal import ROUND_FLOOR, Decimal
from typing import Any

from p2p import policy
from p2p.amounts import slack
from p2p.checks.choices import REFUSE, correct_anything
from p2p.checks.not_payable_document import is_other
from p2p.checks.words import amount_of, field_words, kind_of, listed
from p2p.facts import InvoiceFacts
from p2p.inputs.document import Certainty, DocumentFacts
from p2p.rules import DocumentRules
from workflow.define import Choice, Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="unreadable",
    title="The document can't be read with certainty",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/unsure.html",
    choices=(
        correct_anything(
            "What you enter counts from now on, and every check looks at the {kind} again. Nothing is posted or paid "
            "before that."
        ),
        Choice(
            code="not_an_invoice",
            label="Not an invoice",
            consequence="The document is kept and set aside, and the case ends; nothing is posted or paid.",
            does="sets_aside",
        ),
        REFUSE,
    ),
)
REQUIRED = ("document_type", "invoice_number", "invoice_date", "currency", "gross", "buyer_name")
# What moves money. Buyer, order number and bank details don't need the gate: they are held against master data,
# nor the amount payable: it must be the total.
GATED = ("document_type", "invoice_number", "invoice_date", "currency", "gross", "net", "tax")
SELLER = ("seller_name", "seller_vat_id")


def check(facts: DocumentFacts, rules: DocumentRules) -> Finding | None:
    """Every required field is there, usable and sure; of name and VAT number one is enough for the seller."""
    if is_other(facts, rules):
        return None
    missing, doubtful = _missing(facts), _doubtful(facts, rules)
    named = [*map(field_words, missing), *(field_words(bad.field) for bad in facts.unusable)]
    named += [_read_as(doubt) for doubt in doubtful]
    if not named:
        return None
    question = "Please read these from the document: {fields}."
    if facts.reading_error:
        question = "The file couldn't be read: {error} Please enter: {fields}."
    return Finding(
        reason=REASON.code,
        question=question,
        params={
            "fields": listed(named),
            "error": facts.reading_error,
            "kind": kind_of(facts.invoice) if facts.invoice.document_type else "document",
            "amount": amount_of(facts.invoice),
        },
        evidence=_evidence(facts, missing, doubtful),
    )


def _missing(facts: DocumentFacts) -> list[str]:
    unusable = {bad.field for bad in facts.unusable}
    missing = [field for field in REQUIRED if not _stated(facts, field) and field not in unusable]
    if not any(_stated(facts, field) for field in SELLER) and not unusable.intersection(SELLER):
        missing.append("seller_name")
    return missing


def _stated(facts: DocumentFacts, field: str) -> bool:
    return getattr(facts.invoice, field) not in (None, "")


def _doubtful(facts: DocumentFacts, rules: DocumentRules) -> list[Certainty]:
    told_otherwise = _told_by_arithmetic(facts.invoice, rules)
    sure = [facts.certainty(field) for field in GATED if field not in told_otherwise]
    doubts = [found for found in sure if found and found.confidence < rules.field_gate]
    sellers = [found for found in map(facts.certainty, SELLER) if found]
    if sellers and all(found.confidence < rules.field_gate for found in sellers):
        doubts.append(sellers[0])
    return doubts


def _told_by_arithmetic(invoice: InvoiceFacts, rules: DocumentRules) -> tuple[str, ...]:
    """Amounts that need no certainty of their own, where net, VAT and total are all stated.

    If they add up, a sure total vouches for the other two; if not, `arithmetic_error` asks for all three.
    """
    if invoice.net is None or invoice.tax is None or invoice.gross is None:
        return ()
    adds_up = abs(invoice.net + invoice.tax - invoice.gross) <= slack(invoice.currency, rules.totals)
    return ("net", "tax") if adds_up else ("net", "tax", "gross")


def _read_as(doubt: Certainty) -> str:
    return f"{field_words(doubt.field)} (read as “{doubt.value}”, only {_percent(doubt.confidence)} % sure)"


def _percent(confidence: Decimal) -> str:
    return f"{(confidence * 100).quantize(Decimal(1), ROUND_FLOOR)}"


def _evidence(facts: DocumentFacts, missing: list[str], doubtful: list[Certainty]) -> dict[str, Any]:
    return {
        "reading_error": facts.reading_error or None,
        "missing": missing,
        "unusable": [{"field": bad.field, "value": bad.value, "why": bad.why} for bad in facts.unusable],
        "doubtful": [
            {
                "field": doubt.field,
                "value": doubt.value,
                "confidence": f"{doubt.confidence:f}",
                "page": doubt.page,
                "why": doubt.why,
            }
            for doubt in doubtful
        ],
    }
