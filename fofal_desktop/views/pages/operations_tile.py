"""One tile: its figure large, what it means above and below, its colour from the alerts; a click leads on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fofal_desktop.fields.formats import said_of, tip_of
from fofal_desktop.models.operation_figures import translate
from fofal_desktop.models.operation_tiles import Tile
from fofal_desktop.models.operations import Operations
from fofal_desktop.parts import GAP, Elided, label, mark, picture, tight
from fofal_desktop.theme.icons import icon

WIDTH, SYMBOL = 224, 20
"""How narrow a tile may be."""
_TONES = {"warning": "warning", "info": "", "": ""}


def tone_of(severity: str) -> str:
    """The colour of an alert; what only a newer server knows is as grave as it gets."""
    return _TONES.get(severity, "danger")


class OperationsTile(QFrame):
    """``chosen`` carries the resource that the tile leads to."""

    chosen = Signal(str)

    def __init__(self, tile: Tile, *, leads: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self.tile, self._leads, self._title = tile, leads, translate("Operations", tile.words)
        self.setObjectName("tile")
        self._symbol = picture(tile.symbol, "muted", SYMBOL)
        self.figure, self.under = label("", "tileFigure"), Elided("muted")
        head = tight(QHBoxLayout(), GAP)
        head.addWidget(label(self._title, "muted"), 1)
        head.addWidget(self._symbol)
        column = tight(QVBoxLayout(self), 2, GAP + 4)
        column.addLayout(head)
        column.addWidget(self.figure)
        column.addWidget(self.under)
        if leads:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_state(self, state: Operations) -> None:
        """Fill it; what may be cut stands whole in the tip and in the name for a screen reader."""
        under, tone = state.gravest_told(self._codes) or self.tile.under(state), tone_of(state.gravest(self._codes))
        self.figure.setText(self.tile.figure(state))
        self.under.setText(under)
        mark(self, "tone", tone)
        mark(self.figure, "tone", tone)
        self._symbol.setPixmap(icon(self.tile.symbol, tone or "muted").pixmap(SYMBOL, SYMBOL))
        self.setToolTip(tip_of(under))
        self.setAccessibleName(said_of(self._title, f"{self.figure.text()}, {under}"))

    @property
    def told(self) -> tuple[str, str]:
        """Its name, and all that it says."""
        return self._title, f"{self.figure.text()} · {self.under.text()}"

    @property
    def _codes(self) -> tuple[str, ...] | None:
        """Whose alerts colour it: the tile of the alerts stands for all of them."""
        return None if self.tile.name == "alerts" else self.tile.alerts

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._leads and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.tile.leads)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._leads and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.chosen.emit(self.tile.leads)
            return
        super().keyPressEvent(event)
