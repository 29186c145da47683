"""Where a number typed into the search box leads: to the one case that it means."""

from collections.abc import Iterator

from django.db.models import QuerySet

from workflow.models import Case

# More cases than this are no single one, whatever they turn out to be.
_LOOKED_AT = 20
_LONGEST_ID = 18


def meant(words: str) -> Case | None:
    """The case with this number, or with this number among its words; None where there is none or several."""
    if not any(character.isdigit() for character in words):
        return None  # a name: that is looked for among the questions
    for cases in _looked_for(words):
        found = list(cases)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _looked_for(words: str) -> Iterator[list[Case]]:
    yield list(_numbered(words)[:2])
    yield [case for case in _with_words(words)[:_LOOKED_AT] if _whole(words, case.search)]
    if words.isdecimal() and len(words) <= _LONGEST_ID:
        yield list(Case.objects.filter(pk=int(words)))


def _numbered(number: str) -> QuerySet[Case]:
    return Case.objects.filter(number__iexact=number)


def _with_words(words: str) -> QuerySet[Case]:
    """By the index of parts, which doesn't know where words begin and end."""
    return Case.objects.filter(search__icontains=" ".join(words.split()))


def _whole(words: str, text: str) -> bool:
    """Whether the words stand in the text as they are, with nothing before or behind them but space."""
    return f" {' '.join(words.split())} ".casefold() in f" {' '.join(text.split())} ".casefold()
