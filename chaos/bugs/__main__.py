"""`python -m chaos.bugs [NAME…]`: exit code 1 where a bug was not caught."""

import sys

from chaos.bugs.hunt import main

if __name__ == "__main__":
    sys.exit(main())
