"""What can be seen of a file without the program it belongs to: a picture made small, how a text begins.

Read where a job works, never on the GUI thread. Bytes that claim to be more than they are end in a refusal.
"""

import codecs
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader

PICTURES = {"image/png": (b"png", 30_000_000), "image/jpeg": (b"jpeg", 64_000_000)}
"""By the type that the server found: how it is read, and the most points it may have. A PNG is decoded whole before it
is made small (8 bytes a point at most, below what Qt allots to one picture), a JPEG while it is."""
TEXTS = frozenset({"text/plain", "text/csv", "application/geo+json"})
MOST_BYTES, MOST_LINES, MOST_SIGNS = 64 * 1024, 200, 400
"""Of a text: bytes that are read, lines that are shown, and signs of each."""


class Broken(Exception):
    """The bytes are not those of a whole picture."""


class Vast(Exception):
    """The picture has more points than are decoded here."""


@dataclass(frozen=True)
class Glance:
    """One of both; ``more``: the text goes on."""

    picture: QImage | None = None
    words: str = ""
    more: bool = False


def can_be_seen(media_type: str) -> bool:
    """Whether something of it is shown here without its program."""
    return media_type in PICTURES or media_type in TEXTS


def glance(path: Path, media_type: str, room: QSize) -> Glance:
    """What is seen of a file of a type that can be; a picture fits ``room``. Raises Broken, Vast or OSError."""
    if media_type in PICTURES:
        return Glance(_picture(path.read_bytes(), *PICTURES[media_type], room))
    with path.open("rb") as file:
        return _beginning(file.read(MOST_BYTES), more=bool(file.read(1)))


def _picture(raw: bytes, form: bytes, most: int, room: QSize) -> QImage:
    buffer = QBuffer()
    buffer.setData(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, form)
    reader.setAutoDetectImageFormat(False)  # what it is was judged; no other decoder has a look at it
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or (form == b"jpeg" and not _comes_to_its_end(raw)):
        raise Broken
    if size.width() * size.height() > most:
        raise Vast
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        room = room.transposed()
    if size.width() > room.width() or size.height() > room.height():
        reader.setScaledSize(size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    found = reader.read()
    if found.isNull():
        raise Broken
    return found


def _comes_to_its_end(raw: bytes) -> bool:
    """Whether a JPEG has its mark of the end behind its first scan: Qt paints what is missing grey and says nothing."""
    place = 2
    while raw[place : place + 1] == b"\xff" and place + 4 <= len(raw):
        if raw[place + 1] == 0xDA:
            return raw.find(b"\xff\xd9", place) > 0
        place += 2 + int.from_bytes(raw[place + 2 : place + 4])
    return False


def _beginning(raw: bytes, *, more: bool) -> Glance:
    lines = _decoded(raw).splitlines()
    shown = [_harmless(line[:MOST_SIGNS]) for line in lines[:MOST_LINES]]
    cut = any(len(line) > MOST_SIGNS for line in lines[:MOST_LINES])
    return Glance(words="\n".join(shown), more=more or cut or len(lines) > MOST_LINES)


def _decoded(raw: bytes) -> str:
    """As the server tells texts: UTF-16 with its mark, UTF-8, else the Windows code page; the end may cut a letter."""
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return codecs.getincrementaldecoder("utf-16" if marked else "utf-8-sig")().decode(raw)
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _harmless(line: str) -> str:
    """Without signs that nobody sees and that turn a line around."""
    return "".join(sign if sign.isprintable() or sign in "\t\u00a0\u202f" else " " for sign in line)
