"""Processes as the kernel shows them: who is whose child."""

from collections.abc import Iterator
from pathlib import Path


def parent_of(pid: int) -> int | None:
    """The parent; None where the process has ended."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return int(stat.rpartition(")")[2].split()[1])  # the name before it may hold anything


def below(pid: int) -> tuple[int, ...]:
    """The children and their children."""
    parents = {child: parent_of(child) for child in _all()}
    found: list[int] = []
    ring = {pid}
    while ring := {child for child, parent in parents.items() if parent in ring}:
        found += sorted(ring)
    return tuple(found)


def is_below(pid: int, ancestor: int) -> bool:
    """Whether the process is there, as a child of the ancestor's."""
    while pid and pid != ancestor:
        pid = parent_of(pid) or 0
    return pid == ancestor


def connections(pid: int) -> int:
    """How many sockets the process holds open."""
    links = Path(f"/proc/{pid}/fd").glob("*")
    return sum(str(link.readlink()).startswith("socket:") for link in links if link.is_symlink())


def _all() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
