"""Write the pages of `docs/reference/` that are made from the code: `python bin/write_reference.py [--check]`.

With --check nothing is written; the exit code is 1 if a page is no longer what the code says.
"""

import os
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
PAGE = PROJECT / "docs" / "reference" / "process.md"


def page() -> str:
    """The processes, as table and graph."""
    sys.path.insert(0, str(PROJECT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from workflow import draw, registry

    parts = ["# The process, generated\n\nMade by `bin/write_reference.py`; change the process, not this page.\n"]
    for process in registry.processes().values():
        parts.append(f"```\n{draw.table(process)}\n```\n\n```mermaid\n{draw.mermaid(process)}\n```\n")
    return "\n".join(parts)


def main() -> int:
    """0 if the page is written, or is as it should be."""
    wanted = page()
    if "--check" in sys.argv[1:]:
        if PAGE.exists() and PAGE.read_text() == wanted:
            return 0
        print("docs/reference/process.md is out of date: run python bin/write_reference.py", file=sys.stderr)
        return 1
    PAGE.write_text(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main())
