"""The small pieces that every screen is put together from."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QLabel,
    QLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from fofal_desktop.fields.formats import tip_of
from fofal_desktop.theme.icons import icon

L = TypeVar("L", bound=QLayout)
W = TypeVar("W", bound=QWidget)

GAP = 8
"""The distance between things, in device-independent pixels; margins are multiples of it."""
ICON = QSize(16, 16)
"""Of an icon that stands alone on a button."""
BESIDE = ICON + QSize(4, 0)
"""Of one with words beside it, which Qt puts too close: an icon leaves free what it has beyond its height."""


def label(words: str = "", name: str = "", *, wrap: bool = False) -> QLabel:
    """Text that is shown as it is: data never becomes markup."""
    made = QLabel(words)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setObjectName(name)
    made.setWordWrap(wrap)
    return made


def named(widget: W, name: str) -> W:
    """``widget`` with the name by which tests, tours and the style sheet find it."""
    widget.setObjectName(name)
    return widget


def read_out(widget: QWidget, words: str) -> None:
    """Have a screen reader say what appeared where the cursor is not."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


class Elided(QLabel):
    """One line that gives way: what does not fit ends in … and stands in the tooltip."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def setText(self, words: str) -> None:
        super().setText(words)
        self.setToolTip(tip_of(words))

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(60, whole.width()), whole.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


def chooser(name: str) -> QComboBox:
    """A choice that gives way: what does not fit stands in the tooltip."""
    made = named(QComboBox(), name)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    made.setMinimumContentsLength(6)
    made.currentTextChanged.connect(lambda words: made.setToolTip(tip_of(words)))
    return made


def picture(name: str, role: str = "muted", size: int = 20) -> QLabel:
    """An icon that nobody clicks, ``size`` pixels on a side."""
    made = QLabel()
    made.setPixmap(icon(name, role).pixmap(QSize(size, size)))
    made.setFixedSize(size, size)
    return made


def button(words: str, name: str, role: str = "", symbol: str = "") -> QPushButton:
    """``role`` is primary, danger or link; ``symbol`` an icon."""
    made = QPushButton(words)
    made.setObjectName(name)
    if role:
        made.setProperty("role", role)
    if symbol:
        made.setIcon(icon(symbol, {"primary": "on_primary", "danger": "danger", "link": "brand"}.get(role, "text")))
        made.setIconSize(BESIDE)
    return made


def show_words(made: QToolButton, *, shown: bool = True) -> None:
    """Put its words beside the icon of a button, or leave the icon alone."""
    style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if shown else Qt.ToolButtonStyle.ToolButtonIconOnly
    made.setToolButtonStyle(style)
    made.setIconSize(BESIDE if shown else ICON)


class Worded(QToolButton):
    """A button with icon and words; where there is no room for the words they stand in its tooltip alone."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = QSize()
        show_words(self)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        if self.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonTextBesideIcon:
            self._whole = super().sizeHint()
        return self._whole

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(whole.width() - self.fontMetrics().horizontalAdvance(self.text()), whole.height())

    def changeEvent(self, event: QEvent) -> None:
        """Another font or theme needs another room."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            show_words(self)
            self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, room: int) -> None:
        show_words(self, shown=room >= self.sizeHint().width())


def action_button(action: QAction, role: str = "", *, words: bool = True) -> QToolButton:
    """A button that does, shows and enables what ``action`` does."""
    made = Worded() if words else QToolButton()
    made.setDefaultAction(action)
    if not words:
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    made.setObjectName(action.objectName().replace("action-", "button-"))
    made.setProperty("framed", words)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    made.setAccessibleName(action.text())
    if role:
        made.setProperty("role", role)
    return made


def giving_way(words: str, name: str, symbol: str) -> QToolButton:
    """A button with icon and words, of which the icon alone is left where there is no room."""
    made = Worded()
    made.setText(words)
    made.setIcon(icon(symbol))
    made.setToolTip(tip_of(words))
    made.setAccessibleName(words)
    made.setObjectName(name)
    made.setProperty("framed", True)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made


def icon_button(symbol: str, words: str, name: str, deed: Callable[[], Any]) -> QToolButton:
    """A button with only an icon; ``words`` say what it does to a screen reader and in a tooltip."""
    made = QToolButton()
    made.setIcon(icon(symbol))
    made.setToolTip(tip_of(words))
    made.setAccessibleName(words)
    made.setObjectName(name)
    made.clicked.connect(lambda _checked=False: deed())
    return made


def clearable(line: QLineEdit) -> QLineEdit:
    """``line`` with a button that empties it, which Qt leaves without a name."""
    line.setClearButtonEnabled(True)
    clearing = line.findChild(QAction, "_q_qlineeditclearaction")
    if isinstance(clearing, QAction):
        clearing.setText(QCoreApplication.translate("Parts", "Clear"))
        clearing.setToolTip(tip_of(clearing.text()))
    return line


def card(name: str = "card") -> tuple[QFrame, QVBoxLayout]:
    """A raised box and the layout to fill."""
    frame = QFrame()
    frame.setObjectName(name)
    inside = QVBoxLayout(frame)
    inside.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
    inside.setSpacing(GAP)
    return frame, inside


def tight(layout: L, gap: int = GAP, margin: int = 0) -> L:
    """The layout, so far from its edges and with such a gap; pixels."""
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(gap)
    return layout


def mark(widget: QWidget, property_name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and have it looked at again where it was before: that is dear.

    Nothing, False and no words are the same to a style sheet.
    """
    before = widget.property(property_name)
    if before == value or not (before or value):
        return
    widget.setProperty(property_name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        style: QStyle = widget.style()
        style.unpolish(widget)
        style.polish(widget)


def tab_stops(widget: QWidget) -> list[QWidget]:
    """Where Tab halts in it and in all that is in it, as they were made.

    What hands the focus on is moved with all that is in it: Tab comes in by it wherever it stands. Qt moves only who
    takes the focus.
    """
    handed = widget.focusProxy()
    if handed is not None:
        widget.setFocusPolicy(handed.focusPolicy())
    inside = widget.findChildren(QWidget) if handed is None else []
    found = (widget, *(one for one in inside if one.window() == widget.window()))
    return [one for one in found if one.focusPolicy().value & Qt.FocusPolicy.TabFocus.value]


def tab_through(*widgets: QWidget) -> None:
    """Let Tab come to these in this order, whenever each was made; all stand in one window."""
    for one, other in pairwise([stop for widget in widgets for stop in tab_stops(widget)]):
        QWidget.setTabOrder(one, other)


def application() -> QApplication:
    """The one application, as the kind that has widgets."""
    running = QApplication.instance()
    if not isinstance(running, QApplication):
        raise TypeError("no application with widgets runs")
    return running


def clear(layout: QLayout) -> None:
    """Remove and destroy all that ``layout`` holds."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """``inside``, of which one scrolls to what lies below; its ground is that of what holds it."""
    area = named(QScrollArea(), name)
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    inside.setAutoFillBackground(False)
    return area


def room_for(window: QWidget) -> QSize:
    """What the screen leaves a window within its frame."""
    return window.screen().availableSize() - QSize(2 * GAP, 5 * GAP)


def stay_on_screen(window: QWidget) -> None:
    """Give way where the screen is smaller than what a window would like: its buttons would lie beyond."""
    window.resize(window.size().boundedTo(room_for(window)))
