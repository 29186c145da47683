"""What a step may say when it has looked: go on, ask, wait, or end the case.

Also what an outside system may say of an effect, and the failures that have a name. Values only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

FinalState = Literal["completed", "refused", "ignored"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Why a person is needed in this case.

    `question` is a template whose `{names}` are filled from `params`; the edge formats and translates.
    `evidence` (JSON values only) is what the person sees and what the answer is bound to: an answer
    counts only while the evidence is the same. `withdrawn_by` names the signals after which the step
    looks again by itself, and withdraws the question if its cause is gone.
    """

    reason: str
    question: str
    params: Mapping[str, str] = field(default_factory=dict)
    evidence: Mapping[str, Any] = field(default_factory=dict)
    withdrawn_by: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """The question with its numbers in it."""
        return self.question.format(**self.params)


@dataclass(frozen=True, slots=True)
class Proceed:
    """The step is done; `output` (a dataclass or JSON value) is what later steps read."""

    output: Any = None


@dataclass(frozen=True, slots=True)
class Ask:
    """A person decides. `also` holds the further findings of the same step, in their order.

    `output` is what the step would say if the question were answered with yes: later decision steps are
    tried with it, so that the person hears what will be asked next.
    """

    finding: Finding
    also: tuple[Finding, ...] = ()
    output: Any = None


@dataclass(frozen=True, slots=True)
class Wait:
    """Sleep until one of the signals in `events` is heard, or until `until` (aware UTC)."""

    events: tuple[str, ...]
    until: datetime
    because: str


@dataclass(frozen=True, slots=True)
class Finish:
    """The case ends here, in this state."""

    state: FinalState
    because: str
    output: Any = None


Outcome = Proceed | Ask | Wait | Finish


@dataclass(frozen=True, slots=True)
class Done:
    """The other side has it: its reference, and what it said."""

    reference: str
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Absent:
    """The other side looked and doesn't have it: it may be done now."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The other side can't tell. A person has to find out; nothing is done on a guess."""

    why: str


Found = Done | Absent | Unknown


class Retryable(Exception):
    """Something passing went wrong; the same attempt may well succeed later."""

    def __str__(self) -> str:
        return super().__str__() or (type(self).__doc__ or "").strip()
