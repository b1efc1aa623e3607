"""How cells of a list are drawn: states as coloured chips, the rest as text."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from fofal_desktop.models.records import Role
from fofal_desktop.theme.icons import colour

TONES = {
    "neutral": ("muted", "hover"),
    "active": ("warning", "warning_soft"),
    "done": ("success", "success_soft"),
    "stopped": ("danger", "danger_soft"),
}
"""Text and ground of each tone of a state, as roles of the theme."""

PADDING = 12
"""Pixels at each side of the words of a cell: those of the style sheet, and the room that Qt leaves for the focus."""

Index = QModelIndex | QPersistentModelIndex


class ToneDelegate(QStyledItemDelegate):
    """The whole cell in the tone that the model gives to it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay the ground first: a style sheet has its own mind about the one of an item."""
        if tone := index.data(Role.TONE):
            painter.fillRect(option.rect, colour(TONES[tone][1]))
        super().paint(painter, option, index)

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        if tone := index.data(Role.TONE):
            option.palette.setColor(QPalette.ColorRole.Text, colour(TONES[tone][0]))


class WrappedDelegate(QStyledItemDelegate):
    """Words in as many lines as they need: Qt measures by the whole width of a cell and draws within its padding."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        hint = super().sizeHint(option, index)
        room = QRect(0, 0, max(1, option.rect.width() - 2 * PADDING), 1)
        words = str(index.data() or "")
        high = option.fontMetrics.boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return QSize(hint.width(), max(hint.height(), high + PADDING))


class StateDelegate(QStyledItemDelegate):
    """A rounded chip in the tone that the resource gives to the state."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        words = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        tone = index.data(Role.TONE)
        if not tone:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        style = option.widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        text, ground = TONES[tone if tone in TONES else "neutral"]
        size = option.fontMetrics.size(0, words)
        height = size.height() + 4
        chip = QRectF(option.rect.x() + 6, option.rect.center().y() - height / 2 + 0.5, size.width() + 18, height)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(ground))
        painter.drawRoundedRect(chip, height / 2, height / 2)
        painter.setPen(colour(text))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(24, 0)
