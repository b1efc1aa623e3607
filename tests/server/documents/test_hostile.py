"""Files that look like what we take and are something else: archives that trap, pages that would be shown."""

import io
import stat
import zipfile
from collections.abc import Callable

import pytest
from sqlalchemy import text

from fofal_server.documents.office import MOST_EMBEDDED, is_document
from tests.server.documents.files import attached, listed, office, upload
from tests.support.api import Api, Json

HEART = "xl/workbook.xml"
SHEET = office(HEART)


def built(change: Callable[[zipfile.ZipFile], None]) -> bytes:
    """A workbook to which somebody added something."""
    packed = io.BytesIO(SHEET)
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED) as made:
        change(made)
    return packed.getvalue()


def holding(name: str, content: bytes) -> bytes:
    return built(lambda made: made.writestr(name, content))


def linked(made: zipfile.ZipFile) -> None:
    link = zipfile.ZipInfo("xl/lien.xml")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    made.writestr(link, "/etc/passwd")


def encrypted() -> bytes:
    place = SHEET.index(b"PK\x01\x02") + 8
    return SHEET[:place] + b"\x01\x00" + SHEET[place + 2 :]


def zipped(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr(name, content)
    return packed.getvalue()


TRAPS = {
    "an archive inside": holding("xl/a.bin", zipped("a", b"x")),
    "an archive that is called a document": holding("xl/embeddings/a.xlsx", zipped("a", b"x")),
    "a document with a document with a document": holding("xl/embeddings/a.xlsx", holding("xl/b.xlsx", SHEET)),
    "too many documents": built(
        lambda made: [made.writestr(f"xl/embeddings/{n}.xlsx", SHEET) for n in range(MOST_EMBEDDED + 1)] and None
    ),
    "a gzip inside": holding("xl/a.bin", b"\x1f\x8b\x08" + bytes(20)),
    "a program inside": holding("xl/a.bin", b"MZ\x90\x00" + bytes(100)),
    "zeros": holding("xl/zeros.xml", bytes(30_000_000)),
    "a symbolic link": built(linked),
    "a password": encrypted(),
    "a way out": holding("../../a.xml", b"<a/>"),
    "a way out of Windows": holding("..\\a.xml", b"<a/>"),
    "a drive": holding("C:/a.xml", b"<a/>"),
    "an absolute path": holding("/etc/a.xml", b"<a/>"),
}


@pytest.mark.parametrize("what", TRAPS)
def test_an_office_document_that_is_a_trap_is_refused(api: Api, party: Json, what: str) -> None:
    answer = upload(api, party, "table.xlsx", TRAPS[what])
    assert (answer.status_code, answer.json()["code"]) == (415, "type_mismatch")
    assert listed(api, party) == []


def test_a_document_may_carry_the_table_of_its_chart(api: Api, party: Json) -> None:
    made = attached(api, party, "table.xlsx", holding("xl/embeddings/Classeur1.xlsx", SHEET))
    assert made["media_type"].endswith("spreadsheetml.sheet")


def test_a_list_of_parts_too_long_to_read_is_not_read() -> None:
    crowded = built(lambda made: [made.writestr(f"xl/{n:060}.xml", b"") for n in range(12_000)] and None)
    assert not is_document(io.BytesIO(crowded), HEART)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.png", "a.jpg", "a.pdf"])
@pytest.mark.parametrize("content", [
    b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", b"<!DOCTYPE html><p>", b"<HTML>",
    b"\xef\xbb\xbf\r\n <script>alert(1)</script>", b"<?xml version='1.0'?><svg/>", b"<!-- x --><svg/>",
    "<svg/>".encode("utf-16"), b"<kml/>",
], ids=range(8))  # fmt: skip
def test_class_6_active_content_a_page_or_a_drawing_under_another_name_is_refused(
    api: Api, party: Json, name: str, content: bytes
) -> None:
    answer = upload(api, party, name, content)
    assert (answer.status_code, answer.json()["code"]) == (415, "type_mismatch")
    assert listed(api, party) == []


@pytest.mark.parametrize("name", ["a.svg", "a.svgz", "a.html", "a.xhtml", "a.xml", "a.kml", "a.kmz", "a.zip", "a.7z", "a.gz"])  # fmt: skip
def test_archives_maps_of_markup_and_pages_are_not_taken_at_all(api: Api, party: Json, name: str) -> None:
    assert upload(api, party, name, SHEET).json()["code"] == "type_unknown"


def test_a_sign_of_comparison_is_no_markup(api: Api, party: Json) -> None:
    attached(api, party, "a.txt", b"< 3 kg : refus ; <<urgent>>")


def test_each_download_is_in_the_trail_and_refreshes_no_list(api: Api, party: Json) -> None:
    made = attached(api, party)
    assert api.get(f"/documents/attachments/{made['id']}/content").status_code == 200
    told = api.items("auth.audit-events", f"record_id:eq:{made['id']}", "action:eq:download")
    assert [(one["resource"], one["record_label"]) for one in told] == [("documents.attachments", "facture.pdf")]
    assert told[0]["username"]
    with api.server.engine.connect() as connection:
        query = text("SELECT xact FROM audit_event WHERE record_id = :id ORDER BY id")
        added, downloaded = connection.scalars(query, {"id": made["id"]})
    found = {"last": 0}
    while found["last"] <= downloaded:
        found = api.get("/changes", params={"since": added + 1}).json()
    assert "documents.attachments" not in found["resources"]
