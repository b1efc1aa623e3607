"""Ctrl+K: type a few letters, go to a record or a screen, or do something."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QCloseEvent, QFont, QKeyEvent, QPainter
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

from fofal_desktop.models.finder import Finder
from fofal_desktop.parts import GAP, label, named, tight
from fofal_desktop.theme.icons import colour, icon
from fofal_desktop.words import plain
from fofal_server.contract.finding import Found, Hit

WIDTH, MOST, MOST_BESIDE_RECORDS = 620, 14, 6
"""Lines that are seen at a time, and what stands above the records, which come a moment later."""
_BESIDE, _PLACE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Entry:
    """``words`` are searched and shown, ``beside`` is shown small: the module, the kind or the shortcut."""

    words: str
    beside: str
    symbol: str
    deed: Callable[[], Any]


@dataclass(frozen=True)
class Offers:
    """What is known at once: records looked at ``lately``, and ``ways`` to go and things to do.

    ``of_record`` makes an entry of a record that was found, None of a kind that this person has no screen for;
    ``of_link`` one of a link that was typed or pasted.
    """

    lately: Sequence[Entry]
    ways: Sequence[Entry]
    of_record: Callable[[Hit], Entry | None]
    of_link: Callable[[str], Entry | None]


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
    """Shows at the right edge, muted, where an entry belongs or which keys do the same; long words give way to it."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        beside = option.fontMetrics.horizontalAdvance(str(index.data(_BESIDE) or ""))
        room = option.rect.width() - option.decorationSize.width() - beside - 4 * GAP
        option.text = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)

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
    """A pop-up over the window; Up, Down, Enter, Esc.

    Records come below what stands there already, so that nothing moves under the hand. Enter that comes before them,
    and finds nothing else, takes the first of them.
    """

    def __init__(self, parent: QWidget, offers: Offers, finder: Finder) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("commandPalette")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._offers, self._finder = offers, finder
        self._shown: list[Entry] = []
        self._eager = False
        self.line = named(QLineEdit(placeholderText=self.tr("A record, a screen, something to do…")), "paletteLine")
        self.line.setAccessibleName(self.line.placeholderText())
        self.list, self.foot = named(QListWidget(), "paletteList"), label("", "muted", wrap=True)
        self._lay_out()
        for part in (self.line, self.list, self.foot):
            part.ensurePolished()  # what is measured before it is dressed is too small
        self.line.textChanged.connect(self._fill)
        self.list.itemClicked.connect(lambda _item: self.take())
        self.line.installEventFilter(self)
        finder.found.connect(self._add_records)
        finder.failed.connect(self._tell)
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
        item = self.list.currentItem()
        place = item.data(_PLACE) if item is not None else None
        if place is None:
            self._eager = self._finder.searching
            return
        deed = self._shown[place].deed
        self.close()
        deed()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._finder.stop()
        super().closeEvent(event)

    # -- keys

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
            self._mark(self._marked() + steps[Qt.Key(key)])
            return True
        return False

    def _marked(self) -> int:
        item = self.list.currentItem()
        return -1 if item is None else int(item.data(_PLACE))

    def _mark(self, place: int) -> None:
        """Mark the entry at a place, or the nearest; heads of groups are passed over."""
        wanted = min(max(place, 0), len(self._shown) - 1)
        for row in range(self.list.count()):
            if self.list.item(row).data(_PLACE) == wanted:
                self.list.setCurrentRow(row)

    # -- what is shown

    def _fill(self, typed: str) -> None:
        self._eager = False
        self._shown = []
        self.list.clear()
        asked = self._finder.look_for(typed)
        link = self._offers.of_link(typed)
        if not typed.strip():
            self._group(self.tr("Looked at lately"), self._offers.lately)
            self._group(self.tr("Go to, do") if self._shown else "", self._offers.ways)
        elif link is not None:
            self._finder.stop()
            self._group("", [link])
        else:
            found = ranked([*self._offers.lately, *self._offers.ways], typed)
            self._group("", found[: MOST_BESIDE_RECORDS if asked else MOST])
        searching = asked and link is None
        self._tell(self.tr("Searching the records…") if searching else "" if self._shown else self._nothing())

    def _add_records(self, _words: str, found: Found) -> None:
        known = {(entry.words, entry.beside) for entry in self._shown}
        entries = [entry for entry in map(self._offers.of_record, found.items) if entry is not None]
        self._group(self.tr("Records"), [one for one in entries if (one.words, one.beside) not in known])
        more = self.tr("There are more records: type another word.") if found.more else ""
        self._tell(more if self._shown else self._nothing())
        if self._eager and self._shown:
            self.take()

    def _group(self, head: str, entries: Iterable[Entry]) -> None:
        """Add entries at the end, below a head; the first entry of all is marked."""
        added = list(entries)
        if head and added:
            title = QListWidgetItem(head, self.list)
            title.setFlags(Qt.ItemFlag.NoItemFlags)
            title.setFont(_smaller(self.font()))
            title.setForeground(colour("muted"))
        for entry in added:
            item = QListWidgetItem(icon(entry.symbol), entry.words, self.list)
            item.setData(_BESIDE, entry.beside)
            item.setData(_PLACE, len(self._shown))
            self._shown.append(entry)
        if self._shown and self.list.currentItem() is None:
            self._mark(0)

    def _nothing(self) -> str:
        return self.tr("Nothing found. Try fewer letters, or another word.")

    def _tell(self, words: str) -> None:
        self.foot.setText(words)
        self.foot.setVisible(bool(words))
        self._fit()

    # -- put together

    def _lay_out(self) -> None:
        self.list.setIconSize(QSize(18, 18))
        self.list.setItemDelegate(_EntryDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.foot.setContentsMargins(GAP + 3, 0, GAP, GAP)  # where the heads of groups begin
        column = tight(QVBoxLayout(self), GAP, GAP)
        column.addWidget(self.line)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)

    def _fit(self) -> None:
        """As high as what is found, within the window."""
        rows = sum(self.list.sizeHintForRow(row) for row in range(min(MOST, self.list.count())))
        self.list.setVisible(rows > 0)
        foot = self.foot.sizeHint().height() + GAP if self.foot.text() else 0
        self.resize(WIDTH, self.line.sizeHint().height() + rows + foot + 4 * GAP)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    return small
