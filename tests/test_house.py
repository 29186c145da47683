"""What import-linter can't see: words. The engine and the portal never speak of invoices."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WORDS = re.compile(
    r"\b(p2p|invoices?|vendors?|suppliers?|purchase|goods|receipts?|ledger|posting|payments?|vat|iban)\b", re.I
)
# The docstrings of the two packages say what they don't know.
SAYS_SO = {"workflow/__init__.py", "exceptions_queue/__init__.py"}
SPEAKING = (".py", ".html", ".txt", ".css", ".js")


def spoken() -> list[Path]:
    folders = ("workflow", "exceptions_queue", "templates/exceptions_queue", "templates/workflow")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*") if path.suffix in SPEAKING]
    return [path for path in files if "__pycache__" not in path.parts]


@pytest.mark.parametrize("path", spoken(), ids=lambda path: str(path.relative_to(ROOT)))
def test_the_engine_and_the_portal_know_no_invoice(path: Path) -> None:
    if str(path.relative_to(ROOT)) in SAYS_SO:
        return
    found = {match.group() for match in WORDS.finditer(path.read_text())}
    assert not found, f"{path.name} speaks of {found}: give the process a hook, or find the general word"


def test_there_is_something_to_read() -> None:
    assert len(spoken()) > 40
