"""Editors of days and moments, made for typing: ``=``, ``j``, ``+7``, ``12/03``; a calendar for those who point."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit

from fofal_desktop.fields.formats import day_text, moment_text, tip_of
from fofal_desktop.fields.reading import wire_moment
from fofal_desktop.fields.typed import day_of
from fofal_desktop.fields.typedline import Today, TypedLine
from fofal_desktop.theme.icons import icon
from fofal_server.contract.meta import FieldMeta


class DayEditor(TypedLine):
    """``2026-11-22`` on the wire, ``22/11/2026`` to the eye; Alt+Down opens the calendar."""

    def __init__(self, field: FieldMeta, today: Today) -> None:
        super().__init__(field, today)
        self.line.setPlaceholderText(self.example())
        self._open = self.line.addAction(icon("mdi6.calendar", "muted"), QLineEdit.ActionPosition.TrailingPosition)
        self._open.setText(self.tr("Calendar (Alt+Down)"))
        self._open.setToolTip(tip_of(self._open.text()))
        self._open.triggered.connect(self.open_calendar)

    def words(self, wire: Any) -> str:
        return day_text(str(wire))

    def set_readonly(self, readonly: bool) -> None:
        super().set_readonly(readonly)
        self._open.setVisible(not readonly)

    def open_calendar(self) -> None:
        """Offer a month to point at; the day of the field, else today, is marked."""
        calendar = QCalendarWidget(self)
        calendar.setWindowFlags(Qt.WindowType.Popup)
        calendar.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setSelectedDate(QDate.fromString(self._day().isoformat(), Qt.DateFormat.ISODate))
        for picked in (calendar.clicked, calendar.activated):
            picked.connect(lambda day: self._pick(calendar, day))
        calendar.move(self.line.mapToGlobal(QPoint(0, self.line.height())))
        calendar.show()
        calendar.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
            if alt and event.key() == Qt.Key.Key_Down and not self.line.isReadOnly():
                self.open_calendar()
                return True
        return super().eventFilter(watched, event)

    def example(self) -> str:
        return self.tr("dd/mm/yyyy")

    def _day(self) -> dt.date:
        return day_of(self.line.text(), self.today()) or self.today()

    def _pick(self, calendar: QCalendarWidget, day: QDate) -> None:
        calendar.close()
        self.take_day(dt.date(day.year(), day.month(), day.day()))
        self.show_problem("")

    def take_day(self, day: dt.date) -> None:
        self.set_value(day.isoformat())


class MomentEditor(DayEditor):
    """A moment of the company's zone to the eye, UTC on the wire."""

    def words(self, wire: Any) -> str:
        return moment_text(str(wire))

    def example(self) -> str:
        return self.tr("dd/mm/yyyy hh:mm")

    def _day(self) -> dt.date:
        return day_of(self.line.text().partition(" ")[0], self.today()) or self.today()

    def take_day(self, day: dt.date) -> None:
        _, _, clock = self.line.text().partition(" ")
        hour, _, minute = clock.partition(":")
        time = dt.time(int(hour), int(minute)) if hour.isdecimal() and minute.isdecimal() else dt.time()
        self.set_value(wire_moment(dt.datetime.combine(day, time)))
