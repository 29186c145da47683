"""The question that a broken rule puts to a person."""

from workflow.define import Choice, Reason, hours

INVARIANT_BROKEN = Reason(
    code="invariant_broken",
    title="Something that must always hold doesn't",
    role="controller",
    sla=hours(4),
    choices=(
        Choice(
            code="recheck",
            label="Check again",
            consequence="The rule looks at {subject} again: at once where it concerns one case here alone, "
            "otherwise with the next check. Once it holds, the question is withdrawn by itself.",
            does="rechecks",
        ),
        Choice(
            code="explained",
            label="Explained",
            consequence="The note is kept. The same finding on {subject} is not asked about again.",
            does="settles",
            note_required=True,
        ),
    ),
)
