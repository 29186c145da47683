"""What tests of the queue read from its pages, and who acts in them."""

import re

from django.test import Client

from workflow.people import Actor


def numbers(client: Client, address: str = "/queue/") -> list[str]:
    """The numbers of the rows, from top to bottom."""
    return re.findall(r"><bdi>(R-\d+)</bdi></a>", client.get(address).content.decode())


def actor_of(login: str, *roles: str) -> Actor:
    """Who `login(...)` of the conftest logs in."""
    return Actor(id=login, name=login.capitalize(), roles=frozenset(roles))
