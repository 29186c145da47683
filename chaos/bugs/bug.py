"""A planted bug: what is wrong, how it gets into the running product, and where it should show."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from chaos.sim.plan import Plan
from chaos.sim.points import PRODUCT


@dataclass(frozen=True, slots=True)
class Bug:
    """`plant` puts it in while histories are played; `what` says it in a few words.

    `shows` is what the breach that tells of it must say: another breach doesn't count.
    `near`: what the trace says of the points where it is likely to show; those are struck first, to save time.
    `stays`: it is still there when the history is judged, as damage to tables would be.
    """

    name: str
    what: str
    shows: str
    plant: Callable[[], AbstractContextManager[None]]
    plans: Callable[[], Iterable[Plan]]
    near: str = ""
    stays: bool = False


@contextmanager
def instead(old: Any, new: Any) -> Iterator[None]:
    """Wherever the product refers to `old`, it finds `new` until the block ends."""
    with ExitStack() as planted:
        found = 0
        for module in [module for name, module in sys.modules.items() if f"{name}.".startswith(PRODUCT)]:
            for name, value in list(vars(module).items()):
                if value is old:
                    planted.enter_context(patch.object(module, name, new))
                    found += 1
        assert found, f"nothing refers to {old!r}: the bug can't be planted any more"
        yield


@contextmanager
def attribute(owner: Any, name: str, new: Any) -> Iterator[None]:
    """The attribute is something else until the block ends."""
    with patch.object(owner, name, new):
        yield


class NoTransaction:
    """Stands where a module says `transaction`: each statement commits by itself."""

    @staticmethod
    def atomic(*_: Any, **__: Any) -> AbstractContextManager[None]:
        return nullcontext()

    def __getattr__(self, name: str) -> Any:
        from django.db import transaction

        return getattr(transaction, name)
