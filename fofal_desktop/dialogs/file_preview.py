"""A file of a record seen large, without the program it belongs to; and what is said where it cannot be seen."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.picture_view import PictureView
from fofal_desktop.gate import ask, message_of
from fofal_desktop.glance import Broken, Glance, Vast
from fofal_desktop.jobs import Job
from fofal_desktop.parts import GAP, icon_button, label, named, tight


def why_unseen(error: Exception) -> str:
    """Why nothing of a file is seen, and what to do."""
    translate = QCoreApplication.translate
    if isinstance(error, Broken):
        return translate(
            "FilePreview", "This picture is damaged or incomplete. Ask whoever added it for the file again."
        )
    if isinstance(error, Vast):
        return translate("FilePreview", "This picture is too large to be shown here. Open it in its program.")
    return message_of(error)


def beginning() -> QPlainTextEdit:
    """How a text begins, line by line as it is written."""
    made = named(QPlainTextEdit(), "fileText")
    made.setAccessibleName(QCoreApplication.translate("FilePreview", "How the file begins"))
    made.setReadOnly(True)
    made.setTabChangesFocus(True)
    made.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    return made


class FilePreview(Dialog):
    """``read`` finds what is to be seen, in a job; ``open_file`` hands the file to its program."""

    def __init__(
        self, title: str, facts: str, read: Callable[[], Glance], open_file: Callable[[], Any], parent: QWidget
    ) -> None:
        super().__init__(parent, "filePreview", title, width=560)
        self.resize(900, 760)
        self.view, self.text, self.facts = PictureView(), beginning(), label(facts, "muted", wrap=True)
        self.view.setAccessibleName(title)
        self._lay_out()
        leave = self.add_button(self.tr("Close"), "cancel")
        leave.clicked.connect(self.reject)
        leave.setProperty("always", True)
        hand_on = self.add_button(self.tr("Open in its program"), "openFile", "primary", "mdi6.open-in-app")
        hand_on.clicked.connect(self.accept)
        hand_on.clicked.connect(lambda _checked=False: open_file())
        QShortcut(QKeySequence(Qt.Key.Key_Space), self.view, self.accept, context=Qt.ShortcutContext.WidgetShortcut)
        self.busy.show()
        self._job: Job[Glance] = ask(self, read, self._show, self._refuse, self.busy.hide, long=True)
        self.finished.connect(lambda _result: self._job.cancel())

    def _show(self, seen: Glance) -> None:
        shown: QWidget = self.text
        if seen.picture is not None:
            shown = self.view
            self.view.show_picture(seen.picture)
            self.tools.show()
        else:
            self.text.setPlainText(seen.words)
            self.more.setVisible(seen.more)
        shown.show()
        shown.setFocus()

    def _refuse(self, error: Exception) -> None:
        self.problem.say(why_unseen(error), "warning")

    def _lay_out(self) -> None:
        self.tools, self.more = named(QWidget(), "pictureTools"), label(self.tr("The text goes on."), "hint")
        row = tight(QHBoxLayout(self.tools), GAP)
        row.addStretch(1)
        for symbol, words, name, deed in (
            ("mdi6.magnify-minus-outline", self.tr("Smaller (-)"), "zoomOut", self.view.smaller),
            ("mdi6.magnify-plus-outline", self.tr("Larger (+)"), "zoomIn", self.view.larger),
            ("mdi6.fit-to-page-outline", self.tr("Fit the window (0)"), "zoomFit", self.view.fit),
            ("mdi6.rotate-right", self.tr("Turn (R)"), "turn", self.view.turn),
        ):
            row.addWidget(icon_button(symbol, words, name, deed))
        self.body.addWidget(self.facts)
        for widget in (self.tools, self.view, self.text, self.more):
            self.body.addWidget(widget, 1 if widget in {self.view, self.text} else 0)
            widget.hide()
        self.body.addStretch(0)
