"""Putting a second factor in place: prove who you are, scan the picture, type a first code, keep the recovery codes."""

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Request
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.proving import CODE_LENGTH, Proving, point_at
from fofal_desktop.dialogs.qr import QrPicture
from fofal_desktop.dialogs.spare_codes import SpareCodes
from fofal_desktop.gate import ask
from fofal_desktop.parts import GAP, label, named, tight

_FOUR = re.compile(".{1,4}")
Heard = Callable[[Any], None]


class Enrolment(Dialog):
    """``accepted`` once the factor is in place and the person says that the recovery codes are kept.

    ``replaces``: there is one already, which is proved too. ``demanded``: the server refuses everything else until it
    is done, and the other way out is to sign out.
    """

    def __init__(self, client: Client, parent: QWidget, *, replaces: bool = False, demanded: bool = False) -> None:
        super().__init__(parent, "enrolment", "", width=560)
        self._client = client
        self.setWindowTitle(self.tr("Second factor"))
        self.proving = Proving(factor=replaces)
        self.code = named(QLineEdit(maxLength=CODE_LENGTH), "firstCode")
        self.picture = QrPicture(self.tr("Picture to scan with the authenticator application"))
        self.secret = label("", "secret")
        self.codes = SpareCodes(client.session.username)
        self.codes.kept.connect(self._allow)
        self.codes.told.connect(self.problem.say)
        self._steps = (self._first(demanded), self._second(), self.codes)
        for step in self._steps:
            self.body.addWidget(step)
        self._leave = self.add_button(self.tr("Sign out") if demanded else self.tr("Cancel"), "cancel")
        self._leave.clicked.connect(self.reject)
        self.go = self.add_button(self.tr("Continue"), "enrolGo", "primary")
        self.go.clicked.connect(self.submit)
        self._show(0)

    # -- the steps

    def _first(self, demanded: bool) -> QWidget:
        why = self.tr("Your role demands a second factor. You can go on once it is in place.") if demanded else ""
        words = self.tr(
            "A second factor is a code that an application on your telephone draws anew every thirty seconds (Aegis, "
            "FreeOTP, Google Authenticator…). Whoever learns your password cannot come in without your telephone."
        )
        page, column = _page()
        for sentence in (why, words):
            if sentence:
                column.addWidget(label(sentence, "muted", wrap=True))
        column.addWidget(self.proving)
        column.addStretch(1)
        return page

    def _second(self) -> QWidget:
        page, column = _page()
        words = self.tr("Scan this picture with the application, or type the key below into it by hand.")
        column.addWidget(label(words, "muted", wrap=True))
        middle = tight(QHBoxLayout(), 0)
        middle.addStretch(1)
        middle.addWidget(self.picture)
        middle.addStretch(1)
        column.addLayout(middle)
        self.secret.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.secret.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        marks = Qt.TextInteractionFlag
        self.secret.setTextInteractionFlags(marks.TextSelectableByMouse | marks.TextSelectableByKeyboard)
        column.addWidget(self.secret)
        rows = tight(QFormLayout(), GAP)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        rows.addRow(self.tr("Code that the application shows now"), self.code)
        column.addLayout(rows)
        return page

    def _show(self, number: int) -> None:
        self._step = number
        for place, step in enumerate(self._steps):
            step.setVisible(place == number)
        titles = (self.tr("Set up your second factor"), self.tr("Scan the picture"), self.tr("Your recovery codes"))
        self.title.setText(titles[number])
        self.problem.say("")
        self._leave.setVisible(number < 2)
        self.go.setText((self.tr("Continue"), self.tr("Confirm"), self.tr("Finish"))[number])
        self.go.setEnabled(number < 2)
        (self.proving.fields["password"], self.code, self.codes.sure)[number].setFocus()
        if self.isVisible():
            self.fit()

    # -- going on

    def submit(self) -> None:
        """What the primary button does at this step."""
        (self._begin, self._confirm, self._finish)[self._step]()

    def _begin(self) -> None:
        if self.proving.empty():
            return
        typed = self.proving.values()
        self._send("enrol", typed, self.scan, lambda error: self.problem.say(self.proving.refuse(error)))

    def scan(self, given: dict[str, Any]) -> None:
        """The server drew a secret: show it."""
        self.picture.show_text(given["uri"])
        self.secret.setText(" ".join(_FOUR.findall(given["secret"])))
        self._show(1)

    def _confirm(self) -> None:
        if not self.code.text().strip():
            self.code.setFocus()
            return
        fields = {"code": self.code}
        self._send(
            "confirm", {"code": self.code.text()}, self.keep, lambda error: self.problem.say(point_at(fields, error))
        )

    def keep(self, given: dict[str, Any]) -> None:
        """The factor is in place: show the recovery codes."""
        self.codes.show_codes(given["codes"])
        self._show(2)

    def _allow(self, kept: bool) -> None:
        self.go.setEnabled(kept)

    def _finish(self) -> None:
        if self.codes.sure.isChecked():
            self.accept()

    def _send(self, path: str, body: dict[str, str], done: Heard, failed: Heard) -> None:
        self.problem.say("")
        self.wait(True)
        request = Request("POST", f"/auth/totp/{path}", body=body)
        ask(
            self,
            lambda: self._client.send(request),
            lambda answer: self._arrive(answer.json(), done),
            lambda error: self._arrive(error, failed),
        )

    def _arrive(self, what: Any, then: Heard) -> None:
        self.wait(False)
        then(what)

    def reject(self) -> None:
        """Esc does not lose codes that were not kept: the factor is in place by then."""
        if self._step < 2:
            super().reject()
        elif self.codes.sure.isChecked():
            self.accept()
        else:
            self.problem.say(self.tr("Keep the codes first: they are never shown again."), "warning")


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    return page, tight(QVBoxLayout(page), GAP + 4)
