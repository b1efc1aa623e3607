"""Files that are no tables, or that would eat the server: refused clearly, in bounded memory, and nothing is stored."""

import io
import stat
import tracemalloc
import zipfile

import pytest

from fofal_server.core.errors import FofalError
from fofal_server.core.operation import Upload
from fofal_server.core.transfer.reading import read
from tests.server.transfer.conftest import table, workbook
from tests.support.api import code

BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&d;</t></si></sst>"""
SHEET = (
    '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{}</sheetData></worksheet>"
)


def _changed(parts: dict[str, bytes], *, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A sound workbook with some of its parts replaced or added."""
    sound = zipfile.ZipFile(io.BytesIO(workbook([["code", "name"], ["S1", "Site (démo)"]])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for name in sound.namelist():
            if name not in parts:
                archive.writestr(name, sound.read(name))
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _sheet(cells: str) -> bytes:
    return _changed({"xl/worksheets/sheet1.xml": SHEET.format(cells).encode()})


def _twice() -> bytes:
    out = io.BytesIO(workbook([["code", "name"]]))
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    return out.getvalue()


def _lying() -> bytes:
    """A part that declares 100 bytes and unpacks to more."""
    raw = bytearray(_changed({"xl/sharedStrings.xml": b"<sst>" + b" " * 500_000 + b"</sst>"}))
    place = raw.rindex(b"xl/sharedStrings.xml") - 46
    raw[place + 24 : place + 28] = (100).to_bytes(4, "little")
    return bytes(raw)


def _linked() -> bytes:
    out = io.BytesIO(_changed({}))
    link = zipfile.ZipInfo("xl/lien.xml")
    link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


def _locked() -> bytes:
    raw = bytearray(_changed({}))
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    return bytes(raw)


HOSTILE = {
    "empty.csv": (b"", 422, "empty_file"),
    "mark.csv": (b"\xef\xbb\xbf", 422, "empty_file"),
    "blank.csv": (b"\r\n \r\n;;\r\n", 422, "empty_file"),
    "empty.xlsx": (workbook([]), 422, "empty_file"),
    "binary.csv": (bytes(range(256)) * 40, 415, "not_text"),
    "nul.csv": (b"code;name\nS1;a\x00b\n", 415, "not_text"),
    "nul16.csv": ("code;name\nS1;a\x00b\n".encode("utf-16"), 415, "not_text"),
    "cut16.csv": ("code;name\nS1;été\n".encode("utf-16")[:-1], 415, "not_text"),
    "picture.csv": (b"\x89PNG\r\n\x1a\n" + bytes(100), 415, "unknown_type"),
    "paper.csv": (b"%PDF-1.7\n", 415, "unknown_type"),
    "old.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), 415, "unknown_type"),
    "page.csv": (b"<html><body>no</body></html>", 415, "unknown_type"),
    "book.csv": (workbook([["code"]]), 415, "name_and_content"),
    "table.xlsx": (b"code;name\nS1;a\n", 415, "name_and_content"),
    "table.exe": (b"code;name\nS1;a\n", 415, "name_and_content"),
    "columns.csv": (b";".join(b"c" for _ in range(1_000_000)), 422, "line_too_long"),
    "columns2.csv": (b";".join(b"c" for _ in range(101)), 422, "too_many_columns"),
    "columns3.csv": (b"code;name\n" + b";" * 900_000, 422, "too_many_columns"),
    "columns.xlsx": (workbook([[f"c{n}" for n in range(101)]]), 422, "too_many_columns"),
    "rows.csv": (b"code;name\n" + b"S;a\n" * 10_001, 422, "too_many_rows"),
    "blanks.csv": (b"code;name\n" + b"\n" * 200_000 + b"S;a\n", 422, "too_many_rows"),
    "quotes.csv": (b'code;name\nS1;"never closed\nS2;b\n', 422, "bad_quotes"),
    "cut.xlsx": (workbook([["code"]])[:-40], 400, "damaged"),
    "torn.xlsx": (b"PK\x03\x04" + bytes(200), 400, "damaged"),
    "any.xlsx": (_changed({"xl/workbook.xml": b"<broken"}), 400, "damaged"),
    "twice.xlsx": (_twice(), 400, "damaged"),
    "lying.xlsx": (_lying(), 400, "damaged"),
    "laughs.xlsx": (_changed({"xl/sharedStrings.xml": BOMB}), 400, "entities"),
    "laughs16.xlsx": (_changed({"xl/sharedStrings.xml": BOMB.decode().replace("?>", ' encoding="utf-16"?>', 1).encode("utf-16")}), 400, "entities"),
    "external.xlsx": (_changed({"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}), 415, "acting_workbook"),
    "macros.xlsx": (_changed({"xl/vbaProject.bin": b"x"}), 415, "acting_workbook"),
    "nested.xlsx": (_changed({"xl/media/a.bin": _changed({})}), 415, "acting_workbook"),
    "link.xlsx": (_linked(), 415, "acting_workbook"),
    "out.xlsx": (_changed({"../../a.xml": b"<a/>"}), 415, "acting_workbook"),
    "locked.xlsx": (_locked(), 415, "unknown_type"),
    "crowd.xlsx": (_changed({f"xl/{n:060}.xml": b"" for n in range(12_000)}), 400, "damaged"),
    "parts.xlsx": (_changed({f"xl/{n}.xml": b"" for n in range(2_001)}), 413, "bomb"),
    "drawing.csv": (b" <svg onload='x'/>", 415, "unknown_type"),
    "map.kml": (b"<?xml version='1.0'?><kml/>", 415, "unknown_type"),
    "map.kmz": (_changed({}), 415, "name_and_content"),
    "zeros.xlsx": (_changed({"xl/media/zeros.xml": bytes(50_000_000)}), 413, "bomb"),
    "large.xlsx": (_changed({f"xl/media/{n}.xml": bytes(4_000_000) for n in range(30)}), 413, "bomb"),
    "lzma.xlsx": (_changed({}, compression=zipfile.ZIP_LZMA), 413, "bomb"),
    "far.xlsx": (_sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="30000"><c r="A30000"><v>1</v></c></row>'), 422, "too_many_rows"),
    "wide.xlsx": (_sheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'), 422, "too_many_columns"),
    "unplaced.xlsx": (_sheet(f'<row>{"<c><v>1</v></c>" * 101}</row>'), 422, "too_many_columns"),
    "endless.xlsx": (_sheet(f'<row r="{"9" * 5000}"><c><v>1</v></c></row>'), 422, "too_many_rows"),
    "homeless.xlsx": (_sheet('<row r="1"><v>1</v></row>'), 422, "empty_file"),
    "hidden.xlsx": (_changed({"xl/workbook.xml": b"<workbook>" + b'<sheet state="hidden"/>' * 100_001 + b"</workbook>"}), 400, "damaged"),
    "no.geojson": (b'{"type": "Point", "coordinates": [9, 4]}', 400, "not_geojson"),
    "cut.geojson": (b'{"type": "FeatureCollection", "features": [', 400, "not_geojson"),
    "nan.geojson": (b'{"type": "FeatureCollection", "features": [NaN]}', 400, "not_geojson"),
    "deep.geojson": (b"[" * 100_000, 400, "not_geojson"),
    "brackets.geojson": (b"[" + b"[]," * 5_000_000 + b"[]]", 422, "map_too_large"),
    "utm.geojson": (
        b'{"type": "FeatureCollection", "crs": {"properties": {"name": "EPSG:32632"}}, "features": []}',
        422,
        "other_projection",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_class_9_bombs_and_malformed_imports_are_refused_and_say_why(send, name):
    content, status, why = HOSTILE[name]
    answer = send("settings.sites", content, name)
    assert (answer.status_code, answer.json()["code"]) == (status, why)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert len(answer.json()["detail"]) > 10
    assert "{" not in answer.json()["detail"]


@pytest.mark.parametrize("name", ["laughs.xlsx", "zeros.xlsx", "large.xlsx", "far.xlsx", "crowd.xlsx", "columns.csv", "columns3.csv", "brackets.geojson"])  # fmt: skip
def test_class_9_bombs_and_malformed_imports_are_refused_in_less_than_64_megabytes(name):
    upload = Upload(name, "", io.BytesIO(HOSTILE[name][0]))
    tracemalloc.start()
    try:
        with pytest.raises(FofalError):
            read(upload)
        assert tracemalloc.get_traced_memory()[1] < 64 * 1024 * 1024
    finally:
        tracemalloc.stop()


def test_two_hundred_megabytes_are_not_even_read(send):
    answer = send("settings.sites", b"x" * 21 * 1024 * 1024)
    assert (answer.status_code, answer.json()["type"].rpartition("/")[2]) == (413, "too-large")


def test_the_name_of_a_file_is_a_name_and_no_path(api, send):
    one = code("S")
    report = send("settings.sites", table("code;name", f"{one};Site (démo)"), "..\\..\\etc/../C:\\pass.csv").json()
    told = api.read("settings.imports", report["import_id"])
    assert told["filename"] == "pass.csv"


def test_styled_but_empty_cells_far_away_do_not_count(send):
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>code</t></is></c><c r="B1" t="inlineStr"><is><t>name</t></is></c>'
    )
    cells += '<c r="XFD1" s="0"/></row><row r="1048576"><c r="A1048576" s="0"/></row>'
    report = send("settings.sites", _sheet(cells), "s.xlsx").json()
    assert (report["rows"], report["errors"]) == (0, [])


def test_an_import_of_no_rows_stores_nothing(api, send):
    before = len(api.items("settings.imports"))
    report = send("settings.sites", b"code;name\n").json()
    assert (report["rows"], report["created"], report["import_id"]) == (0, 0, None)
    assert len(api.items("settings.imports")) == before
