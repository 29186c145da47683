"""How a view gets into the query string, and out of it again: the controls of the queue."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from django import forms

from exceptions_queue.queue_orders import DEFAULT, ORDERS
from exceptions_queue.queue_wanted import View
from exceptions_queue.queue_words import column_labels, reasons_known
from exceptions_queue.words import answering_roles
from workflow.people import Actor

WHOSE = {"": "Yours to answer", "all": "Everyone's"}
DUE = {"": "Any time", "late": "Late", "today": "By the end of today", "week": "By the end of this week"}
SNOOZED = {"": "Left out", "with": "Shown with the others", "only": "Nothing else"}


def _amount(label: str) -> forms.DecimalField:
    return forms.DecimalField(
        required=False, max_digits=20, decimal_places=4, label=label, widget=forms.NumberInput({"step": "any"})
    )


class ViewForm(forms.Form):
    """The controls of a view. What is left empty leaves nothing out."""

    q = forms.CharField(required=False, max_length=200, label="Number, name or word")
    whose = forms.ChoiceField(required=False, choices=[*WHOSE.items()])
    reason = forms.ChoiceField(required=False, label="Question")
    party = forms.CharField(required=False, max_length=300)
    amount_from = _amount("Amount from")
    amount_to = _amount("to")
    holder = forms.CharField(
        required=False,
        max_length=150,
        label="Holder",
        widget=forms.TextInput({"list": "holders", "placeholder": "me, nobody, a name"}),
    )
    due = forms.ChoiceField(required=False, choices=[*DUE.items()], label="Answer due")
    snoozed = forms.ChoiceField(required=False, choices=[*SNOOZED.items()], label="Snoozed questions")
    order = forms.ChoiceField(required=False, label="Order")

    def __init__(self, data: Mapping[str, Any], labels: Mapping[str, str]) -> None:
        super().__init__(data)
        self.fields["party"].label = labels["party"]
        self.fields["reason"] = forms.ChoiceField(
            required=False, label="Question", choices=[("", "Any"), *reasons_known().items()]
        )
        self.fields["order"] = forms.ChoiceField(required=False, label="Order", choices=[*_orders(labels)])

    def view(self) -> View:
        """The view as far as it was put in rightly."""
        self.is_valid()
        given: dict[str, Any] = {field.name: self.cleaned_data.get(field.name) for field in fields(View)}
        return View(**{name: value for name, value in given.items() if value not in (None, "")})

    def chips(self, view: View) -> Iterator["Chip"]:
        """The filters in use, as people read them."""
        for name, value in view.parts():
            if name in view.narrowed:
                choices = dict(getattr(self.fields[name], "choices", ()))
                label = str(self.fields[name].label)
                yield Chip(label, choices.get(value, value), view.query(**{name: None}))

    def problems(self) -> list[str]:
        """What has to be put right, in sentences."""
        return [f"{self.fields[name].label or name}: {error}" for name in self.errors for error in self.errors[name]]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in use; `without` is the view's query string when it is dropped."""

    label: str
    value: str
    without: str


def view_of(query: Mapping[str, Any], actor: Actor) -> View:
    """The view that a query string holds, as this person has it: who answers nothing looks at everyone's."""
    return as_seen_by(actor, ViewForm(query, column_labels()).view())


def as_seen_by(actor: Actor, view: View) -> View:
    """The view itself, or everyone's where nothing is this person's to answer."""
    return view if actor.roles & answering_roles() else replace(view, whose="all")


def view_query(query: Mapping[str, Any]) -> str:
    """The view in the query string of any page that carries it along; "" where it is the usual one."""
    return ViewForm(query, column_labels()).view().query()


def _orders(labels: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for code, order in ORDERS.items():
        label = labels.get(code, order.label)
        yield "" if code == DEFAULT else code, f"{label}, {order.up}"
        yield f"-{code}", f"{label}, {order.down}"
