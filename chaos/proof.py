"""`python -m chaos.proof`: all that the simulation proves, in one go, as `make test` runs it.

Every single crash point of all journeys, random histories with 3,000 crashes, and every planted bug share one
server and the processes of one pool: nothing is set up twice, and no processor is idle before the end.
"""

import os
import sys
import time

from chaos.bugs import hunt
from chaos.sim import cli
from chaos.sim.modes import all_names, at_random, exhausted, in_peace

CRASHES = 3000
SEED = 1


def main() -> int:
    """0 where every promise was kept and every bug caught."""
    started = time.monotonic()
    with cli.place() as stage:
        from chaos.bugs.catalogue import BUGS

        with stage.pool() as players:
            names = all_names()
            peaceful = in_peace(players, names)
            hunts = players.pool.map(hunt.hunt, [bug.name for bug in BUGS])  # the longest go first
            failed = cli.report("every single crash point", exhausted(players, peaceful))
            failed += cli.report("random histories", at_random(players, names, seed=SEED, crashes=CRASHES))
            print("\nplanted bugs:")
            failed += hunt.report(list(hunts))
    used = os.times()
    seconds = used.user + used.system + used.children_user + used.children_system
    print(
        f"\nThe proof took {time.monotonic() - started:.0f} s, and {seconds:.0f} s of processors (PostgreSQL's apart)."
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
