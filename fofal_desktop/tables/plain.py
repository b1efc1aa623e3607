"""A small table that only shows: errors of an import, its preview, a history."""

from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView


def plain_table(model: QAbstractItemModel, name: str, words: str = "", *, stretch: bool = True) -> QTableView:
    """``words`` are what a screen reader calls it.

    ``stretch`` gives the room that is left to the last column, which must hold words then.
    """
    table = QTableView()
    table.setObjectName(name)
    table.setAccessibleName(words)
    table.setModel(model)
    table.setAlternatingRowColors(True)
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.verticalHeader().hide()
    heads = table.horizontalHeader()
    heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    heads.setHighlightSections(False)
    heads.setStretchLastSection(stretch)
    table.resizeColumnsToContents()
    return table


def wrapped(table: QTableView) -> QTableView:
    """The table with lines as high as their words want at the width that they have; for some hundred lines at most."""
    table.setWordWrap(True)
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().sectionResized.connect(lambda *_: table.resizeRowsToContents())
    return table
