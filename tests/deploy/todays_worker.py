"""Today's release as an operator runs it: a real worker over servers of its own, and no beat."""

import base64
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from redis import Redis

from embedded.testing import servers

ROOT = Path(__file__).parent.parent.parent
WITHIN = 60.0
QUEUES = "cases,documents,erp,tick"


class Today:
    """Takes raw messages, as they lie in the broker, and tells what became of cases."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = {**os.environ, **environment, "DJANGO_SETTINGS_MODULE": "tests.deploy.settings"}
        self.broker = Redis(unix_socket_path=urlsplit(environment["REDIS_URL"]).path)
        self.log = Path(environment["P2P_DATA"]) / "worker.log"

    def manage(self, *command: str) -> str:
        words = [sys.executable, "manage.py", *command]
        done = subprocess.run(words, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def begin(self, count: int) -> None:
        """Cases 1 to `count`, of which nobody has heard: their bells are lost."""
        start = "engine.start('parcel', received_at=now(), now=now())"
        begin = f"from workflow import engine; from workflow.clock import now; [{start} for _ in range({count})]"
        self.manage("shell", "--no-imports", "-c", begin)
        self.broker.flushall()

    def states(self) -> dict[int, str]:
        """Where the cases are."""
        ask = "from workflow.models import Case; import json; print(json.dumps(list(Case.objects.values_list('pk'"
        told = self.manage("shell", "--no-imports", "-c", f"{ask}, 'state'))))")
        return dict(json.loads(told.splitlines()[-1]))

    def deliver(self, queue: str, message: Mapping[str, Any]) -> None:
        """Put the message where the worker finds it, as the publisher did."""
        self.broker.lpush(queue, json.dumps(message))

    @contextmanager
    def working(self) -> Iterator[None]:
        options = ("--pool=solo", f"--queues={QUEUES}", "--loglevel=INFO", "--without-gossip", "--without-mingle")
        command = [sys.executable, "-m", "celery", "-A", "config.celery", "worker", *options]
        with self.log.open("ab") as log:
            worker = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        try:
            yield
            assert worker.poll() is None, "the worker has ended"
        finally:
            worker.kill()
            worker.wait()

    def says(self, *words: str) -> None:
        """Wait until the worker's log has each of the words."""
        eventually(lambda: all(word in self.log.read_text() for word in words), self.log.read_text)


@contextmanager
def today() -> Iterator[Today]:
    """Fresh servers with today's tables."""
    with servers() as environment:
        release = Today(environment)
        release.manage("migrate", "--verbosity=0")
        yield release


def eventually(true: Callable[[], bool], story: Callable[[], object]) -> None:
    """Wait until it is so; fails with the story after a while."""
    until = time.monotonic() + WITHIN
    while not true():
        assert time.monotonic() < until, story()
        time.sleep(0.2)


def changed(message: Mapping[str, Any], name: str, **kwargs: Any) -> dict[str, Any]:
    """The message as another release might send it: as task `name`, with these arguments and an id of its own."""
    body = json.loads(base64.b64decode(message["body"]))
    headers = {**message["headers"], "task": name, "id": f"{name}-{len(kwargs)}", "expires": None}
    properties = {**message["properties"], "delivery_tag": f"tag-of-{headers['id']}"}
    encoded = base64.b64encode(json.dumps([body[0], kwargs, body[2]]).encode()).decode("ascii")
    return {**message, "body": encoded, "headers": headers, "properties": properties}
