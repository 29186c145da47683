from django.apps import AppConfig


class EmbeddedConfig(AppConfig):
    name = "embedded"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from embedded import lint  # noqa: F401 -- registers the system check
