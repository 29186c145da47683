"""One real mail server for all tests of sources."""

from collections.abc import Iterator

import pytest

from tests.p2p.mail.sources.dovecot import Dovecot, dovecot


@pytest.fixture(scope="package")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running
