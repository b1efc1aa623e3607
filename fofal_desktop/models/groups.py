"""The groups of a list as a table: what each is called, how many rows it has, what its columns come to."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt
from PySide6.QtGui import QFont

from fofal_desktop.fields.formats import number_text
from fofal_desktop.fields.tabular import harmless
from fofal_desktop.models.index import Index
from fofal_desktop.models.sums import sum_text
from fofal_desktop.models.worded import WordedTable
from fofal_server.contract.grouping import GROUPED, Group, Groups
from fofal_server.contract.meta import FieldMeta, ResourceMeta

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def groupable(resource: ResourceMeta) -> list[FieldMeta]:
    """The fields by which the rows of a list may be grouped."""
    return [resource.fields[name] for name in resource.filters if resource.fields[name].kind in GROUPED]


class GroupTable(WordedTable):
    """A line a group, and all rows together in the last one; ``added`` are the columns that add up."""

    def __init__(self, added: Sequence[FieldMeta], parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)
        self._added, self._by = list(added), ""

    def show_groups(self, by: FieldMeta, groups: Groups) -> None:
        """These groups and no others."""
        self._by = by.label
        whole = QCoreApplication.translate("Groups", "All together")
        self.show_rows([*groups.items, groups.all.model_copy(update={"label": whole})] if groups.items else [])

    def copied(self) -> list[list[str]]:
        """Heads and rows for a spreadsheet: bare numbers under a head that says their unit, where all have the same."""
        groups = [self.row(place) for place in range(self.rowCount())]
        columns = [self._copied_sums(groups, field) for field in self._added]
        by, rows, *_sums = self._heads()
        head = [by, rows, *(head for head, _cells in columns)]
        cells = zip(*(cells for _head, cells in columns), strict=True) if columns else [()] * len(groups)
        return [head, *([harmless(one.label), str(one.count), *sums] for one, sums in zip(groups, cells, strict=True))]

    def _copied_sums(self, groups: Sequence[Group], field: FieldMeta) -> tuple[str, list[str]]:
        sums = [group.sums.get(field.name) or {} for group in groups]
        units = {unit for one in sums for unit in one}
        if len(units) != 1:
            return field.label, [self._sum(group, field) for group in groups]
        unit, point = units.pop(), QLocale().decimalPoint()
        head = f"{field.label} ({unit})" if unit else field.label
        return head, [one.get(unit, "").replace(".", point) for one in sums]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and index.isValid() and index.column():
            return _RIGHT
        if role == Qt.ItemDataRole.FontRole and index.row() == self.rowCount() - 1:
            return _bold()
        return super().data(index, role)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal and section:
            return _RIGHT
        return super().headerData(section, orientation, role)

    def _heads(self) -> tuple[str, ...]:
        rows = QCoreApplication.translate("Groups", "Rows")
        return (self._by, rows, *(field.label for field in self._added))

    def _texts(self, group: Group) -> tuple[str, ...]:
        return (group.label, number_text(group.count), *(self._sum(group, field) for field in self._added))

    def _sum(self, group: Group, field: FieldMeta) -> str:
        sums = group.sums.get(field.name)
        return "" if sums is None else sum_text(field, {unit: Decimal(value) for unit, value in sums.items()})


def _bold() -> QFont:
    """The font of the view, but bold."""
    font = QFont()
    font.setBold(True)
    return font
