"""The outside of a workbook, looked at before anything of it is parsed: a sound ZIP, no bomb, nothing that acts."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from fofal_server.core import packed
from fofal_server.core.errors import FofalError, TooLarge, Unreadable, UnsupportedType
from fofal_server.core.packed import Bounds, Flaw
from fofal_server.core.transfer.limits import BOMB_FROM, MAX_PARTS, MAX_RATIO, MAX_UNPACKED

BOOK = "xl/workbook.xml"
_BOUNDS = Bounds(MAX_PARTS, MAX_UNPACKED, MAX_RATIO, BOMB_FROM)
_ACTING = ("xl/externalLinks/", "xl/vbaProject", "xl/macrosheets/", "xl/embeddings/", "xl/connections")
"""Links to other workbooks, macros, embedded programs, queries to elsewhere: no table needs them."""


@contextmanager
def opened(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The archive of a workbook whose parts may be read; 400 damaged, 413 too large unpacked, 415 no plain workbook."""
    try:
        if not packed.readable(stream, _BOUNDS):
            raise Unreadable("transfer.damaged_workbook", code="damaged")
        with zipfile.ZipFile(stream) as archive:
            _check(archive.infolist())
            if packed.nested(archive):
                raise _refused(Flaw.NESTED)
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise Unreadable("transfer.damaged_workbook", code="damaged") from error


def _check(parts: list[zipfile.ZipInfo]) -> None:
    flaw = packed.flaw_of(parts, _BOUNDS)
    if flaw is not None:
        raise _refused(flaw)
    names = [part.filename for part in parts]
    if BOOK not in names:
        raise UnsupportedType("transfer.no_workbook", code="unknown_type")
    if any(name.startswith(_ACTING) for name in names):
        raise UnsupportedType("transfer.acting_workbook", code="acting_workbook")


def _refused(flaw: Flaw) -> FofalError:
    match flaw:
        case Flaw.TOO_LARGE:
            return TooLarge("transfer.unpacks_too_large", limit=MAX_UNPACKED, code="bomb")
        case Flaw.ENCRYPTED:
            return UnsupportedType("transfer.no_workbook", code="unknown_type")
        case Flaw.LEADS_OUT | Flaw.NESTED:
            return UnsupportedType("transfer.acting_workbook", code="acting_workbook")
    return Unreadable("transfer.damaged_workbook", code="damaged")
