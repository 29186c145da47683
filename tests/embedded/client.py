"""A command that needs both servers: `python -m tests.embedded.client DATA [durable]`.

It says where they are, and ends with its input.
"""

import json
import sys
from pathlib import Path

from embedded.kinds import KINDS
from embedded.lease import borrowed
from embedded.places import Place

data, *durable = sys.argv[1:]
with borrowed(Place(Path(data)), KINDS, throwaway=not durable) as leases:
    print(json.dumps({name: url for lease in leases for name, url in lease.addresses().items()}), flush=True)
    sys.stdin.read()
