"""What `up` looks after beside its children: the servers on loan, the queues, the size of the logs."""

import os
from collections.abc import Callable
from dataclasses import dataclass

from embedded.errors import ServerTrouble
from embedded.lease import Lease
from embedded.logs import trim
from embedded.stalls import QueueWatch
from embedded.tree import Tree


@dataclass(slots=True)
class Every:
    """Calls something every so many seconds, given the time again and again."""

    seconds: float
    call: Callable[[float], None]
    due: float = 0.0

    def __call__(self, now: float) -> None:
        if now >= self.due:
            self.due = now + self.seconds
            self.call(now)


def servers_kept(leases: tuple[Lease, ...], tree: Tree) -> Callable[[float], None]:
    """Start a server again whose keeper was killed; if it moved, the children must learn where."""

    def look(_now: float) -> None:
        for lease in leases:
            if lease.is_kept():
                continue
            tree.say(f"{lease.kind.name} is gone with its keeper: starting it again")
            try:
                addresses = lease.addresses()
            except ServerTrouble as trouble:
                tree.say(f"{trouble}")
                continue
            if addresses[lease.kind.variable] != os.environ[lease.kind.variable]:
                os.environ.update(addresses)
                tree.restart()

    return look


def queues_move(watch: QueueWatch, tree: Tree) -> Callable[[float], None]:
    """Restart a worker that lives but takes no messages."""

    def look(now: float) -> None:
        for child in watch.idlers(now):
            tree.say(f"{child.role.name} takes nothing from {', '.join(child.role.queues)}: restarting it")
            child.kill()

    return look


def logs_trimmed(tree: Tree) -> Callable[[float], None]:
    """Keep the children's logs to a size."""

    def look(_now: float) -> None:
        for child in tree.children:
            trim(child.log)

    return look
