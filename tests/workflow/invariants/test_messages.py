"""Rule: whoever should hear of something open has been told, or will be."""

from typing import Any

import pytest

from tests.workflow.conftest import Bench
from tests.workflow.invariants.conftest import Spoil
from workflow import engine
from workflow.invariants import Scope
from workflow.invariants.messages import RULE
from workflow.models import Case, Message


@pytest.fixture
def told(bench: Bench, settings: Any) -> Case:
    """A question that somebody is told of, by a message that waits to be sent."""
    settings.P2P_LAST_RESORT = ["postmaster@example.com"]
    case = bench.started_and_run(kilos=12)
    bench.pass_time(hours=4)
    engine.tick(now=bench.now)
    return case


def found(bench: Bench, **scope: Any) -> list[tuple[str, str, int | None]]:
    return [(one.subject, one.sentence, one.case) for one in RULE.broken(Scope(now=bench.now, **scope))]


def test_a_message_that_waits_its_turn_is_no_breach(bench: Bench, told: Case) -> None:
    assert found(bench) == []
    assert RULE.examine(Scope(now=bench.now)).looked == ("1 thresholds passed in open cases, 1 messages",)


def test_a_threshold_that_nobody_was_told_of(bench: Bench, told: Case, spoil: Spoil) -> None:
    spoil("DELETE FROM workflow_message")
    task = bench.task(told).pk
    sentence = f"Nobody was told that task {task} of case {told.pk} has passed 100 %."
    assert found(bench) == [(f"case {told.pk}", sentence, told.pk)]
    assert found(bench, cases=frozenset({told.pk + 1})) == []


def test_an_address_whose_messages_fail_until_their_cases_end(bench: Bench, told: Case, spoil: Spoil) -> None:
    first = Message.objects.get()
    bench.pass_time(hours=2)
    engine.tick(now=bench.now)
    assert Message.objects.count() == 2
    spoil("UPDATE workflow_message SET state = 'failed', error = 'Gone.'")
    sentence = f"The first is {first.pk}, of 2026-03-02 13:00 UTC: Gone."
    assert found(bench) == [
        ("messages to postmaster@example.com", f"Messages to postmaster@example.com fail. {sentence}", None)
    ]
    assert found(bench, cases=frozenset({told.pk + 1})) == []
    bench.decide(told, "accept")
    assert found(bench) == []


def test_a_message_to_nobody(bench: Bench, told: Case, spoil: Spoil) -> None:
    spoil("UPDATE workflow_message SET state = 'failed', address = '', error = 'Nobody to tell.'")
    ((subject, sentence, _),) = found(bench)
    assert subject == "messages to nobody"
    assert sentence.endswith("of 2026-03-02 13:00 UTC: Nobody to tell.")


def test_messages_that_nobody_sends(bench: Bench, told: Case) -> None:
    bench.pass_time(minutes=9, seconds=59)
    assert found(bench) == []
    bench.pass_time(seconds=1)
    message = Message.objects.get()
    sentence = f"message {message.pk} to postmaster@example.com was due at 2026-03-02 13:00 UTC."
    assert found(bench) == [("messages", f"Nobody sends messages: {sentence}", None)]
