from collections.abc import Iterator

import pytest

from tests.chaos.kills.serving import Served
from tests.p2p.erp.conftest import payment, posting

__all__ = ["payment", "posting"]


@pytest.fixture
def served() -> Iterator[Served]:
    """An accounts system over HTTP, honouring keys."""
    made = Served()
    yield made
    made.close()
