"""What waits to be sent: how each entry stands, to be opened, taken out, or sent now."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QStackedWidget, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.commands import Command, bind
from fofal_desktop.dialogs.frame import Banner
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.on_paper import table_of
from fofal_desktop.models.outbox import OutboxModel, why_not_touched
from fofal_desktop.outbox.entry import Entry
from fofal_desktop.outbox.outbox import Outbox
from fofal_desktop.parts import GAP, action_button, label, picture, tight
from fofal_desktop.tables.blank import Blank
from fofal_desktop.tables.plain import plain_table
from fofal_desktop.views import hand_made
from fofal_desktop.views.page import Page, Place
from fofal_desktop.views.printing import print_button
from fofal_server.contract.shown import ShownPage

NAME, SYMBOL = hand_made.OUTBOX.name, hand_made.OUTBOX.symbol
SEND = Command("outbox-send", QT_TRANSLATE_NOOP("Command", "Send now"), "F5", "mdi6.send-outline")
TAKE_OUT = Command("outbox-take-out", QT_TRANSLATE_NOOP("Command", "Take out"), "Ctrl+Del", "mdi6.trash-can-outline")
WHAT = 1
"""The column that takes the room that is left."""


class OutboxPage(Page):
    """Follows the outbox; Enter opens the marked entry."""

    def __init__(self, outbox: Outbox, client: Client, parent: QWidget) -> None:
        super().__init__(Place("page", NAME), SYMBOL, parent)
        self.outbox, self._asked = outbox, False
        self.setWindowTitle(self.tr("To be sent"))
        self.model = OutboxModel(outbox, self)
        self.table = plain_table(self.model, "outboxTable", stretch=False)
        self.problem, self.count, self.beside = Banner(), label("", "count"), label("", "muted", wrap=True)
        self.blank, self.stack = Blank([]), QStackedWidget()
        self.deeds = {
            command: bind(self, command, deed) for command, deed in ((SEND, self._send), (TAKE_OUT, self._doubt))
        }
        self._print = print_button(self, client, self.on_paper)
        self._lay_out()
        self.table.activated.connect(lambda _index: self.open_marked())
        outbox.changed.connect(self.refresh)
        outbox.stopped.connect(self._tell_stopped)
        outbox.look()
        self.refresh()

    def arrive(self, place: Place) -> None:
        """Where one looks is where the keys go."""
        super().arrive(place)
        self.setFocus()

    def refresh(self) -> None:
        """Show what is there; the marked one stays marked."""
        marked, entries = self.marked, self.outbox.entries
        if not entries:
            self.problem.say("")
        self.model.show_rows(entries)
        self.count.setText(self.tr("%n entry(ies)", "", len(entries)) if entries else "")
        self.stack.setCurrentWidget(self.table if entries else self.blank)
        self.setFocusProxy(self.table if entries else self.blank)  # no key is heard where the focus is hidden
        place = next((row for row, one in enumerate(entries) if marked is not None and one.id == marked.id), 0)
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.table.selectionModel().setCurrentIndex(self.model.index(place, 0), flags)
        self.beside.setText(" ".join(self._beside()))
        for action in self.deeds.values():
            action.setEnabled(bool(entries))

    @property
    def marked(self) -> Entry | None:
        index = self.table.currentIndex()
        found: Entry | None = self.model.row(index.row()) if index.isValid() else None
        return found

    def open_marked(self) -> None:
        """Show the form that it was typed into, with what the server had against it."""
        if (entry := self.marked) is not None:
            self.wanted.emit(Place("record", entry.resource, entry.record_id))

    def _send(self) -> None:
        self._asked = True
        self.problem.say("")
        self.outbox.send()

    def _tell_stopped(self, error: Exception) -> None:
        """Of attempts that nobody asked for the foot of the window tells enough."""
        if self._asked:
            self._asked = False
            self.problem.say(why_not_touched(error), "warning")

    def _doubt(self) -> None:
        entry = self.marked
        if entry is None:
            return
        answers = (Answer("no", self.tr("Keep it")), Answer("yes", self.tr("Take out"), "danger"))
        words = self.tr("It will never be sent, and what was typed goes for good: {0}.").format(entry.name)
        ask_person(self, self.tr("Take out this entry?"), words, answers, lambda name: self._take_out(name, entry))

    def _take_out(self, answer: str, entry: Entry) -> None:
        if answer == "yes":
            self.outbox.drop(self, entry, lambda error: self.problem.say(why_not_touched(error), "warning"))

    def _beside(self) -> list[str]:
        """What lies there and cannot be opened by this person."""
        found = self.outbox.contents
        closed = self.tr("%n of your entries was closed with another key and cannot be opened.", "", found.closed)
        others = self.tr("%n entry(ies) of other people wait on this computer.", "", found.others)
        return [words for count, words in ((found.closed, closed), (found.others, others)) if count]

    def on_paper(self) -> ShownPage:
        """All that waits, as it is listed."""
        facts = [(self.tr("Beside"), words) for words in self._beside()]
        return ShownPage(title=self.title, facts=facts, tables=table_of(self.model))

    # -- put together

    def _lay_out(self) -> None:
        self.table.setSelectionMode(self.table.SelectionMode.SingleSelection)
        self.table.setAccessibleName(self.windowTitle())
        heads = self.table.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        heads.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        self.blank.say(
            "mdi6.check-circle-outline",
            self.tr("Everything has been sent"),
            self.tr("What is entered while the server does not answer waits here, and leaves by itself."),
            [],
        )
        for part in (self.table, self.blank):
            self.stack.addWidget(part)
        column = tight(QVBoxLayout(self), GAP, 2 * GAP)
        column.addLayout(self._head())
        column.addWidget(self.problem)
        column.addWidget(self.stack, 1)
        column.addWidget(self.beside)

    def _head(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        row.addWidget(picture(SYMBOL, "brand", 26))
        row.addWidget(label(self.windowTitle(), "pageTitle"))
        row.addWidget(self.count)
        row.addStretch(1)
        for command in (TAKE_OUT, SEND):
            row.addWidget(action_button(self.deeds[command]))
        row.addWidget(self._print)
        return row
