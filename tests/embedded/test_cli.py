import pytest

from embedded.cli import wanted
from embedded.kinds import POSTGRES, VALKEY, Kind

DATABASE = {"DATABASE_URL": "postgres://somewhere/p2p"}
BROKER = {"REDIS_URL": "redis://somewhere/0"}


@pytest.mark.parametrize(
    ("command", "environ", "kinds"),
    [
        ("cases --json", {}, (POSTGRES, VALKEY)),
        ("cases --json", DATABASE, (VALKEY,)),
        ("cases --json", BROKER, (POSTGRES,)),
        ("cases --json", DATABASE | BROKER, ()),
        ("cases --json", DATABASE | {"REDIS_URL": ""}, (VALKEY,)),
        ("up", DATABASE | BROKER | {"P2P_LOANS": "DATABASE_URL REDIS_URL"}, (POSTGRES, VALKEY)),
        ("up", DATABASE | BROKER | {"P2P_LOANS": "REDIS_URL"}, (VALKEY,)),
        ("up --help", {}, ()),
        ("read_document x.pdf --json", {}, ()),
        ("makemigrations --check", {}, ()),
        ("", {}, ()),
    ],
)
def test_a_command_gets_the_servers_that_it_needs_and_nobody_names(
    command: str, environ: dict[str, str], kinds: tuple[Kind, ...]
) -> None:
    assert wanted(["manage.py", *command.split()], environ) == kinds
