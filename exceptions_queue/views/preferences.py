"""How a person likes the portal: to be seen and changed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from exceptions_queue.access import portal_page, shown
from exceptions_queue.preferences import preferences_of
from exceptions_queue.preferences_form import PreferencesForm
from workflow.people import Actor


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def preferences(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form (GET), or what was chosen (POST)."""
    form = PreferencesForm(request.POST or None, instance=preferences_of(request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Saved. It holds from now on, wherever you log in.")
        return redirect("preferences")
    status = 422 if request.method == "POST" else 200
    return shown(request, actor, "exceptions_queue/preferences.html", {"form": form}, status=status)
