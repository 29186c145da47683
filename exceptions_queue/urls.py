"""The pages of the portal."""

from allauth.account.views import LoginView, logout
from django.urls import path
from django.views.decorators.http import require_POST

from exceptions_queue.views.act import case_act
from exceptions_queue.views.activity import activity
from exceptions_queue.views.case import case
from exceptions_queue.views.case_pack import case_pack
from exceptions_queue.views.cases import cases
from exceptions_queue.views.csp_report import csp_report
from exceptions_queue.views.home import home
from exceptions_queue.views.live import live
from exceptions_queue.views.papers import paper_original, paper_page, paper_words
from exceptions_queue.views.password import password
from exceptions_queue.views.preferences import preferences
from exceptions_queue.views.queue import queue
from exceptions_queue.views.queue_bulk import queue_bulk
from exceptions_queue.views.queue_next import queue_next
from exceptions_queue.views.task import task
from exceptions_queue.views.task_desk import (
    task_assign,
    task_beat,
    task_escalate,
    task_hold,
    task_release,
    task_snooze,
)
from exceptions_queue.views.undo import decision_undo
from exceptions_queue.views.upload import upload

login = LoginView.as_view(template_name="exceptions_queue/login.html")

urlpatterns = [
    path("", home, name="home"),
    path("queue/", queue, name="queue"),
    path("queue/next/", queue_next, name="next"),
    path("queue/selected/", queue_bulk, name="queue_bulk"),
    path("tasks/<int:task_id>/", task, name="task"),
    path("tasks/<int:task_id>/hold/", task_hold, name="task_hold"),
    path("tasks/<int:task_id>/beat/", task_beat, name="task_beat"),
    path("tasks/<int:task_id>/release/", task_release, name="task_release"),
    path("tasks/<int:task_id>/assign/", task_assign, name="task_assign"),
    path("tasks/<int:task_id>/snooze/", task_snooze, name="task_snooze"),
    path("tasks/<int:task_id>/escalate/", task_escalate, name="task_escalate"),
    path("cases/", cases, name="cases"),
    path("cases/<int:case_id>/", case, name="case"),
    path("cases/<int:case_id>/papers/<str:paper>/original", paper_original, name="paper_original"),
    path("cases/<int:case_id>/papers/<str:paper>/pages/<int:number>.jpg", paper_page, name="paper_page"),
    path("cases/<int:case_id>/papers/<str:paper>/words.json", paper_words, name="paper_words"),
    path("cases/<int:case_id>/acts/<slug:code>/", case_act, name="case_act"),
    path("decisions/<int:decision_id>/undo/", decision_undo, name="decision_undo"),
    path("cases/<int:case_id>/live/", live, name="case_live"),
    path("cases/<int:case_id>/evidence.zip", case_pack, name="case_pack"),
    path("upload/", upload, name="upload"),
    path("activity/", activity, name="activity"),
    path("preferences/", preferences, name="preferences"),
    path("password/", password, name="password"),
    path("login/", login, name="login"),
    path("login/", login, name="account_login"),  # the name by which allauth looks for it
    path("logout/", require_POST(logout), name="logout"),
    path("csp-report/", csp_report, name="csp_report"),
]
