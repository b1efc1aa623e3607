"""What a paper tells by name: a label and what it says, over as many pages as it needs."""

from collections.abc import Sequence
from dataclasses import dataclass

from fofal_server.core.paper.letters import cut, drawable, width_of
from fofal_server.core.paper.sheet import BODY, LEAD, Sheet

GAP = 10.0
_PARTS = 2
"""Short facts stand beside each other."""


@dataclass(frozen=True)
class Fact:
    """A label and what it says; a ``wide`` one has the whole width for itself."""

    label: str
    words: str
    wide: bool = False


def heading(sheet: Sheet, words: str) -> None:
    """Name what follows; it never stands alone at the foot of a page."""
    if not sheet.room_for(5 * LEAD):
        sheet.turn()
    sheet.down(LEAD / 2)
    sheet.words(sheet.left, drawable(words), size=BODY + 1.5, bold=True, ink="brand")
    sheet.down(LEAD * 1.4)
    sheet.rule()
    sheet.down(5)


def told(sheet: Sheet, facts: Sequence[tuple[str, str]]) -> None:
    """Facts under each other, their words in one column."""
    found = [Fact(label, words, wide=True) for label, words in facts]
    label = min(max((width_of(drawable(one.label), BODY) for one in found), default=0), sheet.width / 3) + GAP
    for one in found:
        _row(sheet, [one], sheet.width, label)
    sheet.down(LEAD)


def flowing(sheet: Sheet, facts: Sequence[Fact]) -> None:
    """Facts in two columns, the wide ones over both."""
    room = (sheet.width - GAP) / _PARTS
    beside: list[Fact] = []
    for one in [*facts, None]:
        if beside and (one is None or one.wide or len(beside) == _PARTS):
            _row(sheet, beside, room + GAP, room * 0.4)
            beside = []
        if one is not None and one.wide:
            _row(sheet, [one], sheet.width, room * 0.4)
        elif one is not None:
            beside.append(one)
    sheet.down(LEAD / 2)


def _row(sheet: Sheet, facts: Sequence[Fact], step: float, label: float) -> None:
    """Facts beside each other, ``step`` apart; their labels are as wide as ``label``."""
    room = step - label - (GAP if len(facts) > 1 or step < sheet.width else 0)
    cells = [(cut(drawable(one.label), label - GAP, BODY), _lines(one.words, room)) for one in facts]
    for place in range(max(len(part) for cell in cells for part in cell)):
        if not sheet.room_for(LEAD):
            sheet.turn()
        for at, (names, lines) in enumerate(cells):
            x = sheet.left + at * step
            sheet.words(x, names[place] if place < len(names) else "", ink="quiet")
            sheet.words(x + label, lines[place] if place < len(lines) else "")
        sheet.down(LEAD)
    sheet.down(1.5)


def _lines(words: str, room: float) -> list[str]:
    """The breaks that were typed stay."""
    return [line for part in words.splitlines() or [""] for line in cut(drawable(part), room, BODY)]
