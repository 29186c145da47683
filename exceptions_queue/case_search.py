"""Finds any case: by its number, whom it is with, its other words, its id, its state, when it was received."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from exceptions_queue.keyset import Page, both_ways
from workflow.models import Case
from workflow.transitions import CASE

_LONGEST_ID = 18
_STATES = [("", "Any state"), *((state, state.capitalize()) for state in CASE.all())]
_DAY = {"type": "date"}


class CaseSearch(forms.Form):
    """What is looked for; anything left empty is not asked about."""

    q = forms.CharField(required=False, max_length=200, label="Number, name or words")
    state = forms.ChoiceField(required=False, choices=_STATES)
    since = forms.DateField(required=False, label="Received from", widget=forms.DateInput(_DAY, "%Y-%m-%d"))
    until = forms.DateField(required=False, label="Received to", widget=forms.DateInput(_DAY, "%Y-%m-%d"))
    before = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    after = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Nobody looks for a span that ends before it begins."""
        typed: dict[str, Any] = self.cleaned_data
        if typed.get("since") and typed.get("until") and typed["until"] < typed["since"]:
            raise forms.ValidationError("“Received to” lies before “Received from”: turn them round.")
        return typed

    def asked_for(self) -> str:
        """The words, on the first page of a search that is not at fault; "" else."""
        typed = self.cleaned_data
        return "" if not self.is_valid() or typed["before"] or typed["after"] else str(typed["q"]).strip()

    def page(self) -> Page[Case]:
        """The cases, newest first; none where the search itself is at fault."""
        if not self.is_valid():
            return Page((), None)
        typed = self.cleaned_data
        cases = Case.objects.filter(_about(typed["q"]), _received(typed["since"], typed["until"]))
        if typed["state"]:
            cases = cases.filter(state=typed["state"])
        return both_ways(cases, before=typed["before"], after=typed["after"])


def _about(words: str) -> Q:
    """Each of the words somewhere; or all of them the case's id or identity."""
    found = Q()
    for word in words.split():
        found &= Q(number__icontains=word) | Q(party__icontains=word) | Q(search__icontains=word)
    return found | _is(words.strip()) if found else found


def _is(word: str) -> Q:
    if word.isdecimal() and len(word) <= _LONGEST_ID:
        return Q(pk=int(word))
    try:
        return Q(uid=uuid.UUID(word))
    except ValueError:
        return Q(pk__in=())


def _received(since: date | None, until: date | None) -> Q:
    """Whole days where the reader is."""
    found = Q()
    if since:
        found &= Q(received_at__gte=_midnight(since))
    if until and until < date.max:
        found &= Q(received_at__lt=_midnight(until + timedelta(days=1)))
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), timezone.get_current_timezone())
