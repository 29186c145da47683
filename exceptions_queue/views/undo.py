"""Takes an answer back before it takes effect; afterwards it says what is still possible."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from exceptions_queue import undo_toast, words
from exceptions_queue.access import portal_page, shown
from workflow import clock, engine
from workflow.models import Decision
from workflow.people import Actor


@require_POST
@portal_page
def decision_undo(request: HttpRequest, actor: Actor, decision_id: int) -> HttpResponse:
    """Back to the question, which is asked again; or, too late, to what may be done instead."""
    decision = get_object_or_404(Decision.objects.select_related("case", "task"), pk=decision_id)
    undo_toast.forget(request, decision_id)
    try:
        task = engine.undo(decision_id, actor=actor, now=clock.now())
    except engine.UnableToDecide as unable:
        return _too_late(request, actor, decision, unable)
    messages.success(request, "The answer was taken back, and nothing came of it. The question is open again.")
    return redirect("task", task.pk)


def _too_late(request: HttpRequest, actor: Actor, decision: Decision, unable: Exception) -> HttpResponse:
    decision.task.case = decision.case
    context = {
        "case": decision.case,
        "decision": decision,
        "answer": words.choice_label(decision.task, decision.choice),
        "why": str(unable),
        "acts": engine.acts_for(decision.case, actor),
    }
    status = 403 if isinstance(unable, engine.DecisionRefused) else 409
    return shown(request, actor, "exceptions_queue/too_late.html", context, status=status)
