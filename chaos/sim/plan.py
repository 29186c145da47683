"""All that a history depends on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

from chaos.sim.faults import Fault, draw

Usual = Literal["HONOURS_KEYS", "IGNORES_KEYS"]


@dataclass(frozen=True, slots=True)
class Plan:
    """The same plan is the same history, turn by turn.

    `usual` is how the accounts system treats a repeated key, `blind`: it can't be asked by key.
    """

    seed: str
    journeys: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    usual: Usual = "HONOURS_KEYS"
    blind: bool = False

    def __str__(self) -> str:
        """As `make chaos-sim` takes it."""
        faults = " ".join(map(str, self.faults))
        erp = "".join((" KEYS=ignored" if self.usual == "IGNORES_KEYS" else "", " BLIND=1" if self.blind else ""))
        return f"SEED={self.seed} JOURNEYS={','.join(self.journeys)}{erp} FAULTS='{faults}'"


def drawn(seed: int, journeys: Sequence[str]) -> Plan:
    """The random history of this seed: one to three journeys, and several faults."""
    random = Random(f"{seed}/plan")
    chosen = tuple(random.sample(list(journeys), min(random.randint(1, 3), len(journeys))))
    faults = draw(random, mails=len(chosen))
    usual: Usual = random.choice(("HONOURS_KEYS", "HONOURS_KEYS", "IGNORES_KEYS"))
    return Plan(str(seed), chosen, faults, usual, blind=usual == "HONOURS_KEYS" and random.random() < 0.2)


def every_point(journey: str, points: int, kind: Literal["crash", "cut"] = "crash") -> Iterator[Plan]:
    """One history for each point that the journey reaches when nothing goes wrong."""
    for point in range(1, points + 1):
        # An accounts system that books whatever it is asked: it hides no call that is made twice.
        yield Plan("1", (journey,), (Fault(point, kind),), "IGNORES_KEYS")
