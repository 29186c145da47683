from django.apps import AppConfig


class ExceptionsQueueConfig(AppConfig):
    name = "exceptions_queue"
    default_auto_field = "django.db.models.BigAutoField"
