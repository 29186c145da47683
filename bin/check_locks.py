"""Check that each lock fits its source, without a network: `python bin/check_locks.py`.

Every requirement of a `.in` file must be pinned in its `.txt`, to a version that it allows, with hashes; and the
development lock must pin what the product's lock pins to the same versions.
"""

import re
import sys
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^([A-Za-z0-9._-]+)==(\S+)(.*)$")


def pins(lock: Path) -> dict[str, str]:
    """Name to version. Raises ValueError for a pin without a hash."""
    found: dict[str, str] = {}
    lines = lock.read_text().splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if pin := PIN.match(line):
            if "--hash=" not in pin[3] + following:
                raise ValueError(f"{lock.name}: {pin[1]} has no hash")
            found[canonicalize_name(pin[1])] = pin[2]
    return found


def wanted(source: Path) -> list[Requirement]:
    """The requirements of a `.in` file."""
    lines = (line.split(" #")[0].strip() for line in source.read_text().splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]


def complaints(source: Path, lock: dict[str, str]) -> list[str]:
    """What the lock lacks, a sentence each."""
    found = []
    for requirement in wanted(source):
        version = lock.get(canonicalize_name(requirement.name))
        if version is None:
            found.append(f"{source.name}: {requirement} isn't in the lock")
        elif not requirement.specifier.contains(version, prereleases=True):
            found.append(f"{source.name}: {requirement} isn't met by the lock's {version}")
    return found


def main() -> int:
    """0 if the locks fit, else 1 with a line for each thing that doesn't."""
    product, development = (pins(PROJECT / name) for name in ("requirements.txt", "requirements-dev.txt"))
    found = complaints(PROJECT / "requirements.in", product)
    found += complaints(PROJECT / "requirements-dev.in", development)
    found += [
        f"requirements-dev.txt: {name} {development[name]} differs from the product's {version}"
        for name, version in product.items()
        if development.get(name, version) != version
    ]
    for complaint in found:
        print(complaint, file=sys.stderr)
    if found:
        print("Run `make lock` and commit the result.", file=sys.stderr)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
