from django.apps import AppConfig
from django.core.signals import request_started
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config.connections import drop_dead_connections
        from config.roles import keep_roles

        # Sent once for each app; permissions are complete after the last one, so look each time.
        request_started.connect(drop_dead_connections, dispatch_uid="config.drop_dead_connections")
        post_migrate.connect(keep_roles, dispatch_uid="config.keep_roles")
