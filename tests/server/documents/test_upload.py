"""Files in and out: kept byte for byte, known by their content, named harmlessly, never run."""

import hashlib
import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fofal_server.documents import filename
from fofal_server.documents.office import MOST_PARTS, MOST_UNPACKED
from fofal_server.documents.services import LARGEST, MOST_ON_A_RECORD
from tests.server.documents.files import (
    ATTACHMENTS,
    EXE,
    GEOJSON,
    JPG,
    PDF,
    PNG,
    attached,
    claiming,
    listed,
    office,
    upload,
)
from tests.support.api import Api, Json

XLSX, DOCX = office("xl/workbook.xml"), office("word/document.xml")
MANY_PARTS = office("xl/workbook.xml", *(f"xl/{number}.xml" for number in range(MOST_PARTS)))


def test_a_file_comes_back_byte_for_byte(api: Api, party: Json) -> None:
    content = PDF + os.urandom(300_000)
    made = attached(api, party, "Bon n° 7 – été.pdf", content)
    assert (made["name"], made["size"]) == ("Bon n° 7 – été.pdf", len(content))
    assert (made["resource"], made["record_id"]) == ("parties.parties", party["id"])
    assert made["sha256"] == hashlib.sha256(content).hexdigest()
    assert made["created_by_label"]
    assert set(made["allowed"]) == {"update", "delete"}
    assert api.get(f"/documents/attachments/{made['id']}/content").content == content
    assert [one["id"] for one in listed(api, party)] == [made["id"]]


def test_the_answer_saves_and_never_shows(api: Api, party: Json) -> None:
    made = attached(api, party, "Été 7;\u202e.txt", b"a <script>alert(1)</script>")
    answer = api.get(f"/documents/attachments/{made['id']}/content")
    told = answer.headers
    assert (
        told["Content-Disposition"] == "attachment; filename=\"Ete 7_.txt\"; filename*=UTF-8''%C3%89t%C3%A9%207%3B.txt"
    )
    assert told["Content-Type"].startswith("text/plain")
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'; sandbox"
    assert told["Cache-Control"] == "private, no-store"
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize(("name", "content", "media"), [
    ("a.pdf", PDF, "application/pdf"), ("A.PDF", PDF, "application/pdf"), ("a.jpg", JPG, "image/jpeg"),
    ("a.jpeg", JPG, "image/jpeg"), ("a.png", PNG, "image/png"), ("a.geojson", GEOJSON, "application/geo+json"),
    ("a.csv", "é;1,5\r\n".encode("cp1252"), "text/csv"), ("a.txt", "é\tà\n".encode(), "text/plain"),
    ("a.txt", "été".encode("utf-16"), "text/plain"),
    ("a.xlsx", XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("a.docx", DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
], ids=range(11))  # fmt: skip
def test_allowed_kinds_are_told_by_what_we_found(api: Api, party: Json, name: str, content: bytes, media: str) -> None:
    made = attached(api, party, name, content, announced="text/html")
    assert made["media_type"] == media
    answer = api.get(f"/documents/attachments/{made['id']}/content")
    assert answer.headers["Content-Type"].partition(";")[0] == media


@pytest.mark.parametrize(("name", "content"), [
    ("virus.exe", EXE), ("facture.pdf.exe", PDF), ("image.svg", b"<svg/>"), ("page.html", b"<p>"), ("sansrien", PDF),
    (".pdf", PDF), ("", PDF), ("macro.xlsm", XLSX), ("a.pdf\u202ecod.exe", PDF), ("a.zip", XLSX), ("a.pdf:flux", PDF),
], ids=range(11))  # fmt: skip
def test_other_extensions_are_refused(api: Api, party: Json, name: str, content: bytes) -> None:
    answer = upload(api, party, name or "\u200b", content)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_unknown")
    assert listed(api, party) == []


@pytest.mark.parametrize(("name", "content"), [
    ("facture.pdf", EXE), ("photo.jpg", PNG), ("photo.png", PDF), ("table.xlsx", DOCX), ("texte.docx", XLSX),
    ("table.xlsx", office("xl/autre.xml")), ("notes.txt", EXE), ("table.csv", b"a;b\x00c"),
    ("carte.geojson", b'{"type": "script"}'), ("carte.geojson", b"[" * 100_000), ("carte.geojson", b"{"),
    ("table.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin")), ("table.xlsx", EXE + XLSX),
    ("table.xlsx", XLSX[:-30]), ("table.xlsx", b"PK\x03\x04" + bytes(100)), ("notes.txt", b"\xff\xfe\x00"),
    ("table.xlsx", claiming(XLSX, MOST_UNPACKED + 1)), ("table.xlsx", MANY_PARTS),
], ids=range(18))  # fmt: skip
def test_a_renamed_or_harmful_file_is_refused(api: Api, party: Json, name: str, content: bytes) -> None:
    answer = upload(api, party, name, content)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_mismatch")
    assert answer.json()["errors"][0]["field"] == "file"
    assert listed(api, party) == []


def test_ten_megabytes_pass_and_eleven_do_not(api: Api, party: Json) -> None:
    attached(api, party, "a.pdf", PDF + bytes(LARGEST - len(PDF)))
    answer = upload(api, party, "a.pdf", PDF + bytes(11 * 1024 * 1024))
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")
    assert "10 Mo" in answer.json()["detail"]


def test_an_empty_file_and_a_missing_one_are_refused(api: Api, party: Json) -> None:
    assert upload(api, party, "a.pdf", b"").json()["code"] == "empty"
    params = {"resource": "parties.parties", "record_id": party["id"]}
    assert api.post("/documents/attachments/upload", params=params, data={"x": "1"}).status_code == 415
    assert api.post("/documents/attachments/upload", files={"file": ("a.pdf", PDF)}).status_code == 422


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Users\\x\\a.pdf", "a.pdf"), ("/etc/a.pdf", "a.pdf"),
    ("..\\..\\a.pdf", "a.pdf"), ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie_ x.pdf"), ("a\u202efdp.pdf", "afdp.pdf"),
    ("CON.pdf", "_CON.pdf"), (" . a . pdf.pdf. ", "a . pdf.pdf"), ("a\u0000b.pdf", "ab.pdf"), ("n\u00a0°.pdf", "n °.pdf"),
    ("é.pdf", "é.pdf"), ("x" * 300 + ".pdf", "x" * 146 + ".pdf"), ("<b>|?*.pdf", "_b____.pdf"),
    ("\x1b[31ma\x07.pdf", "[31ma.pdf"), ("lpt9.tar.pdf", "_lpt9.tar.pdf"), ("com¹.pdf", "_com¹.pdf"), ("nul .pdf", "_nul .pdf"),
    ("CONIN$", "_CONIN$"), ("a." + "x" * 300, "a." + "x" * 148), ("漢" * 100 + ".pdf", "漢" * 78 + ".pdf"),
])  # fmt: skip
def test_names_lose_what_deceives_or_breaks(given: str, kept: str) -> None:
    assert filename.cleaned(given) == kept


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_no_name_breaks_a_header_or_leaves_its_folder(given: str) -> None:
    name = filename.cleaned(given)
    assert len(name) <= filename.LONGEST
    assert len(name.encode()) <= filename.LONGEST_BYTES
    assert not set(name) & set('/\\:"<>|?*\r\n\x00\u202e')
    assert name not in {".", ".."}
    header = filename.disposition(name)
    header.encode("ascii")
    assert "\r" not in header
    assert "\n" not in header
    assert header.count('"') == 2


@pytest.mark.parametrize("name", ["../../../../tmp/evil.pdf", "..%2f..%2fevil.pdf", "/etc/evil.pdf"])
def test_class_10_a_path_in_the_name_leads_nowhere(api: Api, party: Json, name: str) -> None:
    made = attached(api, party, name, PDF + name.encode())
    folder = api.server.settings.data_dir / "attachments"
    digest = made["sha256"]
    assert (folder / digest[:2] / digest[2:4] / digest).is_file()
    assert list(api.server.settings.data_dir.rglob("*evil*")) == []
    assert "/" not in made["name"]


def test_a_key_makes_one_attachment_of_two_sends(api: Api, party: Json) -> None:
    first = upload(api, party, "a.pdf", PDF, key=f"cle-{party['id']}")
    again = upload(api, party, "a.pdf", PDF, key=f"cle-{party['id']}")
    assert (first.json()["id"], again.headers["Idempotent-Replayed"]) == (again.json()["id"], "true")
    assert upload(api, party, "a.pdf", PDF + b"x", key=f"cle-{party['id']}").status_code == 422
    assert len(listed(api, party)) == 1


def test_a_new_name_is_cleaned_and_keeps_its_extension(api: Api, party: Json) -> None:
    made = attached(api, party)
    named = api.update(ATTACHMENTS, made, name="../Contrat\u202e 2026.pdf", kind="contract", note="Signé")
    assert (named["name"], named["kind"], named["note"]) == ("Contrat 2026.pdf", "contract", "Signé")
    answer = api.patch(f"/documents/attachments/{made['id']}", json={"name": "contrat.exe"}, version=2)
    assert answer.json()["errors"][0]["code"] == "extension_stays"
    for field in ("sha256", "size", "media_type", "record_id", "resource"):
        answer = api.patch(f"/documents/attachments/{made['id']}", json={field: "x"}, version=2)
        assert answer.status_code == 422


def test_a_record_carries_so_many_files_and_no_more(api: Api, party: Json) -> None:
    rows = ", ".join(
        f"(gen_random_uuid(), 1, now(), now(), 'parties.parties', '{party['id']}', 'a.pdf', 'other', 'x', 1, repeat('a', 64))"
        for _ in range(MOST_ON_A_RECORD)
    )
    with api.server.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO documents_attachment (id, version, created_at, updated_at, resource, record_id, name, kind, "
            f"media_type, size, sha256) VALUES {rows}"
        )
    assert upload(api, party, "a.pdf", PDF).json()["code"] == "too_many"


def test_a_file_lost_on_disk_is_told_as_such(api: Api, party: Json) -> None:
    made = attached(api, party, content=PDF + b"lost")
    digest = made["sha256"]
    (api.server.settings.data_dir / "attachments" / digest[:2] / digest[2:4] / digest).unlink()
    answer = api.get(f"/documents/attachments/{made['id']}/content")
    assert (answer.status_code, answer.json()["code"]) == (404, "file_lost")
