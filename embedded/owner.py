"""Working as the database's owner for a while, where the environment names one."""

from collections.abc import Iterator
from contextlib import contextmanager

import dj_database_url
from django.conf import settings
from django.db import connection

_WAY_IN = ("USER", "PASSWORD", "HOST", "PORT")


@contextmanager
def as_owner() -> Iterator[str | None]:
    """The default connection is the owner's until the block ends; yields the role that it else is.

    None where DATABASE_OWNER_URL names nobody: then one role does both, and nothing changes.
    """
    if not settings.DATABASE_OWNER_URL:
        yield None
        return
    role = _current_role()
    owner = dj_database_url.parse(settings.DATABASE_OWNER_URL)
    mine = {name: connection.settings_dict[name] for name in _WAY_IN}
    _become({name: owner.get(name, "") for name in _WAY_IN})
    try:
        yield role if _current_role() != role else None
    finally:
        _become(mine)


def _become(way_in: dict[str, object]) -> None:
    connection.close()
    connection.settings_dict.update(way_in)


def _current_role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (role,) = cursor.fetchone() or ("",)
    return str(role)
