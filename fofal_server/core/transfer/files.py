"""A file that was written apart, on its way out in parts."""

from collections.abc import Iterator
from typing import BinaryIO

_CHUNK = 256 * 1024


def chunks(file: BinaryIO) -> Iterator[bytes]:
    """All of the file from its beginning."""
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
