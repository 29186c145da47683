"""Check the documentation: `python bin/check_docs.py`.

Links between files must lead somewhere, and `docs/operations.md` must list every environment variable that the
code reads.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
OPERATIONS = PROJECT / "docs" / "operations.md"
LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")
READ = re.compile(r"""env\.\w+\(\s*"([A-Z_]+)"|environ(?:\.get\(|\[)\s*"(P2P_[A-Z_]+)\"""")


def dead_links() -> Iterator[str]:
    """A sentence for each link that leads nowhere."""
    for page in (*PROJECT.glob("*.md"), *(PROJECT / "docs").rglob("*.md")):
        for target in LINK.findall(page.read_text()):
            if not (page.parent / target).exists():
                yield f"{page.relative_to(PROJECT)}: {target} isn't there"


def unlisted_variables() -> Iterator[str]:
    """A sentence for each variable that the code reads and the operations guide doesn't name."""
    listed = OPERATIONS.read_text()
    for package in ("config", "embedded", "p2p", "samples", "workflow", "exceptions_queue"):
        for module in sorted((PROJECT / package).rglob("*.py")):
            for names in READ.findall(module.read_text()):
                name = next(filter(None, names))
                if f"`{name}`" not in listed:
                    yield f"{module.relative_to(PROJECT)}: {name} isn't explained in docs/operations.md"


def main() -> int:
    """0 if all is well, else 1 with a line for each thing that isn't."""
    found = sorted({*dead_links(), *unlisted_variables()})
    for complaint in found:
        print(complaint, file=sys.stderr)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
