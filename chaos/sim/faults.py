"""What may go wrong in a history, and how a seed draws it."""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Literal, get_args

Kind = Literal[
    "crash", "cut", "stall", "slow", "flush", "deaf", "beatless", "jump", "lose", "repeat", "erp", "full", "late"
]

MEANING: dict[Kind, str] = {
    "crash": "the process that is at this point dies",
    "cut": "it loses its database connection there, just before or just after what it did",
    "stall": "it stops for so many seconds and doesn't renew its lease: a zombie when it goes on",
    "slow": "it takes so many seconds and renews its lease meanwhile",
    "flush": "the broker forgets everything",
    "deaf": "the broker can't be reached for so many seconds",
    "beatless": "beat is dead for so many seconds",
    "jump": "the clock jumps by so many seconds",
    "lose": "the message with this number is lost",
    "repeat": "the message with this number arrives twice",
    "late": "the message with this number arrives only so many seconds later",
    "erp": "the call to the accounts system with this number goes wrong in this way (an index into `Mode`)",
    "full": "the disk is full when the file with this number is stored",
}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that goes wrong: at which point, message, call or file of the history (from 1)."""

    at: int
    kind: Kind
    amount: int = 0

    def __str__(self) -> str:
        return f"{self.kind}@{self.at}" + (f":{self.amount}" if self.amount else "")


def parse(text: str) -> tuple[Fault, ...]:
    """`crash@17 stall@30:45` as faults. Raises ValueError, naming what it doesn't know."""
    return tuple(_one(word) for word in text.split())


def _one(word: str) -> Fault:
    kind, _, rest = word.partition("@")
    at, _, amount = rest.partition(":")
    numbers = at.isdecimal() and (amount or "0").removeprefix("-").isdecimal()
    if kind not in get_args(Kind) or not numbers:
        raise ValueError(f"{word!r} is no fault: write {' | '.join(get_args(Kind))}, then @NUMBER[:AMOUNT].")
    return Fault(int(at), kind, int(amount or 0))  # type: ignore[arg-type]


# How a random history is mixed: crashes first of all.
_WEIGHTS: dict[Kind, int] = {
    "crash": 40,
    "cut": 15,
    "stall": 8,
    "slow": 3,
    "flush": 5,
    "deaf": 3,
    "beatless": 2,
    "jump": 2,
    "lose": 6,
    "repeat": 5,
    "late": 3,
    "erp": 8,
    "full": 2,
}
_AMOUNTS: dict[Kind, tuple[int, ...]] = {
    "stall": (5, 31, 45, 120, 1000),
    "slow": (15, 25, 45),
    "deaf": (5, 40),
    "beatless": (10, 60),
    "jump": (3600, 86_400, -3600, -45),
    "late": (3, 20, 100),
    "erp": (1, 2, 3, 4, 5, 6),
}
# Of a history with so many mails, about where the last of each kind of place is.
_PLACES: dict[Kind, int] = {"lose": 5, "repeat": 5, "late": 5, "erp": 3, "full": 3}
POINTS_PER_MAIL = 90  # with all that is done again


# With these alone a case must move again within a minute of a crash; the others stop time, or all hands.
CRASHLIKE: frozenset[Kind] = frozenset(("crash", "cut", "flush", "lose", "repeat", "late", "erp"))


def draw(random: Random, mails: int, least: int = 30, most: int = 70) -> tuple[Fault, ...]:
    """Many faults for a history of so many mails; in every third history such that never take all time or hands."""
    allowed = CRASHLIKE if random.random() < 1 / 3 else frozenset(_WEIGHTS)
    weights = {kind: weight for kind, weight in _WEIGHTS.items() if kind in allowed}
    kinds = random.choices(list(weights), list(weights.values()), k=random.randint(least, most))
    return tuple(sorted({_drawn(random, kind, mails) for kind in kinds}))


def _drawn(random: Random, kind: Kind, mails: int) -> Fault:
    places = _PLACES.get(kind, POINTS_PER_MAIL) * mails
    return Fault(random.randint(1, places), kind, random.choice(_AMOUNTS.get(kind, (0,))))


def at_points(faults: Iterable[Fault]) -> dict[int, list[Fault]]:
    """The faults that strike at points, by point."""
    by_point: dict[int, list[Fault]] = {}
    for fault in faults:
        if fault.kind not in _PLACES:
            by_point.setdefault(fault.at, []).append(fault)
    return by_point


def numbered(faults: Iterable[Fault], kind: Kind) -> dict[int, Fault]:
    """The faults of one kind, by the number of what they strike."""
    return {fault.at: fault for fault in faults if fault.kind == kind}
