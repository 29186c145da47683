"""The broker at its worst: messages are lost, repeated and late, it is deaf, it forgets."""

from random import Random

import pytest
from kombu.exceptions import OperationalError

from chaos.sim.broker import Broker, Link, Summons
from chaos.sim.faults import parse

FIRST, SECOND, THIRD = Link(1, ("start", "work")), Link(2, ("work",)), Summons("workflow.send_messages")


def holding(faults: str = "") -> Broker:
    broker = Broker(parse(faults))
    for message in (FIRST, SECOND, THIRD):
        broker.publish(message, 0.0)
    return broker


def test_a_link_knows_what_comes_after_it() -> None:
    assert FIRST.rest() == ("work",)
    assert SECOND.rest() == ()


def test_without_faults_each_message_waits_once() -> None:
    assert holding().ready(0.0) == [FIRST, SECOND, THIRD]


def test_a_message_is_lost_by_its_number() -> None:
    assert holding("lose@2").messages == [FIRST, THIRD]


def test_a_message_comes_twice_by_its_number() -> None:
    assert holding("repeat@3").messages == [FIRST, SECOND, THIRD, THIRD]


def test_what_is_lost_does_not_come_twice() -> None:
    assert holding("lose@1 repeat@1").messages == [SECOND, THIRD]


def test_a_late_message_is_not_ready_before_its_time() -> None:
    broker = holding("late@1:20")
    assert broker.ready(19.9) == [SECOND, THIRD]
    assert [type(message) for message in broker.ready(20.0)] == [Link, Link, Summons]


def test_both_copies_of_a_message_are_late() -> None:
    broker = Broker(parse("late@1:20 repeat@1"))
    broker.publish(FIRST, 5.0)
    assert [message.not_before for message in broker.messages] == [25.0, 25.0]


def test_faults_at_points_are_not_the_brokers_business() -> None:
    assert holding("crash@1 flush@2 deaf@3:40").messages == [FIRST, SECOND, THIRD]


def test_a_deaf_broker_takes_nothing_and_counts_nothing() -> None:
    broker = Broker(parse("lose@1"))
    broker.deaf_until = 40.0
    with pytest.raises(OperationalError, match="can't be reached"):
        broker.publish(FIRST, 39.9)
    broker.publish(FIRST, 40.0)  # the first that it hears
    broker.publish(SECOND, 40.0)
    assert broker.messages == [SECOND]


def test_what_is_delivered_is_gone_and_its_copy_is_not() -> None:
    broker = holding("repeat@1")
    delivered = [broker.deliver(Random(seed), 0.0) for seed in range(4)]
    assert delivered.count(FIRST) == 2
    assert set(delivered) == {FIRST, SECOND, THIRD}
    assert broker.ready(0.0) == []


def test_only_what_is_ready_is_delivered() -> None:
    broker = holding("late@1:20 late@3:20")
    assert broker.deliver(Random(1), 0.0) == SECOND
    assert broker.ready(0.0) == []


def test_the_order_is_of_the_seed() -> None:
    def order(seed: int) -> list[Link | Summons]:
        broker, random = holding(), Random(seed)
        return [broker.deliver(random, 0.0) for _ in range(3)]

    assert all(order(seed) == order(seed) for seed in range(20))
    assert len({tuple(order(seed)) for seed in range(50)}) == 6  # every order there is


def test_after_a_flush_nothing_is_left_and_new_messages_come() -> None:
    broker = holding("late@1:20")
    broker.flush()
    assert broker.ready(1_000.0) == []
    broker.publish(SECOND, 0.0)
    assert broker.messages == [SECOND]
