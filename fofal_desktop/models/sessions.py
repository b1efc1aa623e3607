"""Where somebody is signed in, as a table: the session that asks comes first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.fields.formats import moment_text
from fofal_desktop.models.worded import WordedTable

Session = dict[str, Any]


class SessionsModel(WordedTable):
    """Device, address, and when it began and was seen last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)

    def show_sessions(self, sessions: Sequence[Session]) -> None:
        self.show_rows(sorted(sessions, key=lambda one: not one["current"]))

    def others(self) -> int:
        """How many there are beside the one that asks."""
        return sum(not one["current"] for one in self._rows)

    def _heads(self) -> tuple[str, ...]:
        return (self.tr("Device"), self.tr("Address"), self.tr("Signed in"), self.tr("Last seen"))

    def _texts(self, one: Session) -> tuple[str, ...]:
        device = one["device"] or self.tr("Unknown device")
        if one["current"]:
            device = self.tr("This session: {0}").format(device)
        return (device, one["address"] or "", moment_text(one["created_at"]), moment_text(one["last_seen"]))
