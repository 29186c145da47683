"""The evidence of one case as a zip: everything in it, everything hashed, nothing in it dangerous to unpack or open."""

import csv
import io
import json
import logging
import re
import subprocess
import tracemalloc
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client

from exceptions_queue.evidence_pack.make import write_pack
from tests.exceptions_queue import shelf
from tests.exceptions_queue.conftest import Desk, login, words_of
from tests.exceptions_queue.test_hostile_text import HOSTILE
from workflow import clock, engine, registry
from workflow.models import Case, Event, StepRun
from workflow.people import Actor
from workflow.sealing.seal import seal_due

pytestmark = pytest.mark.django_db
CAROL = Actor(id="carol", name="Carol Clerk", roles=frozenset({"clerk"}))
AUDREY = Actor(id="audrey", name="Audrey", roles=frozenset({"auditor"}))
NAMES = (
    "../../etc/passwd",
    "..\\..\\boot.ini",
    "/abs.pdf",
    "C:\\x.pdf",
    "con",
    "-rf",
    "a\tb\nc",
    "\u202efdp.exe",
    "🙂",
    "é" * 300,
)


@pytest.fixture(autouse=True)
def shelves(desk: Desk, settings: Any, tmp_path: Path) -> Iterator[None]:
    settings.WORKFLOW_PROCESSES = ["tests.exceptions_queue.shelf.SHELF"]
    settings.WORKFLOW_ANCHOR_FILE = tmp_path / "anchor.jsonl"
    settings.WORKFLOW_ANCHOR_KEY = tmp_path / "key"
    registry.forget()
    yield
    registry.forget()


@pytest.fixture
def controller(desk: Desk) -> Client:
    return login("cleo", "controller")


def packed(case: Case) -> zipfile.ZipFile:
    file = io.BytesIO()
    write_pack(file, case.pk, actor=AUDREY, now=clock.now())
    return zipfile.ZipFile(file)


def read(pack: zipfile.ZipFile, name: str) -> Any:
    (path,) = [path for path in pack.namelist() if path.endswith(f"/{name}")]
    content = pack.read(path)
    return json.loads(content) if name.endswith(".json") else content.decode("utf-8-sig")


def answered(desk: Desk, **subject: Any) -> Case:
    case = desk.request(**subject)
    engine.decide(
        desk.task(case).pk, "correct", actor=CAROL, now=clock.now(), values={"title": "Emil"}, note="misspelt"
    )
    return desk.run(case)


def test_it_holds_all_that_is_known_of_the_case(desk: Desk) -> None:
    case = answered(desk, papers=["slip.pdf", "twin.xml"])
    pack = packed(case)
    assert pack.testzip() is None
    assert [path.partition("/")[2] for path in pack.namelist()] == [
        "case.json",
        "fields.json",
        "fields.csv",
        "steps/0001-examine.json",
        "steps/0002-examine.json",
        "questions.json",
        "decisions.json",
        "effects.json",
        "events.json",
        "seals.json",
        "escalations.json",
        "messages.json",
        "verification.json",
        "process.json",
        "papers/01-slip.pdf/original.pdf",
        "papers/01-slip.pdf/page-001.jpg",
        "papers/01-slip.pdf/page-002.jpg",
        "papers/02-twin.xml/original.xml.txt",
        "papers/02-twin.xml/text.txt",
        "summary.html",
        "manifest.json",
        "SHA256SUMS",
    ]
    assert pack.read(f"case-{case.pk}-evidence/papers/01-slip.pdf/original.pdf") == shelf.PDF + b"0"
    assert read(pack, "case.json")["known"]["request"]["title"] == "Emma"
    assert read(pack, "steps/0002-examine.json")["output"] == {"title": "Emil"}
    assert read(pack, "events.json")[0]["kind"] == "started"
    (decision,) = read(pack, "decisions.json")
    assert (decision["actor_id"], decision["note"], decision["values"], decision["undone"]) == (
        "carol",
        "misspelt",
        {"title": "Emil"},
        None,
    )
    assert read(pack, "questions.json")[0]["sentence"] == "What is “Emma”? Lend it for 3 weeks?"
    assert read(pack, "process.json")["spec"]["name"] == "lending"


def test_every_file_stands_in_the_manifest_and_its_hash_is_right(desk: Desk, tmp_path: Path) -> None:
    case = answered(desk, papers=["slip.pdf", *NAMES])
    pack = packed(case)
    pack.extractall(tmp_path)
    folder = tmp_path / f"case-{case.pk}-evidence"
    there = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    manifest = read(pack, "manifest.json")
    assert {file["path"] for file in manifest["files"]} == there - {"manifest.json", "SHA256SUMS"}
    assert (manifest["made_by"], manifest["case"]) == ("audrey", case.pk)
    summed = {line.partition("  ")[2] for line in (folder / "SHA256SUMS").read_text().splitlines()}
    assert summed == there - {"SHA256SUMS"}
    checked = subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder, capture_output=True, check=True)  # noqa: S607
    assert checked.stdout.count(b": OK") == len(summed)


@pytest.mark.parametrize("name", [*NAMES, *HOSTILE])
def test_no_name_leads_out_of_the_folder(desk: Desk, name: str) -> None:
    case = desk.request(papers=[name, name], unclear=False)
    paths = packed(case).namelist()
    assert len(set(map(str.casefold, paths))) == len(paths)
    for path in paths:
        assert re.fullmatch(rf"case-{case.pk}-evidence(/[\w.-]+)+", path), path
        assert not {"..", ".", ""} & set(path.split("/"))
        assert max(len(part.encode()) for part in path.split("/")) <= 255


def test_what_is_undone_is_there_and_says_so(desk: Desk) -> None:
    case, now = desk.request(), clock.now()
    decision = engine.decide(desk.task(case).pk, "accept", actor=CAROL, now=now, delay=timedelta(seconds=10))
    engine.undo(decision.pk, actor=CAROL, now=now + timedelta(seconds=1))
    pack = packed(case)
    (told,) = read(pack, "decisions.json")
    assert (told["choice"], told["undone"]["actor_id"]) == ("accept", "carol")
    assert "Taken back by Carol Clerk (carol)" in text_of(read(pack, "summary.html"))


def test_before_the_first_seal_it_says_so_and_accuses_nobody(desk: Desk) -> None:
    said = text_of(read(packed(answered(desk)), "summary.html"))
    assert "The history is not sealed yet" in said
    assert "not what was sealed" not in said


def test_it_says_whether_the_history_is_what_was_sealed(desk: Desk) -> None:
    case = answered(desk)
    seal_due(now=clock.now() + timedelta(minutes=5), batch=9)
    sound = packed(case)
    assert read(sound, "verification.json")["findings"][0]["kind"] == "anchor"
    assert "The history is sealed, but not anchored yet: 1 seals wait" in text_of(read(sound, "summary.html"))
    assert read(sound, "seals.json")[0]["last_seq"] == case.events_count
    forge(case)
    unsound = packed(case)
    assert any(
        finding["table"] == "event" and finding["kind"] == "edited"
        for finding in read(unsound, "verification.json")["findings"]
    )
    assert "The history is not what was sealed" in text_of(read(unsound, "summary.html"))


def forge(case: Case) -> None:
    """Change an event behind the engine's back, as an owner of the database could."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        Event.objects.filter(case=case, seq=2).update(actor="mallory")
        cursor.execute("SET LOCAL session_replication_role = origin")


def test_a_paper_that_is_gone_is_named_with_the_reason_and_the_rest_is_there(desk: Desk) -> None:
    case = desk.request(papers=["slip.pdf", "twin.xml"], lost=["0"])
    pack = packed(case)
    lacking = read(pack, "manifest.json")["lacking"]
    assert {one["why"] for one in lacking} == {"The paper is no longer on its shelf. Fetch it from the cellar."}
    assert [one["path"] for one in lacking] == [
        f"papers/01-slip.pdf/{name}" for name in ("original", "page-001", "page-002", "words")
    ]
    assert any(path.endswith("/02-twin.xml/original.xml.txt") for path in pack.namelist())
    assert "What is missing from this pack" in text_of(read(pack, "summary.html"))


def test_fields_open_in_a_spreadsheet_and_nothing_in_them_is_a_formula(desk: Desk) -> None:
    for title in ("=1+1", "@SUM(A1)", "\t=x", "＝cmd", "+1-555", "-x", " =x"):
        case = desk.request(title=title)
        head, first, second = csv.reader(io.StringIO(read(packed(case), "fields.csv")))
        assert dict(zip(head, first, strict=True))["value"] == f"'{title}"
        assert dict(zip(head, second, strict=True))["value"] == "-2"
        assert read(packed(case), "fields.json")[0]["value"] == title


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def parsed(page: str) -> Tags:
    tags = Tags()
    tags.feed(page)
    return tags


def text_of(page: str) -> str:
    return " ".join(" ".join(parsed(page).text).split())


@pytest.mark.parametrize("text", HOSTILE)
def test_the_summary_shows_strangers_words_as_text_and_links_to_its_own_files_only(desk: Desk, text: str) -> None:
    evidence = {text: [text]}
    case = desk.request(
        title=text, number=text[:100], party=text, papers=[text, text], evidence=evidence, items=[{text: text}]
    )
    actor = Actor(id=text, name=text, roles=frozenset({"clerk"}))
    engine.decide(desk.task(case).pk, "refuse", actor=actor, now=clock.now(), note=text)
    pack = packed(desk.run(case))
    page = read(pack, "summary.html")
    assert " ".join(text.split()) in text_of(page)
    tags = parsed(page)
    assert not {"script", "img", "iframe", "object", "link", "svg", "form", "input"} & {tag for tag, _ in tags.seen}
    assert not [name for _, attributes in tags.seen for name in attributes if name.startswith("on")]
    links = {attributes["href"] for tag, attributes in tags.seen if tag == "a"}
    assert links
    assert links <= {path.partition("/")[2] for path in pack.namelist()}


def test_two_packs_of_the_same_case_differ_in_nothing_but_when_they_were_made(desk: Desk) -> None:
    case = answered(desk, papers=["slip.pdf"])
    one, other = packed(case), packed(case)
    assert one.namelist() == other.namelist()
    changing = ("summary.html", "manifest.json", "SHA256SUMS")
    assert all(one.read(name) == other.read(name) for name in one.namelist() if not name.endswith(changing))


def test_a_case_of_an_unknown_process_version_has_a_pack_too(desk: Desk) -> None:
    case = answered(desk)
    Case.objects.filter(pk=case.pk).update(version=9)
    assert len(read(packed(case), "events.json")) == case.events_count


def test_memory_stays_flat_however_large_the_papers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case = desk.request(papers=[f"{place}.pdf" for place in range(12)], unclear=False)
    monkeypatch.setattr(shelf, "PDF", b"x" * 4_000_000)
    packed(desk.request(papers=["warm.pdf"], unclear=False))
    tracemalloc.start()
    with (tmp_path / "pack.zip").open("wb") as file:
        write_pack(file, case.pk, actor=AUDREY, now=clock.now())
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20_000_000  # 12 papers of 4 MB


@pytest.mark.parametrize("role", ["auditor", "controller", "manager", "director"])
def test_who_may_take_it_with_them_and_the_log_says_so(desk: Desk, role: str, caplog: pytest.LogCaptureFixture) -> None:
    case = answered(desk, papers=["slip.pdf"])
    before = Event.objects.count()
    with caplog.at_level(logging.INFO, "exceptions_queue.evidence_pack"):
        response = login("vera", role).get(f"/cases/{case.pk}/evidence.zip")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/zip")
    assert response.headers["Content-Disposition"] == f'attachment; filename="case-{case.pk}-evidence.zip"'
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert f"Evidence pack of case {case.pk} handed to 'vera' (portal)" in caplog.text
    assert Event.objects.count() == before


@pytest.mark.parametrize("role", ["clerk", "approver", "administrator"])
def test_who_may_not(desk: Desk, role: str) -> None:
    response = login("olga", role).get(f"/cases/{desk.request().pk}/evidence.zip")
    assert response.status_code == 403
    assert "The evidence of a case is for auditors, controllers, managers and directors." in words_of(response)


def test_it_is_made_from_cases_that_are_there_and_by_reading_alone(auditor: Client, client: Client, desk: Desk) -> None:
    address = f"/cases/{desk.request().pk}/evidence.zip"
    assert auditor.get("/cases/99999999/evidence.zip").status_code == 404
    assert auditor.post(address).status_code == 405
    assert client.get(address).status_code == 302


def test_the_command_writes_the_same(desk: Desk, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case, target = answered(desk, papers=["slip.pdf"]), tmp_path / "out" / "pack.zip"
    target.parent.mkdir()
    call_command("evidence_pack", str(case.pk), str(target))
    assert re.fullmatch(rf"{re.escape(str(target))}: [\d,]+ bytes\n", capsys.readouterr().out)
    assert zipfile.ZipFile(target).namelist() == packed(case).namelist()
    with pytest.raises(CommandError, match="is there already"):
        call_command("evidence_pack", str(case.pk), str(target))
    for number, complaint in (("99999999", "There is no case"), ("x", "is no case id")):
        with pytest.raises(CommandError, match=complaint):
            call_command("evidence_pack", number, str(tmp_path / "out" / "other.zip"))
    with pytest.raises(CommandError, match="can't be written"):
        call_command("evidence_pack", str(case.pk), str(tmp_path / "nowhere" / "pack.zip"))
    assert [path.name for path in target.parent.iterdir()] == ["pack.zip"]


def test_columns_added_to_a_record_come_along_by_themselves(desk: Desk) -> None:
    told = read(packed(desk.request(breaks=True)), "steps/0001-examine.json")
    assert set(told) == {field.attname for field in StepRun._meta.concrete_fields} - {"traceback"}
    assert told["error"] == "ZeroDivisionError: the stamp broke"
    assert datetime.fromisoformat(told["created_at"]).utcoffset() == timedelta()
