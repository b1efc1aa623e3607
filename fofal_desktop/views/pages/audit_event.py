"""One event of the audit trail: who, when, what, and the values before and after for whom may see them."""

import datetime as dt
from typing import Any

from PySide6.QtWidgets import QTableView

from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import text_of
from fofal_desktop.gate import ask, message_of
from fofal_desktop.models.history import HistoryModel
from fofal_desktop.parts import giving_way, label
from fofal_desktop.tables.plain import plain_table
from fofal_desktop.views.page import Place
from fofal_desktop.views.record import RecordPage
from fofal_server.contract.wire import History, HistoryEntry

RESOURCE = "auth.audit-events"


class AuditEventPage(RecordPage):
    """Reads the values apart, for they fall under the rights on the record that was changed."""

    def _lay_out(self) -> None:
        super()._lay_out()
        self.details: QTableView | None = None
        self.told_words = label("", "muted", wrap=True)
        self.column.addWidget(self.told_words)
        self.open_record = giving_way(self.tr("Open the record"), "openChanged", "mdi6.open-in-app")
        self.open_record.clicked.connect(self._open_changed)
        self.open_record.hide()
        self.heading.add_extra(self.open_record)

    def show_record(self, record: dict[str, Any]) -> None:
        super().show_record(record)
        self.open_record.setVisible(bool(record.get("record_id")) and record["resource"] in self.context.metas)
        request = Request("GET", f"{self.resource.path}/{record['id']}/details")
        ask(self, lambda: self.client.send(request).json(), self._show_details, self._not_told)

    def _show_details(self, details: dict[str, Any]) -> None:
        record = self.record or {}
        changed = self.context.metas.get(str(record.get("resource")))
        if details["withheld"]:
            self.told_words.setText(self.tr("The values fall under rights that you do not hold."))
        told = {*(details["before"] or {}), *(details["after"] or {})}
        if changed is None or not told & set(changed.fields):
            return
        entry = HistoryEntry(
            at=dt.datetime.fromisoformat(str(record["created_at"])),
            actor=record.get("username"),
            action=str(record.get("action")),
            action_label=text_of(self.resource.fields["action"], record),
            before=details["before"],
            after=details["after"],
            request_id=record.get("request_id"),
        )
        model = HistoryModel(changed, self)
        model.show_history(History(items=[entry]))
        if self.details is not None:  # shown again after a refresh
            self.details.deleteLater()
        self.details = plain_table(model, "auditDetails", self.tr("What was changed"))
        self.column.addWidget(self.details, 1)

    def _not_told(self, error: Exception) -> None:
        self.told_words.setText(message_of(error))

    def _open_changed(self) -> None:
        if self.record is not None:
            self.wanted.emit(Place("record", str(self.record["resource"]), str(self.record["record_id"])))
