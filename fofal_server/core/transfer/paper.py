"""Pages that grow by lines: words measured and cut to their columns, heads on every page, ``page n/N`` under each."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import BinaryIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import getFont, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

PLAIN, BOLD = "Vera", "VeraBd"
SIZE = 7.5
_TITLE, _LEAD, _MARGIN, _GAP, _LEAST = 15, 9.5, 14 * mm, 6.0, 30.0
_MOST_LINES = 3
"""Lines of one cell; the end of a longer text is left to the screen."""
_INK, _QUIET, _RULE, _BAND = (HexColor(one) for one in ("#1f2a24", "#5f6b64", "#c9d3cc", "#f3f6f4"))
_PAGES = "pages"
_saving = Lock()
"""A font reads its file by one place that all documents share."""


@dataclass(frozen=True)
class Column:
    """A column of a paper: its head, how wide it is, and whether it holds numbers."""

    head: str
    width: float
    right: bool


@cache
def prepare_fonts() -> None:
    """Make the fonts known that the drawing library brings along; they go into each file."""
    for name in (PLAIN, BOLD):
        registerFont(TTFont(name, f"{name}.ttf"))


def drawable(words: str) -> str:
    """The words in letters that the font has: a narrow space as a space, a foreign letter without its ornaments."""
    known = getFont(PLAIN).face.charToGlyph
    return "".join(letter if ord(letter) in known else _nearest(letter, known) for letter in words)


_PLAINER = str.maketrans("ŋŊɛƐɔƆəƏɓƁɗƊɨƗʉɄʼ", "nNeEoOeEbBdDiIuU'")
"""Letters of the languages of Cameroon (general alphabet of 1979) that are no others with ornaments."""


def _nearest(letter: str, known: dict[int, int]) -> str:
    letter = letter.translate(_PLAINER)
    bare = "".join(one for one in unicodedata.normalize("NFKD", letter) if ord(one) in known)
    return bare or "?"


def width_of(words: str, font: str = PLAIN) -> float:
    return float(stringWidth(words, font, SIZE))


def fitted(wanted: Sequence[float]) -> tuple[tuple[float, float], list[float]]:
    """The page, upright where that is enough, and the widths of the columns that fill it."""
    needed = [max(width, _LEAST) + _GAP for width in wanted]
    page = A4 if sum(needed) <= A4[0] - 2 * _MARGIN else landscape(A4)
    room = page[0] - 2 * _MARGIN
    if sum(needed) <= room:
        return page, [width * room / sum(needed) for width in needed]
    cap = max(needed)
    while cap > _LEAST and sum(min(width, cap) for width in needed) > room:
        cap -= 1
    capped = [min(width, cap) for width in needed]
    return page, [width * room / sum(capped) for width in capped]


def cut(words: str, room: float, font: str = PLAIN) -> list[str]:
    """The words on so many lines as they need, three at most."""
    if width_of(words, font) <= room:
        return [words]
    lines = [part for line in simpleSplit(words, font, SIZE, room) for part in [_clipped(line, room, font)]]
    if len(lines) <= _MOST_LINES:
        return lines
    return [*lines[: _MOST_LINES - 1], _clipped(lines[_MOST_LINES - 1] + "…", room, font)]


def _clipped(line: str, room: float, font: str) -> str:
    """The beginning of a line that has no place to break; an ellipsis stands for the rest."""
    if width_of(line, font) <= room:
        return line
    kept = line.removesuffix("…")
    while kept and width_of(kept + "…", font) > room:
        kept = kept[:-1]
    return kept + "…"


class Paper:
    """A document under way. ``begin`` sets the columns, ``row`` adds a line of the table, ``save`` ends it."""

    def __init__(self, file: BinaryIO, title: str, language: str) -> None:
        prepare_fonts()
        self._canvas = Canvas(file, pagesize=A4, lang=language, pageCompression=1)
        self._canvas.setTitle(title)
        self._title = drawable(title)
        self._columns: Sequence[Column] = ()
        self._page, self._rows, self._y = 1, 0, 0.0
        self._width = A4[0]

    def begin(self, page: tuple[float, float], columns: Sequence[Column], facts: Sequence[tuple[str, str]]) -> None:
        """The first page: the title, what is told above the table, and the heads."""
        self._canvas.setPageSize(page)
        self._width, self._top, self._columns = page[0], page[1] - _MARGIN, columns
        self._y = self._top - _TITLE
        self._text(BOLD, _TITLE, _INK, lambda canvas: canvas.drawString(_MARGIN, self._y, self._title))
        self._y -= _LEAD
        label = max((width_of(name) for name, _words in facts), default=0) + _GAP
        for name, words in facts:
            self._fact(name, words, label)
        self._y -= _GAP
        self._heads()

    def _fact(self, name: str, words: str, label: float) -> None:
        for place, line in enumerate(cut(words, self._width - 2 * _MARGIN - label)):
            self._y -= _LEAD
            if place == 0:
                self._text(PLAIN, SIZE, _QUIET, lambda canvas: canvas.drawString(_MARGIN, self._y, name))
            self._text(PLAIN, SIZE, _INK, self._at(_MARGIN + label, line))

    def _at(self, x: float, words: str) -> Callable[[Canvas], None]:
        return lambda canvas: canvas.drawString(x, self._y, words)

    def row(self, cells: Sequence[str]) -> None:
        """A line of the table, on the next page where this one is full."""
        lines = [cut(drawable(words), one.width - _GAP) for words, one in zip(cells, self._columns, strict=True)]
        height = max(map(len, lines)) * _LEAD + 3
        if self._y - height < _MARGIN + _LEAD:
            self._turn()
        self._rows += 1
        if self._rows % 2 == 0:
            self._canvas.setFillColor(_BAND)
            self._canvas.rect(_MARGIN, self._y - height, self._width - 2 * _MARGIN, height, stroke=0, fill=1)
        self._line(lines, PLAIN)
        self._y -= height

    def _line(self, lines: Sequence[Sequence[str]], font: str) -> None:
        self._canvas.setFont(font, SIZE)
        self._canvas.setFillColor(_INK)
        x = _MARGIN
        for column, parts in zip(self._columns, lines, strict=True):
            for place, words in enumerate(parts, 1):
                y = self._y - place * _LEAD + 1
                if column.right:
                    self._canvas.drawRightString(x + column.width - _GAP / 2, y, words)
                else:
                    self._canvas.drawString(x + _GAP / 2, y, words)
            x += column.width

    def _heads(self) -> None:
        lines = [cut(one.head, one.width - _GAP, BOLD) for one in self._columns]
        self._line(lines, BOLD)
        self._y -= max(map(len, lines)) * _LEAD + 3
        self._canvas.setStrokeColor(_RULE)
        self._canvas.line(_MARGIN, self._y, self._width - _MARGIN, self._y)

    def _turn(self) -> None:
        self._foot()
        self._canvas.showPage()
        self._page += 1
        self._y = self._top
        self._heads()

    def _foot(self) -> None:
        """Which page of how many: how many is known at the end only, and drawn into all of them then."""
        y, right = _MARGIN - _LEAD, self._width - _MARGIN
        self._text(PLAIN, SIZE, _QUIET, lambda canvas: canvas.drawString(_MARGIN, y, self._title))
        self._text(
            PLAIN, SIZE, _QUIET, lambda canvas: canvas.drawRightString(right - width_of("00000"), y, f"{self._page} /")
        )
        self._canvas.doForm(_PAGES)

    def _text(self, font: str, size: float, ink: HexColor, draw: Callable[[Canvas], None]) -> None:
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(ink)
        draw(self._canvas)

    def save(self) -> None:
        self._foot()
        self._canvas.showPage()
        self._canvas.beginForm(_PAGES)
        x, y = self._width - _MARGIN - width_of("00000"), _MARGIN - _LEAD
        self._text(PLAIN, SIZE, _QUIET, lambda canvas: canvas.drawString(x, y, f" {self._page}"))
        self._canvas.endForm()
        with _saving:
            self._canvas.save()
