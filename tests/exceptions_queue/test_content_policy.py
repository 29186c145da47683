"""No page loads or runs what doesn't come from here as a file, and none of ours needs to."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from exceptions_queue import policy_reports
from exceptions_queue.models import PolicyReport
from tests.exceptions_queue.conftest import Desk

ROOT = Path(__file__).parents[2]
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "font-src": "'none'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "report-uri": "/csp-report/",
}
TRAVELS = "evidence_summary.html"  # in a pack, with its style in it; no page of the portal (test_evidence_pack)
EVERY = [*ROOT.glob("templates/**/*.html"), *ROOT.glob("*/templates/**/*.html")]
TEMPLATES = [path for path in EVERY if path.name != TRAVELS]
MODULES = [*ROOT.glob("static/portal/**/*.js")]
# What the policy forbids, or htmx would have to evaluate.
IN_MARKUP = re.compile(
    r"""\sstyle\s*=|\son[a-z]+\s*=|hx-on|javascript:|\bjs:|<style|<script(?![^>]*\ssrc=)|hx-trigger="[^"]*\[|\|\s*safe\b""",
    re.IGNORECASE,
)
IN_MODULES = re.compile(
    r"""\beval\b|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write|"""
    r"""setAttribute\(\s*["'](?:style|on)"""
)
RATHER = {"document-uri": "http://here/queue/?q=secret", "violated-directive": "img-src", "blocked-uri": "http://x/y"}


def addresses(resolver: URLResolver | None = None, before: str = "") -> list[str]:
    """Every address that there is, each of its places filled with 1."""
    found: list[str] = []
    for entry in (resolver or get_resolver()).url_patterns:
        here = before + re.sub(r"<[^>]*>", "1", str(entry.pattern)).replace("^", "").replace("$", "")
        found += [f"/{here}"] if isinstance(entry, URLPattern) else addresses(entry, here)
    return [address for address in found if "(?P" not in address]


def policy(response: Any) -> dict[str, str]:
    parts = (part.strip().partition(" ") for part in response.headers["Content-Security-Policy"].split(";"))
    return {name: value for name, _, value in parts}


def test_every_address_answers_with_the_strict_policy(desk: Desk, clerk: Client) -> None:
    found = addresses()
    assert len(found) > 200  # with the admin's
    for client in (clerk, Client()):
        assert not [address for address in found if policy(client.get(address)) != STRICT]


def test_so_do_pages_that_are_not_there(db: None, client: Client) -> None:
    assert policy(client.get("/nowhere/")) == STRICT


def test_a_page_with_questions_too(desk: Desk, clerk: Client) -> None:
    case = desk.request()
    for address in (f"/tasks/{desk.task(case).pk}/", f"/cases/{case.pk}/", "/queue/", "/"):
        assert policy(clerk.get(address)) == STRICT


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_template_holds_what_the_policy_forbids(path: Path) -> None:
    assert not IN_MARKUP.findall(path.read_text())


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_no_module_makes_code_or_markup_of_text(path: Path) -> None:
    assert not IN_MODULES.findall(path.read_text())


@pytest.mark.parametrize(
    "bad",
    [
        '<p style="x">',
        '<a onclick="x">',
        "<script>x</script>",
        '<p hx-on:click="x">',
        """<p hx-vals='js:{x}'>""",
        '<p hx-trigger="keyup[x]">',
        "{{ x|safe }}",
        "<style>",
    ],
)
def test_the_search_finds_each_of_them(bad: str) -> None:
    assert IN_MARKUP.search(bad)


def test_htmx_is_told_to_evaluate_nothing(desk: Desk, clerk: Client) -> None:
    found = re.search(r"<meta name=\"htmx-config\" content='([^']*)'", clerk.get("/").content.decode())
    assert found
    config = json.loads(found.group(1))
    assert not any(config[name] for name in ("allowEval", "allowScriptTags", "includeIndicatorStyles"))
    handling = [rule for rule in config["responseHandling"] if re.search(rule["code"], "409")]
    assert handling[0]["swap"]


def reported(client: Client, told: Any) -> int:
    body = json.dumps({"csp-report": told})
    return client.post("/csp-report/", body, content_type="application/csp-report").status_code


def test_a_report_is_kept_once_and_counted(desk: Desk, clerk: Client) -> None:
    assert [reported(clerk, RATHER), reported(clerk, RATHER)] == [204, 204]
    report = PolicyReport.objects.get()
    assert (report.page, report.directive, report.refused) == ("http://here/queue/", "img-src", "http://x/y")
    assert (report.count, report.known) == (2, True)


def test_a_flood_of_reports_fills_nothing(desk: Desk, clerk: Client, client: Client) -> None:
    for number in range(policy_reports.KEPT[False] + 5):
        reported(client, {**RATHER, "blocked-uri": f"http://x/{number}"})
    assert PolicyReport.objects.count() == policy_reports.KEPT[False]
    reported(clerk, RATHER)  # who works here is still heard
    assert PolicyReport.objects.filter(known=True).count() == 1


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"{}", b'{"csp-report": 1}', b"[" * 9000, b'"' + b"x" * 20_000 + b'"', b"\xff\xfe"]
)
def test_nonsense_is_let_go(desk: Desk, client: Client, body: bytes) -> None:
    response = client.post("/csp-report/", body, content_type="application/csp-report")
    assert (response.status_code, PolicyReport.objects.count()) == (204, 0)


def test_hostile_words_are_kept_short_and_logged_on_one_line(
    desk: Desk, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    reported(client, {**RATHER, "blocked-uri": "a\nFAKE LINE\0" + "b" * 9000})
    assert len(PolicyReport.objects.get().refused) <= 500
    assert "\n" not in caplog.records[0].getMessage()


def test_only_reports_are_taken(db: None, client: Client) -> None:
    assert client.get("/csp-report/").status_code == 405
