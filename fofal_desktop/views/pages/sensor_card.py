"""One sensor as a card: what it said last and when, its battery and its signal, its colour from what is wrong."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout

from fofal_desktop.fields.formats import said_of, tip_of
from fofal_desktop.models.sensors import age_text, percent_text, tone_of, value_text
from fofal_desktop.parts import GAP, Elided, label, mark, picture, tight
from fofal_desktop.theme.icons import icon
from fofal_server.contract.sensors import SensorCard

WIDTH, SYMBOL = 224, 16
"""How narrow a card may be."""
SYMBOLS = {
    "soil_temperature": "mdi6.thermometer-lines", "air_temperature": "mdi6.thermometer",
    "soil_moisture": "mdi6.water-percent", "air_humidity": "mdi6.cloud-percent-outline",
    "light": "mdi6.white-balance-sunny", "rain": "mdi6.weather-rainy", "soil_ph": "mdi6.ph",
    "conductivity": "mdi6.flash-outline",
}  # fmt: skip
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -10_000, Qt.Key.Key_End: 10_000}


class SensorTile(QFrame):
    """``chosen``: show it over time; ``opened``: its record is wanted; ``left``: the focus goes so many cards on."""

    chosen = Signal(object)
    opened = Signal(object)
    left = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("tile")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card: SensorCard | None = None
        self._symbol = picture("mdi6.access-point", "muted", SYMBOL + 4)
        self.code, self.name = label("", "tileName"), Elided("muted")
        self.value, self.under = label("", "tileFigure"), Elided("muted")
        self._battery, self.battery = picture("mdi6.battery", "muted", SYMBOL), label("", "muted")
        self._signal, self.signal = picture("mdi6.signal", "muted", SYMBOL), label("", "muted")
        self._lay_out()

    def show_card(self, card: SensorCard, now: datetime) -> None:
        """Fill it; what may be cut stands whole in the tip and in the name for a screen reader."""
        self.card, tone = card, tone_of(card)
        self.code.setText(card.code)
        self.name.setText(f"{card.name} · {card.place}")
        self.value.setText(value_text(card))
        self.under.setText(self._told(card, now))
        self.battery.setText(percent_text(card.battery_percent))
        self.signal.setText(percent_text(card.signal_percent))
        self._paint(self._symbol, SYMBOLS.get(card.kind, "mdi6.access-point"), tone or "muted", SYMBOL + 4)
        self._paint(self._battery, _battery(card), "warning" if card.health == "battery" else "muted")
        self._paint(self._signal, "mdi6.signal", "warning" if card.health == "signal" else "muted")
        for widget in (self, self.value):
            mark(widget, "tone", tone)
        told = f"{card.kind_label}, {self.value.text()}, {self.under.text()}"
        words = said_of(f"{card.code}, {card.name}, {card.place}", told)
        self.setToolTip(tip_of(words))
        self.setAccessibleName(words)

    @property
    def told(self) -> list[str]:
        """What it shows, for a line of a table."""
        return [one.text() for one in (self.code, self.name, self.value, self.under, self.battery, self.signal)]

    def choose(self, *, chosen: bool) -> None:
        """Show whether the chart below is this one's."""
        mark(self, "chosen", chosen)

    def _told(self, card: SensorCard, now: datetime) -> str:
        said = age_text(card, now)
        return said if card.health == "well" else f"{card.health_label} · {said}"

    def _paint(self, where: QLabel, symbol: str, role: str, size: int = SYMBOL) -> None:
        where.setPixmap(icon(symbol, role).pixmap(size, size))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.card is not None and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self.card)

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        if self.card is not None:
            self.opened.emit(self.card)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter shows it over time, with Ctrl its record; arrows go from card to card."""
        if self.card is None:
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            wanted = self.opened if event.modifiers() & Qt.KeyboardModifier.ControlModifier else self.chosen
            wanted.emit(self.card)
        elif event.key() in _STEPS:
            self.left.emit(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        head = tight(QHBoxLayout(), GAP)
        head.addWidget(self.code, 1)
        head.addWidget(self._symbol)
        foot = tight(QHBoxLayout(), 4)
        for widget in (self._battery, self.battery, self._signal, self.signal):
            foot.addWidget(widget)
        foot.addStretch(1)
        column = tight(QVBoxLayout(self), 2, GAP + 4)
        column.addLayout(head)
        for widget in (self.name, self.value, self.under):
            column.addWidget(widget)
        column.addSpacing(4)
        column.addLayout(foot)


def _battery(card: SensorCard) -> str:
    """The picture of a battery as full as this one."""
    if card.battery_percent is None:
        return "mdi6.battery-unknown"
    tenth = int(card.battery_percent // 10) * 10
    return "mdi6.battery" if tenth >= 100 else "mdi6.battery-outline" if tenth < 10 else f"mdi6.battery-{tenth}"
