"""The conditions of a list as chips: a click changes one, the cross takes it away."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from fofal_desktop.dialogs.conditions import Condition, reads
from fofal_desktop.flow import FlowLayout
from fofal_desktop.parts import button, clear, icon_button, named, tight
from fofal_server.contract.meta import ResourceMeta


class ChipRow(QWidget):
    """``removed`` and ``opened`` carry the condition, ``emptied`` asks to drop them all."""

    removed = Signal(object)
    opened = Signal(object)
    emptied = Signal()

    def __init__(self, resource: ResourceMeta) -> None:
        super().__init__()
        self.setObjectName("chips")
        self._resource = resource
        self._row = FlowLayout(6)
        self.setLayout(self._row)
        self.hide()

    def show_conditions(self, conditions: list[Condition]) -> None:
        clear(self._row)
        for condition in conditions:
            self._row.addWidget(self._chip(condition))
        if len(conditions) > 1:
            drop = button(self.tr("Remove all"), "clearFilters", "link")
            drop.clicked.connect(self.emptied)
            self._row.addWidget(drop)
        self.setVisible(bool(conditions))

    def _chip(self, condition: Condition) -> QFrame:
        chip = named(QFrame(), "chip")
        row = tight(QHBoxLayout(chip), 2)
        words = reads(condition, self._resource)
        change = button(words.replace("&", "&&"), f"chip-{condition.field}")
        change.clicked.connect(lambda: self.opened.emit(condition))
        drop = icon_button(
            "mdi6.close", self.tr("Remove the filter: {0}").format(words), f"dropChip-{condition.field}",
            lambda: self.removed.emit(condition),
        )  # fmt: skip
        row.addWidget(change)
        row.addWidget(drop)
        return chip
