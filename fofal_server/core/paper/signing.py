"""Room for the hands of those who answer for a record: a box for each deed that may need the word of others."""

from collections.abc import Sequence

from fofal_server.core.paper.letters import cut, drawable
from fofal_server.core.paper.sheet import BODY, LEAD, SMALL, Sheet
from fofal_server.core.texts import text

HEIGHT, GAP, ACROSS = 62.0, 12.0, 3


def signatures(sheet: Sheet, deeds: Sequence[str]) -> None:
    """The boxes, three beside each other; they stay together with their heading."""
    if not sheet.room_for(HEIGHT + 4 * LEAD):
        sheet.turn()
    sheet.down(LEAD)
    sheet.words(sheet.left, drawable(text("paper.signatures", sheet.head.language)), size=BODY + 1.5, bold=True)
    sheet.down(LEAD * 1.8)
    for start in range(0, len(deeds), ACROSS):
        if not sheet.room_for(HEIGHT):
            sheet.turn()
        for place, deed in enumerate(deeds[start : start + ACROSS]):
            _box(sheet, place, deed)
        sheet.down(HEIGHT + GAP)


def _box(sheet: Sheet, place: int, deed: str) -> None:
    width = (sheet.width - (ACROSS - 1) * GAP) / ACROSS
    x = sheet.left + place * (width + GAP)
    frames = ((x, width, 0.5, 0.0), (x, width, 0.5, HEIGHT), (x, 0.5, HEIGHT, 0.0), (x + width, 0.5, HEIGHT, 0.0))
    for left, across, tall, down in frames:
        sheet.area(left, across, tall, "rule", down=down)
    sheet.down(4)
    sheet.words(x + 6, cut(drawable(deed), width - 12, BODY, bold=True, most=1)[0], bold=True)
    sheet.down(LEAD + 1)
    said = drawable(text("paper.signed", sheet.head.language))
    sheet.words(x + 6, cut(said, width - 12, SMALL, most=1)[0], size=SMALL, ink="quiet")
    sheet.down(-LEAD - 5)
