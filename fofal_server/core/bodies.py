"""Reading what a client sends, with limits at every step: size, type, compression; ``front`` limits its time."""

import zlib
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from fofal_server.core.errors import FieldError, Invalid, TooLarge, Unreadable, UnsupportedType
from fofal_server.core.operation import Upload

FORM = 64 * 1024
"""Bytes that a form may have around its file."""


async def read_json(request: Request, limit: int, *, optional: bool) -> bytes:
    """The raw JSON body, unpacked, of at most ``limit`` bytes. Empty only where ``optional``."""
    raw = await _read(request, limit)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if not raw and optional:
        return raw
    if kind != "application/json" and not (kind.startswith("application/") and kind.endswith("+json")):
        raise UnsupportedType("expected_json")
    encoding = request.headers.get("content-encoding", "identity").lower()
    if encoding == "identity":
        return raw
    if encoding != "gzip":
        raise UnsupportedType("encoding", encoding=encoding[:40])
    return _unpacked(raw, limit)


async def _read(request: Request, limit: int) -> bytes:
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge("too_large", limit=limit)
    parts, size = [], 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > limit:
                raise TooLarge("too_large", limit=limit)
            parts.append(chunk)
    except ClientDisconnect as error:
        raise Unreadable("body_cut") from error
    return b"".join(parts)


def _unpacked(raw: bytes, limit: int) -> bytes:
    unpack = zlib.decompressobj(wbits=31)
    try:
        body = unpack.decompress(raw, limit + 1)
    except zlib.error as error:
        raise Unreadable("not_gzip") from error
    if len(body) > limit or unpack.unconsumed_tail:
        raise TooLarge("too_large", limit=limit)
    if not unpack.eof:
        raise Unreadable("not_gzip")
    return body


async def read_upload(request: Request, limit: int) -> Upload:
    """The one file of a multipart form, field ``file``, of at most ``limit`` bytes with what stands around it."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "multipart/form-data":
        raise UnsupportedType("expected_multipart")
    declared = request.headers.get("content-length", "")
    if declared.isdigit() and int(declared) > limit:
        raise TooLarge("too_large", limit=limit)
    counted = Request(request.scope, _counted(request.receive, limit))
    try:
        form = await counted.form(max_files=2, max_fields=10)
    except ClientDisconnect as error:
        raise Unreadable("body_cut") from error
    except (MultiPartException, HTTPException, UnicodeDecodeError) as error:
        raise Unreadable("bad_multipart") from error
    return _one_file(form)


def _one_file(form: Any) -> Upload:
    files = [part for name, part in form.multi_items() if isinstance(part, UploadFile) and name == "file"]
    if len(files) != 1:
        raise Invalid(errors=(FieldError("file", "missing", "missing"),))
    file = files[0]
    return Upload(file.filename or "", file.content_type or "application/octet-stream", file.file)


def _counted(receive: Receive, limit: int) -> Receive:
    size = 0

    async def counting() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > limit:
            raise TooLarge("too_large", limit=limit)
        return message

    return counting
