"""Bells: chains built from the definition, and a broker that is away never undoes what was kept."""

import logging
from typing import Any

import pytest
from celery import current_app

from tests.workflow import toy
from tests.workflow.conftest import Bench
from workflow import engine
from workflow.models import Case


def test_a_chain_has_one_link_for_each_run_of_steps_on_a_queue() -> None:
    assert toy.PARCEL.links("fetch") == ("documents", "cases", "erp")
    assert toy.PARCEL.links("insure") == ("cases", "erp")
    assert toy.PARCEL.links("ship") == ("erp",)


def test_a_broker_that_is_away_is_logged_and_the_case_is_kept(
    bench: Bench,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setitem(current_app.conf, "broker_url", "redis://127.0.0.1:1/0")
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        case = bench.start()
        engine.emit(["van"], now=bench.now)
    assert Case.objects.get(pk=case.pk).state == "running"
    assert "ring_now" in caplog.text
    bench.pass_time(seconds=15)
    assert engine.tick(now=bench.now).rung == 1
