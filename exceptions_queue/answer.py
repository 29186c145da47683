"""What a person typed into the page of a question."""

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.http import QueryDict

from exceptions_queue.fields import LONGEST, Field

NOTE_LENGTH = 4000
_UNCHOSEN = dict.fromkeys(("required", "invalid_choice"), "Choose one of the answers.")
_UNSEEN = dict.fromkeys(("invalid", "min_value"), "This page is incomplete. Reload it, then answer.")


def typed_name(code: str, field: Field) -> str:
    """The input that holds a field's value."""
    return f"value:{code}:{field.name}"


def kept_name(code: str, field: Field) -> str:
    """The box that says: this field is right as it stands."""
    return f"right:{code}:{field.name}"


def more_name(code: str) -> str:
    """The input for values by their names, one on a line."""
    return f"more:{code}"


class AnswerForm(forms.Form):
    """Choice, note, which state of the question was seen, and the inputs of each choice by its code.

    Each choice has inputs of its own, so that nothing typed under another choice is sent along.
    """

    choice = forms.ChoiceField(error_messages=_UNCHOSEN)
    note = forms.CharField(required=False, max_length=NOTE_LENGTH)
    seen = forms.IntegerField(required=False, min_value=0, error_messages=_UNSEEN)

    def __init__(self, data: QueryDict, inputs: Mapping[str, Sequence[Field]]) -> None:
        super().__init__(data)
        self.inputs = inputs
        self.fields["choice"] = forms.ChoiceField(choices=[(code, code) for code in inputs], error_messages=_UNCHOSEN)
        for code in inputs:
            self.fields[more_name(code)] = forms.CharField(required=False, max_length=LONGEST * 10)
            for field in inputs[code]:
                typed = forms.CharField(required=False, max_length=LONGEST, label=field.name)
                self.fields[typed_name(code, field)] = typed
                self.fields[kept_name(code, field)] = forms.BooleanField(required=False)

    def clean(self) -> None:
        """Lines of values by name read `name = value`."""
        for line in self._lines():
            name, equals, _ = line.partition("=")
            if not (equals and name.strip()):
                self.add_error(None, f"“{line}” is no value: write name = value, one on a line.")

    def values(self) -> dict[str, str]:
        """What was entered for the chosen answer: changed, said to be right as it stands, or by name.

        An input that held a value and was emptied says that there is none.
        """
        code = self.cleaned_data["choice"]
        entered = {field.name: value for field in self.inputs[code] if (value := self._value(code, field)) is not None}
        by_name = (line.partition("=")[::2] for line in self._lines())
        return entered | {name.strip(): value.strip() for name, value in by_name}

    def problems(self) -> list[str]:
        """What has to be put right, in sentences."""
        return [
            f"{self.fields[name].label}: {error}" if name.startswith("value:") else str(error)
            for name, errors in self.errors.items()
            for error in errors
        ]

    def _value(self, code: str, field: Field) -> str | None:
        """None where it stays as it is."""
        name = typed_name(code, field)
        kept: bool = self.cleaned_data[kept_name(code, field)]
        typed: str = self.cleaned_data[name]
        if name in self.data and not field.same(typed):
            return typed
        said = kept or (field.doubted and name in self.data)
        return field.current if said and field.current else None

    def _lines(self) -> Iterator[str]:
        text = self.cleaned_data.get(more_name(self.cleaned_data.get("choice", "")), "")
        return (line.strip() for line in text.splitlines() if line.strip())
