"""The table of rights: heads that stay in sight and stand upright when there are many, reach as a shape of its own."""

from uuid import UUID

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from fofal_desktop.fields.tabular import text_from
from fofal_desktop.models.held import reach_words
from fofal_desktop.models.rights import RightsModel, Role
from fofal_desktop.parts import GAP, label, picture, tight
from fofal_desktop.theme.icons import colour, icon
from fofal_server.contract.rights import Reached

SHAPES: dict[Reached, str] = {"all": "mdi6.circle", "team": "mdi6.circle-half-full", "own": "mdi6.circle-outline"}
"""Full, half, empty: told by the shape, so that nobody needs the colour."""

FEW = 4
"""As many columns have room for their words."""

_SIDE, _WORDS, _TALLEST, _SHAPE = 316, 0.53, 184, 16
_NARROW, _WIDE, _WIDEST = 32, 126, 190
Index = QModelIndex | QPersistentModelIndex


class ReachDelegate(QStyledItemDelegate):
    """The shape in the middle of a narrow cell, beside its words in a wide one."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heading = not index.flags() & Qt.ItemFlag.ItemIsEnabled
        if heading:
            painter.fillRect(option.rect, colour("hover"))
            return
        super().paint(painter, option, index)
        reach = index.data(Role.REACH)
        if reach is None:
            return
        box, words = option.rect, option.rect.width() >= _WIDE
        left = box.left() + GAP if words else box.center().x() - _SHAPE // 2 + 1
        icon(SHAPES[reach], "brand").paint(painter, QRect(left, box.center().y() - _SHAPE // 2 + 1, _SHAPE, _SHAPE))
        if words:
            painter.save()
            painter.setPen(colour("text"))
            text = box.adjusted(_SHAPE + 2 * GAP, 0, -4, 0)
            shown = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, text.width())
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
            painter.restore()


class RoleHeads(QHeaderView):
    """Names of roles, upright when there are many; what does not fit ends in … and stands in the tooltip."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setObjectName("roleHeads")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_NARROW)
        self.upright = True

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self._height() if self.upright else max(hint.height(), _SHAPE * 6))

    def _height(self) -> int:
        heads = (str(self.model().headerData(one, self.orientation())) for one in range(self.count()))
        widest = max((self.fontMetrics().horizontalAdvance(words) for words in heads), default=0)
        return max(_SHAPE * 6, min(_TALLEST, int(widest * 1.08) + 2 * GAP))

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        painter.save()
        painter.fillRect(rect, colour("surface"))
        painter.setPen(colour("edge"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        chosen = self.selectionModel().columnIntersectsSelection(logicalIndex, QModelIndex())
        painter.setPen(colour("text" if chosen else "muted"))
        font = QFont(painter.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        words = str(self.model().headerData(logicalIndex, self.orientation()))
        long = (rect.height() if self.upright else rect.width()) - 2 * GAP
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, long)
        if self.upright:
            painter.translate(rect.left(), rect.bottom())
            painter.rotate(-90)
            box = QRect(GAP, 0, long, rect.width())
        else:
            box = rect.adjusted(GAP, 0, -GAP, -GAP)
        side = Qt.AlignmentFlag.AlignVCenter if self.upright else Qt.AlignmentFlag.AlignBottom
        painter.drawText(box, side | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class RightHeads(QHeaderView):
    """Resource and right beside each line, always in sight; the resource is named once, on its first line in sight."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Vertical, table)
        self.setObjectName("rightHeads")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setFixedWidth(_SIDE)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803 - Qt's own name
        rights = self.model()
        if not isinstance(rights, RightsModel):
            return
        right = rights.right(logicalIndex)
        painter.save()
        if right is None:
            painter.fillRect(rect, colour("hover"))
            self._write(painter, rect.adjusted(GAP + 2, 0, 0, 0), str(rights.lines[logicalIndex]), "brand", bold=True)
        else:
            chosen = self.selectionModel().rowIntersectsSelection(logicalIndex, QModelIndex())
            painter.fillRect(rect, colour("soft" if chosen else "surface"))
            middle = rect.left() + int(rect.width() * _WORDS)
            if not rights.continues(logicalIndex) or logicalIndex == self.logicalIndexAt(0):
                place = QRect(rect.left() + GAP + 2, rect.top(), middle - rect.left() - 2 * GAP, rect.height())
                self._write(painter, place, right.place.label, "text", bold=True)
            self._write(
                painter, QRect(middle, rect.top(), rect.right() - middle - GAP, rect.height()), right.word.label
            )
        ends = logicalIndex + 1 == rights.rowCount() or not rights.continues(logicalIndex + 1)
        painter.setPen(colour("border"))
        painter.drawLine(
            rect.left() if ends else rect.left() + int(rect.width() * _WORDS),
            rect.bottom(),
            rect.right(),
            rect.bottom(),
        )
        painter.setPen(colour("edge"))
        painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, words: str, role: str = "text", *, bold: bool = False) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        painter.setPen(colour(role))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class Legend(QFrame):
    """What the shapes mean, in the corner between the heads."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("rightsLegend")
        grid = tight(QGridLayout(self), 4, GAP)
        for row, (reach, symbol) in enumerate(SHAPES.items()):
            grid.addWidget(picture(symbol, "brand", _SHAPE), row, 0)
            words: QLabel = label(reach_words(reach), "muted")
            grid.addWidget(words, row, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(SHAPES), 1)


class RightsGrid(QTableView):
    """``chosen``: another line or cell is marked; ``opened``: somebody wants the record behind a column."""

    chosen = Signal()
    opened = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rights")
        self.setAccessibleName(self.tr("Rights"))
        self.rights = RightsModel(self)
        self.heads, self.sides = RoleHeads(self), RightHeads(self)
        self.setHorizontalHeader(self.heads)
        self.setVerticalHeader(self.sides)
        self.setModel(self.rights)
        self.setItemDelegate(ReachDelegate(self))
        self.legend = Legend(self)
        self._kept: tuple[str, UUID | None] | None = None
        self._look()
        self.rights.modelAboutToBeReset.connect(self._keep)
        self.rights.modelReset.connect(self._settle)
        self.selectionModel().selectionChanged.connect(lambda *_sets: self._tell())
        self.heads.sectionDoubleClicked.connect(self.opened)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.column()))
        # What is blitted on while scrolling keeps names of resources that stood at the top.
        self.verticalScrollBar().valueChanged.connect(lambda _place: self.sides.viewport().update())

    def _look(self) -> None:
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.sides.setDefaultSectionSize(self.fontMetrics().height() + 10)

    # -- what is marked

    def marked_rows(self) -> list[int]:
        return sorted({index.row() for index in self.selectedIndexes()})

    def marked_columns(self) -> list[int]:
        return sorted({index.column() for index in self.selectedIndexes()})

    def copy(self) -> None:
        """Put what is marked into the clipboard, with its heads."""
        self._copy(self.marked_rows(), self.marked_columns())

    def copy_all(self) -> None:
        """Put all that is shown into the clipboard, with its heads."""
        self._copy(range(self.rights.rowCount()), range(self.rights.columnCount()))

    def _copy(self, rows: list[int] | range, columns: list[int] | range) -> None:
        if rows:
            QGuiApplication.clipboard().setText(text_from(self.rights.table_text(rows, columns)))

    def go_to(self, permission: str, key: UUID | None = None) -> None:
        """Mark the cell of a role, or the whole line."""
        row = self.rights.row_of(permission)
        column = self.rights.column_of(key) if key else None
        if row is None:
            return
        if column is None:
            self.selectRow(row)
        else:
            self.setCurrentIndex(self.rights.index(row, column))

    def _keep(self) -> None:
        rows, columns = self.marked_rows(), self.marked_columns()
        right = self.rights.right(rows[0]) if rows else None
        if right is not None:
            self._kept = right.word.permission, self.rights.columns[columns[0]].key if len(columns) == 1 else None

    def _settle(self) -> None:
        """Widths for as many columns as there are now, and the mark where it was."""
        count = self.rights.columnCount()
        self.heads.upright = count > FEW
        self._fit()
        self.heads.updateGeometry()
        self.updateGeometries()
        self._place_legend()
        if self._kept is not None:
            self.go_to(*self._kept)
        self._tell()

    def _fit(self) -> None:
        """Narrow columns under upright heads; a few share the room."""
        count = self.rights.columnCount()
        shared = min(_WIDEST, max(_WIDE, self.viewport().width() // max(1, count)))
        for column in range(count):
            self.heads.resizeSection(column, _NARROW if self.heads.upright else shared)

    def _tell(self) -> None:
        self.sides.viewport().update()
        self.heads.viewport().update()
        self.chosen.emit()

    # -- Qt's side

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit(self.currentIndex().column())
            return
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self._place_legend()

    def _place_legend(self) -> None:
        edge = self.frameWidth()
        self.legend.setGeometry(edge, edge, self.sides.width(), self.heads.height() - 1)
