"""What a person typed into the page of a question."""

from collections.abc import Iterator, Mapping, Sequence

from django import forms
from django.http import QueryDict

from exceptions_queue.fields import Field

NOTE_LENGTH = 4000
VALUE_LENGTH = 1000
_UNCHOSEN = dict.fromkeys(("required", "invalid_choice"), "Choose one of the answers.")


def typed_name(code: str, field: Field) -> str:
    """The input in which a field's new value is typed."""
    return f"value:{code}:{field.name}"


def kept_name(code: str, field: Field) -> str:
    """The box that says: this field is right as it stands."""
    return f"right:{code}:{field.name}"


def more_name(code: str) -> str:
    """The input for values by their names, one on a line."""
    return f"more:{code}"


class AnswerForm(forms.Form):
    """Choice, note, and the inputs of each choice by its code.

    Each choice has inputs of its own, so that nothing typed under another choice is sent along.
    """

    choice = forms.ChoiceField(error_messages=_UNCHOSEN)
    note = forms.CharField(required=False, max_length=NOTE_LENGTH)

    def __init__(self, data: QueryDict, inputs: Mapping[str, Sequence[Field]]) -> None:
        super().__init__(data)
        self.inputs = inputs
        self.fields["choice"] = forms.ChoiceField(choices=[(code, code) for code in inputs], error_messages=_UNCHOSEN)
        for code in inputs:
            self.fields[more_name(code)] = forms.CharField(required=False, max_length=VALUE_LENGTH * 10)
            for field in inputs[code]:
                typed = forms.CharField(required=False, max_length=VALUE_LENGTH, label=field.name)
                self.fields[typed_name(code, field)] = typed
                self.fields[kept_name(code, field)] = forms.BooleanField(required=False)

    def clean(self) -> None:
        """Lines of values by name read `name = value`."""
        for line in self._lines():
            name, equals, _ = line.partition("=")
            if not (equals and name.strip()):
                self.add_error(None, f"“{line}” is no value: write name = value, one on a line.")

    def values(self) -> dict[str, str]:
        """What was entered for the chosen answer: typed, said to be right as it stands, or by name."""
        code = self.cleaned_data["choice"]
        entered = {field.name: self._value(code, field) for field in self.inputs[code]}
        by_name = (line.partition("=")[::2] for line in self._lines())
        entered |= {name.strip(): value.strip() for name, value in by_name}
        return {name: value for name, value in entered.items() if value}

    def problems(self) -> list[str]:
        """What has to be put right, in sentences."""
        return [
            f"{self.fields[name].label}: {error}" if name.startswith("value:") else str(error)
            for name, errors in self.errors.items()
            for error in errors
        ]

    def _value(self, code: str, field: Field) -> str:
        typed: str = self.cleaned_data[typed_name(code, field)]
        return typed or (field.current if self.cleaned_data[kept_name(code, field)] else "")

    def _lines(self) -> Iterator[str]:
        text = self.cleaned_data.get(more_name(self.cleaned_data.get("choice", "")), "")
        return (line.strip() for line in text.splitlines() if line.strip())
