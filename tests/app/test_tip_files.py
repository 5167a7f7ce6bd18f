"""Tips as files: out as they are, in only when sound and only by who may, whatever the file holds."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from app import editions
from app.extensions import db
from app.insight.files import judging, packing, service
from app.models import AuditEntry, Edition, TipUpload
from app.permissions import Role
from tests.app.factories import NOW
from tests.app.hostile import TEXTS
from tests.app.markup import check
from tests.app.staff import signed_in
from tips import bank, documents

NAME = "scope/hours.yaml"
TEXT = (bank.CONTENT / NAME).read_text(encoding="utf-8")
TITLE = re.search(r"title:\s+nl: (.+)", TEXT)[1]  # type: ignore[index]
CHANGED = TEXT.replace(TITLE, "Zet de openingstijden op de deur", 1)


def zipped(files: dict[str, str | bytes]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return out.getvalue()


def send(client: FlaskClient, path: str, **fields: object) -> TestResponse:
    """Post a form with its token."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/staff/account").text)
    return client.post(path, data={"csrf_token": found[1] if found else "", **fields})


def bring(client: FlaskClient, content: bytes) -> TestResponse:
    return send(client, "/tipdesk/files", file=(BytesIO(content), "tips.zip"))


def brought(client: FlaskClient, content: bytes) -> str:
    """The page that says what a file would change."""
    reply = bring(client, content)
    assert reply.status_code == 303
    page = client.get(reply.location)
    assert page.status_code == 200
    check(page.text, "en")
    return unescape(page.text)


def count(site: Flask) -> int:
    with site.app_context():
        return len(db.session.scalars(select(Edition)).all())


def test_what_is_taken_along_comes_in_again_and_changes_nothing(site: Flask) -> None:
    client = signed_in(site, Role.EDITOR)
    made = client.get("/tipdesk/files/tips.zip")
    assert "tips-edition-1.zip" in made.headers["Content-Disposition"]
    assert packing.unpacked(made.data) == documents.read(bank.CONTENT)
    assert client.get("/tipdesk/files/tips.zip").data == made.data
    few = {name: text for name, text in packing.unpacked(made.data).items() if name.startswith("data/c")}
    assert "the tip bank has all of this already" in brought(client, zipped({**few}))


def test_a_zip_may_have_a_folder_around_it(site: Flask) -> None:
    page = brought(signed_in(site, Role.EDITOR), zipped({f"bank/{NAME}": CHANGED, "bank/readme.md": "x"}))
    assert "New: 0. Changed: 1. Withdrawn: 0." in page


def test_it_shows_what_would_change_and_publishes_that(site: Flask) -> None:
    client = signed_in(site, Role.PUBLISHER)
    reply = bring(client, CHANGED.encode())
    page = client.get(reply.location).text
    assert "New: 0. Changed: 1. Withdrawn: 0." in page
    assert "<ins>Zet de openingstijden op de deur</ins>" in page
    assert count(site) == 1
    done = send(client, f"{reply.location}/publish", note="door")
    assert "Edition 2 is published." in client.get(done.location).text
    with site.app_context():
        latest = editions.latest()
        assert latest
        assert latest.note == "door"
        assert (latest.files or {})[NAME] == CHANGED
        entry = db.session.scalars(select(AuditEntry)).one()
        assert (entry.action, entry.staff_id, entry.subject) == ("edition_imported", client.staff_id, "2")  # type: ignore[attr-defined]
        assert entry.details == {"new": 0, "changed": 1, "withdrawn": 0}
        assert db.session.scalars(select(TipUpload)).all() == []
    assert client.get(reply.location).status_code == 404


def test_a_tip_that_is_gone_from_its_file_is_withdrawn(site: Flask) -> None:
    first, second = [found.start() for found in re.finditer(r"  - id: ", TEXT)][:2]
    page = brought(signed_in(site, Role.EDITOR), (TEXT[:first] + TEXT[second:]).encode())
    assert "New: 0. Changed: 0. Withdrawn: 1." in page
    assert "Somebody who may publish can bring this in." in page


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (TEXT.replace("effort: days", "effort: soon", 1), r"\d+", "Must be one of"),
        (TEXT.replace("    step: 1\n", "    step: 1\n    colour: red\n", 1), "4|5", "unknown key"),
        ("question: [\n", r"\d+", "mend the YAML on this line"),
        ("question: no.such\ntips: []\n", "1", "no scored question"),
        (TEXT.replace("id: scope.hours.2", "id: scope.mix.1", 1), "", "another file has this id"),
    ],
)
def test_faults_are_told_with_file_and_line_and_nothing_is_published(
    site: Flask, text: str, line: str, said: str
) -> None:
    client = signed_in(site, Role.PUBLISHER)
    reply = bring(client, zipped({NAME: text} if "no.such" not in text else {"no/such.yaml": text}))
    page = unescape(client.get(reply.location).text)
    assert said in page
    assert re.search(rf"<td>(scope/hours\.yaml|no/such\.yaml|tips)</td><td>({line})</td>", page)
    assert "Publish as a new edition" not in page
    assert send(client, f"{reply.location}/publish", note="x").status_code == 303
    assert count(site) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Choose a file first."),
        (b"PK\x03\x04 and no more", "This is no zip file"),
        (b"\xff\xfe\x00", "This is no zip file"),
        (zipped({"readme.txt": "hello"}), "There is no tip file in this zip."),
        (zipped({"../../etc/scope/passwd": "x"}), "There is no tip file in this zip."),
        (zipped({f"a/q{n}.yaml": "x" for n in range(201)}), "more than a tip bank can"),
        (zipped({"a/bomb.yaml": b"0" * 50_000_000}), "more than a tip bank can"),
    ],
    ids=["nothing", "broken", "not text", "no tips", "elsewhere", "many", "bomb"],
)
def test_what_is_no_tip_file_is_refused_in_words(site: Flask, content: bytes, said: str) -> None:
    reply = bring(signed_in(site, Role.EDITOR), content)
    assert reply.status_code == 422
    assert said in unescape(reply.text)
    check(reply.text, "en")
    with site.app_context():
        assert db.session.scalars(select(TipUpload)).all() == []


def test_what_is_too_large_is_read_to_its_end_and_refused(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "MOST_SENT", 100_000)
    reply = bring(signed_in(site, Role.EDITOR), b"x" * 300_000)
    assert reply.status_code == 422
    assert "larger than 2 MB" in reply.text


def laughs(levels: int) -> str:
    """A few lines that hold nine to the power of `levels` words."""
    lines = ['a0: &a0 "lol"', *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels))]
    return "\n".join([*lines, f"question: *a{levels - 1}", "tips: []\n"])


@pytest.mark.parametrize("text", [laughs(12), "[" * 20_000], ids=["laughs", "deep"])
def test_a_file_made_to_keep_a_parser_busy_ends(site: Flask, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judging, "SECONDS", 2)
    client = signed_in(site, Role.EDITOR)
    reply = bring(client, zipped({NAME: text}))
    page = client.get(reply.location)
    assert page.status_code in (200, 422)
    check(page.text, "en")
    assert "Reading this file took too long." in page.text or "mended first" in page.text


@pytest.mark.parametrize("words", TEXTS.values(), ids=TEXTS)
def test_hostile_texts_come_out_as_text(site: Flask, words: str) -> None:
    short = words.replace("\n", " ")[:60].replace("'", "")
    text = TEXT.replace(TITLE, f"'{short}'", 1)
    reply = bring(client := signed_in(site, Role.EDITOR), zipped({NAME: text}))
    page = client.get(reply.location).text
    check(page, "en")
    assert "<script>x" not in page


def test_who_may_not_edit_brings_nothing_in_and_an_editor_publishes_nothing(site: Flask) -> None:
    consultant, editor = signed_in(site, Role.CONSULTANT), signed_in(site, Role.EDITOR)
    assert bring(consultant, CHANGED.encode()).status_code == 404
    assert "Bring in" not in consultant.get("/tipdesk/files").text.replace("Take along and bring in", "")
    place = bring(editor, CHANGED.encode()).location
    assert send(editor, f"{place}/publish", note="x").status_code == 404
    assert signed_in(site, Role.PUBLISHER).get(place).status_code == 404, "somebody else's is not there"
    assert count(site) == 1


def test_a_form_without_its_token_brings_nothing_in(site: Flask) -> None:
    client = signed_in(site, Role.EDITOR)
    reply = client.post("/tipdesk/files", data={"file": (BytesIO(CHANGED.encode()), "tips.yaml")})
    assert reply.status_code == 400
    with site.app_context():
        assert db.session.scalars(select(TipUpload)).all() == []


def test_a_later_file_takes_the_place_of_an_earlier_one(either_app: Flask) -> None:
    client = signed_in(either_app, Role.EDITOR)
    with either_app.app_context():
        for text in ("a", "b"):
            service.keep(client.staff_id, {"": text}, NOW)  # type: ignore[attr-defined]
            db.session.commit()
        assert [upload.files for upload in db.session.scalars(select(TipUpload))] == [{"": "b"}]


def test_tips_that_wait_for_each_other_across_files_are_told(site: Flask) -> None:
    """Of the bank as it is, one on ownership waits for the figures; here the figures wait for the owner."""
    text = (bank.CONTENT / "organisation/kpis.yaml").read_text(encoding="utf-8")
    need = "    needs: [{question: organisation.ownership, level: 5}]\n"
    page = brought(signed_in(site, Role.EDITOR), text.replace("    step: 1\n", f"    step: 1\n{need}", 1).encode())
    assert "these wait for each other" in page
