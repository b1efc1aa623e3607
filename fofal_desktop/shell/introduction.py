"""Shows somebody around the window: a few stops, each beside what it tells of, gone for good at one key."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPainterPath, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.parts import GAP, button, card, label, tight
from fofal_desktop.theme.icons import colour

WIDTH, ROUND = 400, 8
"""Of the card, and of the corners of what is left bright, in pixels."""
VEIL = QColor(0, 0, 0, 140)


@dataclass(frozen=True)
class Stop:
    """``about`` names the part of the window that it tells of; without one the card stands in the middle."""

    title: str
    words: str
    about: str = ""


STOPS = (
    Stop(
        QT_TRANSLATE_NOOP("Introduction", "Welcome to FOFAL"),
        QT_TRANSLATE_NOOP(
            "Introduction",
            "A few stops show where things are. Enter goes on, Esc ends it at once. It comes by itself only this "
            "once: Ctrl+K, then “A look around”, brings it back.",
        ),
    ),
    Stop(
        QT_TRANSLATE_NOOP("Introduction", "Your work"),
        QT_TRANSLATE_NOOP(
            "Introduction",
            "All lists and pages that your roles open, by module. Each opens in a tab of its own. Ctrl+B hides the "
            "modules and brings them back.",
        ),
        "modules",
    ),
    Stop(
        QT_TRANSLATE_NOOP("Introduction", "The shortest way"),
        QT_TRANSLATE_NOOP(
            "Introduction",
            "Press Ctrl+K and type a few letters, without accents if you like: records, lists, actions and pages "
            "of the help are found. Enter goes there.",
        ),
        "finder",
    ),
    Stop(
        QT_TRANSLATE_NOOP("Introduction", "Your account"),
        QT_TRANSLATE_NOOP(
            "Introduction",
            "Behind your name: light or dark, larger text, English or French, your password, and signing out.",
        ),
        "person",
    ),
    Stop(
        QT_TRANSLATE_NOOP("Introduction", "The connection"),
        QT_TRANSLATE_NOOP(
            "Introduction",
            "The line at the foot says whether the server answers. When it does not, what you type stays on the "
            "screen: leave the form open and save again when it is back.",
        ),
        "foot",
    ),
    Stop(
        QT_TRANSLATE_NOOP("Introduction", "Help at any time"),
        QT_TRANSLATE_NOOP(
            "Introduction",
            "F1 opens the page of the guide about the screen you are on, Ctrl+F1 shows all keys. Both work "
            "without the internet.",
        ),
    ),
)


class Introduction(QWidget):
    """Lies over ``window`` until it is gone through or left; ``over`` when it goes, by whatever way.

    ``parts`` are what the stops name.
    """

    over = Signal()

    def __init__(self, window: QWidget, parts: Mapping[str, QWidget]) -> None:
        super().__init__(window)
        self.setObjectName("introduction")
        self._window, self._parts, self.place = window, parts, 0
        self.title, self.words = label("", "dialogTitle", wrap=True), label("", "stopWords", wrap=True)
        self.number = label("", "muted")
        self.skip = button(self.tr("Skip"), "skipStops", "link")
        self.back = button(self.tr("Previous"), "previousStop")
        self.go_on = button(self.tr("Next"), "nextStop", "primary")
        self.card, self._inside = card("stop")
        self._lay_out()
        self._connect()
        window.installEventFilter(self)

    def appear(self) -> None:
        self.setGeometry(self._window.rect())
        self._show_stop(0)
        self.show()
        self.raise_()
        self.go_on.setFocus()

    def leave(self) -> None:
        """Go, and give the keyboard back to the window."""
        if self.isHidden():
            return
        self._window.setFocus()
        self._window.removeEventFilter(self)
        self.hide()
        self.over.emit()
        self.deleteLater()

    def step(self, by: int) -> None:
        """To the next stop or the one before; beyond the last one it is over."""
        if self.place + by >= len(STOPS):
            self.leave()
        elif self.place + by >= 0:
            self._show_stop(self.place + by)

    def _show_stop(self, place: int) -> None:
        self.place, stop, last = place, STOPS[place], place == len(STOPS) - 1
        title, words = (QCoreApplication.translate("Introduction", one) for one in (stop.title, stop.words))
        self.title.setText(title)
        self.words.setText(words)
        self.number.setText(self.tr("{0} of {1}").format(place + 1, len(STOPS)))
        self.card.setAccessibleName(f"{title}. {words}")
        self.back.setEnabled(place > 0)
        self.skip.setVisible(not last)
        self.go_on.setText(self.tr("Begin") if last else self.tr("Next"))
        self.go_on.setAccessibleDescription(self.card.accessibleName())
        self.go_on.setFocus()
        self._put()

    # -- where it stands

    def _put(self) -> None:
        """The card beside what it tells of, within the window."""
        self.card.ensurePolished()
        self.card.setFixedWidth(min(WIDTH, self.width() - 4 * GAP))
        self._inside.activate()
        self.card.resize(self.card.width(), self.card.heightForWidth(self.card.width()))
        about, room = self.bright(), self.rect().adjusted(2 * GAP, 2 * GAP, -2 * GAP, -2 * GAP)
        box = self.card.rect()
        if about is None:
            box.moveCenter(room.center())
        elif about.right() + 2 * GAP + box.width() <= room.right():
            box.moveTopLeft(about.topRight() + QPoint(2 * GAP, 0))
        else:
            box.moveBottomLeft(about.topLeft() - QPoint(0, 2 * GAP))
        box.moveBottom(min(box.bottom(), room.bottom()))
        box.moveLeft(max(box.left(), room.left()))
        self.card.move(box.topLeft())
        self.update()

    def bright(self) -> QRect | None:
        """What stays bright: where the widget that is told of stands, if it is there to be seen."""
        shown = self._parts.get(STOPS[self.place].about)
        if shown is None or not shown.isVisible():
            return None
        return QRect(shown.mapTo(self._window, QPoint()), shown.size()).adjusted(-4, -4, 4, 4) & self.rect()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil, bright = QPainterPath(), self.bright()
        veil.addRect(QRectF(self.rect()))
        if bright is not None:
            hole = QPainterPath()
            hole.addRoundedRect(QRectF(bright), ROUND, ROUND)
            veil -= hole
        painter.fillPath(veil, VEIL)
        if bright is not None:
            painter.setPen(QPen(colour("accent"), 2))
            painter.drawRoundedRect(QRectF(bright).adjusted(1, 1, -1, -1), ROUND, ROUND)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window and event.type() is QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
            self._put()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab stays with the buttons of the card, as long as they are there."""
        if not self.isVisible():
            return super().focusNextPrevChild(forward)
        shown = [one for one in (self.skip, self.back, self.go_on) if one.isVisible() and one.isEnabled()]
        focused = next((place for place, one in enumerate(shown) if one.hasFocus()), 0)
        shown[(focused + (1 if forward else -1)) % len(shown)].setFocus()
        return True

    # -- put together

    def _connect(self) -> None:
        self.skip.clicked.connect(self.leave)
        self.back.clicked.connect(lambda: self.step(-1))
        self.go_on.clicked.connect(lambda: self.step(1))
        for key, deed in (
            (Qt.Key.Key_Escape, self.leave),
            (Qt.Key.Key_Right, lambda: self.step(1)),
            (Qt.Key.Key_Left, lambda: self.step(-1)),
        ):
            heard = QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            heard.activated.connect(deed)

    def _lay_out(self) -> None:
        self.card.setParent(self)
        for one in (self.skip, self.back, self.go_on):
            one.setAutoDefault(True)  # Enter presses what has the focus
        foot = tight(QHBoxLayout(), GAP)
        foot.addWidget(self.number)
        foot.addStretch(1)
        for one in (self.skip, self.back, self.go_on):
            foot.addWidget(one)
        self._inside.addWidget(self.title)
        self._inside.addWidget(self.words)
        self._inside.addSpacing(GAP)
        self._inside.addLayout(foot)
