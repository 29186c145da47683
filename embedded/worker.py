"""A Celery worker as a child of `up`: `python -m embedded.worker NODE QUEUE[,QUEUE] CONCURRENCY`."""

import os
import sys

from celery.signals import worker_process_init, worker_ready

from config.celery import app
from embedded.parent_death import die_with_parent
from embedded.ready import announce

MAIN = os.getpid()


def main() -> None:
    node, queues, concurrency = sys.argv[1:]
    worker_ready.connect(announce)
    worker_process_init.connect(_tie_to_the_worker)
    app.worker_main(
        [
            "worker",
            f"--hostname={node}",
            f"--queues={queues}",
            f"--concurrency={concurrency}",
            *("--without-gossip", "--without-mingle", "--without-heartbeat"),
        ]
    )


def _tie_to_the_worker(**_: object) -> None:
    """A process of the pool doesn't survive its worker: what it was doing, another does after its lease."""
    die_with_parent(MAIN)


if __name__ == "__main__":
    main()
