"""A second look at what was found, all of it at one moment: a case that moved between two statements is no breach."""

from collections.abc import Sequence
from dataclasses import replace

from workflow.invariants import Breach, Rule, Scope
from workflow.one_moment import one_moment


def confirmed(rule: Rule, scope: Scope, breaches: Sequence[Breach]) -> tuple[Breach, ...]:
    """Those that are found again, word for word, when their cases alone are looked at.

    What another system says is taken as found: its books only grow, and are not asked from within a transaction.
    """
    about = frozenset(breach.case for breach in breaches if breach.case is not None)
    if rule.outside or not about:
        return tuple(breaches)
    with one_moment():
        again = set(rule.broken(replace(scope, cases=about, since=None)))
    return tuple(breach for breach in breaches if breach.case is None or breach in again)
