"""Editors of days and moments, made for typing: ``=``, ``j``, ``+7``, ``12/03``."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QLineEdit

from fofal_desktop.api.clock import COMPANY_ZONE
from fofal_desktop.fields.editor import FieldEditor, Row
from fofal_desktop.fields.formats import day_text, moment_text
from fofal_desktop.fields.typed import day_of, moment_of
from fofal_server.contract.meta import FieldMeta

Today = Callable[[], dt.date]


class DayEditor(FieldEditor):
    """``2026-11-22`` on the wire, ``22/11/2026`` to the eye."""

    def __init__(self, field: FieldMeta, today: Today) -> None:
        super().__init__(field)
        self._today = today
        self.line = QLineEdit()
        self.line.setPlaceholderText(self.tr("dd/mm/yyyy"))
        self.line.textChanged.connect(self.changed)
        self.line.installEventFilter(self)
        self._place(self.line)

    def value(self) -> Any:
        text = self.line.text().strip()
        return self._wire(text) or text or None

    def set_value(self, wire: Any, _row: Row | None = None, /) -> None:
        self.line.setText("" if wire is None else self._words(str(wire)))

    def set_readonly(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)

    def problem(self) -> str:
        text = self.line.text().strip()
        return self._refusal() if text and self._wire(text) is None else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.FocusOut and watched is self.line:
            self._spell_out()
        return super().eventFilter(watched, event)

    def _spell_out(self) -> None:
        wire = self._wire(self.line.text().strip())
        if wire is not None:
            self.line.setText(self._words(wire))
        self.show_problem(self.problem())

    def _wire(self, text: str) -> str | None:
        day = day_of(text, self._today())
        return day.isoformat() if day else None

    def _words(self, wire: str) -> str:
        return day_text(wire)

    def _refusal(self) -> str:
        return self.tr("This is not a date. Examples: 12/03, +7, = for today.")


class MomentEditor(DayEditor):
    """A moment of the company's zone to the eye, UTC on the wire."""

    def __init__(self, field: FieldMeta, today: Today) -> None:
        super().__init__(field, today)
        self.line.setPlaceholderText(self.tr("dd/mm/yyyy hh:mm"))

    def _wire(self, text: str) -> str | None:
        moment = moment_of(text, self._today())
        if moment is None:
            return None
        return moment.replace(tzinfo=COMPANY_ZONE).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    def _words(self, wire: str) -> str:
        return moment_text(wire)

    def _refusal(self) -> str:
        return self.tr("This is not a date and time. Example: 12/03 14:30.")
