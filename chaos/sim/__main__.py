"""`python -m chaos.sim`: see `make help` and docs/guarantees.md."""

import sys

from chaos.sim.cli import main

if __name__ == "__main__":
    sys.exit(main())
