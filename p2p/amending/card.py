"""What the queue may know of an amendment's case: the invoice that it is about. Pure."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from workflow.people import Card, Dossier


def card_of(dossier: Dossier) -> Card:
    """From what the case was started with: it doesn't change on the way."""
    return card_from(dossier.subject)


def card_from(subject: Mapping[str, Any]) -> Card:
    """The invoice's number, vendor and amount, and the day of its payment."""
    words = (subject["act"].replace("_", " "), subject["number"], subject["party"], subject["reason"])
    return Card(
        number=subject["number"],
        party=subject["party"],
        amount=Decimal(subject["amount"]),
        currency=subject["currency"],
        due_on=date.fromisoformat(subject["due_on"]) if subject["due_on"] else None,
        search=" ".join(words)[:2000],
    )
