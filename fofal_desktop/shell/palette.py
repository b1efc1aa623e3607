"""Ctrl+K: type a few letters, go to a screen or do something."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from fofal_desktop.parts import GAP, named, tight
from fofal_desktop.theme.icons import colour, icon
from fofal_desktop.words import plain

WIDTH, MOST = 620, 12
_BESIDE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """``words`` are searched and shown, ``beside`` is shown small: the module or the shortcut."""

    words: str
    beside: str
    symbol: str
    deed: Callable[[], Any]


def ranked(entries: Sequence[Entry], typed: str) -> list[Entry]:
    """Entries that hold every typed word, those that begin with the first one before the others."""
    wanted = plain(typed).split()
    held = [entry for entry in entries if all(word in plain(f"{entry.words} {entry.beside}") for word in wanted)]
    return (
        sorted(held, key=lambda entry: not any(w.startswith(wanted[0]) for w in plain(entry.words).split()))
        if wanted
        else held
    )


class _EntryDelegate(QStyledItemDelegate):
    """Shows at the right edge, muted, where an entry belongs or which keys do the same."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        painter.save()
        painter.setPen(colour("muted"))
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(option.rect.adjusted(0, 0, -GAP, 0), side, str(index.data(_BESIDE) or ""))
        painter.restore()


class CommandPalette(QFrame):
    """A pop-up over the window; Up, Down, Enter, Esc."""

    def __init__(self, parent: QWidget, entries: Sequence[Entry]) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("commandPalette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries, self._shown = list(entries), list[Entry]()
        self.line = named(QLineEdit(placeholderText=self.tr("Go to a list, do something…")), "paletteLine")
        self.list = named(QListWidget(), "paletteList")
        self.list.setIconSize(QSize(18, 18))
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = tight(QVBoxLayout(self), GAP, GAP)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        self.line.textChanged.connect(self._fill)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.line.installEventFilter(self)
        self._fill("")

    def appear(self) -> None:
        """Show in the upper middle of the window."""
        window = self.parentWidget()
        self._fit()
        if window is not None:
            corner = window.mapToGlobal(window.rect().topLeft())
            self.move(corner.x() + (window.width() - WIDTH) // 2, corner.y() + 80)
        self.show()
        self.line.setFocus()

    def take(self) -> None:
        """Do what is marked."""
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            deed = self._shown[row].deed
            self.close()
            deed()

    def eventFilter(self, watched: Any, event: Any) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QKeyEvent.Type.KeyPress:
            return self._steer(event.key())
        return super().eventFilter(watched, event)

    def _steer(self, key: int) -> bool:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 5, Qt.Key.Key_PageUp: -5}
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.take()
            return True
        if key in steps and self._shown:
            row = min(max(self.list.currentRow() + steps[Qt.Key(key)], 0), len(self._shown) - 1)
            self.list.setCurrentRow(row)
            return True
        return False

    def _fill(self, typed: str) -> None:
        self._shown = ranked(self._entries, typed)[: MOST if typed else len(self._entries)]
        self.list.clear()
        for entry in self._shown:
            item = QListWidgetItem(icon(entry.symbol), entry.words, self.list)
            item.setData(_BESIDE, entry.beside)
        if self._shown:
            self.list.setCurrentRow(0)
        self._fit()

    def _fit(self) -> None:
        """As high as what is found, within the window."""
        row = max(1, self.list.sizeHintForRow(0))
        lines = min(MOST, max(1, len(self._shown)))
        self.resize(WIDTH, self.line.sizeHint().height() + row * lines + 4 * GAP)
