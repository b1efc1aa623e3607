"""The centre of alerts: what is wrong, who has it in hand, and all that is done about it without leaving the page."""

from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QModelIndex
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QSplitter,
    QStackedWidget,
    QWidget,
)

from fofal_desktop import commands
from fofal_desktop.commands import Command, bind
from fofal_desktop.dialogs.deed import DeedDialog
from fofal_desktop.dialogs.own_wishes import OwnWishes
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.alerts import SOUGHT, AlertsModel, Sought, read_alerts
from fofal_desktop.models.on_paper import table_of
from fofal_desktop.models.operations import ALERTS, GRAVITY, Record
from fofal_desktop.parts import GAP, action_button, chooser, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.tables.plain import plain_table, wrapped
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Place
from fofal_desktop.views.pages.alerts_pane import WIDTH, AlertPane
from fofal_desktop.views.printing import print_button
from fofal_desktop.views.reading import ReadingPage, halves
from fofal_desktop.views.saving import Saving
from fofal_server.contract.meta import ActionMeta
from fofal_server.contract.shown import ShownPage

NAME, SYMBOL = hand_made.ALERTS.name, hand_made.ALERTS.symbol
TAKE = Command("alert-take", QT_TRANSLATE_NOOP("Command", "Take in hand"), "Ctrl+T", "mdi6.hand-back-right-outline")
RESOLVE = Command("alert-resolve", QT_TRANSLATE_NOOP("Command", "It is over"), "Ctrl+R", "mdi6.check-circle-outline")
NOTE = Command("alert-note", QT_TRANSLATE_NOOP("Command", "Note"), "Ctrl+M", "mdi6.note-plus-outline")
TITLE, LEAST = 1, 110
"""The column that takes the room that is left, and how wide any column is at least, in pixels."""
_KEYS = {TAKE: "acknowledge", RESOLVE: "resolve", NOTE: "note"}


class AlertsPage(ReadingPage):
    """Read anew whenever alerts change; the one that is chosen stays chosen."""

    def __init__(self, context: EditorContext, parent: QWidget) -> None:
        super().__init__(NAME, SYMBOL, context, parent)
        self.context = context
        self.resource = context.metas[ALERTS]
        self.setWindowTitle(self.tr("Centre of alerts"))
        self.sought, self.least = chooser("alertsSought"), chooser("alertsLeast")
        self.alerts = AlertsModel(self.resource, self)
        self.table, self.blank = wrapped(plain_table(self.alerts, "alertsTable", stretch=False)), Blank([])
        self.saving = Saving(self.client, self.resource, self)
        self._chosen = ""
        self._lay_out()
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        sought, least = SOUGHT[self.sought.currentIndex()], GRAVITY[self.least.currentIndex()]
        self.read(partial(read_alerts, self.client, self.metas, sought, least), partial(self.show_alerts, sought))

    def show_alerts(self, sought: Sought, alerts: list[Record]) -> None:
        self.problem.say("")
        self.count.setText(self.tr("%n alert(s)", "", len(alerts)))
        self.alerts.show_alerts(alerts)
        self.stack.setCurrentWidget(self.table if alerts else self.blank)
        if alerts:
            self.table.selectRow(self.alerts.place_of(self._chosen))
        else:
            self._chosen = ""  # what is still read of it comes too late
            self.pane.show_nothing()
            title = self.tr("All is well") if sought is SOUGHT[0] else self.tr("Nothing of this kind")
            self.blank.say("mdi6.check-circle-outline", title, self.tr("No alert is to be seen to here."), [])

    # -- the chosen one

    def _choose(self, current: QModelIndex, _before: QModelIndex | None = None) -> None:
        if current.isValid():
            self._chosen = str(self.alerts.row(current.row())["id"])
            self._read_chosen()

    def _read_chosen(self) -> None:
        key = self._chosen
        self.read(lambda: self.client.read(self.resource, key), self._show_chosen, part="chosen")

    def _show_chosen(self, alert: Record) -> None:
        """An answer about one that was left meanwhile says nothing any more."""
        if alert["id"] == self._chosen:
            self.pane.show_alert(alert, may_open=alert["resource"] in self.metas)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.wanted.emit(Place("record", ALERTS, str(self.alerts.row(index.row())["id"])))

    # -- what is done about it

    def _act_by_key(self, name: str) -> None:
        if (action := self.pane.deed(name)) is not None:
            self.act(action)

    def act(self, action: ActionMeta) -> None:
        """Do it at once, or let the person say what goes with it first."""
        alert = self.pane.alert
        if alert is None:
            return
        if not (action.fields or action.confirm):
            self.saving.act(alert, action.name, self._done)
            return
        dialog = DeedDialog(action, self.context, self)
        self.saving.refused.connect(dialog.show_refusal)

        def done(record: Record) -> None:
            dialog.accept()
            self._done(record)

        dialog.said.connect(lambda said: self.saving.act(alert, action.name, done, said or None))
        dialog.open()

    def _done(self, record: Record) -> None:
        self._show_chosen(record)
        self.refresh()

    def _refused(self, words: str, _problems: list[Any]) -> None:
        """Somebody else may have been faster: show how it stands by now."""
        self.problem.say(words, "warning")
        self._read_chosen()

    @property
    def has_shown(self) -> bool:
        return bool(self.alerts.alerts)

    def look_again(self) -> None:
        """Behind another tab too: what rings leads here."""
        self.refresh()
        if self._chosen:
            self._read_chosen()

    def on_paper(self) -> ShownPage | None:
        """The alerts that are listed, and which ones that are."""
        if not self.was_read:
            return None
        facts = [(box.accessibleName(), box.currentText()) for box in (self.sought, self.least)]
        return ShownPage(title=self.title, facts=facts, tables=table_of(self.alerts))

    # -- put together

    def _connect(self) -> None:
        self.sought.currentIndexChanged.connect(lambda _place: self.refresh())
        self.least.currentIndexChanged.connect(lambda _place: self.refresh())
        self.table.selectionModel().currentRowChanged.connect(self._choose)
        self.table.activated.connect(self._open)
        self.pane.asked.connect(self.act)
        self.pane.wanted.connect(self.wanted)
        self.pane.explained.connect(self.explained)
        self.saving.busy.connect(self.busy.setVisible)
        self.saving.refused.connect(self._refused)
        self.follow({ALERTS})
        for command, name in _KEYS.items():
            bind(self, command, partial(self._act_by_key, name))

    def _lay_out(self) -> None:
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.windowTitle())
        heads = self.table.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        heads.setMinimumSectionSize(LEAST)
        wishes = action_button(bind(self, commands.WISHES, lambda: OwnWishes(self.client, self).open()))
        column = self.column(self.head([self.count], [wishes, print_button(self, self.client, self.on_paper)]))
        self.rows.insertLayout(1, self._tools())
        split = QSplitter(self.inside)  # made after the head, and so Tab comes to it after the head
        self.stack = QStackedWidget(split)
        for part in (self.table, self.blank):
            self.stack.addWidget(part)
        self.pane = AlertPane(self.resource, split)
        column.addWidget(halves(split, WIDTH, 2), 1)

    def _tools(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        for one in SOUGHT:
            self.sought.addItem(QCoreApplication.translate("Alerts", one.words), one.name)
        grave = {choice.value: choice.label for choice in self.resource.fields["severity"].choices}
        for severity in GRAVITY:
            words = (
                self.tr("However grave")
                if severity == GRAVITY[0]
                else self.tr("From: {0}").format(grave.get(severity, severity))
            )
            self.least.addItem(words, severity)
        for box, words in ((self.sought, self.tr("Which alerts")), (self.least, self.tr("How grave"))):
            box.setAccessibleName(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            row.addWidget(box)
        row.addStretch(1)
        return row
