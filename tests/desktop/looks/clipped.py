"""Which texts of a screen have less room than they need: labels, buttons, heads, tabs, lines of lists."""

import html
import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QAbstractItemModel, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QToolButton,
    QTreeView,
    QWidget,
)

from tests.desktop.looks.names import called

SPARE = 1
"""Pixels that rounding takes."""
_TAGS = re.compile(r"<[^>]*>")


def clipped(screen: QWidget) -> list[str]:
    """Each text that is cut, unless all of it stands in a tooltip."""
    found = []
    for widget in [screen, *screen.findChildren(QWidget)]:
        if widget.isVisible() and widget.window() is screen.window():
            found += [f"{called(widget)}: {told}" for told in _cut(widget)]
    return sorted(set(found))


def _cut(widget: QWidget) -> Iterator[str]:
    for kind, judge in _JUDGES:
        if isinstance(widget, kind):
            yield from judge(widget)


def _told(words: str, tip: str) -> bool:
    """Whether the tooltip says all of it."""
    return _plain(words) in _plain(html.unescape(_TAGS.sub("", tip)))


def _plain(words: str) -> str:
    """Without the marks that tell of something unsaved, and of words that go on in the tooltip."""
    return " ".join(words.replace("&", "").strip("●… ").split())


# -- what stands in one place


def _label(label: QLabel) -> Iterator[str]:
    words = label.text()
    if not words or _told(words, label.toolTip()):
        return
    if label.wordWrap():
        needed = label.heightForWidth(label.width())
        if needed > label.height() + SPARE:
            yield f"{words!r} needs {needed} of {label.height()} high"
        longest = max(label.fontMetrics().horizontalAdvance(word) for word in words.split() or [""])
        if longest > label.contentsRect().width() + SPARE:
            yield f"a word of {words!r} needs {longest} of {label.contentsRect().width()}"
    else:
        yield from _too_small(label, words)
    yield from _outside(label, words)


def _button(button: QAbstractButton) -> Iterator[str]:
    words = button.text()
    pictured = isinstance(button, QToolButton) and button.toolButtonStyle() is Qt.ToolButtonStyle.ToolButtonIconOnly
    if not words or (pictured and not button.icon().isNull()):
        yield from _outside(button, button.accessibleName())
    elif not _told(words, button.toolTip()) or not _gives_way(button):
        yield from _too_small(button, words)
        yield from _outside(button, words)


def _gives_way(button: QAbstractButton) -> bool:
    """A tooltip that says what the button says anyway excuses nothing: only those that are made to be cut."""
    return not isinstance(button, QToolButton | QPushButton) or bool(button.property("elides"))


def _too_small(widget: QWidget, words: str) -> Iterator[str]:
    needed = widget.sizeHint()
    if needed.width() > widget.width() + SPARE:
        yield f"{words!r} needs {needed.width()} of {widget.width()}"
    elif needed.height() > widget.height() + SPARE and isinstance(widget, QLabel):
        yield f"{words!r} needs {needed.height()} of {widget.height()} high"


def _outside(widget: QWidget, words: str) -> Iterator[str]:
    """Something beyond the edge of what holds it cannot be seen, unless one can scroll there."""
    above, inside = widget.parentWidget(), widget
    while above is not None and not inside.isWindow() and not _scrolls(above):
        place = QRect(widget.mapTo(above, QPoint()), widget.size())
        if not above.rect().adjusted(-SPARE, -SPARE, SPARE, SPARE).contains(place):
            yield f"{words!r} reaches out of {above.objectName() or above.metaObject().className()}"
            return
        inside, above = above, above.parentWidget()


def _scrolls(above: QWidget) -> bool:
    return isinstance(above, QTabBar) or isinstance(above.parentWidget(), QAbstractScrollArea)


def _choice(box: QComboBox) -> Iterator[str]:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    control, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(control, option, field, box).width()
    picture = 0 if box.itemIcon(box.currentIndex()).isNull() else box.iconSize().width() + 4
    needed = box.fontMetrics().horizontalAdvance(box.currentText()) + picture
    if needed > room + SPARE and not _told(box.currentText(), box.toolTip()):
        yield f"{box.currentText()!r} needs {needed} of {room}"


def _line(line: QLineEdit) -> Iterator[str]:
    """What a person types may be longer than its line; what invites to type must be read."""
    needed, room = line.fontMetrics().horizontalAdvance(line.placeholderText()), line.contentsRect().width() - 16
    if not line.text() and needed > room and not _told(line.placeholderText(), line.toolTip()):
        yield f"{line.placeholderText()!r} needs {needed} of {room}"


# -- what stands in rows


def _head(head: QHeaderView) -> Iterator[str]:
    model = head.model()
    if model is None or head.orientation() is Qt.Orientation.Vertical or head.count() == 0:
        return
    wraps = bool(int(head.defaultAlignment()) & Qt.TextFlag.TextWordWrap.value)
    for place in range(head.count()):
        words = str(model.headerData(place, Qt.Orientation.Horizontal) or "")
        if head.isSectionHidden(place) or _told(words, _head_tip(model, place)):
            continue
        measure = head.fontMetrics()
        needed = max(map(measure.horizontalAdvance, words.split() if wraps else [words]), default=0)
        if needed > head.sectionSize(place) - 16:
            yield f"head {words!r} needs {needed} of {head.sectionSize(place) - 16}"


def _head_tip(model: QAbstractItemModel, place: int) -> str:
    return str(model.headerData(place, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")


def _tabs(bar: QTabBar) -> Iterator[str]:
    for place in range(bar.count()):
        words = bar.tabText(place)
        needed = bar.fontMetrics().horizontalAdvance(words)
        if (
            bar.isTabVisible(place)
            and needed > bar.tabRect(place).width() - 16
            and not _told(words, bar.tabToolTip(place))
        ):
            yield f"tab {words!r} needs {needed} of {bar.tabRect(place).width() - 16}"


def _rows(view: QListView | QTreeView) -> Iterator[str]:
    model = view.model()
    if model is None:
        return
    parents = [view.rootIndex()]
    for parent in parents:
        for row in range(min(model.rowCount(parent), 60)):
            index = model.index(row, 0, parent)
            if isinstance(view, QTreeView) and model.rowCount(index):
                parents.append(index)
            words, room = str(index.data() or ""), view.visualRect(index)
            if not room.isValid() or _told(words, str(index.data(Qt.ItemDataRole.ToolTipRole) or "")):
                continue
            needed = view.sizeHintForIndex(index)
            if not view.wordWrap() and needed.width() > room.width() + SPARE:
                yield f"line {words!r} needs {needed.width()} of {room.width()}"


_JUDGES: tuple[tuple[type[QWidget], Callable[..., Iterator[str]]], ...] = (
    (QLabel, _label),
    (QAbstractButton, _button),
    (QComboBox, _choice),
    (QLineEdit, _line),
    (QHeaderView, _head),
    (QTabBar, _tabs),
    (QListView, _rows),
    (QTreeView, _rows),
)
