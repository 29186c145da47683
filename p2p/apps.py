from django.apps import AppConfig


class P2PConfig(AppConfig):
    name = "p2p"
    default_auto_field = "django.db.models.BigAutoField"
