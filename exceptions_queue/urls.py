"""The pages of the portal."""

from allauth.account.views import LoginView, logout
from django.urls import path
from django.views.decorators.http import require_POST

from exceptions_queue.views.case import case
from exceptions_queue.views.cases import cases
from exceptions_queue.views.csp_report import csp_report
from exceptions_queue.views.home import home
from exceptions_queue.views.password import password
from exceptions_queue.views.preferences import preferences
from exceptions_queue.views.task import task
from exceptions_queue.views.tasks import tasks

login = LoginView.as_view(template_name="exceptions_queue/login.html")

urlpatterns = [
    path("", home, name="home"),
    path("queue/", tasks, name="queue"),
    path("tasks/<int:task_id>/", task, name="task"),
    path("cases/", cases, name="cases"),
    path("cases/<int:case_id>/", case, name="case"),
    path("preferences/", preferences, name="preferences"),
    path("password/", password, name="password"),
    path("login/", login, name="login"),
    path("login/", login, name="account_login"),  # the name by which allauth looks for it
    path("logout/", require_POST(logout), name="logout"),
    path("csp-report/", csp_report, name="csp_report"),
]
