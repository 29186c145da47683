from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

import p2p.erp
from p2p.erp.failures import ErpGarbled, ErpTimedOut
from p2p.erp.twin import Mode, Twin
from p2p.facts import PostingFacts
from p2p.models import Posting
from p2p.steps import post
from tests.p2p.paper import Paper
from workflow.outcomes import Absent, Done, Unknown

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(settings: Any) -> Iterator[Twin]:
    """The accounts system in memory, in place of the ledger."""
    settings.P2P_ERP = "p2p.erp.twin.Twin"
    p2p.erp.forget()
    made = p2p.erp.erp()
    assert isinstance(made, Twin)
    yield made
    p2p.erp.forget()


def test_an_approved_invoice_is_posted_and_kept() -> None:
    paper = Paper()
    key = paper.intend("post")
    facts = post.load(paper.dossier())
    assert post.unneeded(facts) is None
    assert post.find(facts, key) == Absent()
    done = post.perform(facts, key)
    assert post.find(facts, key) == done
    assert post.record(paper.dossier(), facts, done) == PostingFacts(key=key, reference=done.reference)
    posting = Posting.objects.get(approval=paper.approval)
    assert (posting.key, posting.reference, str(posting.gross)) == (key, done.reference, "220.8000")
    assert [entry["account"] for entry in posting.entries] == ["2110", "2201", "2100"]


def test_every_attempt_asks_for_the_same() -> None:
    paper = Paper()
    assert post.load(paper.dossier()) == post.load(paper.dossier())


def test_recording_again_changes_nothing(twin: Twin) -> None:
    paper = Paper()
    key = paper.intend("post")
    facts = post.load(paper.dossier())
    done = post.perform(facts, key)
    assert post.record(paper.dossier(), facts, done) == post.record(paper.dossier(), facts, done)
    assert Posting.objects.count() == 1


def test_a_person_may_say_that_it_was_done(twin: Twin) -> None:
    paper = Paper()
    key = paper.intend("post")
    facts = post.load(paper.dossier())
    output = post.record(paper.dossier(), facts, Done("SAGE-77", {"confirmed_by": "carol"}))
    assert output == PostingFacts(key=key, reference="SAGE-77")


def test_another_posting_under_the_key_is_in_doubt(twin: Twin) -> None:
    paper = Paper()
    facts = post.load(paper.dossier())
    twin.post(replace(facts.request, vendor_code="V9"), "key")
    assert post.find(facts, "key") == Unknown(
        "The accounts system has TP-000001 under this key, but with vendor_code V9 instead of V1001."
    )


@pytest.mark.parametrize("mode", [Mode.TIMES_OUT_AFTER, Mode.GARBAGE])
def test_a_lost_answer_is_looked_up(twin: Twin, mode: Mode) -> None:
    paper = Paper()
    facts = post.load(paper.dossier())
    twin.script.append(mode)
    with pytest.raises((ErpTimedOut, ErpGarbled)):
        post.perform(facts, "key")
    assert isinstance(post.find(facts, "key"), Done)
    assert len(twin.postings.rows) == 1


def test_an_answer_to_another_call_is_not_taken(twin: Twin) -> None:
    paper = Paper()
    facts = post.load(paper.dossier())
    post.perform(facts, "before")
    twin.script.append(Mode.DUPLICATE_REPLY)
    with pytest.raises(ErpGarbled, match="key 'before' instead of 'key'"):
        post.perform(facts, "key")


def test_a_system_that_cannot_look_up_leaves_it_to_a_person(twin: Twin) -> None:
    paper = Paper()
    twin.looks_up = False
    assert isinstance(post.find(post.load(paper.dossier()), "key"), Unknown)
