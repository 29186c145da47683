"""The servers that come along, and the environment variable that carries each one's address."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from embedded.places import Place
from embedded.server import Home, Server


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of server."""

    name: str
    variable: str
    owner_variable: str = ""  # where the owner's address differs from that of who uses it

    def run(self, place: Place) -> Path:
        """The folder with its locks and its state."""
        return place.run / self.name

    def server(self, place: Place, sockets: Path, throwaway: bool) -> Server:
        # Drivers load only in the keeper.
        from embedded.postgres import Postgres
        from embedded.valkey import Valkey

        home = home_of(self, place)
        if self is POSTGRES:
            return Postgres(home, sockets, throwaway)
        return Valkey(home, sockets, throwaway)


POSTGRES = Kind("postgres", "DATABASE_URL", "DATABASE_OWNER_URL")
VALKEY = Kind("valkey", "REDIS_URL")
KINDS = (POSTGRES, VALKEY)


def home_of(kind: Kind, place: Place) -> Home:
    return Home(place.data / kind.name, place.log / f"{kind.name}.log")


def missing(environ: Mapping[str, str]) -> tuple[Kind, ...]:
    """The kinds whose address the environment doesn't give."""
    return tuple(kind for kind in KINDS if not environ.get(kind.variable))
