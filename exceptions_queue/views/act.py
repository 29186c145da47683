"""Something that a person starts by hand from a case: what it does, why, and then the case that does it."""

from collections.abc import Mapping

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from exceptions_queue import words
from exceptions_queue.access import portal_page, shown
from exceptions_queue.answer import NOTE_LENGTH
from exceptions_queue.fields import LONGEST
from workflow import clock, engine
from workflow.define import Act
from workflow.models import Case
from workflow.people import Actor, Refusal


class ActForm(forms.Form):
    """The act's fields, and a note that says why."""

    def __init__(self, data: QueryDict | None, act: Act) -> None:
        super().__init__(data)
        self.act = act
        for name in act.fields:
            self.fields[f"value:{name}"] = forms.CharField(max_length=LONGEST, label=words.labelled(name))
        self.fields["note"] = forms.CharField(
            required=act.note_required,
            max_length=NOTE_LENGTH,
            widget=forms.Textarea({"rows": 3}),
            label="Why" if act.note_required else "Note",
            error_messages={"required": "Say why: whoever looks at this later will want to know."},
        )

    def values(self) -> Mapping[str, str]:
        """What was entered, by field."""
        return {name: self.cleaned_data[f"value:{name}"] for name in self.act.fields}


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def case_act(request: HttpRequest, actor: Actor, case_id: int, code: str) -> HttpResponse:
    """What the act does (GET), or doing it (POST): then to the case that it began."""
    case = get_object_or_404(Case, pk=case_id)
    act, refusal = _act(case, actor, code)
    form = ActForm(request.POST if request.method == "POST" else None, act)
    if request.method != "POST" or not form.is_valid():
        return _page(request, actor, case, form, refusal, status=422 if form.errors else 200)
    try:
        began = engine.act(
            case.pk, code, actor=actor, now=clock.now(), note=form.cleaned_data["note"], values=form.values()
        )
    except engine.UnableToDecide as unable:
        return _page(request, actor, case, form, Refusal(str(unable)), status=409)
    messages.success(request, f"“{act.label}” has begun. This is the case that does it.")
    return redirect("case", began)


def _act(case: Case, actor: Actor, code: str) -> tuple[Act, Refusal | None]:
    for act, refusal in engine.acts_for(case, actor):
        if act.code == code:
            return act, refusal
    raise Http404(f"Case {case.pk} has no act {code}.")


def _page(
    request: HttpRequest, actor: Actor, case: Case, form: ActForm, refusal: Refusal | None, *, status: int
) -> HttpResponse:
    context = {"case": case, "act": form.act, "form": form, "refusal": refusal.why if refusal else ""}
    return shown(request, actor, "exceptions_queue/act.html", context, status=status)
