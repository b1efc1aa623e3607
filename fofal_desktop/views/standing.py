"""How a page stands besides what is typed into it: where it is scrolled to, what is chosen, where the cursor is."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QScrollBar,
    QSplitter,
    QTabBar,
    QWidget,
)

from fofal_desktop.fields.editor import FieldEditor
from fofal_desktop.fields.grid import Grid
from fofal_desktop.models.lines import History

Path = tuple[tuple[str, str, int], ...]
TRIES = 3
"""So many times a page that is still reading is looked at again, before what it does not have is let go."""


@dataclass(frozen=True)
class _Trait:
    """One thing that a kind of widget can stand like; ``put`` answers whether it could already be done.

    ``typed``: it is what a person types; inside the editor of a field that is another one's affair.
    """

    kind: type[QWidget]
    read: Callable[[Any], Any]
    put: Callable[[Any, Any], bool]
    typed: bool = False


def standing_of(page: QWidget) -> dict[Path, Any]:
    """How ``page`` stands, by the places of its widgets in the tree; the same page in another language has the same."""
    found = {(*path, ("trait", str(n), 0)): told for path, widget in _parts(page) for n, told in _told(widget)}
    cursor = page.focusWidget()
    return found | {(*path, ("cursor", "", 0)): True for path, widget in _parts(page) if widget is cursor}


class Standing(QObject):
    """Makes ``page`` stand like ``wanted``: what can be done at once, the rest as soon as it has read."""

    def __init__(self, page: QWidget, wanted: dict[Path, Any]) -> None:
        super().__init__(page)
        self._page, self._wanted, self._tries = page, dict(wanted), TRIES
        self._try()
        busy = page.findChild(QProgressBar, "busy")
        if busy is not None:
            busy.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Hide and self._wanted and self._tries:
            self._tries -= 1
            self._try()
        return super().eventFilter(watched, event)

    def _try(self) -> None:
        for path, widget in list(_parts(self._page)):
            for number, trait in enumerate(_TRAITS):
                place = (*path, ("trait", str(number), 0))
                if place in self._wanted and trait.put(widget, self._wanted[place]):
                    del self._wanted[place]
            if self._wanted.pop((*path, ("cursor", "", 0)), False):
                widget.setFocus()


def _told(widget: QWidget) -> Iterator[tuple[int, Any]]:
    inside = _has_above(widget, FieldEditor)
    for number, trait in enumerate(_TRAITS):
        if isinstance(widget, trait.kind) and not (trait.typed and inside):
            yield number, trait.read(widget)


def _parts(widget: QWidget, path: Path = ()) -> Iterator[tuple[Path, QWidget]]:
    """Every widget below, with the way to it: kind, name, and which one of those so called."""
    seen: Counter[tuple[str, str]] = Counter()
    for child in widget.children():
        if not isinstance(child, QWidget) or child.isWindow():
            continue
        called = child.metaObject().className(), child.objectName()
        step = (*path, (*called, seen[called]))
        seen[called] += 1
        yield step, child
        yield from _parts(child, step)


def _has_above(widget: QWidget, *kinds: type[QWidget]) -> bool:
    above = widget.parentWidget()
    return above is not None and (isinstance(above, kinds) or _has_above(above, *kinds))


# -- what widgets can stand like


def _choose(box: QComboBox, kept: tuple[Any, str, int]) -> bool:
    """By what the line stands for; by its place where it stands for nothing."""
    known, words, place = kept
    found = box.findData(known) if known is not None else box.findText(words)
    found = place if known is None and found < 0 and place < box.count() else found
    if found >= 0 and found != box.currentIndex():
        box.setCurrentIndex(found)
    return found >= 0


def _scroll(bar: QScrollBar, value: int) -> bool:
    """What is not laid out yet has no room to scroll: then as soon as it has, unless somebody was faster."""
    if value <= bar.maximum():
        bar.setValue(value)
        return True

    def grown(_low: int, high: int) -> None:
        if high >= value:
            bar.rangeChanged.disconnect(grown)
            if bar.value() == bar.minimum():
                bar.setValue(value)

    bar.rangeChanged.connect(grown)
    return True


def _read_line(line: QLineEdit) -> tuple[int, int, int]:
    return line.cursorPosition(), line.selectionStart(), line.selectionLength()


def _mark_line(line: QLineEdit, kept: tuple[int, int, int]) -> bool:
    cursor, start, length = kept
    if start < 0:
        line.setCursorPosition(cursor)
    elif cursor == start:
        line.setSelection(start + length, -length)
    else:
        line.setSelection(start, length)
    return True


def _type_line(line: QLineEdit, words: str) -> bool:
    if line.text() != words:
        line.setText(words)
    return True


def _free(line: QLineEdit) -> str | None:
    """What stands in a line that belongs to nothing else."""
    return None if line.isReadOnly() or _has_above(line, QComboBox, QAbstractSpinBox) else line.text()


def _mark_text(edit: QPlainTextEdit, kept: tuple[int, int]) -> bool:
    cursor = edit.textCursor()
    cursor.setPosition(kept[0])
    cursor.setPosition(kept[1], QTextCursor.MoveMode.KeepAnchor)
    edit.setTextCursor(cursor)
    return True


def _pointed(view: QAbstractItemView) -> tuple[int, int]:
    """The row and column of the cursor, where rows do not stand below others."""
    index = view.currentIndex()
    return (-1, -1) if index.parent().isValid() else (index.row(), index.column())


def _point(view: QAbstractItemView, kept: tuple[int, int]) -> bool:
    model = view.model()
    if model is None or kept[0] < 0:
        return True
    index = model.index(*kept)
    if index.isValid() and index != view.currentIndex():
        view.setCurrentIndex(index)
    return index.isValid()


def _take_steps(grid: Grid, history: History) -> bool:
    grid.lines.go_on_from(history)
    return True


def _check(box: QCheckBox, on: bool) -> bool:
    box.setChecked(on)
    return True


def _turn(tabs: QTabBar, place: int) -> bool:
    tabs.setCurrentIndex(place)
    return place < tabs.count()


def _share(split: QSplitter, sizes: list[int]) -> bool:
    if any(sizes):
        split.setSizes(sizes)
    return True


_TRAITS = (
    _Trait(QLineEdit, _free, lambda line, words: words is None or _type_line(line, words), typed=True),
    _Trait(QCheckBox, QCheckBox.isChecked, _check, typed=True),
    _Trait(QComboBox, lambda box: (box.currentData(), box.currentText(), box.currentIndex()), _choose, typed=True),
    _Trait(QTabBar, QTabBar.currentIndex, _turn),
    _Trait(QSplitter, QSplitter.sizes, _share),
    _Trait(QAbstractItemView, _pointed, _point),
    _Trait(Grid, lambda grid: grid.lines.history(), _take_steps),
    _Trait(QLineEdit, _read_line, _mark_line),
    _Trait(QPlainTextEdit, lambda edit: (edit.textCursor().anchor(), edit.textCursor().position()), _mark_text),
    _Trait(QScrollBar, QScrollBar.value, _scroll),
)
"""In the order in which they are put: words before the place of the cursor in them, choices before what follows."""
