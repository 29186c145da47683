"""Who may see a page: whoever is logged in and has a role. What they may answer, the engine says."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.views.decorators.cache import never_cache

from workflow.people import Actor

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, Actor, P], HttpResponse]
View = Callable[Concatenate[HttpRequest, P], HttpResponse]

# Pages that are for some roles only, by the names of their addresses.
MAY = {
    "upload": ("clerk", "manager", "controller"),
    "case_pack": ("auditor", "controller", "manager", "director"),
}


def portal_page(page: Page[P]) -> View[P]:
    """Hand the page the actor behind the login; without login go there, without a role say so (403)."""

    @wraps(page)
    def view(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        actor: Actor = import_string(settings.WORKFLOW_ACTOR_FROM_USER)(request.user)
        if not actor.roles:
            return shown(request, actor, "exceptions_queue/no_role.html", {}, status=403)
        return page(request, actor, *args, **kwargs)

    return never_cache(login_required(view))


def page_for(name: str, what: str) -> Callable[[Page[P]], View[P]]:
    """A page for the roles that MAY; anybody else reads for whom it is (403)."""
    roles = MAY[name]
    why = f"{what} is for {', '.join(f'{role}s' for role in roles[:-1])} and {roles[-1]}s."

    def only(page: Page[P]) -> View[P]:
        @portal_page
        @wraps(page)
        def view(request: HttpRequest, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if actor.roles.isdisjoint(roles):
                return shown(request, actor, "403.html", {"exception": why}, status=403)
            return page(request, actor, *args, **kwargs)

        return view

    return only


def shown(
    request: HttpRequest, actor: Actor, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """The template, which finds the actor beside its own context."""
    return render(request, template, {"actor": actor, **context}, status=status)
