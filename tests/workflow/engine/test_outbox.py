"""Sending: at least once under one Message-ID, whatever the mail server does; given up in the open after a day."""

import smtplib
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.smtp import MailServer, mail_server
from tests.workflow.conftest import Bench
from workflow import doorbell, engine, world
from workflow.engine import outbox
from workflow.engine.postbox import Postbox
from workflow.models import Message


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    """A mail server, to which the real mail backend speaks."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST, settings.EMAIL_TIMEOUT = "127.0.0.1", 2
    with mail_server() as running:
        settings.EMAIL_PORT = running.port
        yield running


def queued(bench: Bench, name: str = "maud", **columns: Any) -> Message:
    given = {"queued_at": bench.now, "due_at": bench.now, "subject": f"To {name}", "body": "Wait no more.\n", **columns}
    return Message.objects.create(
        key=f"test:{name}", message_id=f"<{name}@ap.example.com>", address=f"{name}@example.com", **given
    )


def again(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_a_message_is_sent_once_as_it_was_written(bench: Bench, server: MailServer) -> None:
    message = queued(bench)
    assert engine.send_due(clock=bench.clock) == 1
    assert engine.send_due(clock=bench.clock) == 0
    (sent,) = server.messages()
    assert (sent["Message-ID"], sent["To"], sent["Subject"]) == (message.message_id, "maud@example.com", "To maud")
    assert (sent["Auto-Submitted"], sent["Date"].datetime) == ("auto-generated", bench.now)
    assert sent.get_content() == "Wait no more.\r\n"
    assert not [name for name in sent if name.lower().startswith("x-")]
    kept = again(message)
    assert (kept.state, kept.attempts, kept.sent_at, kept.error) == ("sent", 1, bench.now, "")


def test_many_go_over_one_connection_at_two_statements_each(
    bench: Bench, server: MailServer, django_assert_num_queries: Callable[..., Any]
) -> None:
    for count in (1, 20):
        for number in range(count):
            queued(bench, f"m{count}-{number}")
        greeted = server.greeted
        with django_assert_num_queries(3 + 2 * count):
            assert engine.send_due(clock=bench.clock) == count
        assert server.greeted == greeted + 1


def test_a_line_cut_after_the_message_repeats_it_under_the_same_id(bench: Bench, server: MailServer) -> None:
    message, other = queued(bench), queued(bench, "dora")
    server.cuts = 1
    assert engine.send_due(clock=bench.clock) == 1, "the other one goes over a new connection"
    kept = again(message)
    assert (kept.state, kept.sent_at, again(other).state) == ("queued", None, "sent")
    assert "SMTPServerDisconnected" in kept.error

    bench.pass_time(seconds=10)
    assert engine.send_due(clock=bench.clock) == 1
    first, _, second = server.taken
    assert first == second, "the same Message-ID, and every other byte"
    assert (again(message).state, again(message).error) == ("sent", "")


def test_a_refused_recipient_keeps_nobody_else_waiting(bench: Bench, server: MailServer) -> None:
    gone, message = queued(bench, "gone"), queued(bench)
    server.unknown = {"gone@example.com"}
    assert engine.send_due(clock=bench.clock) == 1
    assert [sent["To"] for sent in server.messages()] == ["maud@example.com"]
    assert (again(gone).state, again(message).state) == ("queued", "sent")
    assert "no such mailbox" in again(gone).error


def test_a_server_that_is_down_is_asked_once_and_everything_rests(
    bench: Bench, server: MailServer, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = queued(bench), queued(bench, "dora")
    asked = []
    connect = smtplib.SMTP.connect

    def counted(*args: Any, **more: Any) -> Any:
        asked.append(args)
        return connect(*args, **more)

    monkeypatch.setattr(smtplib.SMTP, "connect", counted)
    settings.EMAIL_PORT = 1
    assert engine.send_due(clock=bench.clock) == 0
    assert len(asked) == 1
    assert [(m.state, m.due_at - bench.now, m.attempts) for m in (again(first), again(second))] == [
        ("queued", timedelta(seconds=10), 1),
        ("queued", timedelta(seconds=10), 0),
    ]
    assert "ConnectionRefusedError" in again(second).error

    settings.EMAIL_PORT = server.port
    assert engine.send_due(clock=bench.clock) == 0, "it rests"
    bench.pass_time(seconds=10)
    assert engine.send_due(clock=bench.clock) == 2


def test_rests_grow_and_after_a_day_it_is_given_up_in_the_open(
    bench: Bench, server: MailServer, caplog: pytest.LogCaptureFixture
) -> None:
    message = queued(bench)
    server.unknown = {"maud@example.com"}
    rests: list[float] = []
    while again(message).state == "queued" and len(rests) < 200:
        bench.now = again(message).due_at
        engine.send_due(clock=bench.clock)
        rests.append((again(message).due_at - bench.now).total_seconds())
    assert rests[:9] == [10, 10, 20, 40, 80, 160, 320, 640, 900]
    assert set(rests[9:-1]) == {900}
    assert (again(message).state, again(message).queued_at) == ("failed", bench.now - timedelta(hours=24, seconds=380))
    assert "no such mailbox" in again(message).error
    assert "A message was given up" in caplog.text
    assert server.taken == []
    bench.pass_time(days=9)
    assert engine.send_due(clock=bench.clock) == 0


def test_what_has_failed_can_be_queued_again_for_another_day(bench: Bench, server: MailServer) -> None:
    message = queued(bench, state="failed", error="550 no such mailbox")
    bench.pass_time(days=3)
    engine.send_again(message.pk, now=bench.now)
    with pytest.raises(engine.NotSendable, match=f"no message {message.pk} that has failed"):
        engine.send_again(message.pk, now=bench.now)
    assert engine.send_due(clock=bench.clock) == 1
    assert [sent["Message-ID"] for sent in server.messages()] == [message.message_id]


def test_what_is_to_nobody_can_not_be_queued_again(bench: Bench) -> None:
    message = queued(bench, state="failed", error="There is nobody to tell.")
    Message.objects.filter(pk=message.pk).update(address="")
    with pytest.raises(engine.NotSendable, match="is to nobody"):
        engine.send_again(message.pk, now=bench.now)


def test_a_day_without_a_sender_gives_nothing_up(bench: Bench, server: MailServer) -> None:
    message = queued(bench)
    bench.pass_time(days=9)
    assert engine.send_due(clock=bench.clock) == 1
    assert again(message).state == "sent"


def test_a_second_sender_stays_away_while_the_first_is_at_it(bench: Bench, server: MailServer) -> None:
    queued(bench)
    queued(bench, "dora", state="sending", due_at=bench.now + timedelta(seconds=60))
    assert not outbox.to_send(now=bench.now)
    assert engine.send_due(clock=bench.clock) == 0
    bench.pass_time(seconds=60)
    assert engine.send_due(clock=bench.clock) == 2, "the first is dead"


@pytest.mark.parametrize("state", ["queued", "sending"])
def test_two_senders_that_start_at_once_share_the_work(bench: Bench, server: MailServer, state: str) -> None:
    one, two = queued(bench, state=state), queued(bench, "dora", state=state)
    seen_by_both = [again(one), again(two)]
    with Postbox() as first, Postbox() as second:
        assert outbox._send(again(one), first, bench.clock)
        assert [outbox._send(message, second, bench.clock) for message in seen_by_both] == [False, True]
    assert sorted(sent["To"] for sent in server.messages()) == ["dora@example.com", "maud@example.com"]


def test_only_one_takes_over_from_a_sender_that_died(bench: Bench) -> None:
    message = queued(bench, state="sending")
    one, two = again(message), again(message)
    engine.move(one, "claim", due_at=bench.now + outbox.PRESUMED_DEAD)
    with pytest.raises(engine.Fenced):
        engine.move(two, "claim", due_at=bench.now + outbox.PRESUMED_DEAD)


def test_who_was_taken_for_dead_leaves_the_row_to_the_next(bench: Bench, server: MailServer, settings: Any) -> None:
    message = queued(bench)

    class Slow(Postbox):
        def send(self, message: Message) -> None:
            super().send(message)
            bench.pass_time(seconds=61)
            server.unknown = {"maud@example.com"}
            engine.send_due(clock=bench.clock)

    with Slow() as postbox:
        outbox._send(message, postbox, bench.clock)
    assert (again(message).state, len(server.taken)) == ("queued", 1)
    server.unknown = set()
    bench.pass_time(seconds=75)
    assert engine.send_due(clock=bench.clock) == 1
    assert len({sent["Message-ID"] for sent in server.messages()}) == 1


def test_a_message_that_can_not_be_written_down_is_refused_and_the_next_one_goes(
    bench: Bench, server: MailServer
) -> None:
    broken, message = queued(bench, "broken", subject="one\nBcc: eve@example.com"), queued(bench)
    assert engine.send_due(clock=bench.clock) == 1
    assert [sent["To"] for sent in server.messages()] == ["maud@example.com"]
    assert "BadHeaderError" in again(broken).error
    assert again(message).state == "sent"


def test_a_backend_that_sends_nothing_or_is_not_there_loses_nothing(bench: Bench, settings: Any) -> None:
    message = queued(bench)
    settings.EMAIL_BACKEND = "tests.workflow.engine.test_outbox.Silent"
    engine.send_due(clock=bench.clock)
    assert (again(message).state, again(message).error) == ("queued", "The mail backend says that it sent nothing.")
    settings.EMAIL_BACKEND = "nowhere.Backend"
    bench.pass_time(seconds=10)
    engine.send_due(clock=bench.clock)
    assert again(message).error.startswith("ModuleNotFoundError")


class Silent:
    def __init__(self, **_: Any) -> None: ...
    def open(self) -> None: ...
    def close(self) -> None: ...
    def send_messages(self, messages: list[Any]) -> int:
        return 0


def test_a_round_ends_in_time_for_the_cases(bench: Bench, server: MailServer) -> None:
    for number in range(4):
        queued(bench, f"m{number}")

    def slow_clock() -> Any:
        bench.pass_time(seconds=5)
        return bench.now

    assert engine.send_due(clock=slow_clock) == 2
    assert outbox.to_send(now=bench.now)


class Broker(world.RealWorld):
    def __init__(self) -> None:
        self.summoned: list[tuple[str, str]] = []

    def summon(self, task: str, queue: str) -> None:
        self.summoned.append((task, queue))


def test_the_tick_sends_for_a_sender_until_nothing_is_due(
    bench: Bench, server: MailServer, django_capture_on_commit_callbacks: Any
) -> None:
    broker = Broker()
    with world.lived_in(broker):
        for expected in (False, True, True, False):
            with django_capture_on_commit_callbacks(execute=True):
                assert engine.tick(now=bench.now).messages == expected
            if not broker.summoned:
                queued(bench)
            if len(broker.summoned) == 2:
                engine.send_due(clock=bench.clock)
    assert broker.summoned == [(doorbell.SEND_MESSAGES, "cases")] * 2
