"""Approvals that nobody gave, or that another case has already, are found."""

from typing import Any

import pytest

from p2p.models import Approval
from tests.p2p.invariants.conftest import Office, sentence
from workflow.models import Case

pytestmark = pytest.mark.parts


def test_two_approvals_of_one_invoice(office: Office, paid: Case, spoil: Any) -> None:
    other = office.decide(office.take("over_threshold"), "approve", "approver")
    spoil("ALTER TABLE p2p_approval DROP CONSTRAINT p2p_approval_identity_key")
    identity = Approval.objects.get(case=paid).identity
    spoil("UPDATE p2p_approval SET identity = %s", identity)

    found = [breach.sentence for breach in office.broken("identities")]
    assert f"Cases {paid.pk}, {other.pk} were all approved as the invoice {identity}." in found
    assert any(one.startswith(f"Case {other.pk} was approved as {identity}, but taken for ") for one in found)


def test_an_identity_of_its_own_that_nobody_gave(office: Office, paid: Case, spoil: Any) -> None:
    spoil("UPDATE p2p_approval SET identity = identity || '|case:1'")

    assert "but nobody has said that it is no duplicate" in sentence(office, "identities")


def test_an_effect_without_an_approval(office: Office, paid: Case, spoil: Any) -> None:
    spoil("DELETE FROM p2p_approval")

    assert sentence(office, "identities") == f"Case {paid.pk} went on to the accounts system without an approval."


def test_more_posted_than_approved(office: Office, paid: Case, spoil: Any) -> None:
    spoil("UPDATE p2p_approval SET gross = gross - 1")

    assert sentence(office, "identities").startswith(f"Case {paid.pk} was approved over ")


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE p2p_approval SET by = 'mallory'", "approved by mallory, but by its facts engine approves"),
        ("UPDATE p2p_approval SET gross = 1", "approved over 1.0000 GBP, but its facts say "),
        ("UPDATE p2p_approval SET identity = 'x'", "approved as x, but by its facts it is V1001|invoice|GBP|"),
        ("DELETE FROM workflow_steprun WHERE step = 'approve'", "approved by engine, but its step never said so"),
        (
            "UPDATE workflow_steprun SET facts = jsonb_set(facts, '{invoice,gross}', '9999') WHERE step = 'approve'",
            "approved by engine, but its facts don't let it through: Ask",
        ),
    ],
)
def test_an_approval_that_its_facts_do_not_give(
    office: Office, paid: Case, spoil: Any, statement: str, fault: str
) -> None:
    spoil(statement)

    assert fault in sentence(office, "auto_approvals")
    assert office.broken("auto_approvals", since=office.now.replace(year=2027)) == []


def test_an_approver_who_may_not_approve(office: Office, spoil: Any) -> None:
    """What a person approved is decided again, too: with the roles of that moment."""
    office.decide(office.take("over_threshold"), "approve", "approver")
    roles = "jsonb_set(facts, '{answers,0,actor,roles}', '[\"clerk\"]')"
    spoil(f"UPDATE workflow_steprun SET facts = {roles} WHERE step = 'approve' AND state = 'done'")

    assert "its facts don't let it through: Ask" in sentence(office, "auto_approvals")
