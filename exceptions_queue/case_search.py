"""Finds any case: by its id, its number, whom it is with, the words that its process gave it, its state."""

import uuid

from django import forms
from django.db.models import Q, QuerySet

from workflow.models import Case
from workflow.transitions import CASE


class CaseSearch(forms.Form):
    """What is looked for; anything left empty is not asked about."""

    q = forms.CharField(required=False, max_length=200, label="Number, name or case")
    state = forms.ChoiceField(
        required=False, choices=[("", "Any state"), *((state, state.capitalize()) for state in CASE.all())]
    )
    before = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def found(self) -> QuerySet[Case]:
        """The cases, newest first; none where the search itself is at fault."""
        cases = Case.objects.order_by("-id")
        if not self.is_valid():
            return cases.none()
        if state := self.cleaned_data["state"]:
            cases = cases.filter(state=state)
        if before := self.cleaned_data["before"]:
            cases = cases.filter(pk__lt=before)
        return cases.filter(_about(self.cleaned_data["q"]))


def _about(words: str) -> Q:
    if not words:
        return Q()
    anywhere = Q(number__icontains=words) | Q(party__icontains=words) | Q(search__icontains=words)
    if words.isdecimal():
        anywhere |= Q(pk=int(words))
    return anywhere | _uid(words)


def _uid(words: str) -> Q:
    try:
        return Q(uid=uuid.UUID(words))
    except ValueError:
        return Q(pk__in=())
