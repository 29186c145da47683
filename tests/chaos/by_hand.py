"""`python -m tests.chaos.by_hand`: what people start by hand, several times over one server; JSON of what it said.

Each command still has processes of its own, with a database and an order of hashes of their own.
"""

import json
import sys
from collections.abc import Callable
from contextlib import nullcontext, redirect_stdout
from dataclasses import replace
from functools import partial
from io import StringIO

from chaos.bugs import hunt
from chaos.sim import cli
from tests.chaos import alike, uncaught

FAULTS = "crash@17 repeat@2 stall@30:45 erp@1:2 cut@41"


def main() -> None:
    with cli.place() as stage:
        one = replace(stage, processes=1)
        vars(cli)["place"] = vars(hunt)["place"] = lambda: nullcontext(one)
        told = {name: _said(partial(_played, seed)) for name, seed in (("7", "7"), ("again", "7"), ("8", "8"))}
        told["uncaught"] = _said(uncaught.hunted)
        told["alike"] = _said(alike.compared)
    json.dump(told, sys.stdout)


def _played(seed: str) -> int:
    return cli.main(["--seed", seed, "--journeys", "clean,over-limit", "--faults", FAULTS])


def _said(command: Callable[[], int]) -> tuple[int, str]:
    with redirect_stdout(StringIO()) as said:
        code = command()
    return code, said.getvalue()


if __name__ == "__main__":
    main()
