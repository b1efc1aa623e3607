"""In which encoding a text file is written.

In this order: a byte order mark (UTF-8, UTF-16, UTF-32); UTF-8 when every byte fits; Windows-1252, which contains all
letters of Latin-1, when every byte is one of its characters; only then the guess of charset-normalizer.
"""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from fofal_server.core.errors import UnsupportedType

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_IN_1252 = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")
_CHUNK = 256 * 1024
_SAMPLE = 64 * 1024


def encoding_of(stream: BinaryIO) -> str:
    """The encoding of a text file, as Python names it; 415 when the file is no text. The stream is rewound."""
    head = _sample(stream, 4)
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    if marked is not None:
        return marked
    utf8, windows = codecs.getincrementaldecoder("utf-8")(), True
    fits = True
    for chunk in _chunks(stream):
        if b"\x00" in chunk:
            raise UnsupportedType("transfer.not_text", code="not_text")
        windows = windows and not any(byte in chunk for byte in _NOT_IN_1252)
        fits = fits and _fits(utf8, chunk)
    if fits and _fits(utf8, b"", last=True):
        return "utf-8"
    return "cp1252" if windows else _guess(_sample(stream, _SAMPLE))


def _fits(decoder: codecs.IncrementalDecoder, chunk: bytes, *, last: bool = False) -> bool:
    try:
        decoder.decode(chunk, last)
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes  # seldom needed, slow to load

    best = from_bytes(sample).best()
    if best is None:
        raise UnsupportedType("transfer.not_text", code="not_text")
    return best.encoding


def _sample(stream: BinaryIO, size: int) -> bytes:
    stream.seek(0)
    found = stream.read(size)
    stream.seek(0)
    return found


def _chunks(stream: BinaryIO) -> Iterator[bytes]:
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        yield chunk
    stream.seek(0)
