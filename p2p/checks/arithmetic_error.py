"""The document contradicts itself: its sums, its amounts or its dates."""

from p2p import policy
from p2p.checks.choices import REFUSE, correct_anything
from p2p.checks.contradictions import Contradiction, contradictions
from p2p.checks.words import amount_of, kind_of, number_of
from p2p.inputs.document import DocumentFacts
from p2p.rules import DocumentRules
from workflow.define import Reason
from workflow.outcomes import Finding

REASON = Reason(
    code="arithmetic_error",
    title="The figures don't add up",
    role="clerk",
    sla=policy.ASKED,
    template="p2p/sums.html",
    choices=(
        correct_anything(
            "Correct only what was misread: the figures you enter count, and every check looks at the {kind} again. "
            "Nothing is posted or paid before they add up."
        ),
        REFUSE,
    ),
)


def check(facts: DocumentFacts, rules: DocumentRules) -> Finding | None:
    """Nothing that the document says contradicts anything else that it says."""
    found = contradictions(facts.invoice, facts.today, rules)
    if not found:
        return None
    return Finding(
        reason=REASON.code,
        question="On {kind} {number} {contradiction}{more}: was something misread?",
        params={
            "kind": kind_of(facts.invoice),
            "number": number_of(facts.invoice),
            "amount": amount_of(facts.invoice),
            "contradiction": found[0].sentence,
            "more": _more(len(found) - 1),
        },
        evidence={"contradictions": [_told(contradiction) for contradiction in found]},
    )


def _more(others: int) -> str:
    if not others:
        return ""
    return f" (and {others} more {'contradictions' if others > 1 else 'contradiction'})"


def _told(found: Contradiction) -> dict[str, str | None]:
    return {
        "what": found.what,
        "sentence": found.sentence,
        "stated": found.stated,
        "computed": found.computed,
        "difference": found.difference,
    }
