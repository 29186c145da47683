"""One history: journeys under faults, played turn by turn until everything rests."""

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from random import Random

from django.db import DatabaseError, InterfaceError, connection

from chaos.sim import people
from chaos.sim.actors import Actor, Crashed, Ended, Job, Paused, Turn
from chaos.sim.broker import Broker, Link, Summons
from chaos.sim.faults import Fault, at_points, numbered
from chaos.sim.journeys import Written
from chaos.sim.ledger import BuiltIn
from chaos.sim.outside import Accounts, Mailbox
from chaos.sim.plan import Plan
from chaos.sim.points import Point
from chaos.sim.world import SimulatedWorld, acting
from config.connections import drop_dead_connections
from p2p import collecting
from p2p.erp.twin import Mode
from p2p.store import StoreFull
from workflow import clock
from workflow import tasks as workflow_tasks
from workflow.models import Case, Task

_RESTS, _FINAL = ("sleeping", "waiting"), ("completed", "refused", "ignored")
TICK, FETCH, LOOK = 2.0, 10.0, 20.0  # seconds between two looks of beat, postman and clerk
REGRETS, SOME_TIME = 0.5, 12.0  # share of looks after which an answer is taken back, and within how many seconds
ANCHOR = 10.0  # seconds between two visits to the anchor
HEARTBEAT = 10.0  # seconds in which who holds a lease of 30 renews it
MOST_TURNS = 5_000  # two workers frozen for 1,000 s at once leave beat 500 ticks
MOST_SECONDS = 40 * 86_400.0


@dataclass
class Struck:
    """Which faults have really happened, and where."""

    kinds: Counter[str] = field(default_factory=Counter)
    where: list[str] = field(default_factory=list)
    recovered: list[float] = field(default_factory=list)  # seconds from a crash to the case's next move


class History:
    """The stage on which the actors take turns."""

    def __init__(self, plan: Plan, journeys: Sequence[Written], cast: "Cast") -> None:
        self.plan = plan
        self.journeys = journeys
        self.cast = cast
        self.random = Random(f"{plan.seed}/turns")
        self.broker = Broker(plan.faults)
        self.world = SimulatedWorld(Random(f"{plan.seed}/identities"), self.broker)
        self.accounts = _accounts(plan)
        self.mailbox = Mailbox()
        self.struck = Struck()
        self.trace: list[str] = []
        self.points = 0
        self.apart: list[int] = []  # the points at which a crash leaves another world than at the one before
        self._left: tuple[Actor, int] | None = None  # who has just done something, and in which turn
        self.turns = 0
        self.error_pages: list[Exception] = []
        self._faults = at_points(plan.faults)
        self._stalls: dict[Actor, Fault] = {}
        self._paused: dict[Actor, tuple[float, Paused]] = {}
        self._carries: dict[Actor, Link | Summons] = {}
        self.crashed: list[tuple[int, float]] = []  # case, true time
        self.setbacks: list[tuple[int | None, float]] = []  # whom a fault held up (None: all cases), true time
        self._undelivered = [mail for journey in journeys for mail in journey.mails]
        self._missing = [journey for journey in journeys if journey.journey.goods_come]
        self._next = {"tick": 0.0, "fetch": 0.0, "look": LOOK, "regret": math.inf}
        self._files = 0
        self._full = set(numbered(plan.faults, "full"))

    # --- what the actors run into ---

    def at(self, point: Point) -> None:
        """An actor reaches a point: strike it if a fault says so."""
        actor = acting()
        assert actor is not None
        self.points += 1
        self.trace.append(f"{self.points} {self.world.time:.1f} {actor.name}: {point}")
        self._tell_apart(actor, point)
        if point.what == "file stored" and point.side == "before":
            self._store()
        for fault in self._faults.get(self.points, ()):
            self._strike(fault, actor, point)
        stall = self._stalls.get(actor)
        if stall and self._may_pause(point):
            del self._stalls[actor]
            self.trace.append(f"  {stall}")
            actor.pause(stall.amount, beats=stall.kind == "slow")

    def _tell_apart(self, actor: Actor, point: Point) -> None:
        """What outlives a process is done between the two sides of a point; from there to the next one nothing is."""
        here = (actor, self.turns)
        if not (point.side == "before" and self._left == here):
            self.apart.append(self.points)
        self._left = here if point.side == "after" else None

    def _store(self) -> None:
        self._files += 1
        if self._files in self._full:
            raise StoreFull

    def _may_pause(self, point: Point) -> bool:
        """Not with locks in hand; and not in the middle of a call to a system that has no keys (docs/guarantees.md)."""
        calls = point.what in ("posting", "scheduling") and point.side == "before"
        return not point.in_transaction and not (calls and self.plan.usual == "IGNORES_KEYS")

    def _strike(self, fault: Fault, actor: Actor, point: Point) -> None:
        if fault.kind == "cut" and not _cut():
            return  # there was no line to cut
        self.struck.kinds[fault.kind] += 1
        self.struck.where.append(str(point))
        self.trace.append(f"  {fault}")
        self._set_back(fault, actor)
        match fault.kind:
            case "crash":
                raise Crashed
            case "stall" | "slow":
                self._stalls[actor] = fault
            case "flush":
                self.broker.flush()
            case "deaf":
                self.broker.deaf_until = self.world.time + fault.amount
            case "beatless":
                self._next["tick"] = max(self._next["tick"], self.world.time + fault.amount)
            case "jump":
                self.world.off += timedelta(seconds=fault.amount)

    def _set_back(self, fault: Fault, actor: Actor) -> None:
        """Whose recovery begins anew with this: the case that the actor carries; all, where beat or broker is hit."""
        carried = self._carries.get(actor)
        if fault.kind == "flush" or (fault.kind in ("crash", "cut") and actor is self.cast.beat):
            self.setbacks.append((None, self.world.time))
        elif fault.kind in ("crash", "cut") and isinstance(carried, Link):
            self.setbacks.append((carried.case_id, self.world.time))

    # --- the turns ---

    def play(self) -> None:
        """Until every case has ended and nothing is under way, or it has gone on for too long."""
        while self.turns < MOST_TURNS and self.world.time < MOST_SECONDS:
            self.turns += 1
            possible = self._possible()
            if possible:
                self.random.choice(possible)()
                self.world.time += self.random.uniform(0.001, 0.2)
            elif not self._wait():
                break
        workflow_tasks.anchor()

    def stopped(self) -> tuple[Actor, ...]:
        """Who is still in the middle of something when the history ends."""
        return tuple(self._paused)

    def _possible(self) -> list[Callable[[], None]]:
        now, cast = self.world.time, self.cast
        possible: list[Callable[[], None]] = [
            partial(self._go_on, actor) for actor, (until, _) in self._paused.items() if until <= now
        ]
        idle = [worker for worker in cast.workers if worker not in self._paused]
        if idle and self.broker.ready(now):
            possible += [lambda: self._deliver(self.random.choice(idle))] * 4
        if self._idle(cast.beat) and now >= self._next["tick"]:
            possible.append(self._tick)
        if self._idle(cast.postman) and now >= self._next["fetch"] and self._mail_waits():
            possible.append(self._fetch)
        for clerk in filter(self._idle, cast.clerks):
            if now >= self._next["look"]:
                possible.append(partial(self._look, clerk))
            if now >= self._next["regret"]:
                possible.append(partial(self._regret, clerk))
        return possible

    def _idle(self, actor: Actor) -> bool:
        return actor not in self._paused

    def _mail_waits(self) -> bool:
        return bool(self._undelivered or self.mailbox.waiting(1))

    def _deliver(self, worker: Actor) -> None:
        message = self.broker.deliver(self.random, self.world.time)
        self._carries[worker] = message
        self._played(worker, worker.act(lambda: _done(message)))

    def _tick(self) -> None:
        self._next["tick"] = self.world.time + TICK
        anchors = self.random.random() < TICK / ANCHOR
        self._played(self.cast.beat, self.cast.beat.act(partial(_ticked, anchors)))

    def _fetch(self) -> None:
        self._next["fetch"] = self.world.time + FETCH
        while self._undelivered and self.random.random() < 0.7:
            self.mailbox.deliver(self._undelivered.pop(0))
        self._played(self.cast.postman, self.cast.postman.act(lambda: _fetched(self.mailbox)))

    def _regret(self, clerk: Actor) -> None:
        self._next["regret"] = math.inf
        self._played(clerk, clerk.act(_asked(people.take_one_back)))

    def _look(self, clerk: Actor) -> None:
        self._next["look"] = self.world.time + LOOK
        if self.random.random() < REGRETS:
            self._next["regret"] = self.world.time + self.random.uniform(0, SOME_TIME)
        self._missing = [journey for journey in self._missing if self._case(journey, _FINAL) is None]
        waiting = next((journey for journey in self._missing if self._case(journey, _RESTS)), None)
        if waiting:
            self.trace.append(f"goods arrive for {waiting.journey.name}")
            turn = clerk.act(_asked(partial(people.receive_goods, waiting)))
            if turn == Ended():
                self._missing.remove(waiting)  # otherwise they book it again
        else:
            job = partial(people.answer_one, self.journeys, self.accounts, self.random)
            turn = clerk.act(_asked(job))
        self._played(clerk, turn)

    def _case(self, journey: Written, states: Sequence[str]) -> Case | None:
        for case in Case.objects.filter(state__in=states):
            if people.of_case(case, [journey]):
                return case
        return None

    def _go_on(self, actor: Actor) -> None:
        del self._paused[actor]
        self._played(actor, actor.go_on())

    def _played(self, actor: Actor, turn: Turn) -> None:
        """What follows from how a turn ended: the next link of the chain, or the message comes again."""
        if isinstance(turn, Paused):
            self._paused[actor] = (self.world.time + turn.seconds, turn)
            return
        message = self._carries.pop(actor, None)
        self._stalls.pop(actor, None)
        if turn.error is not None:
            self.trace.append(f"  {actor.name} raised {type(turn.error).__name__}: {turn.error}")
            if actor in self.cast.clerks and not isinstance(turn.error, DatabaseError | InterfaceError):
                self.error_pages.append(turn.error)
        if message is not None:
            self._follow(message, turn)

    def _follow(self, message: Link | Summons, turn: Ended) -> None:
        if turn.died and isinstance(message, Link):
            self.crashed.append((message.case_id, self.world.time))
        if turn.died and self.random.random() < 0.5:  # acknowledged late: it may well come again
            self.broker.messages.append(message)
        if turn == Ended() and isinstance(message, Link) and message.rest():
            self.broker.messages.append(Link(message.case_id, message.rest()))

    # --- when nobody has anything to do ---

    def _wait(self) -> bool:
        """Let time pass until something is due; False where nothing ever will be."""
        self._renew()
        times = [until for until, _ in self._paused.values()]
        times += [message.not_before for message in self.broker.messages]
        if self._idle(self.cast.postman) and self._mail_waits():
            times.append(self._next["fetch"])
        if any(map(self._idle, self.cast.clerks)):
            times.append(self._next["regret"])
            if self._missing or Task.objects.filter(state="open").exists():
                times.append(self._next["look"])
        if any(pause.beats for _, pause in self._paused.values()):
            times.append(self.world.time + HEARTBEAT)
        if self._idle(self.cast.beat) and (due := self._due()) is not None:
            times.append(max(self._next["tick"], due))
        coming = [time for time in times if self.world.time < time < math.inf]
        if not coming:
            return False
        self.world.time = min(coming)
        self._next["tick"] = max(self._next["tick"], self.world.time - TICK)
        return True

    def _renew(self) -> None:
        """Whoever is slow, but alive, renews its lease."""
        for actor, (_, pause) in self._paused.items():
            if pause.beats:
                for work in list(actor.beside):
                    work()

    def _due(self) -> float | None:
        """When the tick will next find something, in true seconds."""
        with connection.cursor() as cursor:
            cursor.execute(_NEXT_DUE)
            (due,) = cursor.fetchone()
        return None if due is None else (due - self.world.now()).total_seconds() + self.world.time


_NEXT_DUE = """
SELECT min(at) FROM (
    SELECT min(ring_at) AS at FROM workflow_steprun WHERE state = 'ready'
    UNION ALL SELECT min(due_at) FROM workflow_steprun WHERE state = 'sleeping'
    UNION ALL SELECT min(lease_until) FROM workflow_steprun WHERE state = 'running'
    UNION ALL SELECT min(hear_at) FROM workflow_signal WHERE heard < 2
    UNION ALL SELECT min(due_at) FROM workflow_message WHERE state IN ('queued', 'sending')
) AS due
"""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts: two workers, two clerks at one queue, and one of each other kind."""

    workers: tuple[Actor, ...]
    beat: Actor
    postman: Actor
    clerks: tuple[Actor, Actor]

    def all(self) -> tuple[Actor, ...]:
        return (*self.workers, self.beat, self.postman, *self.clerks)


def _accounts(plan: Plan) -> Accounts | BuiltIn:
    if plan.usual == "LEDGER":
        return BuiltIn()
    return Accounts(plan.faults, usual=Mode[plan.usual], looks_up=not plan.blind)


_TASKS = {"workflow.send_messages": workflow_tasks.send_messages}


def _done(message: Link | Summons) -> None:
    """What a worker does with a message."""
    drop_dead_connections()
    if isinstance(message, Summons):
        _TASKS[message.task]()
    else:
        workflow_tasks.run_link(case_id=message.case_id, queue=message.queues[0])


def _asked(job: Job) -> Job:
    """What a web server does with a request."""

    def answered() -> None:
        drop_dead_connections()
        job()

    return answered


def _cut() -> bool:
    """Whether there was a connection, which is now lost."""
    line = connection.connection
    if line is None or line.closed:
        return False
    line.close()
    return True


def _ticked(anchors: bool) -> None:
    drop_dead_connections()
    workflow_tasks.tick()
    if anchors:
        workflow_tasks.anchor()


def _fetched(mailbox: Mailbox) -> None:
    drop_dead_connections()
    for _received in collecting.collect(mailbox, clock=clock.now):
        pass
