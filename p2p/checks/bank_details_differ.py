"""The document asks for payment to an account that isn't the one in the vendor master: the usual fraud."""

from collections.abc import Mapping
from typing import Any

from p2p import policy
from p2p.accounts import agree
from p2p.checks.choices import REFUSE
from p2p.checks.words import amount_of, kind_of, number_of
from p2p.inputs.vendor import VendorRecord, VendorSearch
from p2p.matching.vendor import Identified, identify
from p2p.rules import VendorRules
from workflow.define import Choice, Reason
from workflow.outcomes import Finding
from workflow.people import Actor, Refusal


def master_has_account(_actor: Actor, evidence: Mapping[str, Any]) -> Refusal | None:
    """There is nothing to pay to until the vendor master holds an account."""
    if evidence.get("in_master_is_payable"):
        return None
    return Refusal(
        f"The vendor master has no account for {evidence.get('vendor')}. Enter one there, after calling the "
        "vendor on a number you knew before; the case then goes on by itself."
    )


REASON = Reason(
    code="bank_details_differ",
    title="The bank account isn't the vendor's",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/vendor.html",
    choices=(
        Choice(
            code="pay_master_account",
            label="Pay the account in the vendor master",
            consequence=(
                "{amount} is paid to {in_master} by the vendor's terms, never to {on_invoice}. Duplicates, order and "
                "goods are checked first."
            ),
            does="settles",
            allowed=master_has_account,
        ),
        REFUSE,
    ),
)


def check(facts: VendorSearch, rules: VendorRules) -> Finding | None:
    """Every account detail that is printed is the vendor's own, and there is an account to pay an invoice to."""
    found = identify(facts, rules)
    if not isinstance(found, Identified):
        return None
    vendor = found.vendor
    unpayable = not vendor.account.payable and not facts.invoice.is_credit
    if agree(facts.account, vendor.account) and not unpayable:
        return None
    return _finding(facts, vendor)


def _finding(facts: VendorSearch, vendor: VendorRecord) -> Finding:
    others = [other for other in facts.candidates if other.id != vendor.id and _is_account_of(facts, other)]
    question = (
        "{vendor} ({code}) asks for {amount} to {on_invoice}, but its account in the vendor master is "
        "{in_master}{owner}: pay the master account?"
    )
    if not vendor.account.payable and facts.account.given:
        question = (
            "{vendor} ({code}) asks for {amount} to {on_invoice}{owner}, but the vendor master has no account for it: "
            "where should it be paid?"
        )
    if not facts.account.given:
        question = "The vendor master has no account for {vendor} ({code}): where should {amount} be paid?"
    return Finding(
        reason=REASON.code,
        question=question,
        params={
            "vendor": vendor.name,
            "code": vendor.code,
            "kind": kind_of(facts.invoice),
            "number": number_of(facts.invoice),
            "amount": amount_of(facts.invoice),
            "on_invoice": facts.account.grouped or "none",
            "in_master": vendor.account.grouped or "none",
            "owner": f" (the printed one is that of {others[0].name}, {others[0].code})" if others else "",
        },
        evidence={
            "vendor": vendor.code,
            "name": vendor.name,
            "on_invoice": str(facts.account),
            "in_master": str(vendor.account),
            "in_master_is_payable": vendor.account.payable,
            "account_of": [other.code for other in others],
        },
        withdrawn_by=(f"vendor:{vendor.code}",),
    )


def _is_account_of(facts: VendorSearch, other: VendorRecord) -> bool:
    return facts.account.payable and other.account.payable and agree(facts.account, other.account)
