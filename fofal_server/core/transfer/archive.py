"""The outside of a workbook, looked at before anything of it is parsed: a sound ZIP, no bomb, nothing that acts."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from fofal_server.core.errors import TooLarge, Unreadable, UnsupportedType
from fofal_server.core.transfer.limits import BOMB_FROM, MAX_PARTS, MAX_RATIO, MAX_UNPACKED

BOOK = "xl/workbook.xml"
_PLAIN = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_ACTING = ("xl/externalLinks/", "xl/vbaProject", "xl/macrosheets/", "xl/embeddings/", "xl/connections")
"""Links to other workbooks, macros, embedded programs, queries to elsewhere: no table needs them."""


@contextmanager
def opened(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The archive of a workbook whose parts may be read; 400 damaged, 413 too large unpacked, 415 no plain workbook."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check(archive.infolist())
            yield archive
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Unreadable("transfer.damaged_workbook", code="damaged") from error


def _check(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(names) != len(set(names)):
        raise Unreadable("transfer.damaged_workbook", code="damaged")
    if BOOK not in names or any(part.flag_bits & 1 for part in parts):
        raise UnsupportedType("transfer.no_workbook", code="unknown_type")
    if any(name.startswith(_ACTING) for name in names):
        raise UnsupportedType("transfer.acting_workbook", code="acting_workbook")
    total = sum(part.file_size for part in parts)
    if total > MAX_UNPACKED or len(parts) > MAX_PARTS or any(_is_bomb(part) for part in parts):
        raise TooLarge("transfer.unpacks_too_large", limit=MAX_UNPACKED, code="bomb")


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    if part.compress_type not in _PLAIN:
        return True
    return part.file_size > BOMB_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1)
