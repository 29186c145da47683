"""The accounts system of the harness, served by a thread of the test."""

import tempfile
import threading
from pathlib import Path
from typing import cast

from chaos.kills.erp_server import serve
from chaos.kills.http_erp import HttpErp
from chaos.kills.journal import Journal, Row
from p2p.erp.twin import Mode


class Served(HttpErp):
    """The connector, with a server of its own behind it."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.journal = Path(self._folder.name) / "erp.jsonl"
        self._server = serve(self.journal)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self._thread.start()
        host, port = cast(tuple[str, int], self._server.server_address)
        super().__init__(f"{host}:{port}")

    def behave(self, usual: Mode = Mode.HONOURS_KEYS, *script: Mode) -> None:
        self.ask("/control", {"usual": usual.name, "script": [mode.name for mode in script], "slow": 0})

    def booked(self) -> list[Row]:
        """What the journal says, as somebody from outside reads it."""
        return Journal(self.journal).rows()

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._folder.cleanup()
