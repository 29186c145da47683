"""What a keeper writes down for its clients: where its server listens."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class State:
    """A server that is run, or was. Whether it still is, only the keeper's lock says."""

    data: str  # the data folder; another one here means that the folder was copied or moved
    sockets: str
    url: str
    keeper: int
    server: int
    owner_url: str = ""  # how its owner gets in, where that is another address

    def write(self, path: Path) -> None:
        """Whole or not at all."""
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(self)))
        fresh.replace(path)

    @classmethod
    def read(cls, path: Path, data: Path) -> "State | None":
        """The state of this data folder; None if there is none or it belongs to another place."""
        try:
            state = cls(**json.loads(path.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None
        return state if state.data == str(data) else None
