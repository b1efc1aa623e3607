"""My second factor: what there is, and the ways to set up, replace, renew and remove."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Answer, Request
from fofal_desktop.dialogs.enrolment import Enrolment
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.proving import Proving
from fofal_desktop.dialogs.spare_codes import SpareCodes
from fofal_desktop.fields.formats import day_text
from fofal_desktop.gate import ask, message_of
from fofal_desktop.parts import GAP, button, label, tight


class OwnFactor(Dialog):
    """Asks the server how things stand, then offers what can be done."""

    def __init__(self, client: Client, parent: QWidget) -> None:
        super().__init__(parent, "ownFactor", "", width=480)
        self._client, self._window = client, parent
        self.setWindowTitle(self.tr("My second factor"))
        self.title.setText(self.windowTitle())
        self.state = label("", "factorState", wrap=True)
        self.body.addWidget(self.state)
        self._row = tight(QHBoxLayout(), GAP)
        self._row.addStretch(1)
        self.body.addLayout(self._row)
        self.add_button(self.tr("Close"), "cancel").clicked.connect(self.reject)
        self.busy.show()
        request = Request("GET", "/auth/totp/status")
        ask(self, lambda: client.send(request), self._tell, self._fail, self.busy.hide)

    def _fail(self, error: Exception) -> None:
        self.problem.say(message_of(error))

    def _tell(self, answer: Answer) -> None:
        told = answer.json()
        enrolled, demanded = bool(told["enrolled"]), bool(told["demanded"])
        self.state.setText(self._words(told))
        client, window = self._client, self._window
        if not enrolled:
            self._offer(self.tr("Set it up…"), "setUpFactor", lambda: Enrolment(client, window))
            return
        self._offer(self.tr("Other telephone…"), "replaceFactor", lambda: Enrolment(client, window, replaces=True))
        self._offer(self.tr("New recovery codes…"), "renewCodes", lambda: FactorDeed(client, window, renew=True))
        if not demanded:
            self._offer(self.tr("Remove…"), "removeFactor", lambda: FactorDeed(client, window, renew=False))

    def _words(self, told: dict[str, Any]) -> str:
        if told["enrolled"]:
            return self.tr("In place. Recovery codes left: {0}.").format(told["recovery_codes_left"])
        if told["demanded"] and told["required_from"]:
            return self.tr("Not set up. Your role demands it from {0} on.").format(day_text(told["required_from"]))
        return self.tr("Not set up. Your password alone opens your account.")

    def _offer(self, words: str, name: str, make: Callable[[], Dialog]) -> None:
        made = button(words, name)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: self._go(make))
        self._row.insertWidget(self._row.count() - 1, made)

    def _go(self, make: Callable[[], Dialog]) -> None:
        self.accept()
        make().open()


class FactorDeed(Dialog):
    """Renew the recovery codes, or remove the factor; both factors are proved first."""

    def __init__(self, client: Client, parent: QWidget, *, renew: bool) -> None:
        super().__init__(parent, "factorDeed", "", width=480)
        self._client, self._renew = client, renew
        self.setWindowTitle(self.tr("New recovery codes") if renew else self.tr("Remove the second factor"))
        self.title.setText(self.windowTitle())
        self.proving = Proving(factor=True)
        self.codes = SpareCodes(client.session.username)
        self.codes.told.connect(self.problem.say)
        self.body.addWidget(self.proving)
        self.body.addWidget(self.codes)
        self.codes.hide()
        self._leave = self.add_button(self.tr("Cancel"), "cancel")
        self._leave.clicked.connect(self.reject)
        words, role = (self.tr("Draw new codes"), "primary") if renew else (self.tr("Remove"), "danger")
        self.go = self.add_button(words, "factorGo", role)
        self.go.setDefault(True)
        self.go.clicked.connect(self.submit)
        self.codes.kept.connect(self.go.setEnabled)

    def submit(self) -> None:
        if self.codes.codes:
            self.accept()
            return
        if self.proving.empty():
            return
        self.problem.say("")
        self.wait(True)
        path = "recovery-codes" if self._renew else "remove"
        request = Request("POST", f"/auth/totp/{path}", body=self.proving.values())
        ask(self, lambda: self._client.send(request), self._done, self._refuse)

    def _refuse(self, error: Exception) -> None:
        self.wait(False)
        self.problem.say(self.proving.refuse(error))

    def _done(self, answer: Answer) -> None:
        self.wait(False)
        if not self._renew:
            self.accept()
            return
        self.proving.hide()
        self._leave.hide()
        self.codes.show_codes(answer.json()["codes"])
        self.codes.show()
        self.go.setText(self.tr("Finish"))
        self.go.setEnabled(False)
        self.fit()

    def reject(self) -> None:
        """Esc does not lose codes that were not kept."""
        if self.codes.codes and not self.codes.sure.isChecked():
            self.problem.say(self.tr("Keep the codes first: they are never shown again."), "warning")
            return
        super().reject()
