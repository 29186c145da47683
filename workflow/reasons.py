"""The two questions that the engine itself may ask: what to do after a failure, and what the outside did."""

from collections.abc import Mapping
from typing import Any

from workflow.define import Choice, Reason, hours
from workflow.people import Actor, Refusal


def nothing_is_done_outside(_actor: Actor, evidence: Mapping[str, Any]) -> Refusal | None:
    """What another system has done already is not undone by ending the case."""
    if not evidence["done"]:
        return None
    done = ", ".join(evidence["done"])
    return Refusal(f"This is already done in another system ({done}): end it there first, or mend the cause and retry.")


RETRY = Choice(
    code="retry",
    label="Try again",
    consequence="{step} runs once more.",
    does="rechecks",
)
REFUSE = Choice(
    code="refuse",
    label="Refuse",
    consequence="The case ends as refused; nothing more is done for it.",
    does="refuses",
    allowed=nothing_is_done_outside,
)
INCIDENT = Reason(
    code="incident",
    title="Something went wrong that nobody foresaw",
    role="clerk",
    sla=hours(4),
    choices=(RETRY, REFUSE),
)

WAS_DONE = Choice(
    code="was_done",
    label="It was done",
    consequence="The reference is recorded and the case goes on; nothing is done again.",
    does="settles",
    fields=("reference",),
)
NOT_DONE = Choice(
    code="not_done",
    label="It was not done",
    consequence="{step} is done now.",
    does="rechecks",
)
EFFECT_UNKNOWN = Reason(
    code="effect_unknown",
    title="The other system can't say whether it was done",
    role="clerk",
    sla=hours(2),
    choices=(WAS_DONE, NOT_DONE),
)

ENGINE_REASONS = (INCIDENT, EFFECT_UNKNOWN)
