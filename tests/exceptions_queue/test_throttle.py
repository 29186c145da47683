"""The cache that counts logins: a cache like any other, whose entries every process sees."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache

from exceptions_queue.models import ThrottleEntry
from workflow import clock

pytestmark = pytest.mark.django_db


def expire() -> None:
    ThrottleEntry.objects.update(expires_at=clock.now() - timedelta(seconds=1))


def test_what_is_kept_is_found_until_it_expires() -> None:
    cache.set("tries", [1.5, 2.5], 60)
    assert cache.get("tries") == [1.5, 2.5]
    expire()
    assert cache.get("tries", "none") == "none"


def test_only_the_first_adds() -> None:
    assert [cache.add("lock", True, 10), cache.add("lock", True, 10)] == [True, False]
    expire()
    assert cache.add("lock", True, 10)


def test_setting_replaces() -> None:
    cache.set("tries", [1], 60)
    cache.set("tries", [2], 60)
    assert (cache.get("tries"), ThrottleEntry.objects.count()) == ([2], 1)


def test_deleting_and_clearing() -> None:
    cache.set("a", 1)
    cache.set("b", 2, None)
    assert [cache.delete("a"), cache.delete("a")] == [True, False]
    cache.clear()
    assert cache.get("b") is None


def test_what_has_expired_leaves_when_others_come() -> None:
    cache.set("old", 1, 60)
    expire()
    cache.add("new", 1, 60)
    assert [entry.key.rpartition(":")[2] for entry in ThrottleEntry.objects.all()] == ["new"]


def test_nothing_but_json_is_kept() -> None:
    with pytest.raises(TypeError):
        cache.set("thing", object(), 60)


def test_a_key_may_be_as_long_as_caches_allow(settings: Any) -> None:
    cache.set("k" * 200, 1, 60)
    assert cache.get("k" * 200) == 1
