"""The Celery application: queues, the tick, and database connections that are checked before use."""

import os

from celery import Celery
from celery.signals import task_prerun

from config.connections import drop_dead_connections

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("p2p")
app.config_from_object("django.conf:settings", namespace="CELERY")
# Read by Celery's Django fixup, without the namespace: it closes the database connection after every task
# unless this is high, which halves throughput. `drop_dead_connections` pays for it.
app.conf["CELERY_DB_REUSE_MAX"] = 1000
app.autodiscover_tasks()


task_prerun.connect(drop_dead_connections)
