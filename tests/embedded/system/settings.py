"""The product's settings with a trivial application in place of the product."""

from config.settings import *  # noqa: F403

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.staticfiles",
    "django_celery_beat",
    "embedded",
    "tests.embedded.system",
]
MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]
ROOT_URLCONF = "tests.embedded.system.urls"
STATICFILES_DIRS = []
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "system.mark", "schedule": 0.5, "args": ["tick"], "options": {"queue": "tick", "expires": 5}}
}
