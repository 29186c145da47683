"""The proxy carries, cuts, delays and swallows, as it is told."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from chaos.kills.outside import Proxy
from chaos.kills.proxy import DELAY, Mode
from tests.embedded.watching import eventually


@pytest.fixture
def echo() -> Iterator[int]:
    """A server that says what it hears."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server,), daemon=True).start()
        yield server.getsockname()[1]


def _serve(server: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while True:
            caller, _ = server.accept()
            threading.Thread(target=_repeat, args=(caller,), daemon=True).start()


def _repeat(caller: socket.socket) -> None:
    with caller, contextlib.suppress(OSError):
        while heard := caller.recv(100):
            caller.sendall(heard)


@pytest.fixture
def proxy(echo: int) -> Iterator[Proxy]:
    made = Proxy({"echo": echo})
    yield made
    made.helper.end()


@contextlib.contextmanager
def called(proxy: Proxy) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", proxy.ports["echo"]), timeout=5) as call:
        yield call


def said(call: socket.socket) -> bytes:
    call.sendall(b"hello")
    return call.recv(100)


def test_it_carries_and_counts(proxy: Proxy) -> None:
    with called(proxy) as call:
        assert said(call) == b"hello"
        assert proxy.carries("echo") == {"open": 1, "carried": 10, "ended": 0}


def test_a_cut_ends_what_is_open_and_what_comes(proxy: Proxy) -> None:
    with called(proxy) as call:
        said(call)
        proxy.enter("echo", Mode.CUT)
        assert _is_ended(call)
        with called(proxy) as another:
            assert _is_ended(another)
    proxy.enter("echo", Mode.PASS)
    with called(proxy) as call:
        assert said(call) == b"hello"


def test_a_slow_line_is_slow_both_ways(proxy: Proxy) -> None:
    proxy.enter("echo", Mode.DELAY)
    with called(proxy) as call:
        before = time.monotonic()
        assert said(call) == b"hello"
        assert time.monotonic() - before >= 2 * DELAY


def test_a_black_hole_swallows_and_its_victims_are_reset_when_it_closes(proxy: Proxy) -> None:
    with called(proxy) as silent, called(proxy) as victim:
        assert (said(silent), said(victim)) == (b"hello", b"hello")
        proxy.enter("echo", Mode.HOLE)
        victim.settimeout(0.3)
        with pytest.raises(TimeoutError):
            said(victim)
        proxy.enter("echo", Mode.PASS)
        victim.settimeout(5)
        assert _is_ended(victim)
        assert said(silent) == b"hello"
        assert proxy.carries("echo")["ended"] == 1


def test_who_gives_up_in_the_black_hole_counts_too(proxy: Proxy) -> None:
    with called(proxy) as caller:
        said(caller)
        proxy.enter("echo", Mode.HOLE)
        caller.settimeout(0.1)
        with pytest.raises(TimeoutError):
            said(caller)
    eventually(lambda: proxy.carries("echo") == {"open": 0, "carried": 15, "ended": 1}, "the end of its line")
    proxy.enter("echo", Mode.PASS)
    assert proxy.carries("echo")["ended"] == 1


def _is_ended(call: socket.socket) -> bool:
    try:
        call.sendall(b"hello")
        return call.recv(100) == b""
    except ConnectionError:
        return True
