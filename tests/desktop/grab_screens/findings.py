"""What is wrong with the screens that were looked at: texts that are cut, windows larger than the screen."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QMainWindow, QWidget

from tests.desktop.looks.clipped import SPARE, clipped


class Findings:
    """``variant`` is theme, language and scale, ``room`` that of the window; ``tell`` hears each finding at once."""

    def __init__(self, variant: str, room: QSize, tell: Callable[[str], object]) -> None:
        self.variant, self.room, self._tell = variant, room, tell
        self.found: list[str] = []

    def judge(self, name: str, screen: QWidget) -> bool:
        """Tell what is wrong with a screen; answers whether anything is."""
        news = [f"{name} · {self.variant} · {words}" for words in (*clipped(screen), *self._too_large(screen))]
        for one in news:
            self._tell(one)
        self.found += news
        return bool(news)

    def _too_large(self, screen: QWidget) -> list[str]:
        if not screen.isWindow():
            return []
        needed = screen.size().expandedTo(screen.minimumSizeHint())
        room = self.room if isinstance(screen, QMainWindow) else screen.screen().size()
        if needed.width() <= room.width() + SPARE and needed.height() <= room.height() + SPARE:
            return []
        return [f"the window needs {needed.width()} × {needed.height()} of {room.width()} × {room.height()}"]
