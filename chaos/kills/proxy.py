"""A TCP proxy that stands between the workers and what they talk to: `python -m chaos.kills.proxy NAME=PORT …`.

Prints the ports that it listens on, as JSON by name. Each line of input sets the mode of a line and is answered
with what that line carries: `postgres cut` → `{"open": 9, "carried": 51234, "ended": 9}`.
"""

import asyncio
import json
import sys
from dataclasses import dataclass, field
from enum import Enum

DELAY = 0.3  # seconds for each piece of data
PIECE = 65536
Pair = tuple[asyncio.StreamWriter, asyncio.StreamWriter]


class Mode(Enum):
    """What happens to data and connections."""

    PASS = "pass"  # noqa: S105 -- not a password
    CUT = "cut"  # every connection is reset, new ones at once
    DELAY = "delay"  # every piece of data is late
    HOLE = "hole"  # data vanishes; connections that lost some are reset when the hole is closed


@dataclass(slots=True)
class Line:
    """One way through the proxy."""

    port: int
    mode: Mode = Mode.PASS
    carried: int = 0
    ended: int = 0  # connections that the proxy ended or turned away, or that were given up in the hole
    pairs: set[Pair] = field(default_factory=set)
    torn: set[Pair] = field(default_factory=set)

    def enter(self, mode: Mode) -> None:
        """Treat what comes from now on like this."""
        self.mode = mode
        hopeless = self.pairs if mode is Mode.CUT else self.torn
        self.ended += len(hopeless)
        for pair in tuple(hopeless):
            _abort(pair)
        self.torn.clear()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Carry one connection until either side ends it."""
        try:
            if self.mode is Mode.CUT:
                raise ConnectionResetError
            there, back = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            self.ended += 1
            writer.transport.abort()
            return
        pair = (writer, back)
        self.pairs.add(pair)
        try:
            async with asyncio.TaskGroup() as pumps:
                pumps.create_task(self._pump(reader, back, pair))
                pumps.create_task(self._pump(there, writer, pair))
        except* OSError:
            pass
        finally:
            self.pairs.discard(pair)
            self.ended += pair in self.torn  # whoever called has given up
            self.torn.discard(pair)
            _abort(pair)

    async def _pump(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, pair: Pair) -> None:
        while piece := await source.read(PIECE):
            self.carried += len(piece)
            if self.mode is Mode.HOLE:
                self.torn.add(pair)
                continue
            if self.mode is Mode.DELAY:
                await asyncio.sleep(DELAY)
            sink.write(piece)
            await sink.drain()
        raise ConnectionResetError  # one end has closed: so does the other


def _abort(pair: Pair) -> None:
    for writer in pair:
        writer.transport.abort()


async def serve(targets: dict[str, int]) -> None:
    lines = {name: Line(port) for name, port in targets.items()}
    servers = {name: await asyncio.start_server(line.accept, "127.0.0.1", 0) for name, line in lines.items()}
    _say({name: server.sockets[0].getsockname()[1] for name, server in servers.items()})
    loop = asyncio.get_running_loop()
    while command := await loop.run_in_executor(None, sys.stdin.readline):
        name, _, mode = command.strip().partition(" ")
        line = lines[name]
        open_before = len(line.pairs)
        if mode:
            line.enter(Mode(mode))
        _say({"open": open_before, "carried": line.carried, "ended": line.ended})


def _say(what: dict[str, int]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve({name: int(port) for name, _, port in (word.partition("=") for word in sys.argv[1:])}))
