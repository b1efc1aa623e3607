"""Runs the deeds of a record's flow: what a deed asks is asked first, and what became of it is told."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from fofal_desktop.dialogs.deed import DeedDialog
from fofal_desktop.dialogs.question import Answer, ask_person
from fofal_desktop.fields.editors import EditorContext
from fofal_desktop.jobs import changes
from fofal_desktop.notices import Notice
from fofal_desktop.views.approval import RESOURCE as APPROVALS
from fofal_desktop.views.approval import missing_words
from fofal_desktop.views.page import Page
from fofal_desktop.views.saving import Saving
from fofal_server.contract.meta import ActionMeta

Record = dict[str, Any]


class Flow(QObject):
    """``done`` carries the record as the deed left it; ``shown`` answers the one that the page shows."""

    done = Signal(dict)

    def __init__(self, page: Page, saving: Saving, context: EditorContext, shown: Callable[[], Record | None]) -> None:
        super().__init__(page)
        self._page, self._saving, self._context, self._shown = page, saving, context, shown

    def begin(self, action: ActionMeta) -> None:
        """Let the person say or confirm what the deed asks for, then run it."""
        if action.fields:
            self._let_say(action)
            return
        if not action.confirm:
            self._run(action)
            return
        answers = (
            Answer("no", self.tr("Cancel")),
            Answer("yes", action.label, "danger" if action.danger else "primary"),
        )
        ask_person(
            self._page, action.label, action.confirm, answers, lambda name: self._run(action) if name == "yes" else None
        )

    def _run(self, action: ActionMeta) -> None:
        record = self._shown()
        if record is not None:
            self._saving.act(record, action.name, lambda done: self._acted(action, done))

    def _let_say(self, action: ActionMeta) -> None:
        dialog = DeedDialog(action, self._context, self._page)
        self._saving.refused.connect(dialog.show_refusal)

        def done(record: Record) -> None:
            dialog.accept()
            self._acted(action, record)

        def send(said: Record) -> None:
            record = self._shown()
            if record is not None:
                self._saving.act(record, action.name, done, said)

        dialog.said.connect(send)
        dialog.open()

    def _acted(self, action: ActionMeta, record: Record) -> None:
        self.done.emit(record)
        if "approval" in record:
            words = self.tr("{0}: {1}").format(action.label, missing_words(record["approval"]))
            self._page.told.emit(Notice(words, "warning"))
            changes.happened.emit({APPROVALS})
        else:
            self._page.told.emit(Notice(self.tr("{0}: done. {1}").format(action.label, self._page.title)))
