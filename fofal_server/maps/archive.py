"""A map that travels packed (KMZ, Shapefile): looked at from outside before anything in it is unpacked."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from fofal_server.core import packed
from fofal_server.core.errors import FofalError, TooLarge, Unreadable, UnsupportedType
from fofal_server.core.packed import Bounds, Flaw
from fofal_server.maps.limits import BOMB_FROM, MAX_PARTS, MAX_RATIO, MAX_UNPACKED

_BOUNDS = Bounds(MAX_PARTS, MAX_UNPACKED, MAX_RATIO, BOMB_FROM)
_CHUNK = 64 * 1024


@contextmanager
def opened(stream: BinaryIO) -> Iterator[zipfile.ZipFile]:
    """The archive whose parts may be read; 400 damaged, 413 too large unpacked, 415 encrypted or leading out."""
    try:
        if not packed.readable(stream, _BOUNDS):
            raise Unreadable("maps.damaged_archive", code="damaged")
        with zipfile.ZipFile(stream) as archive:
            flaw = packed.flaw_of(archive.infolist(), _BOUNDS) or (Flaw.NESTED if packed.nested(archive) else None)
            if flaw is not None:
                raise _refused(flaw)
            yield archive
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError) as error:
        raise Unreadable("maps.damaged_archive", code="damaged") from error


def pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """A part of the archive, piece by piece."""
    with archive.open(name) as content:
        while piece := content.read(_CHUNK):
            yield piece


def named(archive: zipfile.ZipFile, suffix: str) -> list[str]:
    """The parts whose name ends so, whatever the case; what systems leave beside files is not among them."""
    names = [part.filename for part in archive.infolist() if not part.is_dir()]
    return sorted(one for one in names if one.lower().endswith(suffix) and not one.startswith("__MACOSX/"))


def _refused(flaw: Flaw) -> FofalError:
    match flaw:
        case Flaw.TOO_LARGE:
            return TooLarge("maps.unpacks_too_large", limit=MAX_UNPACKED // 1024**2, code="bomb")
        case Flaw.DAMAGED:
            return Unreadable("maps.damaged_archive", code="damaged")
        case Flaw.ENCRYPTED:
            return UnsupportedType("maps.locked_archive", code="locked")
        case Flaw.LEADS_OUT | Flaw.NESTED:
            return UnsupportedType("maps.acting_archive", code="acting_archive")
