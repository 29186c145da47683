"""Which answers still count: a finding is settled only by an answer to the very same evidence."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from workflow.define import Reason
from workflow.outcomes import Ask, Finding, Finish, Outcome, Proceed
from workflow.people import Answer


@dataclass(frozen=True, slots=True)
class Weighed:
    """Findings held against answers: what is still open, what people settled, whether the case ends."""

    open: tuple[Finding, ...]
    settled: tuple[tuple[Finding, Answer], ...]
    finish: Finish | None

    def outcome(self, output: Any) -> Outcome:
        """Finish if a person said so, ask while anything is open, else go on with `output`."""
        if self.finish is not None:
            return self.finish
        if self.open:
            return Ask(self.open[0], also=self.open[1:], output=output)
        return Proceed(output)

    def answer_to(self, reason: str) -> Answer | None:
        """The answer that settled the finding of this reason, if one did."""
        return next((answer for finding, answer in self.settled if finding.reason == reason), None)


def digest(finding: Finding) -> str:
    """What an answer is bound to: SHA-256 over the reason and the evidence that the person saw."""
    seen = (finding.reason, finding.evidence)
    return hashlib.sha256(msgspec.json.encode(seen, order="deterministic")).hexdigest()


def weigh(findings: Iterable[Finding], answers: Iterable[Answer], reasons: Iterable[Reason]) -> Weighed:
    """Hold the findings of a step, in their order, against all answers given in the case.

    `reasons` are those the step may ask for. Of several answers to the same evidence the newest counts.
    """
    by_code = {reason.code: reason for reason in reasons}
    newest = {(answer.reason, answer.digest): answer for answer in answers}
    still_open: list[Finding] = []
    settled: list[tuple[Finding, Answer]] = []
    for finding in findings:
        answer = newest.get((finding.reason, digest(finding)))
        does = by_code[finding.reason].choice(answer.choice).does if answer else None
        if answer and does in ("refuses", "sets_aside"):
            return Weighed((), tuple(settled), _finish(answer, sets_aside=does == "sets_aside"))
        if answer and does == "settles":
            settled.append((finding, answer))
        else:
            still_open.append(finding)
    return Weighed(tuple(still_open), tuple(settled), None)


def _finish(answer: Answer, *, sets_aside: bool) -> Finish:
    note = f": {answer.note}" if answer.note else ""
    return Finish(
        "ignored" if sets_aside else "refused",
        f"{answer.actor.name} chose {answer.choice} for {answer.reason}{note}",
    )
