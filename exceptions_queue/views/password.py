"""A new password for who is logged in."""

from allauth.account.views import PasswordChangeView
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from exceptions_queue.access import portal_page
from workflow.people import Actor

_change = PasswordChangeView.as_view(template_name="exceptions_queue/password.html")


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def password(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form (GET), or the change (POST): it ends this person's other sessions."""
    if isinstance(request.user, User) and not request.user.has_usable_password():
        raise PermissionDenied("Your login has no password here that could be changed.")
    response: HttpResponse = _change(request)
    if isinstance(response, TemplateResponse):
        response.context_data = {**(response.context_data or {}), "actor": actor}
    return response
