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


def test_a_message_that_has_failed_until_its_case_ends(bench: Bench, told: Case, spoil: Spoil) -> None:
    spoil("UPDATE workflow_message SET state = 'failed', error = 'Gone.'")
    message = Message.objects.get()
    sentence = f"Message {message.pk} to postmaster@example.com has failed: Gone."
    assert found(bench) == [(f"message {message.pk}", sentence, told.pk)]
    bench.decide(told, "accept")
    assert found(bench) == []


def test_a_message_that_nobody_sends(bench: Bench, told: Case) -> None:
    bench.pass_time(minutes=10)
    message = Message.objects.get()
    sentence = f"Message {message.pk} to postmaster@example.com was due at 2026-03-02 13:00 UTC."
    assert found(bench) == [(f"message {message.pk}", sentence, told.pk)]
