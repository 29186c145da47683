"""`make chaos-bugs` with a catalogue of one bug that changes nothing, so that nothing can catch it.

A module of its own: the processes of the pool load it too, and find the same catalogue.
"""

import sys
from contextlib import nullcontext
from types import ModuleType

from chaos.bugs import hunt
from chaos.bugs.bug import Bug
from chaos.bugs.plans import in_peace

_catalogue = ModuleType("chaos.bugs.catalogue")
vars(_catalogue)["BUGS"] = (Bug("harmless", "nothing is wrong", "anything", nullcontext, lambda: in_peace("clean")),)
sys.modules["chaos.bugs.catalogue"] = _catalogue


def hunted() -> int:
    """The exit code of the hunt for it."""
    return hunt.main([])
