"""Whether a case came out as its manifest says. Pure: a story as `show_case --json` prints it, and the expectation."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from samples.manifest import Expected

Story = Mapping[str, Any]


def first_rest(story: Story) -> tuple[str, str | None]:
    """Where the machine brought the case by itself: (state, reason).

    A person may have answered since, or the goods may have come: the first question, or the first wait, counts.
    """
    for step in story["steps"]:
        if step["state"] == "waited":
            return "sleeping", None
        if step["state"] == "asked":
            break
    if not story["tasks"]:
        return story["state"], story["reason"]
    reason = story["tasks"][0]["reason"]
    return ("incident", None) if reason == "incident" else ("waiting", reason)


def seconds_to_rest(story: Story) -> float | None:
    """Seconds from the mail's receipt until the case first rested; None while it has not."""
    ends = [step["finished_at"] for step in story["steps"] if step["state"] in {"waited", "asked"}]
    rested = ends[0] if ends else story["finished_at"]
    if rested is None:
        return None
    return (datetime.fromisoformat(rested) - datetime.fromisoformat(story["received_at"])).total_seconds()


def differences(expected: Expected, story: Story) -> list[str]:
    """What is otherwise than the manifest says, in words; empty if nothing is."""
    wanted, found = (expected.state, expected.reason), first_rest(story)
    if found != wanted:
        return [f"{_words(*found)} instead of {_words(*wanted)}{_question(story)}"]
    if expected.state == "completed":
        return _money(expected, story)
    return []


def _money(expected: Expected, story: Story) -> list[str]:
    gross = expected.gross
    credit = expected.truth.fields["document_type"] == "credit_note"
    posted = [Decimal(posting["gross"]) for posting in story["postings"]]
    paid = [Decimal(payment["amount"]) for payment in story["payments"]]
    found = []
    if posted != [gross]:
        found.append(f"posted {_amounts(posted)} instead of {gross}")
    if paid != ([] if credit else [gross]):
        found.append(f"payments scheduled: {_amounts(paid)} instead of {'none' if credit else gross}")
    return found


def _amounts(amounts: list[Decimal]) -> str:
    return ", ".join(map(str, amounts)) or "none"


def _words(state: str, reason: str | None) -> str:
    return f"{state} ({reason})" if reason else state


def _question(story: Story) -> str:
    return f": {story['tasks'][0]['question']}" if story["tasks"] else ""
