"""Which state follows which. The only place that says so: models, triggers and docs are made from it."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Move:
    """A named change of state."""

    name: str
    sources: tuple[str, ...]
    target: str


@dataclass(frozen=True, slots=True)
class States:
    """The states of one kind of row: where it may begin, and how it moves."""

    initial: tuple[str, ...]
    moves: tuple[Move, ...]

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every allowed (old, new)."""
        for move in self.moves:
            for source in move.sources:
                yield source, move.target

    def all(self) -> tuple[str, ...]:
        """Every state, in order of appearance."""
        names = dict.fromkeys(self.initial)
        for move in self.moves:
            names.update(dict.fromkeys((*move.sources, move.target)))
        return tuple(names)

    def final(self) -> tuple[str, ...]:
        """The states that nothing leaves."""
        left = {source for source, target in self.pairs() if source != target}
        return tuple(state for state in self.all() if state not in left)


# A case is running while a step is due or under way, waiting while a person is asked, sleeping until an
# event or time, an incident when something unforeseen needs a person.
CASE = States(
    initial=("running",),
    moves=(
        Move("advance", ("running",), "running"),
        Move("ask", ("running",), "waiting"),
        Move("sleep", ("running",), "sleeping"),
        Move("stumble", ("running",), "incident"),
        Move("resume", ("waiting", "sleeping", "incident"), "running"),
        Move("complete", ("running",), "completed"),
        Move("refuse", ("running",), "refused"),
        Move("ignore", ("running",), "ignored"),
    ),
)

# One attempt at a step. Decision steps that follow each other are inserted in the state they end in.
STEP_RUN = States(
    initial=("ready", "sleeping", "done", "asked", "waited"),
    moves=(
        Move("wake", ("sleeping",), "ready"),
        Move("claim", ("ready",), "running"),
        Move("finish", ("running",), "done"),
        Move("ask", ("running",), "asked"),
        Move("wait", ("running",), "waited"),
        Move("fail", ("running",), "failed"),
        Move("lose", ("running",), "lost"),
        Move("cancel", ("ready", "sleeping"), "cancelled"),
    ),
)

# An open question to a person.
TASK = States(
    initial=("open",),
    moves=(
        Move("decide", ("open",), "decided"),
        Move("withdraw", ("open",), "withdrawn"),
    ),
)

# A call to the outside: the intent is kept before the call, for ever, under its key.
EFFECT = States(
    initial=("intended",),
    moves=(
        Move("confirm", ("intended", "unknown"), "done"),
        Move("doubt", ("intended",), "unknown"),
        Move("deny", ("unknown",), "intended"),
    ),
)

# A message to a person. Whoever sends it holds it for a while; what is held too long is claimed again. One that
# nobody can be told, or that went wrong for a day, has failed until somebody queues it again.
MESSAGE = States(
    initial=("queued", "failed"),
    moves=(
        Move("claim", ("queued", "sending"), "sending"),
        Move("deliver", ("sending",), "sent"),
        Move("put_off", ("queued", "sending"), "queued"),
        Move("give_up", ("queued", "sending"), "failed"),
        Move("requeue", ("failed",), "queued"),
    ),
)
