"""What is seen of a file: whole pictures made small, how a text begins; never more than the bytes are worth."""

import struct
import zlib
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QColor, QImage

from fofal_desktop.glance import MOST_BYTES, MOST_LINES, MOST_SIGNS, Broken, Vast, glance

ROOM = QSize(200, 200)


def drawn(width: int, height: int, form: str = "PNG") -> bytes:
    """A picture of one colour on its left and another on its right."""
    picture = QImage(width, height, QImage.Format.Format_RGB32)
    picture.fill(QColor("#2E7D32"))
    for row in range(height):
        picture.setPixelColor(width - 1, row, QColor("#FFA000"))
    out = QByteArray()
    buffer = QBuffer(out)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, form)
    return out.data()


def claiming(width: int, height: int) -> bytes:
    """A PNG of a few bytes that says it is this large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(999))) + chunk(b"IEND", b"")


def turned(jpeg: bytes) -> bytes:
    """The JPEG as a telephone held upright writes it."""
    exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]


def seen(folder: Path, content: bytes, media_type: str):
    file = folder / "file"
    file.write_bytes(content)
    return glance(file, media_type, ROOM)


@pytest.mark.parametrize(("content", "kind", "size"), [
    (drawn(800, 400), "png", (200, 100)), (drawn(800, 400, "JPEG"), "jpeg", (200, 100)),
    (drawn(20, 10), "png", (20, 10)), (turned(drawn(800, 400, "JPEG")), "jpeg", (100, 200)),
    (drawn(3000, 1), "png", (200, 1)), (drawn(40, 40, "JPEG") + b"\xff\xda" + bytes(5000), "jpeg", (40, 40)),
], ids=range(6))  # fmt: skip
def test_a_picture_is_made_small_upright_and_never_larger(tmp_path, content, kind, size):
    found = seen(tmp_path, content, f"image/{kind}").picture
    assert (found.width(), found.height()) == size


@pytest.mark.parametrize(("content", "kind", "refusal"), [
    (drawn(800, 400, "JPEG")[:2000], "jpeg", Broken), (drawn(800, 400)[:200], "png", Broken),
    (drawn(800, 400), "jpeg", Broken), (b"\xff\xd8\xff\xe0\xff\xff", "jpeg", Broken), (b"\x89PNG\r\n\x1a\n", "png", Broken),
    (claiming(60_000, 60_000), "png", Vast), (claiming(5000, 5000), "png", Broken), (b"<svg/>", "png", Broken),
], ids=range(8))  # fmt: skip
@pytest.mark.qt_log_ignore("JPEG|libpng")
def test_half_a_picture_and_one_that_lies_are_refused(tmp_path, content, kind, refusal):
    with pytest.raises(refusal):
        seen(tmp_path, content, f"image/{kind}")


@pytest.mark.parametrize(("content", "words", "more"), [
    ("jour;pluie\r\n1;12".encode("utf-8-sig"), "jour;pluie\n1;12", False),
    ("Ébondi".encode("utf-16"), "Ébondi", False), ("Ébondi".encode("cp1252"), "Ébondi", False),
    ("a\u202ecod\0\x1b".encode(), "a cod  ", False), (b"", "", False),
    (b"x\n" * (MOST_LINES + 1), "\n".join("x" * MOST_LINES), True), (b"x" * (MOST_SIGNS + 1), "x" * MOST_SIGNS, True),
    (b"x" + "é".encode() * MOST_BYTES, "x" + "é" * (MOST_SIGNS - 1), True),
], ids=range(8))  # fmt: skip
def test_a_text_is_shown_as_it_begins(tmp_path, content, words, more):
    found = seen(tmp_path, content, "text/plain")
    assert (found.words, found.more) == (words, more)
