"""The databases that repeat this one as a table: whether each follows, how far behind, and whether it is waited for."""

from typing import Any

from PySide6.QtCore import QLocale, QObject, Qt

from fofal_desktop.fields.formats import moment_text, tip_of
from fofal_desktop.models.index import Index
from fofal_desktop.models.operation_figures import NOTHING, size
from fofal_desktop.models.worded import WordedTable
from fofal_server.contract.operations import Replica


class ReplicasModel(WordedTable):
    """What is to be done about one that is not well stands in the tip of its row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)

    def show_replicas(self, replicas: list[Replica]) -> None:
        if replicas != self._rows:  # else what is selected stays selected
            self.show_rows(replicas)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and index.isValid() and (advice := self._advice(self.row(index.row()))):
            return tip_of(advice)
        return super().data(index, role)

    def _advice(self, one: Replica) -> str:
        if one.slot in {"unreserved", "lost"}:
            return self.tr("Invite it again (replica invite), then copy it into an empty folder (replica init).")
        return self.tr("On its machine: fofal-server replica follow") if one.state is None else ""

    def _heads(self) -> tuple[str, ...]:
        return (
            self.tr("Replica"), self.tr("Address"), self.tr("State"), self.tr("Since"), self.tr("Behind"),
            self.tr("Awaited"), self.tr("Log kept for it"),
        )  # fmt: skip

    def _texts(self, one: Replica) -> tuple[str, ...]:
        states = {
            "streaming": self.tr("Follows"),
            "catchup": self.tr("Catching up"),
            "startup": self.tr("Beginning"),
            "stopping": self.tr("Ending"),
            None: self.tr("Away"),
        }
        since = moment_text(one.since.isoformat()) if one.since else NOTHING
        awaited = self.tr("Yes") if one.awaited else self.tr("No")
        state = states.get(one.state, one.state or "")
        return (one.name, one.address or NOTHING, state, since, self._behind(one), awaited, self._kept(one))

    def _behind(self, one: Replica) -> str:
        """Nothing is known of one that is away, but what waits for it."""
        if one.lag_bytes is None:
            return NOTHING
        if not one.lag_bytes:
            return self.tr("up to date")
        if one.lag_seconds is None:
            return size(one.lag_bytes)
        return self.tr("{0} s, {1}").format(QLocale().toString(one.lag_seconds, "f", 1), size(one.lag_bytes))

    def _kept(self, one: Replica) -> str:
        words = {
            "unreserved": self.tr("soon lost"),
            "lost": self.tr("lost: to be copied anew"),
            None: NOTHING,
        }
        return words.get(one.slot) or size(one.kept_bytes)
