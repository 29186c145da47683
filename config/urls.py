"""Where each page lives."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path

# One door: who isn't logged in goes to the portal's login, which counts wrong passwords.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
admin.site.site_header = admin.site.site_title = "Exception queue: settings"
admin.site.index_title = "Settings"


def icon(_request: HttpRequest) -> HttpResponse:
    """Browsers ask here for the icon of pages that name none, as the admin's."""
    return redirect(static("portal.svg"))


urlpatterns = [
    path("admin/", admin.site.urls),
    path("favicon.ico", icon),
    path("", include("exceptions_queue.urls")),
]
