"""Icons that take their colour from the theme at the moment they are drawn."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap, QPixmapCache

from fofal_desktop.theme import glyphs
from fofal_desktop.theme.colours import LIGHT, Theme

_FALLBACK = "mdi6.circle-small"


class _Current:
    """The theme that is on; icons read it while painting."""

    theme: Theme = LIGHT


def show_in(theme: Theme) -> None:
    """Draw all icons in the colours of ``theme`` from now on."""
    _Current.theme = theme


def current() -> Theme:
    return _Current.theme


def colour(role: str) -> QColor:
    """The colour that the theme of the moment gives to ``role`` (a field of Theme)."""
    return QColor(getattr(_Current.theme, role))


_CLONES: list[QIconEngine] = []


class _Glyph(QIconEngine):
    """One character of the icon font, coloured by role."""

    def __init__(self, name: str, role: str) -> None:
        super().__init__()
        self._name, self._role = name, role

    def clone(self) -> QIconEngine:
        """Answer a copy for an icon that changes apart from another; it belongs to that icon, which destroys it."""
        made = _Glyph(self._name, self._role)
        _CLONES.append(made)  # PySide thinks that it belongs to Python and would destroy it on return
        return made

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Where it is given more width than height, the rest is the space before the words beside it."""
        side = QSize(min(rect.width(), rect.height()), rect.height())
        draw_icon(painter, QRect(rect.topLeft(), side), self._name, self._colour(mode))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Drawn once in each size and colour: every button asks for its picture each time it is painted."""
        key = f"{self._name} {self._colour(mode).name()} {size.width()}x{size.height()}"
        picture = QPixmap()
        if not QPixmapCache.find(key, picture):
            picture = self._drawn(size, mode, state)
            QPixmapCache.insert(key, picture)
        return picture

    def _colour(self, mode: QIcon.Mode) -> QColor:
        return colour("edge" if mode is QIcon.Mode.Disabled else self._role)

    def _drawn(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return picture


def draw_icon(painter: QPainter, rect: QRect, name: str, ink: QColor) -> None:
    """Icon ``mdi6.<name>`` as a letter, without a picture of it: on paper too, and by any thread."""
    painter.save()
    painter.setFont(glyphs.font(rect.height()))
    painter.setPen(ink)
    painter.drawText(QRectF(rect), Qt.AlignmentFlag.AlignCenter, glyphs.letter(name))
    painter.restore()


def known(name: str) -> bool:
    """Whether the icon font has this ``mdi6.*`` name."""
    return bool(glyphs.letter(name))


def icon(name: str, role: str = "text") -> QIcon:
    """Icon ``mdi6.<name>`` in the colour of ``role``; a name the font lacks becomes a small dot."""
    return QIcon(_Glyph(name if known(name) else _FALLBACK, role))
