"""Files for the tests of attachments, and the call that sends one."""

import io
import zipfile
from typing import Any

import requests

from tests.support.api import Api, Json

ATTACHMENTS = "documents.attachments"
PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(32)
JPG = b"\xff\xd8\xff\xe0" + bytes(32)
EXE = b"MZ\x90\x00\x03" + bytes(200)
GEOJSON = b'{"type": "FeatureCollection", "features": []}'


def office(heart: str, *more: str) -> bytes:
    """A small office document with these parts."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in ("[Content_Types].xml", heart, *more):
            made.writestr(name, b"<x/>")
    return packed.getvalue()


def claiming(document: bytes, unpacked: int) -> bytes:
    """The document with a first part that claims to be this large unpacked."""
    place = document.index(b"PK\x01\x02") + 24
    return document[:place] + unpacked.to_bytes(4, "little") + document[place + 4 :]


def upload(api: Api, record: Json, name: str, content: bytes, **more: Any) -> requests.Response:
    """Send a file to a party, or to a record of the ``resource`` named."""
    params = {"resource": more.pop("resource", "parties.parties"), "record_id": record["id"]}
    files = {"file": (name, content, more.pop("announced", "application/octet-stream"))}
    return api.post("/documents/attachments/upload", params=params, files=files, **more)


def attached(api: Api, record: Json, name: str = "facture.pdf", content: bytes = PDF, **more: Any) -> Json:
    answer = upload(api, record, name, content, **more)
    assert answer.status_code == 201, answer.text
    found: Json = answer.json()
    return found


def listed(api: Api, record: Json) -> list[Json]:
    return api.items(ATTACHMENTS, f"record_id:eq:{record['id']}")
