"""One tile of the dashboard: what it tells, when that was read, and where it leads."""

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fofal_desktop.fields.formats import said_of, tip_of
from fofal_desktop.models.dashboard import number_of, tone_of
from fofal_desktop.mosaic import SPAN
from fofal_desktop.parts import GAP, Elided, button, icon_button, label, mark, named, picture, tight
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.pages.dashboard_carrying import Carried
from fofal_server.contract.dashboard import TileShown
from fofal_server.contract.figures import FigureShown, Opens, Shown

SYMBOL = 18
LINES, BETWEEN = 6, GAP + 4
"""How many lines of text a row of tiles is high, and the room between two."""
_OPEN = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}

translate = QCoreApplication.translate


class DashboardTile(Carried):
    """``wanted``: what it counts is to be opened; ``again``: it is to be read once more; ``left``: the focus goes on.

    While tiles are arranged: ``moved`` so many places on, ``resized``, ``dropped``. What a kind of tile shows is said
    by who inherits (``fill``).
    """

    ROWS = 1
    wanted = Signal(object)
    again = Signal(str)
    left = Signal(int)
    moved = Signal(int)
    resized = Signal()
    dropped = Signal()

    def __init__(self, tile: TileShown) -> None:
        super().__init__()
        self.setObjectName("tile")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.tile = tile
        self.shown: Shown | None = None
        self.trouble, self.arranging, self._offered = "", False, False
        self.name, self.read = Elided("tileLabel"), Elided("tileRead")
        self.name.setText(tile.label)
        self._symbol = picture(tile.icon, "muted", SYMBOL)
        self.hint = label("", "tileHint", wrap=True)
        self.deed = button("", "tileDeed", "link")
        self.deed.clicked.connect(self._do)
        self.tools = self._tools()
        self._lay_out()
        self.take(tile)

    # -- what it shows

    def take(self, tile: TileShown) -> None:
        """The same tile, perhaps of another size."""
        self.tile = tile
        self.setProperty(SPAN, 2 if tile.size == "wide" else 1)
        self._say()

    def show_value(self, shown: Shown, read: str) -> None:
        """Fill it with what was read; ``read`` says when."""
        self.shown = shown
        self.read.setText(read)
        self._say_what_lacks(shown)
        self.fill(shown)
        self._say()

    def fail(self, words: str) -> None:
        """It could not be read: what it showed before stays, with the time at which that was read."""
        self.trouble = words
        if self.shown is None:
            self._hint(words)
        self._offer(translate("Dashboard", "Try again"))
        self._say()

    def fill(self, shown: Shown) -> None:
        """Show what this kind of tile shows."""
        raise NotImplementedError

    @property
    def told(self) -> str:
        """What it tells, in words."""
        return ""

    @property
    def line(self) -> list[str]:
        """The same for a line of a table: its name, what it tells, what is to be said of it, when it was read."""
        told = self.told if self.shown is not None else ""
        return [self.tile.label, told, self.trouble or self.hint.text(), self.read.text()]

    def sizeHint(self) -> QSize:
        row = self.fontMetrics().height() * LINES + 3 * GAP
        return QSize(200, row * self.ROWS + BETWEEN * (self.ROWS - 1))

    def changeEvent(self, event: QEvent) -> None:
        """Another size of the text: another height."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.updateGeometry()

    def _say_what_lacks(self, shown: Shown) -> None:
        self.trouble = shown.problem or ""
        self._hint(shown.problem or shown.hint or "")
        again, enter = translate("Dashboard", "Try again"), translate("Dashboard", "Enter it")
        self._offer(again if shown.problem else enter if shown.enters is not None else "")

    def _hint(self, words: str) -> None:
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _offer(self, words: str) -> None:
        """What the button at the foot does; none without words."""
        self._offered = bool(words)
        self.deed.setText(words)
        self.deed.setAccessibleName(said_of(words, self.tile.label))
        self.deed.setVisible(self._offered and not self.arranging)

    def _say(self) -> None:
        """What may be cut stands whole in the tip and in the name for a screen reader."""
        value = self.told if self.shown is not None else ""
        told = ", ".join(one for one in (value, self.trouble or self.hint.text(), self.read.text()) if one)
        words = said_of(self.tile.label, told) if told else self.tile.label
        self.setAccessibleName(words)
        self.setToolTip(tip_of(f"{self.tile.domain} · {words}"))
        leads = self.opens is not None and not self.arranging
        hand = Qt.CursorShape.PointingHandCursor if leads else Qt.CursorShape.ArrowCursor
        self.setCursor(hand)
        self.name.setCursor(Qt.CursorShape.SizeAllCursor if self.arranging else hand)

    def paint_symbol(self, tone: str) -> None:
        self._symbol.setPixmap(icon(self.tile.icon, tone or "muted").pixmap(SYMBOL, SYMBOL))

    # -- where it leads

    @property
    def opens(self) -> Opens | None:
        """What a click leads to: what it counts, or where it is entered while nothing is known."""
        if self.shown is None:
            return None
        return self.shown.enters or self.shown.opens if self.shown.hint else self.shown.opens

    def _do(self) -> None:
        if self.trouble:
            self.again.emit(self.tile.code)
        else:
            self._open()

    def _open(self) -> None:
        if self.opens is not None and not self.arranging:
            self.wanted.emit(self.opens)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.rect().contains(event.position().toPoint()) and event.button() is Qt.MouseButton.LeftButton:
            self._open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from tile to tile, Enter opens; while tiles are arranged, Ctrl with an arrow takes it along."""
        key, ctrl = Qt.Key(event.key()), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in _OPEN and not self.arranging:
            self._open()
        elif key in _OPEN:
            self.resized.emit()
        elif key in _STEPS:
            (self.moved if ctrl and self.arranging else self.left).emit(_STEPS[key])
        elif key == Qt.Key.Key_Delete and self.arranging:
            self.dropped.emit()
        else:
            super().keyPressEvent(event)

    # -- arranged

    def arrange(self, *, on: bool) -> None:
        """Show or hide what tiles are arranged with."""
        self.let_go(put=False)
        self.arranging = on
        self.tools.setVisible(on)
        self.deed.setVisible(not on and self._offered)
        mark(self, "arranging", on)
        self._say()

    def holds(self, place: QPoint) -> bool:
        """While tiles are arranged one takes them by their heads."""
        return self.arranging and place.y() <= self.name.geometry().bottom()

    def _tools(self) -> QWidget:
        made = named(QWidget(), "tileTools")
        row = tight(QHBoxLayout(made), 0)
        deeds = (
            ("mdi6.arrow-left", translate("Dashboard", "Move before"), "tileBefore", lambda: self.moved.emit(-1)),
            ("mdi6.arrow-right", translate("Dashboard", "Move after"), "tileAfter", lambda: self.moved.emit(1)),
            ("mdi6.arrow-expand-horizontal", translate("Dashboard", "Wide or small"), "tileWide", self.resized.emit),
            ("mdi6.close", translate("Dashboard", "Take away"), "tileDrop", self.dropped.emit),
        )
        for symbol, words, name, deed in deeds:
            tool = icon_button(symbol, words, name, deed)
            tool.setAccessibleName(said_of(words, self.tile.label))
            tool.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(tool)
        made.hide()
        return made

    # -- put together

    def _lay_out(self) -> None:
        head, foot = tight(QHBoxLayout(), GAP), tight(QHBoxLayout(), GAP)
        for words in (self.name, self.read):
            words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        head.addWidget(self.name, 1)
        head.addWidget(self._symbol)
        foot.addWidget(self.read, 1)
        foot.addWidget(self.deed)
        foot.addWidget(self.tools)
        self.deed.hide()
        self.hint.hide()
        self.inside = tight(QVBoxLayout(), 2)
        column = tight(QVBoxLayout(self), 2)
        column.setContentsMargins(2 * GAP, GAP + 4, 2 * GAP, GAP)
        self.hint.setAlignment(Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self.hint, 1)
        column.addLayout(self.inside, 1)
        column.addLayout(foot)


class StrangeTile(DashboardTile):
    """Of a kind that only a newer version of this program shows; it keeps its place."""

    def __init__(self, tile: TileShown) -> None:
        super().__init__(tile)
        words = translate("Dashboard", "This tile needs a newer version of this program. Tell your administrator.")
        self._hint(words)
        self._say()

    def fill(self, shown: Shown) -> None:
        """Nothing is asked for it."""


class FigureTile(DashboardTile):
    """A number, large, and its unit beside it."""

    def __init__(self, tile: TileShown) -> None:
        super().__init__(tile)
        self.figure, self.unit = label("", "tileNumber"), label("", "tileUnit")
        row = tight(QHBoxLayout(), GAP // 2)
        self.unit.setContentsMargins(0, 0, 0, 4)  # down to where the large number stands
        for one in (self.figure, self.unit):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignBottom)
        row.addStretch(1)
        self.inside.addLayout(row)
        self.inside.addStretch(1)

    def fill(self, shown: Shown) -> None:
        value, tone = None, ""
        if isinstance(shown, FigureShown):
            value, tone = shown.value, tone_of(shown.level)
        self.figure.setText(number_of(value, None, shown.unit))
        self.unit.setText(shown.unit if value is not None and shown.unit else "")
        for one in (self.figure, self.unit):
            one.setVisible(not self.hint.text())
        mark(self, "tone", tone)
        mark(self.figure, "tone", tone)
        self.paint_symbol(tone)

    @property
    def told(self) -> str:
        if not isinstance(self.shown, FigureShown) or self.shown.value is None:
            return ""
        return number_of(self.shown.value, self.shown.unit)
