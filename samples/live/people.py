"""A login for each role, for showing and testing."""

import secrets
from pathlib import Path

from django.contrib.auth.models import Group, User

# Login and role are the same word.
PEOPLE = (
    ("clerk", "Carys", "Moss"),
    ("approver", "Adeel", "Rahman"),
    ("manager", "Maud", "Fielding"),
    ("director", "Dorian", "Hale"),
    ("controller", "Cecily", "Okafor"),
    ("auditor", "Aubrey", "Lindqvist"),
    ("administrator", "Anouk", "Bell"),
)


def ensure_people(password: str) -> None:
    """Make a user for each role, or give the one that is there this password.

    Raises Group.DoesNotExist where the roles are missing, i.e. before `migrate`.
    """
    for role, first, last in PEOPLE:
        user, _ = User.objects.get_or_create(username=role, defaults={"first_name": first, "last_name": last})
        user.is_staff = True  # the admin shows each role what it may see
        user.email = f"{role}@brackenfield.example"
        user.set_password(password)
        user.save()
        user.groups.set([Group.objects.get(name=role)])


def password_of(folder: Path) -> str:
    """The demo's password, kept in a file that only its owner reads; made by chance on the first call."""
    file = folder / "password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text()
