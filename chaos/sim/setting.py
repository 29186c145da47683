"""Django, set up for histories."""

import logging
import os

REPLACED = {
    "DJANGO_SETTINGS_MODULE": "config.settings",
    "P2P_ERP": "chaos.sim.outside.AccountsAtHand",
    "REDIS_URL": "redis://127.0.0.1:1/0",  # nothing listens there: the simulated world has the broker
}


def ready() -> None:
    """Load Django with the accounts system and the broker of the simulation. What fails there isn't logged.

    The owner of the database plays: it is brought back to its beginning after each history.
    """
    os.environ.update(REPLACED)
    os.environ["DATABASE_URL"] = os.environ.get("DATABASE_OWNER_URL") or os.environ["DATABASE_URL"]
    import django

    django.setup()
    from django.conf import settings

    # Histories have few rows: they are fetched at once, instead of by a cursor with four statements.
    settings.DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    settings.EMAIL_BACKEND = "chaos.sim.outside.PostOffice"
    logging.disable(logging.CRITICAL)
