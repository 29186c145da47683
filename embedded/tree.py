"""The supervisor of `up`: starts the children, keeps them going, stops them in order."""

import http.client
import signal
import time
from collections.abc import Callable, Sequence

from embedded.child import STARTING, Child
from embedded.errors import ServerTrouble

PAUSE = 0.1
FAILURES = 3  # of one child, before the system was ever ready
WARM = 30.0  # seconds that workers get to finish what they do
SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Tree:
    """The processes of a system. One signal stops them warmly, a second one at once."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None]) -> None:
        self.children = tuple(children)  # in the order in which they stop
        self.say = say
        self.signals = 0
        self._heard = -1.0

    def start(self, port: int) -> bool:
        """Start everything. True when all is at work, False when stopped before; raises ServerTrouble."""
        for number in SIGNALS:
            if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
                signal.signal(number, self._hear)
        for child in self.children:
            child.start()
        deadline = time.monotonic() + STARTING
        while not self.signals:
            self.tend()
            if all(child.is_ready() for child in self.children) and _answers(port):
                return True
            self._give_up_on_hopeless(deadline)
            time.sleep(PAUSE)
        return False

    def tend(self) -> None:
        """One round: start again what ended."""
        now = time.monotonic()
        for child in self.children:
            if news := child.tend(now):
                self.say(news)

    def run(self, rounds: Sequence[Callable[[float], None]]) -> None:
        """Until a signal comes: tend the children, and call each of `rounds` with the time."""
        while not self.signals:
            self.tend()
            for look in rounds:
                look(time.monotonic())
            time.sleep(PAUSE)

    def restart(self) -> None:
        """End every child at once; each is started again in its turn."""
        for child in self.children:
            child.kill()

    def stop(self) -> None:
        """Beat first, then the workers when they have finished what they do, then the web server."""
        beat, *workers, web = self.children
        for group in ((beat,), tuple(workers), (web,)):
            for child in group:
                child.tell(signal.SIGTERM)
            self._await_end(group)
            for child in group:
                child.kill()

    def _await_end(self, group: Sequence[Child]) -> None:
        told, deadline = self.signals, time.monotonic() + WARM
        while any(child.runs() for child in group):
            if time.monotonic() > deadline or self.signals > max(told, 1):
                return
            time.sleep(PAUSE)

    def _give_up_on_hopeless(self, deadline: float) -> None:
        for child in self.children:
            if child.backoff.failures >= FAILURES:
                raise ServerTrouble(f"{child.role.name} doesn't start:\n{child.last_words()}")
            if time.monotonic() > deadline and not child.is_ready():
                raise ServerTrouble(f"{child.role.name} isn't ready after {STARTING:.0f} s: see {child.log}")

    def _hear(self, _number: int, _frame: object) -> None:
        """Count the signals. One Ctrl-C may arrive twice: from the terminal, and from a parent that got it too."""
        now = time.monotonic()
        if now - self._heard > 1.0:
            self._heard = now
            self.signals += 1


def _answers(port: int) -> bool:
    """Whether the web server answers, with anything but a failure of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", "/")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
