from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ProjectConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        from config.roles import keep_roles

        # Sent once for each app; permissions are complete after the last one, so look each time.
        post_migrate.connect(keep_roles, dispatch_uid="config.keep_roles")
