"""A login for each role, and one with two, for showing and testing."""

import secrets
from pathlib import Path

from django.contrib.auth.models import Group, User

# Login and role are the same word, the last one apart.
PEOPLE = (
    ("clerk", "Carys", "Moss"),
    ("approver", "Adeel", "Rahman"),
    ("manager", "Maud", "Fielding"),
    ("director", "Dorian", "Hale"),
    ("controller", "Cecily", "Okafor"),
    ("auditor", "Aubrey", "Lindqvist"),
    ("administrator", "Anouk", "Bell"),
    ("teamlead", "Tamsin", "Grey"),
)
# Who watches over the clerks and answers their questions, too: may take one over.
_MORE_THAN_ONE = {"teamlead": ("manager", "clerk")}


def roles_of(login: str) -> tuple[str, ...]:
    """The roles of one of these people."""
    return _MORE_THAN_ONE.get(login, (login,))


def ensure_people(password: str) -> None:
    """Make each of these users, or give the one that is there this password.

    Raises Group.DoesNotExist where the roles are missing, i.e. before `migrate`.
    """
    for login, first, last in PEOPLE:
        user, _ = User.objects.get_or_create(username=login, defaults={"first_name": first, "last_name": last})
        user.is_staff = True  # the admin shows each role what it may see
        user.email = f"{login}@brackenfield.example"
        user.set_password(password)
        user.save()
        user.groups.set([Group.objects.get(name=role) for role in roles_of(login)])


def password_of(folder: Path) -> str:
    """The demo's password, kept in a file that only its owner reads; made by chance on the first call."""
    file = folder / "password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(9))
    return file.read_text()
