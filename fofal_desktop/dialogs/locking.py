"""After how much time without a touch the program locks itself."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.parts import GAP, label, named, tight
from fofal_desktop.preferences import LOCKS


class LockingDialog(Dialog):
    """``chosen`` carries minutes, 0 for never; ``strict`` people hold rights under which never is not offered."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget, minutes: int, *, strict: bool) -> None:
        super().__init__(parent, "lockingDialog", "", width=420)
        self.setWindowTitle(self.tr("Automatic lock"))
        self.title.setText(self.windowTitle())
        self.minutes = named(QComboBox(), "lockAfter")
        for one in LOCKS:
            self.minutes.addItem(self.tr("%n minute(s)", "", one), one)
        if not strict:
            self.minutes.addItem(self.tr("Never"), 0)
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(minutes)))
        rows = tight(QFormLayout(), GAP + 2)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        rows.addRow(self.tr("Lock when nobody has touched keyboard or mouse for"), self.minutes)
        self.body.addLayout(rows)
        if strict:
            words = self.tr("Your rights over accounts or pay do not allow to switch it off.")
            self.body.addWidget(label(words, "hint", wrap=True))
        self.add_button(self.tr("Cancel"), "cancel").clicked.connect(self.reject)
        self.add_button(self.tr("Apply"), "apply", "primary").clicked.connect(self._apply)

    def _apply(self) -> None:
        self.chosen.emit(int(self.minutes.currentData()))
        self.accept()
