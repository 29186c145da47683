"""All that a history depends on."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from chaos.sim.faults import Fault, draw

Usual = Literal["HONOURS_KEYS", "IGNORES_KEYS", "LEDGER"]

NAMES: dict[Usual, str] = {"HONOURS_KEYS": "honoured", "IGNORES_KEYS": "ignored", "LEDGER": "ledger"}


@dataclass(frozen=True, slots=True)
class Plan:
    """The same plan is the same history, turn by turn.

    `usual` is how the accounts system treats a repeated key, or that it is the built-in ledger; `blind`: it
    can't be asked by key.
    """

    seed: str
    journeys: tuple[str, ...]
    faults: tuple[Fault, ...] = ()
    usual: Usual = "HONOURS_KEYS"
    blind: bool = False

    def __str__(self) -> str:
        """As `make chaos-sim` takes it."""
        faults = " ".join(map(str, self.faults))
        keys = "" if self.usual == "HONOURS_KEYS" else f" KEYS={NAMES[self.usual]}"
        erp = keys + (" BLIND=1" if self.blind else "")
        return f"SEED={self.seed} JOURNEYS={','.join(self.journeys)}{erp} FAULTS='{faults}'"


def drawn(seed: int, journeys: Sequence[str]) -> Plan:
    """The random history of this seed: one to three journeys, and several faults."""
    random = Random(f"{seed}/plan")
    chosen = tuple(random.sample(list(journeys), min(random.randint(1, 3), len(journeys))))
    faults = draw(random, mails=len(chosen))
    usual: Usual = random.choice(("HONOURS_KEYS", "IGNORES_KEYS", "LEDGER"))
    return Plan(str(seed), chosen, faults, usual, blind=usual != "LEDGER" and random.random() < 0.2)


def every_point(plan: Plan, points: Iterable[int]) -> Iterator[Plan]:
    """One history with a crash for each of these points of this one, in which nothing goes wrong."""
    for point in points:
        yield replace(plan, faults=(Fault(point, "crash"),))
