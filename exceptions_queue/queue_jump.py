"""Where a number typed into the search box leads: to the one case that it means."""

import re
from collections.abc import Iterator

from django.db.models import QuerySet

from workflow.models import Case

# The index over parts of words knows none that is shorter.
_SHORTEST = 3
_LONGEST_ID = 18


def meant(words: str) -> Case | None:
    """The case with this number, or with this number among its words; None where there is none or several."""
    words = " ".join(words.split())
    if not any(character.isdigit() for character in words):
        return None  # a name: that is looked for among the questions
    for cases in _looked_for(words):
        found = list(cases[:2])
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _looked_for(words: str) -> Iterator[QuerySet[Case]]:
    yield Case.objects.filter(number__iexact=words)
    if len(words) >= _SHORTEST:
        # First by the index, then as they are: with nothing but space before and behind them.
        yield Case.objects.filter(search__icontains=words, search__iregex=rf"(^|\s){re.escape(words)}(\s|$)")
    if words.isdecimal() and len(words) <= _LONGEST_ID:
        yield Case.objects.filter(pk=int(words))
