"""The processes of a whole system, in the order in which they are stopped."""

import os
import socket

from embedded.child import Role

THREADS = 16  # of the web server: as many requests at a time, each with a database connection


def roles(listening: socket.socket, workers: int) -> tuple[Role, ...]:
    """Beat, the workers and the web server. `workers`: tasks that each big worker does at a time.

    The tick has a worker of its own, so that no backlog delays it; reading documents has one, so that a hundred
    scans don't hold up the rest.
    """
    web = (str(listening.fileno()), str(THREADS))
    return (
        Role("beat", "embedded.beat"),
        _worker("tick", ("tick",), 1),
        _worker("documents", ("documents",), os.cpu_count() or 1),
        _worker("cases", ("cases", "erp"), workers),
        Role("web", "embedded.web", web, sockets=(listening.fileno(),)),
    )


def _worker(name: str, queues: tuple[str, ...], concurrency: int) -> Role:
    node = f"{name}-{os.getpid()}@{socket.gethostname()}"  # several systems may share a broker
    arguments = (node, ",".join(queues), str(concurrency))
    return Role(f"worker-{name}", "embedded.worker", arguments, queues=queues, node=node, concurrency=concurrency)
