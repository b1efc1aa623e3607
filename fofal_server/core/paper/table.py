"""A table on paper: columns that fill the page, heads again on each, rows that never break in the middle."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from fofal_server.core.paper.letters import cut, width_of
from fofal_server.core.paper.sheet import ACROSS, BODY, LEAD, MARGIN, UPRIGHT, Sheet, Size

GAP, LEAST, WIDEST = 6.0, 30.0, 180.0
MOST_LINES, MOST_HEAD_LINES = 3, 5
"""Lines of one cell, and of a head; the end of a longer text is left to the screen."""
TALLEST = 90.0
"""How high a head is at most that reads upwards."""


@dataclass(frozen=True)
class Column:
    """A column: its head, how wide it is (as wished, then as it is), and whether it holds numbers.

    ``cells`` is how wide its cells alone wish it to be; 0 where nobody measured them. ``turned``: its head reads
    upwards.
    """

    head: str
    width: float
    right: bool = False
    cells: float = 0.0
    turned: bool = False


def wished(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> list[Column]:
    """The columns as wide as their heads and these rows would like them."""
    heads = [width_of(one.head, BODY, bold=True) for one in columns]
    cells = [1.0 for _one in columns]
    for row in rows:
        cells = [max(width, width_of(cell, BODY)) for width, cell in zip(cells, row, strict=True)]
    return [
        replace(one, width=min(max(head, width), WIDEST), cells=min(width, WIDEST))
        for one, head, width in zip(columns, heads, cells, strict=True)
    ]


def room_of(size: Size) -> float:
    """Points between the margins."""
    return size[0] - 2 * MARGIN


def page_for(columns: Sequence[Column]) -> Size:
    """Upright where the columns fit, else across."""
    return UPRIGHT if sum(_needed(columns)) <= room_of(UPRIGHT) else ACROSS


def fitted(columns: Sequence[Column], room: float) -> list[Column]:
    """The columns with the widths that fill the room; heads give way before cells do, then the widest first."""
    needed = _needed(columns)
    least = _needed([replace(one, width=one.cells or one.width) for one in columns])
    if sum(least) < room < sum(needed):
        share = (room - sum(least)) / (sum(needed) - sum(least))
        needed = [low + share * (high - low) for low, high in zip(least, needed, strict=True)]
    cap = max(needed, default=0)
    while cap > LEAST and sum(min(width, cap) for width in needed) > room:
        cap -= 1
    capped = [min(width, cap) for width in needed]
    return [replace(one, width=w * room / sum(capped)) for one, w in zip(columns, capped, strict=True)]


def readable(columns: Sequence[Column], room: float) -> list[Column]:
    """The columns as they fill the room; where a head would break within a word, those like it read upwards."""
    flat = fitted(columns, room)
    broken = [word for one in flat if one.cells and (word := _longest_word(one.head)) > one.width - GAP]
    if not broken:
        return flat
    return fitted([_turned(one) if 0 < one.cells < max(broken) else one for one in columns], room)


def _turned(column: Column) -> Column:
    """Only its cells say how wide it is."""
    return replace(column, width=column.cells, turned=True)


def _longest_word(head: str) -> float:
    return max((width_of(word, BODY, bold=True) for word in head.split()), default=0.0)


def _needed(columns: Sequence[Column]) -> list[float]:
    return [max(one.width, LEAST) + GAP for one in columns]


class Table:
    """The rows of a table on a sheet."""

    def __init__(self, sheet: Sheet, columns: Sequence[Column]) -> None:
        self._sheet, self._columns = sheet, readable(columns, sheet.width)
        self._rows = 0
        if not sheet.room_for(max(MOST_HEAD_LINES * LEAD, self._head_height()) + 2 * LEAD):
            sheet.turn()
        self._heads()

    def row(self, cells: Sequence[str], *, bold: bool = False, wrong: Collection[int] = ()) -> None:
        """A line of the table, on the next page where this one is full; the cells are drawable.

        ``wrong`` are the places of cells that tell of something that went wrong.
        """
        lines = [
            cut(words, one.width - GAP, BODY, bold=bold, most=MOST_LINES)
            for words, one in zip(cells, self._columns, strict=True)
        ]
        height = max(map(len, lines), default=1) * LEAD + 3
        if not self._sheet.room_for(height):
            self._sheet.turn()
            self._heads()
        self._rows += 1
        if self._rows % 2 == 0 and not bold:
            self._sheet.area(self._sheet.left, self._sheet.width, height, "band")
        self._line(lines, bold=bold, wrong=wrong)
        self._sheet.down(height)

    def total(self, cells: Sequence[str]) -> None:
        """A line under a rule, in bold letters."""
        self._sheet.rule("quiet")
        self._sheet.down(1)
        self.row(cells, bold=True)

    def say(self, words: str) -> None:
        """A sentence in place of rows."""
        self._sheet.down(4)
        self._sheet.words(self._sheet.left + GAP / 2, words, ink="quiet")
        self._sheet.down(LEAD + 4)

    def _heads(self) -> None:
        height, x = self._head_height(), self._sheet.left
        for one in self._columns:
            (self._upwards if one.turned else self._along)(one, x, height - 4)
            x += one.width
        self._sheet.down(height)
        self._sheet.rule("brand", 0.8)
        self._sheet.down(1)

    def _head_height(self) -> float:
        """All heads stand on one line, however high each is."""
        return max((self._height(one) for one in self._columns), default=LEAD) + 4

    def _height(self, column: Column) -> float:
        lines = _head_lines(column)
        return max(width_of(one, BODY, bold=True) for one in lines) if column.turned else len(lines) * LEAD

    def _along(self, column: Column, x: float, height: float) -> None:
        lines, at = _head_lines(column), x + column.width - GAP / 2 if column.right else x + GAP / 2
        for number, words in enumerate(reversed(lines), 1):
            self._sheet.down(height - number * LEAD + 1)
            self._sheet.words(at, words, bold=True, right=column.right)
            self._sheet.down(number * LEAD - height - 1)

    def _upwards(self, column: Column, x: float, height: float) -> None:
        lines = _head_lines(column)
        first = x + column.width - GAP / 2 - len(lines) * LEAD if column.right else x + GAP / 2
        for number, words in enumerate(lines):
            self._sheet.turned(first + number * LEAD + BODY, words, down=height)

    def _line(self, lines: Sequence[Sequence[str]], *, bold: bool, wrong: Collection[int] = ()) -> None:
        sheet, x = self._sheet, self._sheet.left
        for place, (column, parts) in enumerate(zip(self._columns, lines, strict=True)):
            at = x + column.width - GAP / 2 if column.right else x + GAP / 2
            ink = "danger" if place in wrong else "ink"
            for number, words in enumerate(parts):
                sheet.down(number * LEAD + 1)
                sheet.words(at, words, ink=ink, bold=bold, right=column.right)
                sheet.down(-number * LEAD - 1)
            x += column.width


def _head_lines(column: Column) -> list[str]:
    """Its words, on as many lines as there is room for."""
    across = max(1, int((column.width - GAP / 2) / LEAD))
    room, most = (TALLEST, min(across, 3)) if column.turned else (column.width - GAP, MOST_HEAD_LINES)
    return cut(column.head, room, BODY, bold=True, most=most)
