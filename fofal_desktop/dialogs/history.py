"""Who changed a record, when, and what it was before and after."""

from PySide6.QtWidgets import QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.gate import ask, message_of
from fofal_desktop.models.history import HistoryModel
from fofal_desktop.models.telling import told_history
from fofal_desktop.parts import label
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import History

_WIDTHS = (140, 150, 110, 170, 180)


class HistoryDialog(Dialog):
    """Newest first, one line a changed field."""

    def __init__(self, client: Client, resource: ResourceMeta, key: str, name: str, parent: QWidget) -> None:
        super().__init__(parent, "historyDialog", "", width=760)
        self.setWindowTitle(self.tr("History"))
        self.title.setText(self.tr("History: {0}").format(name))
        self.resize(980, 560)
        self.model = HistoryModel(resource, self)
        self.table, self.count = plain_table(self.model, "history", self.windowTitle()), label("", "muted")
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.count)
        self.add_button(self.tr("Close"), "close", "primary").clicked.connect(self.accept)
        self.wait(True)
        ask(
            self,
            lambda: told_history(client, resource, key),
            self._show,
            lambda error: self.problem.say(message_of(error)),
            lambda: self.wait(False),
        )

    def _show(self, history: History) -> None:
        self.model.show_history(history)
        self.count.setText(self.tr("%n change(s)", "", len(history.items)))
