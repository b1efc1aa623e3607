"""Who repeats the database, and whether commits wait for it; where nobody does, what one would do for it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fofal_desktop.models.replicas import ReplicasModel
from fofal_desktop.parts import GAP, label, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.tables.plain import plain_table
from fofal_server.contract.operations import Replication


class OperationsReplicas(QWidget):
    """It only shows: a replica is invited and promoted by commands, on the machines themselves."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ReplicasModel(self)
        self.table = plain_table(self.rows, "replicas", self.tr("Replicas"))
        self.blank, self.waiting = Blank([]), label("", "muted")
        column = tight(QVBoxLayout(self), GAP)
        column.setContentsMargins(0, GAP, 0, 0)
        column.addWidget(self.table, 1)
        column.addWidget(self.waiting)
        column.addWidget(self.blank, 1)

    def show_state(self, state: Replication) -> None:
        self.rows.show_replicas(state.replicas)
        self.table.resizeColumnsToContents()
        self.waiting.setText(self._waiting(state))
        for widget in (self.table, self.waiting):
            widget.setVisible(bool(state.replicas))
        self.blank.setVisible(not state.replicas)
        self.blank.say(*self._nobody(state), [])

    def _waiting(self, state: Replication) -> str:
        if state.waits:
            return self.tr("What is saved here is on a replica as well before anybody is told.")
        if state.wanted:
            return self.tr("What is saved here should wait for a replica, and waits for none: see the alerts.")
        return self.tr("What is saved here waits for no replica (replica synchronous true would have it wait).")

    def _nobody(self, state: Replication) -> tuple[str, str, str]:
        """A symbol, a title, and what one can do."""
        if state.problem:
            return "mdi6.database-alert-outline", self.tr("The replicas could not be asked for"), state.problem
        if not state.sees:
            words = self.tr("The server's role does not see who follows its database: give it the right “pg_monitor”.")
            return "mdi6.database-eye-off-outline", self.tr("Replicas are not visible from here"), words
        words = self.tr(
            "A second machine that repeats this one goes on in its place when it is lost. On this machine: "
            "fofal-server replica invite; the administrators' guide says the rest, step by step."
        )
        return "mdi6.database-sync-outline", self.tr("No replica"), words
