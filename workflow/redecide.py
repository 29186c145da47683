"""What was decided can be decided again: stored facts become the step's own values, and `decide` is asked. Pure.

A decision step says what its facts are by the type of `decide`'s first parameter.
"""

from typing import Any, get_type_hints

import msgspec

from workflow.define import Step
from workflow.outcomes import Outcome


def facts_of(step: Step, stored: Any) -> Any:
    """The facts as they were before they were stored; msgspec.ValidationError where they don't fit."""
    hints = get_type_hints(step.module.decide)
    first = next(iter(hints))
    return msgspec.convert(stored, hints[first], strict=False)


def decide_again(step: Step, stored: Any) -> Outcome:
    """What `decide` says today to the stored facts, under the rules of the step given."""
    outcome: Outcome = step.module.decide(facts_of(step, stored), step.rules)
    return outcome
