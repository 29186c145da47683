"""Answers that several questions share, so that the same words do the same everywhere."""

from p2p.corrections import FIELDS
from workflow.define import Choice

REFUSE = Choice(
    code="refuse",
    label="Refuse",
    consequence="The {kind} is refused and the case ends; {amount} is neither posted nor paid. Tell the vendor why.",
    does="refuses",
)


def correct(consequence: str, *fields: str) -> Choice:
    """Fields are typed in as they should read; every check then looks again. "lines" takes lines.1.quantity."""
    return Choice(code="correct", label="Correct", consequence=consequence, does="corrects", fields=fields)


def correct_anything(consequence: str) -> Choice:
    """Any field of the document and its lines may be typed in."""
    return correct(consequence, *FIELDS, "lines")


def recheck(consequence: str) -> Choice:
    """Look again, now that something outside has been put right."""
    return Choice(code="recheck", label="Check again", consequence=consequence, does="rechecks")
