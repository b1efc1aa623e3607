"""Pages that grow downwards: the company's head on the first, a short one on the others, ``page n/N`` under each."""

import base64
from collections.abc import Iterator

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from fofal_server.contract.paper import PAGES, Area, Count, Mark, Page, Picture, Turned, Words
from fofal_server.core.paper.head import Head, Logo
from fofal_server.core.paper.letters import cut, drawable, width_of
from fofal_server.core.texts import text

Size = tuple[float, float]
UPRIGHT: Size = (float(A4[0]), float(A4[1]))
ACROSS: Size = (UPRIGHT[1], UPRIGHT[0])
MARGIN = 14 * float(mm)
BODY, SMALL, TITLE, NAME = 7.5, 6.5, 15.0, 11.0
LEAD = 10.0
"""From line to line of the body."""
LOGO: Size = (45 * float(mm), 16 * float(mm))
"""The place of the logo, which it fills one way or the other."""
_FOOT = 8 * float(mm)
"""Under the text, within the margin."""


class Sheet:
    """A paper under way: ``y`` is where the next line begins, ``take`` gives the pages that are full."""

    def __init__(self, head: Head, size: Size = UPRIGHT) -> None:
        self.head, self.size = head, size
        self.left, self.right, self.width = MARGIN, size[0] - MARGIN, size[0] - 2 * MARGIN
        self.bottom = size[1] - MARGIN - LEAD / 2
        self._marks: list[Mark] = []
        self._ready: list[Page] = []
        self._count = 1
        self.y = MARGIN
        self._begin()

    # -- what is drawn

    def words(self, x: float, words: str, *, size: float = BODY, ink: str = "ink", **look: bool) -> None:
        """A line of drawable words under ``y``, on its base line."""
        if words:
            self._marks.append(Words(x, self.y + size, size, words, ink, **look))

    def turned(self, x: float, words: str, *, down: float) -> None:
        """A line of bold drawable words that reads upwards, from ``down`` below ``y`` on."""
        self._marks.append(Turned(x, self.y + down, BODY, words, bold=True))

    def area(self, x: float, width: float, height: float, ink: str, *, down: float = 0) -> None:
        self._marks.append(Area(x, self.y + down, width, height, ink))

    def rule(self, ink: str = "rule", thick: float = 0.5) -> None:
        self.area(self.left, self.width, thick, ink)

    def down(self, by: float) -> None:
        self.y += by

    def room_for(self, height: float) -> bool:
        """Whether so much fits above the foot; what fits no page is drawn all the same."""
        return self.y + height <= self.bottom

    def turn(self) -> None:
        """Go on with the next page."""
        self._finish()
        self._count += 1
        self.y = MARGIN - 2 * float(mm)
        name = self.head.company.name if self.head.company else ""
        self.words(self.left, cut(drawable(name), self.width * 0.4, SMALL, most=1)[0], size=SMALL, ink="quiet")
        title = cut(drawable(self.head.title), self.width * 0.55, SMALL, most=1)[0]
        self.words(self.right, title, size=SMALL, ink="quiet", right=True)
        self.down(SMALL + 4)
        self.rule()
        self.down(6)

    def take(self) -> Iterator[Page]:
        """The pages that are full, each once."""
        ready, self._ready = self._ready, []
        return iter(ready)

    def end(self) -> Iterator[Page]:
        """The rest of the pages; nothing is drawn afterwards."""
        self._finish()
        return self.take()

    # -- head and foot

    def _begin(self) -> None:
        self._company()
        self.rule("brand", 1.2)
        self.down(9)
        state = cut(drawable(self.head.state), self.width / 3, BODY, bold=True, most=1)[0]
        beside = width_of(state, BODY, bold=True) + 24 if state else 0
        if state:
            self.area(self.right - beside + 8, beside - 8, LEAD + 6, "band", down=2)
            self.down(4)
            self.words(self.right - 8, state, bold=True, ink="brand", right=True)
            self.down(-4)
        for line in cut(drawable(self.head.title), self.width - beside, TITLE, bold=True, most=2):
            self.words(self.left, line, size=TITLE, bold=True)
            self.down(TITLE * 1.3)
        self.down(2)

    def _company(self) -> None:
        company = self.head.company
        if company is None:
            return
        top, beside = self.y, self._logo(company.logo)
        room = self.width - beside[0]
        for line in cut(drawable(company.name), room, NAME, bold=True, most=2):
            self.words(self.left, line, size=NAME, bold=True, ink="brand")
            self.down(NAME * 1.35)
        for told in company.lines:
            for line in cut(drawable(told), room, BODY, most=2):
                self.words(self.left, line, ink="quiet")
                self.down(LEAD)
        self.y = max(self.y, top + beside[1]) + 4

    def _logo(self, logo: Logo | None) -> Size:
        """Draw it at the right, as large as its place allows; answers the room that it takes."""
        if logo is None:
            return 0.0, 0.0
        scale = min(LOGO[0] / logo.width, LOGO[1] / logo.height)
        width, height = logo.width * scale, logo.height * scale
        content = base64.b64encode(logo.content).decode()
        self._marks.append(Picture(self.right - width, self.y, width, height, content))
        return width + LEAD, height

    def _finish(self) -> None:
        y = self.size[1] - _FOOT
        self._marks.append(Area(self.left, y - SMALL - 5, self.width, 0.4, "rule"))
        stamp = cut(drawable(self.head.stamp), self.width * 0.75, SMALL, most=1)[0]
        self._marks.append(Words(self.left, y, SMALL, stamp, "quiet"))
        told = text("paper.page", self.head.language, number=self._count, pages=PAGES)
        self._marks.append(Count(self.right, y, SMALL, told))
        self._ready.append(Page(*self.size, tuple(self._marks)))
        self._marks = []
