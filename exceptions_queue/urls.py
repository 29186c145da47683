"""The pages of the portal."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from exceptions_queue.views.case import case
from exceptions_queue.views.cases import cases
from exceptions_queue.views.task import task
from exceptions_queue.views.tasks import tasks

urlpatterns = [
    path("", tasks, name="tasks"),
    path("tasks/<int:task_id>/", task, name="task"),
    path("cases/", cases, name="cases"),
    path("cases/<int:case_id>/", case, name="case"),
    path("login/", LoginView.as_view(template_name="exceptions_queue/login.html"), name="login"),
    path("logout/", LogoutView.as_view(), name="logout"),
]
