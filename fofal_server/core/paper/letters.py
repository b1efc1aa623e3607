"""The letters of every paper: fonts that ship with the program, what they can draw, and how wide words are."""

import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import getFont, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from fofal_server.contract.paper import FONTS

PLAIN, BOLD = "Paper", "PaperBold"
_FOLDER = Path(__file__).resolve().parents[3] / "resources" / "fonts"


@cache
def prepare_fonts() -> None:
    """Make the fonts known to the drawing library."""
    for name, file in zip((PLAIN, BOLD), FONTS, strict=True):
        registerFont(TTFont(name, str(_FOLDER / file)))


def drawable(words: str) -> str:
    """The words in letters that the font has; a foreign letter without its ornaments, else a question mark.

    Signs that steer and draw nothing are left out: one of them would turn the rest of a line around.
    """
    prepare_fonts()
    known = getFont(PLAIN).face.charToGlyph
    return "".join(letter if ord(letter) in known else _nearest(letter, known) for letter in _visible(words))


def _visible(words: str) -> Iterator[str]:
    return (letter for letter in words if letter.isprintable() or unicodedata.category(letter) not in {"Cc", "Cf"})


def _nearest(letter: str, known: dict[int, int]) -> str:
    if unicodedata.category(letter) == "Mn":
        return ""
    bare = "".join(one for one in unicodedata.normalize("NFKD", letter) if ord(one) in known)
    return bare or "?"


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """Points; the words are drawable."""
    prepare_fonts()
    return float(stringWidth(words, BOLD if bold else PLAIN, size))


def cut(words: str, room: float, size: float, *, bold: bool = False, most: int | None = None) -> list[str]:
    """The words on so many lines as they need; beyond ``most`` an ellipsis stands for the rest.

    A word longer than a line is broken where the line ends.
    """
    if width_of(words, size, bold=bold) <= room:
        return [words]
    lines = [part for line in _split(words, room, size, bold=bold) for part in _pieces(line, room, size, bold=bold)]
    if most is None or len(lines) <= most:
        return lines
    return [*lines[: most - 1], _clipped(lines[most - 1] + "…", room, size, bold=bold)]


def _split(words: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Broken at plain spaces only, for the others are there to keep numbers and units together."""
    lines = [""]
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and width_of(longer, size, bold=bold) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _pieces(line: str, room: float, size: float, *, bold: bool) -> list[str]:
    """A line that has no place to break, in parts that fit; at least a letter each, however narrow the room."""
    found = []
    while width_of(line, size, bold=bold) > room and len(line) > 1:
        least, most = 1, len(line)
        while least < most:
            middle = (least + most + 1) // 2
            least, most = (middle, most) if width_of(line[:middle], size, bold=bold) <= room else (least, middle - 1)
        found.append(line[:least])
        line = line[least:]
    return [*found, line]


def _clipped(line: str, room: float, size: float, *, bold: bool) -> str:
    kept = line.removesuffix("…")
    while kept and width_of(kept + "…", size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip() + "…"
