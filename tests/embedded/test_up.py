"""`manage.py up` with a trivial application: what it promises about processes, whatever it runs."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import Celery

from embedded.places import PROJECT
from embedded.testing import servers
from tests.embedded.watching import comes_true, eventually, processes, state

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]


SERVERS = ("DATABASE_URL", "DATABASE_OWNER_URL", "REDIS_URL")


def environment(data: Path, **variables: str) -> dict[str, str]:
    given = {name: value for name, value in os.environ.items() if name not in SERVERS}
    settings = {"DJANGO_SETTINGS_MODULE": "tests.embedded.system.settings", "P2P_DATA": str(data)}
    return given | settings | variables


def manage(data: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """A command beside the system."""
    command = [sys.executable, "manage.py", *arguments]
    environ = environment(data, **variables)
    return subprocess.run(command, cwd=PROJECT, env=environ, capture_output=True, text=True, timeout=120, check=False)


class System:
    """An `up` that has said that it is ready."""

    def __init__(self, data: Path, **variables: str) -> None:
        self.data = data
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "up", "--port", "0", "--workers", "1"],
            cwd=PROJECT,
            env=environment(data, **variables),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, f"up ended with {self.process.wait()}"
        said = json.loads(line)
        assert said["ready"] is True
        self.url: str = said["url"]
        self.broker = variables.get("REDIS_URL") or str(state(data, "valkey")["url"])

    def page(self) -> int:
        """The number of the process that serves the page."""
        with urllib.request.urlopen(self.url, timeout=30) as answer:  # noqa: S310 - its own address
            return int(answer.read())

    def send(self, queue: str) -> None:
        with Celery(broker=self.broker) as app:
            app.send_task("system.mark", [queue], queue=queue)

    def does(self, queue: str) -> int:
        """The number of the process that works on this queue.

        A message may be lost with a worker that is killed while it fetches it; so, like the tick, ring again.
        """
        mark = self.data / f"mark-{queue}"
        mark.unlink(missing_ok=True)
        for _ in range(20):
            self.send(queue)
            if comes_true(lambda: mark.exists() and mark.read_text(), seconds=5):
                return int(mark.read_text())
        raise AssertionError(f"nobody works on {queue}")

    def ticks(self) -> None:
        """The clock rings and the tick's worker hears it."""
        mark = self.data / "mark-tick"
        mark.unlink(missing_ok=True)
        eventually(mark.exists, "the clock ticks")

    def child(self, name: str) -> int:
        """The number of the child with these words in its command line."""
        for process in processes(self.data):
            command = Path(f"/proc/{process}/cmdline").read_text().replace("\0", " ")
            if name in command and parent(process) == self.process.pid:
                return process
        raise LookupError(name)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=60)
        return self.process.returncode


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])


@pytest.fixture(scope="module")
def system(tmp_path_factory: pytest.TempPathFactory) -> Iterator[System]:
    """A system that many tests maltreat: each leaves it whole, and at the end it stops cleanly."""
    data = tmp_path_factory.mktemp("up") / "data"
    system = System(data, P2P_STALL_SECONDS="5")
    try:
        yield system
    finally:
        assert system.stop() == 0
    assert processes(data) == {}


def test_it_is_ready_when_it_says_so(system: System) -> None:
    assert system.page() == system.child("embedded.web")
    for queue in ("cases", "erp", "documents"):
        system.does(queue)
    system.ticks()


def test_commands_share_its_servers_and_a_second_one_is_refused(system: System) -> None:
    server = state(system.data, "postgres")["server"]
    assert manage(system.data, "migrate", "--check").returncode == 0
    assert state(system.data, "postgres")["server"] == server
    second = manage(system.data, "up", "--port", "0")
    assert second.returncode == 1
    assert f"is up already (process {system.process.pid})" in second.stderr
    assert system.page()


@pytest.mark.parametrize(
    ("child", "queue"), [("worker cases", "cases"), ("worker tick", "tick"), ("worker documents", "documents")]
)
def test_a_killed_worker_is_started_again(system: System, child: str, queue: str) -> None:
    killed = system.child(child)
    os.kill(killed, signal.SIGKILL)
    assert parent(system.does(queue)) not in (killed, 1)
    assert system.child(child) != killed


def test_a_killed_web_server_keeps_its_address_and_nobody_is_refused(system: System) -> None:
    killed = system.page()
    os.kill(killed, signal.SIGKILL)
    assert system.page() != killed


def test_a_killed_clock_ticks_on(system: System) -> None:
    killed = system.child("embedded.beat")
    os.kill(killed, signal.SIGKILL)
    eventually(lambda: killed not in processes(system.data), "the clock is dead")
    system.ticks()


def test_a_worker_that_lives_but_takes_nothing_is_restarted(system: System) -> None:
    frozen = system.child("worker cases")
    os.killpg(frozen, signal.SIGSTOP)
    system.send("cases")  # this one still goes to the frozen worker, which was waiting for it
    assert parent(system.does("cases")) != frozen


@pytest.mark.parametrize("kind", ["postgres", "valkey"])
@pytest.mark.parametrize("what", ["server", "keeper"])
def test_a_server_that_is_killed_comes_back_and_work_goes_on(system: System, kind: str, what: str) -> None:
    before = state(system.data, kind)
    os.kill(before[what], signal.SIGKILL)

    def is_back() -> bool:
        try:
            return state(system.data, kind)["server"] != before["server"]
        except FileNotFoundError:
            return False

    eventually(is_back, f"{kind} is back")
    assert manage(system.data, "migrate", "--check").returncode == 0
    for queue in ("cases", "documents"):
        system.does(queue)
    assert system.page()


def test_killed_it_leaves_nothing(data: Path) -> None:
    system = System(data)
    assert len(processes(data)) > 15
    system.process.kill()
    system.process.communicate()
    eventually(lambda: not processes(data), "everything ended with it", seconds=15)


def test_named_servers_are_used_and_none_started(data: Path) -> None:
    with servers() as given:
        named = {"DATABASE_URL": given["DATABASE_OWNER_URL"], "REDIS_URL": given["REDIS_URL"]}
        system = System(data, **named)
        system.does("cases")
        assert not {"postgres", "valkey-server"} & set(processes(data).values())
        assert system.stop() == 0


def test_a_port_in_use_is_named(data: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        refused = manage(data, "up", "--port", str(port))
    assert refused.returncode == 1
    assert f"Port {port} is in use" in refused.stderr


def test_it_refuses_to_start_before_due_migrations_if_told_so(data: Path) -> None:
    refused = manage(data, "up", "--port", "0", "--no-migrate")
    assert refused.returncode == 1
    assert "manage.py migrate" in refused.stderr
