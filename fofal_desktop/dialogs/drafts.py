"""What was found again after a crash: each entry by name and age, to be resumed or given up."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.drafts.draft import Draft
from fofal_desktop.drafts.shelf import Found
from fofal_desktop.models.draft_words import told_of
from fofal_desktop.parts import label, named
from fofal_desktop.theme.icons import icon

_DRAFT = Qt.ItemDataRole.UserRole


class DraftsDialog(Dialog):
    """Enter resumes the marked one, Delete gives it up; ``resumed`` and ``dropped`` carry it."""

    resumed = Signal(object)
    dropped = Signal(object)

    def __init__(self, parent: QWidget, found: Found, drafts: Sequence[tuple[Draft, str]]) -> None:
        """``drafts`` come with the icon of what they are."""
        super().__init__(parent, "draftsDialog", "", width=640)
        self.setWindowTitle(self.tr("Entries that are not saved"))
        self.title.setText(self.windowTitle())
        self.hint = label("", "muted", wrap=True)
        self.body.addWidget(self.hint)
        self.list = named(QListWidget(), "drafts")
        self.list.setAccessibleName(self.windowTitle())
        self.list.setMinimumHeight(180)
        self.list.ensurePolished()  # rows are measured when they are added
        for draft, symbol in drafts:
            item = QListWidgetItem(icon(symbol, "muted"), told_of(draft), self.list)
            item.setData(_DRAFT, draft)
        self.body.addWidget(self.list, 1)
        for words in self._beside(found):
            self.body.addWidget(label(words, "muted", wrap=True))
        self.add_button(self.tr("Close"), "close").clicked.connect(self.reject)
        self.drop = self.add_button(self.tr("Give up"), "dropDraft", "danger")
        self.resume = self.add_button(self.tr("Resume"), "resumeDraft", "primary")
        self._connect()
        self.list.setCurrentRow(0)
        self._fit_buttons()
        self.list.setFocus()

    def _connect(self) -> None:
        self.drop.clicked.connect(self._doubt)
        self.resume.clicked.connect(self._resume)
        self.list.itemActivated.connect(lambda _item: self._resume())
        remove = QShortcut(QKeySequence.StandardKey.Delete, self.list, context=Qt.ShortcutContext.WidgetShortcut)
        remove.activated.connect(self._doubt)

    def _beside(self, found: Found) -> list[str]:
        """What lies there and cannot be opened by this person."""
        closed = self.tr("%n of your entries was closed with another key and cannot be opened.", "", found.closed)
        others = self.tr("%n entry(ies) of other people wait on this computer.", "", found.others)
        return [words for count, words in ((found.closed, closed), (found.others, others)) if count]

    def _marked(self) -> Draft | None:
        item = self.list.currentItem()
        draft: Draft | None = item.data(_DRAFT) if item is not None else None
        return draft

    def _resume(self) -> None:
        if (draft := self._marked()) is not None:
            self.accept()
            self.resumed.emit(draft)

    def _doubt(self) -> None:
        draft = self._marked()
        if draft is None:
            return
        answers = (Answer("no", self.tr("Keep it")), Answer("yes", self.tr("Give up"), "danger"))
        words = self.tr("What was typed goes for good: {0}.").format(told_of(draft))
        ask_person(self, self.tr("Give up this entry?"), words, answers, lambda name: self._give_up(name, draft))

    def _give_up(self, answer: str, draft: Draft) -> None:
        if answer == "yes":
            self.dropped.emit(draft)
            self.list.takeItem(self.list.currentRow())
            self._fit_buttons()

    def _fit_buttons(self) -> None:
        there = self.list.count() > 0
        self.hint.setText(
            self.tr("Typed on this computer. What was being saved at the end is sent again, once, when you resume it.")
            if there
            else self.tr("Everything that was typed here is saved.")
        )
        self.list.setVisible(there)
        self.drop.setEnabled(there)
        self.resume.setEnabled(there)
