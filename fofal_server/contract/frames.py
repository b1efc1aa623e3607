"""A file on its way, or an answer that takes long, with news between its parts: how many rows are done, of how many.

Each frame begins with a line of JSON: ``{"rows": 500, "of": 3000}`` is news, ``{"bytes": 70}`` is followed by so many
bytes of the file, ``{"bytes": 0}`` ends it. ``{"status": 409}`` says what became of a call whose news had left before
that was known; its body follows as a file does. A stream that stops before its end was cut.
"""

import json
from collections.abc import Callable, Iterable, Iterator

MEDIA = "application/x-fofal-frames"
END = b'{"bytes":0}\n'
_LONGEST = 100
"""Bytes of a line; a longer one is none of ours."""

Told = Callable[[int, int | None], None]
"""Hears how many rows are done, and of how many where that is known."""
Ended = Callable[[int], None]
"""Hears the status of the answer."""


class Cut(ValueError):
    """The stream ended before the file did, or is none."""


def framed(part: bytes) -> bytes:
    """A part of the file, with its length before it."""
    return b'{"bytes":%d}\n' % len(part) + part


def news(rows: int, of: int | None) -> bytes:
    """So many rows are done, of so many or of nobody knows how many."""
    return json.dumps({"rows": rows, "of": of}, separators=(",", ":")).encode() + b"\n"


def answered(status: int, body: bytes) -> bytes:
    """The answer itself, after its news."""
    return b'{"status":%d}\n' % status + (framed(body) if body else b"") + END


def answer_in(chunks: Iterable[bytes], told: Told) -> tuple[int, bytes]:
    """The status and the body of an answer that had news before it; Cut when its end lacks."""
    statuses: list[int] = []
    body = b"".join(unframed(chunks, told, statuses.append))
    if not statuses:
        raise Cut
    return statuses[-1], body


def _unheard(_status: int) -> None:
    """A file has no status of its own."""


def unframed(chunks: Iterable[bytes], told: Told, ended: Ended = _unheard) -> Iterator[bytes]:
    """The bytes of the file as they come; Cut when its end lacks."""
    held, owed = b"", 0
    for chunk in chunks:
        held += chunk
        while held:
            if owed:
                part, held = held[:owed], held[owed:]
                owed -= len(part)
                yield part
                continue
            line, end, rest = held.partition(b"\n")
            if not end:
                if len(line) > _LONGEST:
                    raise Cut
                break
            held, owed = rest, _read(line, told, ended)
            if not owed and line + end == END:
                return
    raise Cut


def _read(line: bytes, told: Told, ended: Ended) -> int:
    """How many bytes of the file follow the line."""
    try:
        found = json.loads(line)
        if "rows" in found:
            told(int(found["rows"]), found.get("of"))
            return 0
        if "status" in found:
            ended(int(found["status"]))
            return 0
        return int(found["bytes"])
    except (ValueError, KeyError, TypeError) as error:
        raise Cut from error
