"""Who hears what a role is told: its active users that have an address, else the last resort."""

from django.conf import settings
from django.contrib.auth.models import User

from workflow.models import Case
from workflow.people import Recipient


def of_role(role: str, case: Case) -> list[Recipient]:
    """Everybody in the role's group, by name of login. Where none of them can be reached: P2P_LAST_RESORT."""
    members = User.objects.filter(is_active=True, groups__name=role).exclude(email="").order_by("username")
    found = [
        Recipient(user.get_username(), user.get_full_name() or user.get_username(), user.email) for user in members
    ]
    return found or [Recipient(address, address, address) for address in settings.P2P_LAST_RESORT]
