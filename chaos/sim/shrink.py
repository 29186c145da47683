"""Finds the few faults that it takes: a failing history is played again with fewer and fewer of them."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from chaos.sim.faults import Fault
from chaos.sim.plan import Plan


def shrunk(plan: Plan, fails: Callable[[Plan], bool]) -> Plan:
    """A plan that still fails, and of whose faults none can be left out.

    Delta debugging by halves (Zeller and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input",
    2002): take away a part; if what is left still fails, go on with that, else with smaller parts.
    """
    faults, parts = list(plan.faults), 2
    while faults:
        smaller = _without_a_part(faults, parts, lambda left: fails(replace(plan, faults=tuple(left))))
        if smaller is not None:
            faults, parts = smaller, max(parts - 1, 2)
        elif parts >= len(faults):
            break
        else:
            parts = min(2 * parts, len(faults))
    return replace(plan, faults=tuple(faults))


def _without_a_part(
    faults: Sequence[Fault], parts: int, still_fails: Callable[[list[Fault]], bool]
) -> list[Fault] | None:
    size = -(-len(faults) // parts)
    for start in range(0, len(faults), size):
        left = [*faults[:start], *faults[start + size :]]
        if still_fails(left):
            return left
    return None
