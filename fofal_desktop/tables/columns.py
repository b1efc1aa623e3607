"""The heads of a list: sort by several, resize, reorder, hide; remembered as plain data."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from fofal_desktop.fields.formats import alignment_of
from fofal_desktop.theme.icons import colour
from fofal_server.contract.kinds import Kind
from fofal_server.contract.meta import FieldMeta

UNSORTABLE = frozenset({Kind.LINES, Kind.GEOMETRY, Kind.FILE, Kind.VALUE, Kind.REFERENCES, Kind.WORDS, Kind.SECRET})
_ROOMY = frozenset({Kind.NAME, Kind.NOTE, Kind.REFERENCE, Kind.REFERENCES, Kind.EMAIL})
_WIDEST, _TIGHT, _LEAST, _ARROW = 320, 130, 60, 16


class ColumnHeader(QHeaderView):
    """A click sorts by that column, Shift and a click adds it; ``ordered`` carries ``("-date", "code")``.

    ``changed`` when a person moved something, ``forgotten`` when everything shall be as at the beginning.
    """

    ordered = Signal(tuple)
    changed = Signal()
    forgotten = Signal()

    def __init__(self, columns: Sequence[FieldMeta], table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._columns, self._order = list(columns), tuple[str, ...]()
        self.setObjectName("columns")
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_LEAST)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self.open_menu)
        self.sectionClicked.connect(self._sort_clicked)
        self._moved_by_us = False
        self.sectionMoved.connect(lambda *_places: self._tell())
        self.sectionResized.connect(self._tell_width)

    def _tell(self) -> None:
        if not self._moved_by_us:
            self.changed.emit()

    def _tell_width(self, _column: int, before: int, now: int) -> None:
        """From nothing or to nothing is a column that is shown or hidden: who does that tells it."""
        if before and now:
            self._tell()

    @contextmanager
    def _by_us(self) -> Iterator[None]:
        """What moves meanwhile is no wish of the person."""
        self._moved_by_us = True
        try:
            yield
        finally:
            self._moved_by_us = False

    # -- order

    @property
    def order(self) -> tuple[str, ...]:
        return self._order

    def set_order(self, order: Sequence[str]) -> None:
        """Show an order without asking for it."""
        self._order = tuple(order)
        self.viewport().update()

    def _sort_clicked(self, column: int) -> None:
        adding = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        self.sort_by_column(column, add=adding)

    def sort_by_column(self, column: int, *, add: bool = False) -> None:
        """Sort by what stands in a column, if that has an order."""
        if self._columns[column].kind not in UNSORTABLE:
            self.sort_by(self._columns[column].name, add=add)

    def sort_by(self, name: str, *, add: bool = False) -> None:
        """Sort by a field, the other way round when it was sorted by already.

        ``add`` keeps the others before it; turned twice, it leaves the order to the others.
        """
        before = next((key for key in self._order if key.removeprefix("-") == name), None)
        turned = name if before is None or before.startswith("-") else f"-{name}"
        others = tuple(key for key in self._order if key.removeprefix("-") != name)
        if add and before is not None:
            gone = bool(others) and before.startswith("-")
            self._order = others if gone else tuple(turned if key == before else key for key in self._order)
        else:
            self._order = (*others, turned) if add else (turned,)
        self.viewport().update()
        self.changed.emit()
        self.ordered.emit(self._order)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        name = self._columns[logicalIndex].name
        rank = next((i for i, key in enumerate(self._order) if key.removeprefix("-") == name), None)
        if rank is not None:
            arrow = "↓" if self._order[rank].startswith("-") else "↑"
            words = arrow + (str(rank + 1) if len(self._order) > 1 else "")
            right = alignment_of(self._columns[logicalIndex]) & Qt.AlignmentFlag.AlignRight
            side = Qt.AlignmentFlag.AlignLeft if right else Qt.AlignmentFlag.AlignRight
            painter.setPen(colour("brand"))
            painter.drawText(rect.adjusted(6, 0, -6, 0), side | Qt.AlignmentFlag.AlignVCenter, words)

    # -- which columns, how wide

    def fit(self, room: int, wanted: Sequence[int]) -> None:
        """Widths as the cells want them; what ``room`` leaves or lacks is shared by the columns that hold words."""
        heads = (self.sectionSizeHint(column) + _ARROW for column in range(self.count()))
        widths = [min(_WIDEST, max(pair)) for pair in zip(heads, wanted, strict=True)]
        roomy = [place for place, field in enumerate(self._columns) if field.kind in _ROOMY] or [len(widths) - 1]
        fixed = sum(widths) - sum(widths[place] for place in roomy)
        shared = share(room - fixed, [widths[place] for place in roomy], _TIGHT)
        with self._by_us():
            for place, width in enumerate(widths):
                self.resizeSection(place, shared[roomy.index(place)] if place in roomy else width)

    def show_column(self, column: int, shown: bool) -> None:
        """Show or hide a column; the last one cannot be hidden."""
        if shown or self.count() - self.hiddenSectionCount() > 1:
            self.setSectionHidden(column, not shown)
            self.changed.emit()

    def open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        for column, field in enumerate(self._columns):
            action = menu.addAction(field.label)
            action.setCheckable(True)
            action.setChecked(not self.isSectionHidden(column))
            action.toggled.connect(lambda on, column=column: self.show_column(column, on))
        menu.addSeparator()
        menu.addAction(self.tr("Columns as at the beginning")).triggered.connect(lambda _checked=False: self.reset())
        menu.popup(self.viewport().mapToGlobal(place))

    def reset(self) -> None:
        """Everything as at the beginning; whoever shows the columns fits their widths."""
        self.put_in_order()
        self.forgotten.emit()

    def put_in_order(self) -> None:
        """All columns, as the server names them."""
        with self._by_us():
            for column in range(self.count()):
                self.setSectionHidden(column, False)
                self.moveSection(self.visualIndex(column), column)

    def layout_data(self) -> dict[str, Any]:
        """How the heads stand now, by names, so that a new column of the server does not disturb it."""
        names = [field.name for field in self._columns]
        return {
            "order": [names[self.logicalIndex(place)] for place in range(self.count())],
            "widths": {name: self.sectionSize(i) for i, name in enumerate(names) if not self.isSectionHidden(i)},
            "hidden": [name for i, name in enumerate(names) if self.isSectionHidden(i)],
            "sort": list(self._order),
        }

    def restore(self, data: dict[str, Any]) -> None:
        """Take back what ``layout_data`` gave; what it leaves out is as at the beginning, names that are gone too."""
        self.put_in_order()
        with self._by_us():
            self._put_back(data, {field.name: column for column, field in enumerate(self._columns)})

    def _put_back(self, data: dict[str, Any], places: dict[str, int]) -> None:
        for name, width in data.get("widths", {}).items():
            if name in places:
                self.resizeSection(places[name], max(_LEAST, int(width)))
        for target, name in enumerate(name for name in data.get("order", []) if name in places):
            self.moveSection(self.visualIndex(places[name]), target)
        for name in data.get("hidden", []):
            if name in places and self.hiddenSectionCount() < self.count() - 1:
                self.setSectionHidden(places[name], True)


def share(room: int, wanted: Sequence[int], least: int) -> list[int]:
    """Widths that fill ``room``: what is over goes to all alike, what lacks is taken from the widest first.

    Where even the ``least`` does not fit one has to scroll anyway: then each gets what it wants.
    """
    if room < least * len(wanted):
        return list(wanted)
    spare = (room - sum(wanted)) // len(wanted)
    if spare >= 0:
        return [width + spare for width in wanted]
    cap = max(wanted)
    while cap > least and sum(min(width, cap) for width in wanted) > room:
        cap -= 1
    return [min(width, cap) for width in wanted]
