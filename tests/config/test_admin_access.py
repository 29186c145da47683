"""Every address of the admin, tried by every role: it shows and changes what config.roles grants, and nothing else."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from config.roles import GRANTS, ROLES

pytestmark = pytest.mark.django_db

# Which permission each page of a model wants.
WANTS = {"changelist": "view", "add": "add", "change": "view", "delete": "delete", "password_change": "change"}
# What says of a row that isn't there that it isn't, before it asks who wants to know.
SAYS_MISSING = ("history",)
# Part of an order: they come with it.
NOT_ADDED_ALONE = ("p2p_purchaseorderline_add",)
GENERAL = {
    "index": {200},
    "login": {302},
    "logout": {405},
    "password_change": {200},
    "password_change_done": {200},
    "autocomplete": {403},
    "jsi18n": {200},
    "view_on_site": {404},
    "app_list": {200, 404},
    None: {404},  # what is under none of these
}
MODELS = {f"{model._meta.app_label}_{model._meta.model_name}": model for model in admin.site._registry}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLPattern):
            if resolver is not None:  # only what lies below the admin's own address
                yield entry
        elif resolver is not None or entry.namespace == "admin":
            yield from patterns(entry)


NAMED = sorted({str(pattern.name) for pattern in patterns() if pattern.name and pattern.name not in GENERAL})
OF_MODELS = [(name, model) for name in NAMED if (model := name.rpartition("_")[0].removesuffix("_password")) in MODELS]


def test_every_address_is_classified() -> None:
    assert {name for name, _ in OF_MODELS} == set(NAMED)
    assert {action_of(name, model) for name, model in OF_MODELS} == {*WANTS, *SAYS_MISSING}
    # One without a name leads from an old form of a model's address to the present one.
    assert {pattern.name for pattern in patterns()} - set(NAMED) <= set(GENERAL)


def action_of(name: str, model: str) -> str:
    return name.removeprefix(f"{model}_")


def granted(role: str, model: type[Model], action: str) -> bool:
    grants, label = GRANTS[role], model._meta.app_label
    return action in {*grants.get((label, str(model._meta.model_name)), ()), *grants.get((label, "*"), ())}


@pytest.fixture
def people(settings: Any, tmp_path: Any) -> dict[str, tuple[Client, User]]:
    settings.STATIC_ROOT = tmp_path
    found = {}
    for role in ROLES:
        user = User.objects.create_user(role, is_staff=True)
        user.groups.add(Group.objects.get(name=role))
        client = Client()
        client.force_login(user)
        found[role] = (client, user)
    return found


def address(name: str, model: str, user: User) -> str:
    if action_of(name, model) in ("changelist", "add"):
        return reverse(f"admin:{name}")
    return reverse(f"admin:{name}", args=[user.pk if model == "auth_user" else 10**9])


def wanted(name: str, model: str, role: str) -> bool:
    """Whether the page shows itself to the role."""
    action = action_of(name, model)
    if name in NOT_ADDED_ALONE:
        return False
    if action in SAYS_MISSING:
        return model != "auth_user" or granted(role, User, "view")
    return granted(role, MODELS[model], WANTS[action])


def test_each_page_of_each_model(people: dict[str, tuple[Client, User]]) -> None:
    wrong = {}
    for name, model in OF_MODELS:
        for role, (client, user) in people.items():
            status = client.get(address(name, model, user)).status_code
            if (status in (200, 302)) != wanted(name, model, role) or status not in (200, 302, 403):
                wrong[name, role] = status
    assert not wrong


@pytest.mark.parametrize("name", [name for name in GENERAL if name], ids=str)
def test_pages_of_no_model(name: str, people: dict[str, tuple[Client, User]]) -> None:
    places: dict[str, list[Any]] = {"view_on_site": [10**6, 1], "app_list": ["p2p"]}
    for client, _ in people.values():
        assert client.get(reverse(f"admin:{name}", args=places.get(name))).status_code in GENERAL[name]


def test_who_is_not_on_the_staff_sees_nothing_of_it(client: Client) -> None:
    user = User.objects.create_user("carol")
    user.groups.add(*Group.objects.all())
    client.force_login(user)
    for name, model in OF_MODELS:
        assert client.get(address(name, model, user)).headers["Location"].startswith("/admin/login/")
