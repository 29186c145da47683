"""Stories as `show_case --json` prints them, as far as the verdict looks at them."""

from decimal import Decimal
from typing import Any

from samples.manifest import Expected, State
from samples.truth import FIELDS, Truth

RECEIVED = "2026-03-20T08:05:00Z"


def expectation(state: State = "completed", reason: str | None = None, kind: str = "invoice") -> Expected:
    truth = Truth(dict.fromkeys(FIELDS) | {"document_type": kind})
    return Expected("Invoice 1.pdf", "V1001", Decimal("254.64"), "GBP", state, reason, truth)


def story(*steps: tuple[str, str], **more: Any) -> dict[str, Any]:
    """A case whose steps ended in these states at these seconds after eight o'clock and five minutes."""
    return {
        "state": "completed",
        "reason": None,
        "received_at": RECEIVED,
        "finished_at": "2026-03-20T08:05:09Z",
        "steps": [{"state": state, "finished_at": f"2026-03-20T08:05:{second}Z"} for state, second in steps],
        "tasks": [],
        "postings": [{"gross": "254.64"}],
        "payments": [{"amount": "254.64", "pay_on": "2026-04-16"}],
        "invoice": {"seller_name": "Thornbury Paper", "gross": "254.64", "currency": "GBP"},
    } | more


def asked(reason: str, state: str = "waiting") -> dict[str, Any]:
    """A case that rests because a person is asked."""
    tasks = [{"reason": reason, "question": "Really?"}]
    waiting: dict[str, Any] = {"state": state, "reason": reason, "finished_at": None, "postings": [], "payments": []}
    return story(("done", "01"), ("asked", "04.5"), tasks=tasks, **waiting)
