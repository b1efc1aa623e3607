"""Reading a tar to its very end: Python's own reader takes one that was cut between two members for a whole one."""

import re
import tarfile
from typing import BinaryIO

from fofal_server.backup.errors import Damaged
from fofal_server.backup.streams import read_full

_BLOCK = tarfile.BLOCKSIZE
_END = bytes(_BLOCK)
_PORTION = 64 * 1024
_MOST_WORDS = 1 << 20
_WITHOUT_CONTENT = frozenset(
    {tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE}
)
_LONG_SIZE = re.compile(rb"(?:^|\n)\d+ size=(\d+)\n")


def drain(stream: BinaryIO) -> int:
    """Read a stream to its end; how many bytes that were."""
    return sum(len(part) for part in iter(lambda: stream.read(_PORTION), b""))


def read_tar(stream: BinaryIO) -> int:
    """Walk through a tar and what follows it; its size in bytes, or `Damaged` where its end mark lacks."""
    total, long_size = 0, None
    while (head := _full(stream, _BLOCK)) != _END:
        member = _member(head)
        size = _padded(member, long_size)
        long_size = None
        if member.type == tarfile.XHDTYPE:
            long_size = _long_size(_full(stream, size) if size <= _MOST_WORDS else b"")
        else:
            _skip(stream, size)
        total += _BLOCK + size
    if _full(stream, _BLOCK) != _END:
        raise Damaged(_BROKEN)
    return total + 2 * _BLOCK + drain(stream)


_BROKEN = "L’archive à l’intérieur est incomplète : prenez une autre sauvegarde."


def _member(head: bytes) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError as error:
        raise Damaged(_BROKEN) from error


def _padded(member: tarfile.TarInfo, long_size: int | None) -> int:
    """Count what the content takes in whole blocks."""
    if member.type in _WITHOUT_CONTENT:
        return 0
    return -(-(member.size if long_size is None else long_size) // _BLOCK) * _BLOCK


def _long_size(words: bytes) -> int | None:
    """Find the size of the next member where it does not fit into its head (pax: 8 GiB and more)."""
    found = _LONG_SIZE.search(words)
    return int(found[1]) if found else None


def _full(stream: BinaryIO, size: int) -> bytes:
    data = read_full(stream, size)
    if len(data) < size:
        raise Damaged(_BROKEN)
    return data


def _skip(stream: BinaryIO, size: int) -> None:
    while size:
        size -= len(_full(stream, min(size, _PORTION)))
