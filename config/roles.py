"""The roles, and what each may see and change in the admin. What they may decide stands in the process."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.apps import AppConfig

MASTER_DATA = ("company", "vendor", "purchaseorder", "purchaseorderline", "goodsreceipt")

# Each role is a group of the same name.
ROLES = ("clerk", "approver", "manager", "director", "controller", "auditor", "administrator")
VIEW, CHANGE = ("view",), ("view", "add", "change")

# app label and model ("*" for every model of it) -> the actions
Grants = Mapping[tuple[str, str], tuple[str, ...]]
_READ_ALL: Grants = {("p2p", "*"): VIEW, ("workflow", "*"): VIEW, ("upkeep", "*"): VIEW}
GRANTS: Mapping[str, Grants] = {
    "clerk": _READ_ALL,
    "approver": _READ_ALL,
    "manager": _READ_ALL,
    "director": _READ_ALL,
    "controller": {**_READ_ALL, **{("p2p", model): CHANGE for model in MASTER_DATA}},
    "auditor": {**_READ_ALL, ("auth", "*"): VIEW, ("admin", "logentry"): VIEW},
    "administrator": {
        **_READ_ALL,
        ("auth", "user"): CHANGE,
        ("auth", "group"): VIEW,
        ("django_celery_beat", "*"): CHANGE,
    },
}


def keep_roles(sender: AppConfig | None = None, **_: Any) -> None:
    """Make the groups and give each exactly its permissions. Runs after `migrate`; safe to repeat."""
    from django.contrib.auth.models import Group

    for role in ROLES:
        group, _created = Group.objects.get_or_create(name=role)
        group.permissions.set(_permissions(GRANTS[role]))


def _permissions(grants: Grants) -> Iterable[Any]:
    from django.contrib.auth.models import Permission

    for (app, model), actions in grants.items():
        of_app = Permission.objects.filter(content_type__app_label=app)
        of_models = of_app if model == "*" else of_app.filter(content_type__model=model)
        for action in actions:
            yield from of_models.filter(codename__startswith=f"{action}_")
