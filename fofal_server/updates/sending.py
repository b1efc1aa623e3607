"""A package on its way out: piece by piece, a bounded number at a time, from wherever the desktop goes on."""

from collections.abc import Iterator
from pathlib import Path
from threading import BoundedSemaphore

from fofal_server.contract.updates import Package
from fofal_server.core.errors import NotFound, Unavailable
from fofal_server.core.operation import Answer, Call
from fofal_server.updates import ranges, shelf

AT_A_TIME = 16
"""Downloads of one process: what they leave of the line is for those who work."""
PIECE = 32 * 1024
"""So small that a line of 2 kB/s takes one before the server thinks that nobody listens any more."""
RETRY_AFTER = 60

_places = BoundedSemaphore(AT_A_TIME)


def answer(call: Call) -> Answer:
    """``GET /updates/{channel}/{file}``: the package or a part of it; 404 for what no manifest names."""
    found = shelf.package(call.state.data_dir, call.path["channel"], call.path["file"]) if _is_channel(call) else None
    if found is None:
        raise NotFound
    path, package = found
    if not path.is_file() or path.stat().st_size != package.size:
        shelf.log.warning("updates.package_lost", file=str(path))
        raise NotFound("updates.package_lost", code="package_lost")
    return _part(call, path, package)


def _is_channel(call: Call) -> bool:
    return call.path["channel"] in shelf.CHANNELS


def _part(call: Call, path: Path, package: Package) -> Answer:
    tag = f'"{package.sha256}"'
    headers = {"ETag": tag, "Accept-Ranges": "bytes", "Cache-Control": "public, max-age=31536000, immutable"}
    if call.headers.get("if-none-match") == tag:
        return Answer(b"", 304, headers)
    same = call.headers.get("if-range", tag) == tag
    part = ranges.asked(call.headers.get("range"), package.size) if same else None
    told = part or range(package.size)
    headers |= {"Content-Length": str(len(told)), "Content-Disposition": f'attachment; filename="{package.file}"'}
    if part is not None:
        headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{package.size}"
    return Answer(_pieces(path, told), 200 if part is None else 206, headers, "application/octet-stream")


def _pieces(path: Path, part: range) -> Iterator[bytes]:
    """Its place is taken with the first piece, before the head of the answer leaves, and given back at the end."""
    if not _places.acquire(blocking=False):
        raise Unavailable("updates.busy", retry_after=RETRY_AFTER, code="updates_busy")
    try:
        with path.open("rb") as file:
            file.seek(part.start)
            left = len(part)
            while left and (piece := file.read(min(PIECE, left))):
                left -= len(piece)
                yield piece
    finally:
        _places.release()
