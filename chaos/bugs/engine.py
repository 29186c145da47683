"""Bugs in the engine: claims, leases, transactions, bells, due times."""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

from django.db import transaction

from chaos.bugs.bug import Bug, NoTransaction, attribute, instead
from chaos.bugs.plans import at_each_point, at_random, in_peace, pairs, zombies
from p2p import receiving
from workflow import doorbell, world
from workflow.engine import claim, complete, effect, failure, history, postbox, runs, work
from workflow.models import StepRun

# The package gives these names to its functions.
move, start, decide, tick = (import_module(f"workflow.engine.{name}") for name in ("move", "start", "decide", "tick"))
FAR = timedelta(days=36_500)


def _no_fence() -> AbstractContextManager[None]:
    """UPDATE … WHERE id alone: whoever comes last wins."""

    def unguarded(row: Any, name: str, *, only_if: Any = None, **changes: Any) -> None:
        getattr(row, name)()
        if hasattr(row, "fence"):
            changes["fence"] = row.fence + 1
        type(row)._default_manager.filter(pk=row.pk).update(state=row.state, **changes)
        for field, value in changes.items():
            setattr(row, field, value)

    @contextmanager
    def planted() -> Any:
        with instead(move.move, unguarded), instead(claim._renewed, lambda *_: True):
            yield

    return planted()


def _two_holders() -> AbstractContextManager[None]:
    """A claim that takes what another worker holds already."""

    def greedy(case_id: int, queue: str, *, now: datetime) -> StepRun | None:
        open_runs = StepRun.objects.select_related("case").filter(case_id=case_id, queue=queue, due_at__lte=now)
        run = open_runs.filter(state__in=("ready", "running")).first()
        if run is not None:
            until = now + claim.lease()
            StepRun.objects.filter(pk=run.pk).update(state="running", lease_until=until, started_at=now)
            run = StepRun.objects.select_related("case").get(pk=run.pk)
        return run

    return instead(claim.claim, greedy)


def _ring_at_once() -> AbstractContextManager[None]:
    return attribute(doorbell, "ring_on_commit", doorbell.ring)


def _ring_not_robust() -> AbstractContextManager[None]:
    def ring_on_commit(case_id: int, queues: Any) -> None:
        transaction.on_commit(lambda: doorbell.ring(case_id, queues))

    return attribute(doorbell, "ring_on_commit", ring_on_commit)


def _dropping_the_last_event() -> AbstractContextManager[None]:
    real = history.History.keep

    def keep(self: Any) -> None:
        self.events = self.events[:-1] if len(self.events) > 1 else self.events
        real(self)

    return attribute(history.History, "keep", keep)


def _gives_up() -> AbstractContextManager[None]:
    real = failure.give_up_or_try_again

    def gives_up(*args: Any, **named: Any) -> Any:
        return real(*args, **{**named, "delay": None})

    return instead(real, gives_up)


def _due_never() -> AbstractContextManager[None]:
    real = runs.due

    def due(*args: Any, **named: Any) -> StepRun:
        run = real(*args, **named)
        if run.attempt > 1:
            run.due_at = run.ring_at = run.due_at + FAR
        return run

    return attribute(runs, "due", due)


def _asleep_for_ever() -> AbstractContextManager[None]:
    real = runs.asleep

    def asleep(*args: Any, **named: Any) -> StepRun:
        run = real(*args, **named)
        run.due_at = run.due_at + FAR
        return run

    return attribute(runs, "asleep", asleep)


def _too_early() -> AbstractContextManager[None]:
    def impatient(case_id: int, queue: str, *, now: datetime) -> StepRun | None:
        run = StepRun.objects.select_related("case").filter(case_id=case_id, state="ready", queue=queue).first()
        if run is not None:
            move.move(run, "claim", holder="impatient", lease_until=now + claim.lease(), started_at=now)
        return run

    real = runs.due

    def due(*args: Any, **named: Any) -> StepRun:
        run = real(*args, **named)
        run.ring_at = named["now"]
        return run

    @contextmanager
    def planted() -> Any:
        with instead(claim.claim, impatient), attribute(runs, "due", due):
            yield

    return planted()


def _sent_before_it_is() -> AbstractContextManager[None]:
    """A message is marked as sent, and then sent."""
    real = postbox.Postbox.send

    def send(self: Any, message: Any) -> None:
        type(message).objects.filter(pk=message.pk).update(state="sent", fence=message.fence + 1)
        real(self, message)

    return attribute(postbox.Postbox, "send", send)


def _new_message_id() -> AbstractContextManager[None]:
    real = postbox.envelope

    def envelope(message: Any) -> Any:
        made = real(message)
        made.extra_headers["Message-ID"] = f"<{world.current().uuid()}@localhost>"
        return made

    return instead(postbox.envelope, envelope)


def _without(*modules: Any) -> Callable[[], AbstractContextManager[None]]:
    """Modules that forget their transactions."""

    @contextmanager
    def planted() -> Any:
        with ExitStack() as stack:
            for module in modules:
                stack.enter_context(attribute(module, "transaction", NoTransaction()))
            yield

    return planted


def _nothing(*_: Any, **__: Any) -> list[Any]:
    return []


BUGS = (
    Bug(
        "no-fence",
        "writes don't name the fence: a zombie overwrites its successor",
        "booked_once:",
        _no_fence,
        lambda: zombies("clean"),
        near=": after looking for a posting",
    ),
    Bug(
        "two-holders",
        "a claim takes what another worker holds",
        "booked_once:",
        _two_holders,
        lambda: pairs("clean"),
        near="in workflow.engine.claim._renewed",
    ),
    Bug(
        "zombie-performs",
        "a call outside is made without making sure that the step is still ours",
        "booked_once:",
        lambda: instead(claim.make_sure, lambda run: None),
        lambda: zombies("clean"),
        near=": after looking for a posting",
    ),
    Bug(
        "ring-at-once",
        "bells are rung before the commit",
        "rung inside a transaction",
        _ring_at_once,
        lambda: in_peace("clean"),
    ),
    Bug(
        "ring-not-robust",
        "a broker that is down turns a kept answer into an error page",
        "a person saw",
        _ring_not_robust,
        lambda: at_each_point("over-limit", "deaf", 40),
        near="in workflow.engine.decide.",
    ),
    Bug(
        "no-recovery",
        "the tick doesn't look for leases that have run out",
        "idle:",
        lambda: attribute(tick, "_expired", _nothing),
        lambda: at_each_point("clean"),
        near=": after statement in workflow.engine.move.",
    ),
    Bug(
        "no-second-bell",
        "the tick doesn't ring again for what nobody has claimed",
        "idle:",
        lambda: attribute(tick, "_unclaimed", _nothing),
        lambda: at_each_point("clean", "flush"),
        near=": after ringing",
    ),
    Bug(
        "gives-up-at-once",
        "every crash becomes a question to a person",
        "ask a person",
        _gives_up,
        lambda: at_each_point("clean"),
        near=": after statement in workflow.engine.move.",
    ),
    Bug(
        "retry-never",
        "the next attempt is due in a hundred years",
        "should end",
        _due_never,
        lambda: at_each_point("clean"),
        near=": after statement in workflow.engine.move.",
    ),
    Bug(
        "asleep-for-ever",
        "a wait doesn't end by its time",
        "should end",
        _asleep_for_ever,
        lambda: in_peace("goods-never"),
    ),
    Bug("too-early", "work is taken before it is due", "due:", _too_early, lambda: at_random(40)),
    Bug(
        "event-dropped",
        "an event is missing from the history",
        "retraced:",
        _dropping_the_last_event,
        lambda: in_peace("clean"),
    ),
    Bug(
        "work-in-pieces",
        "a work step and what follows it don't commit together",
        "standing:",
        _without(work, complete),
        lambda: at_each_point("clean"),
        near="commit in workflow.engine.work.",
    ),
    Bug(
        "answer-in-pieces",
        "an answer and what follows it don't commit together",
        "history:",
        _without(decide),
        lambda: at_each_point("over-limit"),
        near="in workflow.engine.decide.",
    ),
    Bug(
        "effect-in-pieces",
        "what an effect came to and what follows it don't commit together",
        "standing:",
        _without(effect, complete),
        lambda: at_each_point("clean"),
        near=": after commit in workflow.engine.effect._intend",
    ),
    Bug(
        "start-in-pieces",
        "a case and its first step don't commit together",
        "stored_files:",
        _without(start, receiving),
        lambda: at_each_point("clean"),
        near="commit in p2p.receiving.",
    ),
    Bug(
        "sent-before-it-is",
        "a message is marked as sent before it is handed over",
        "was never sent",
        _sent_before_it_is,
        lambda: at_random(60),
    ),
    Bug(
        "new-message-id",
        "each attempt at a message has a Message-ID of its own",
        "of which nothing is known",
        _new_message_id,
        lambda: at_random(60),
    ),
)
