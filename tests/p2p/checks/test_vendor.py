from dataclasses import replace
from typing import Any

import pytest

from p2p import policy
from p2p.checks import bank_details_differ
from p2p.inputs.vendor import VendorRecord, VendorSearch
from p2p.matching.vendor import Identified, NotIdentified, identify
from p2p.steps import identify_vendor
from tests.p2p.invoices import CLERK, INVOICE, answer
from workflow.outcomes import Ask, Finish, Outcome, Proceed

THORNBURY = VendorRecord(
    id=7,
    code="V1001",
    name="Thornbury Paper Supplies Ltd",
    vat_id="GB290441876",
    currency="GBP",
    payment_terms="net 30",
    sort_code="202959",
    account_number="63748472",
    email_domains=("thornburypaper.example",),
)
PENNOCK = VendorRecord(
    id=8,
    code="V1003",
    name="J. Pennock Electrical",
    sort_code="118765",
    account_number="64371389",
    email_domains=("pennock-electrical.example",),
)
BOTH = (THORNBURY, PENNOCK)


def search(
    *candidates: VendorRecord, domain: str = "", order: VendorRecord | None = None, **fields: Any
) -> VendorSearch:
    """The invoice with these fields, and these vendors to choose from."""
    return VendorSearch(
        invoice=replace(INVOICE, **fields),
        candidates=candidates or BOTH,
        sender_domain=domain,
        order_vendors=(order.id,) if order else (),
    )


def found(facts: VendorSearch) -> tuple[str, str] | None:
    result = identify(facts, policy.VENDORS)
    return (result.vendor.code, result.found_by) if isinstance(result, Identified) else None


def decided(facts: VendorSearch) -> Outcome:
    return identify_vendor.decide(facts, policy.VENDORS)


NAMELESS: dict[str, Any] = {"seller_name": "", "seller_vat_id": ""}
PENNOCKS_BANK: dict[str, Any] = {"sort_code": "11-87-65", "account_number": "64371389"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (search(), ("V1001", "VAT number")),
        (search(seller_vat_id="GB 290 4418 76"), ("V1001", "VAT number")),
        (search(seller_vat_id="290441876"), ("V1001", "VAT number")),
        (search(seller_name="Thornbury Paper"), ("V1001", "VAT number")),
        (search(**NAMELESS, sort_code="202959", account_number="63748472"), ("V1001", "bank account")),
        (search(seller_name="J PENNOCK ELECTRICAL", seller_vat_id=""), ("V1003", "name")),
        (
            search(seller_name="J. Pennok Electrical", seller_vat_id="", order=PENNOCK),
            ("V1003", "name and order or sender"),
        ),
        (
            search(seller_name="J. Pennok Electrical", seller_vat_id="", domain="mail.pennock-electrical.example"),
            ("V1003", "name and order or sender"),
        ),
        (search(seller_name="Something Read Wrong", order=THORNBURY), ("V1001", "VAT number")),
        (search(seller_name="Thornbury Trading", domain="thornburypaper.example"), ("V1001", "VAT number")),
        (search(**NAMELESS, **PENNOCKS_BANK), ("V1003", "bank account")),
    ],
)
def test_whose_invoice_it_is(facts: VendorSearch, expected: tuple[str, str]) -> None:
    assert found(facts) == expected


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        (search(seller_name="Nobody & Sons", seller_vat_id="GB999"), "nobody in the vendor master"),
        # a like name alone is nothing
        (search(seller_name="J. Pennok Electrical", seller_vat_id=""), "nobody in the vendor master"),
        (search(seller_name="J. Pennok Electrical", seller_vat_id="", domain="evil.example"), "nobody"),
        # signs that contradict each other
        (search(seller_name="J. Pennock Electrical"), "is the name of J. Pennock Electrical (V1003)"),
        (search(seller_vat_id="GB111111111"), "that vendor's VAT number is GB290441876, not GB111111111"),
        (search(seller_name="Quite Another Firm"), "a quite different name"),
        (search(seller_name="Thornbury Paper Supplies Ltd", seller_vat_id="", **PENNOCKS_BANK), "is the name of"),
        # several
        (search(THORNBURY, replace(THORNBURY, id=9, code="V2001")), "several vendors by VAT number"),
        (search(**NAMELESS), "nobody"),
    ],
)
def test_when_one_cannot_be_sure_a_person_is_asked(facts: VendorSearch, says: str) -> None:
    outcome = decided(facts)
    assert isinstance(outcome, Ask)
    assert outcome.finding.reason == "new_vendor"
    assert says in outcome.finding.sentence
    assert outcome.output is None
    assert "vendor" in outcome.finding.withdrawn_by


def test_of_several_with_one_vat_number_a_further_sign_decides() -> None:
    branch = replace(THORNBURY, id=9, code="V2001", name="Thornbury Paper North", sort_code="", account_number="")
    assert found(search(THORNBURY, branch, seller_name="Thornbury Paper North")) == ("V2001", "VAT number")
    assert found(search(THORNBURY, branch, seller_name="", order=branch)) == ("V2001", "VAT number")


def test_the_vendor_that_is_still_used_is_meant() -> None:
    old = replace(THORNBURY, id=9, code="V0001", status="blocked")
    assert found(search(THORNBURY, old)) == ("V1001", "VAT number")


def test_a_member_of_staff_who_forwards_is_not_the_vendor() -> None:
    ours = replace(PENNOCK, email_domains=("brackenfield.example",))
    assert isinstance(identify(search(ours, **NAMELESS, domain="brackenfield.example"), policy.VENDORS), NotIdentified)


def test_a_blocked_vendor_is_asked_about_and_known_all_the_same() -> None:
    outcome = decided(search(replace(THORNBURY, status="blocked")))
    assert isinstance(outcome, Ask)
    assert outcome.finding.reason == "vendor_blocked"
    assert outcome.finding.sentence == (
        "Thornbury Paper Supplies Ltd (V1001) is blocked: what about its invoice INV-003411 over £220.80?"
    )
    assert outcome.finding.withdrawn_by == ("vendor:V1001",)
    assert outcome.output.code == "V1001"


def test_rechecking_a_blocked_vendor_asks_again_and_refusing_ends() -> None:
    facts = search(replace(THORNBURY, status="blocked"))
    asked = decided(facts)
    assert isinstance(asked, Ask)
    assert isinstance(decided(replace(facts, answers=(answer(asked.finding, "recheck"),))), Ask)
    ended = decided(replace(facts, answers=(answer(asked.finding, "refuse"),)))
    assert isinstance(ended, Finish)
    assert ended.state == "refused"


def test_another_account_than_the_masters_is_asked_about() -> None:
    facts = search(iban="GB94BARC10201530093459")
    outcome = decided(facts)
    assert isinstance(outcome, Ask)
    assert outcome.finding.reason == "bank_details_differ"
    assert "to GB94 BARC 1020 1530 0934 59" in outcome.finding.sentence
    assert "20-29-59 63748472" in outcome.finding.sentence
    assert outcome.finding.evidence["on_invoice"] == "GB94BARC10201530093459", "kept as it is, for machines"
    paid = decided(replace(facts, answers=(answer(outcome.finding, "pay_master_account"),)))
    assert isinstance(paid, Proceed)
    assert paid.output.account_number == "63748472"


def test_an_answer_about_one_account_says_nothing_about_the_next() -> None:
    facts = search(iban="GB94BARC10201530093459")
    asked = decided(facts)
    assert isinstance(asked, Ask)
    other = search(iban="GB33BUKB20201555555555")
    assert isinstance(decided(replace(other, answers=(answer(asked.finding, "pay_master_account"),))), Ask)


def test_another_vendors_account_is_named() -> None:
    outcome = decided(search(**PENNOCKS_BANK))
    assert isinstance(outcome, Ask)
    assert outcome.finding.reason == "bank_details_differ"
    assert "that of J. Pennock Electrical, V1003" in outcome.finding.sentence


@pytest.mark.parametrize("printed", [{}, {"sort_code": "202959", "account_number": "63748472"}])
def test_without_an_account_in_the_master_nothing_can_be_paid(printed: dict[str, Any]) -> None:
    outcome = decided(search(replace(THORNBURY, sort_code="", account_number=""), **printed))
    assert isinstance(outcome, Ask)
    assert outcome.finding.reason == "bank_details_differ"
    refusal = bank_details_differ.REASON.choice("pay_master_account").allowed(CLERK, outcome.finding.evidence)
    assert refusal is not None
    assert "no account for V1001" in refusal.why
    assert "the vendor master has no account" in outcome.finding.sentence.lower()


def test_a_credit_note_needs_no_account() -> None:
    nowhere = replace(THORNBURY, sort_code="", account_number="")
    assert isinstance(decided(search(nowhere, document_type="credit_note")), Proceed)
