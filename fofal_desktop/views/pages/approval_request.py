"""A request for approval, with the way to the record that it is about."""

from typing import Any

from fofal_desktop.parts import giving_way
from fofal_desktop.views.approval import RESOURCE
from fofal_desktop.views.page import Place
from fofal_desktop.views.record import RecordPage

__all__ = ["RESOURCE", "ApprovalRequestPage"]


class ApprovalRequestPage(RecordPage):
    """One agrees to what one has looked at."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.open_record = giving_way(self.tr("Open the record"), "openAsked", "mdi6.open-in-app")
        self.open_record.clicked.connect(self._open_asked)
        self.open_record.hide()
        self.heading.add_extra(self.open_record)

    def show_record(self, record: dict[str, Any]) -> None:
        super().show_record(record)
        self.open_record.setVisible(record["resource"] in self.context.metas)

    def _open_asked(self) -> None:
        if self.record is not None:
            self.wanted.emit(Place("record", str(self.record["resource"]), str(self.record["record_id"])))
