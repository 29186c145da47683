"""Names and texts come from strangers: they stand on every page as text, and nowhere as anything else."""

import html
import re

import pytest
from django.test import Client

from tests.exceptions_queue.conftest import Desk, words_of
from workflow import clock, engine
from workflow.people import Actor

pytestmark = pytest.mark.django_db

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "{{ request.user.password }}{% debug %}",
    "{title.__class__.__mro__}",
    "%s%n${7*7}",
    "javascript:alert(1)",
    "\u202egnp.exe",
    "</textarea></title></style>",
    "A" * 90,
)


@pytest.mark.parametrize("text", HOSTILE)
def test_every_page_shows_it_as_text(desk: Desk, clerk: Client, text: str) -> None:
    evidence = {text: text, "rows": [{text: text}], "list": [text, {"deep": [{text: [text]}]}]}
    case = desk.request(
        title=text, number=text, party=text, search=text, evidence=evidence, items=[{text: text}], precious="pat"
    )
    task = desk.task(case)
    escaped = html.escape(text)
    typed = {"choice": "refuse", "note": "", "value:correct:title": text, "more:correct": text}
    addresses = ("/", f"/tasks/{task.pk}/", f"/cases/{case.pk}/", "/cases/", "/queue/")
    pages = [clerk.get(address) for address in addresses]
    pages += [clerk.get("/cases/", {"q": text}, follow=True), clerk.post(f"/tasks/{task.pk}/", typed)]
    actor = Actor(id=text, name=text, roles=frozenset({"clerk"}))
    engine.release(task.pk, actor=Actor(id="carol", name="Carol"), now=clock.now())
    engine.decide(task.pk, "refuse", actor=actor, now=clock.now(), note=text)
    pages += [clerk.get(address) for address in addresses[1:3]]
    for response in pages:
        page = response.content.decode()
        assert escaped in page
        if escaped != text:
            assert text not in page
    scripts = re.findall(r"<script\b.*?</script>", "".join(page.content.decode() for page in pages), re.DOTALL)
    assert scripts
    assert not [script for script in scripts if "alert(1)" in script]


def test_a_sentence_never_looks_into_its_values(desk: Desk, clerk: Client) -> None:
    case = desk.request(title="{weeks} {title}")
    assert "What is “{weeks} {title}”? Lend it for 3 weeks?" in words_of(clerk.get(f"/tasks/{desk.task(case).pk}/"))
