"""Beside the table of alerts: the chosen one in words, what may be done about it, and what became of it so far."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from fofal_desktop import commands
from fofal_desktop.fields.formats import moment_text, text_of
from fofal_desktop.flow import FlowLayout
from fofal_desktop.models.alerts import TimelineModel, symbol_of, tone_of
from fofal_desktop.models.guide import shipped
from fofal_desktop.parts import GAP, button, clear, label, named, picture, scrolled, tight
from fofal_desktop.tables.plain import plain_table, wrapped
from fofal_desktop.theme.icons import icon
from fofal_desktop.views.page import Place
from fofal_server.contract.meta import ActionMeta, ResourceMeta

Record = dict[str, Any]
WIDTH, LEAST, SYMBOL = 380, 110, 26
"""How wide it begins, how high its timeline is at least, and the icon; pixels."""
DEEDS = ("acknowledge", "note", "resolve", "close")
"""What is done every day, in this order; the rest is on the record's own page."""


class AlertPane(QFrame):
    """``asked`` carries a deed (ActionMeta), ``wanted`` the place of the record that it is about.

    ``explained`` carries the sheet that says what to do.
    """

    asked = Signal(object)
    wanted = Signal(object)
    explained = Signal(object)

    def __init__(self, resource: ResourceMeta, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pane")
        self.setMinimumWidth(WIDTH - 100)
        self._resource = resource
        self.alert: Record | None = None
        self.symbol = picture("mdi6.bell-outline", "muted", SYMBOL)
        self.title, self.beside = label("", "sectionTitle", wrap=True), label("", "muted", wrap=True)
        self.words = label("", "alertTold", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.guide = button(self.tr("What to do"), "alertGuide", "link", commands.HELP.icon)
        self.open_record = button(self.tr("Open the record"), "openAbout", "link", "mdi6.open-in-app")
        self.deeds = tight(FlowLayout(GAP), 0)
        self.steps = TimelineModel(resource, self)
        self.timeline = wrapped(plain_table(self.steps, "alertTimeline"))
        self.timeline.setAccessibleName(self.tr("Timeline"))
        self.open_record.clicked.connect(self._open_about)
        self.guide.clicked.connect(self._explain)
        self._lay_out()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say how one comes to see one."""
        self.alert = None
        self.title.setText(self.tr("No alert chosen"))
        self.beside.setText(self.tr("Choose a line of the table."))
        self.words.setText("")
        clear(self.deeds)
        self.steps.show_steps([])
        self._show_parts(self.guide, self.open_record, self.timeline, on=False)

    def show_alert(self, alert: Record, *, may_open: bool) -> None:
        """An alert as the server told it, with its steps; ``may_open`` whether its record may be read."""
        self.alert = alert
        severity = alert["severity"]
        self.symbol.setPixmap(icon(symbol_of(severity), tone_of(severity)).pixmap(SYMBOL, SYMBOL))
        self.title.setText(alert["title"])
        self.beside.setText(self._beside(alert))
        self.words.setText(alert["told"])
        self.guide.setVisible(shipped().named(alert["guide"]) is not None)  # a newer server has more watches
        self._offer(alert.get("allowed", ()))
        self.steps.show_steps(alert["steps"])
        self.timeline.resizeColumnToContents(0)
        self._show_parts(self.timeline, on=True)
        self.open_record.setVisible(may_open)

    def deed(self, name: str) -> ActionMeta | None:
        """A deed by its name, when this person may do it to this alert now."""
        allowed = (self.alert or {}).get("allowed", ())
        return next((one for one in self._resource.actions if one.name == name and name in allowed), None)

    def _beside(self, alert: Record) -> str:
        severity, status = (text_of(self._resource.fields[name], alert) for name in ("severity", "status"))
        since = self.tr("since {0}").format(moment_text(alert["since"]))
        returns = self.tr("came back %n time(s)", "", alert["returns"]) if alert["returns"] else ""
        return " · ".join(filter(None, (severity, status, since, returns)))

    def _offer(self, allowed: Sequence[str]) -> None:
        clear(self.deeds)
        for name in DEEDS:
            if name in allowed and (action := self.deed(name)) is not None:
                self.deeds.addWidget(self._button(action))

    def _button(self, action: ActionMeta) -> QPushButton:
        made = button(action.label, f"deed-{action.name}", "primary" if action.name == "acknowledge" else "")
        made.clicked.connect(lambda: self.asked.emit(action))
        return made

    def _open_about(self) -> None:
        if self.alert is not None and self.alert["resource"]:
            key = self.alert["record_id"]
            about = self.alert["resource"]
            self.wanted.emit(Place("record", about, key) if key else Place("list", about))

    def _explain(self) -> None:
        if self.alert is not None and (sheet := shipped().named(self.alert["guide"])) is not None:
            self.explained.emit(sheet)

    @staticmethod
    def _show_parts(*parts: QWidget, on: bool) -> None:
        for part in parts:
            part.setVisible(on)

    def _lay_out(self) -> None:
        head = tight(QHBoxLayout(), GAP)
        head.addWidget(self.symbol, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 1)
        deeds = named(QWidget(), "alertDeeds")
        deeds.setLayout(self.deeds)
        inside = QWidget()
        column = tight(QVBoxLayout(inside), GAP, GAP + 4)
        column.addLayout(head)
        for part in (self.beside, self.words, self.guide, self.open_record, deeds):
            column.addWidget(part)
        column.addWidget(self.timeline, 1)
        column.addStretch(0)
        self.timeline.setMinimumHeight(LEAST)
        tight(QVBoxLayout(self), 0).addWidget(scrolled(inside, "alertPane"))
