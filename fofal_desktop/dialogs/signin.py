"""Sign-in: at the start, and over the window when the session has ended."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.trust import completed
from fofal_desktop.dialogs.forgotten import Forgotten
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.proving import CODE_LENGTH
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import Job
from fofal_desktop.machine import machine
from fofal_desktop.machine_words import closed_words, fixed_words
from fofal_desktop.parts import GAP, button, label, mark, named, tight
from fofal_server.contract.wire import Tokens

OTP = "otp_required"


class SignIn(Dialog):
    """``again`` is True over the window: then server and person stay the ones of the session.

    ``locked``: the session goes on, and the person shows to be there.
    """

    signed_in = Signal(object)
    first_start = Signal(str)

    def __init__(
        self, client: Client, parent: QWidget | None, *, again: bool = False, locked: bool = False, words: str = ""
    ) -> None:
        super().__init__(parent, "signIn", "", width=440)
        self._client, self._again, self._locked = client, again or locked, locked
        title, told = self._opening()
        self.setWindowTitle(self.tr("Unlock") if locked else self.tr("Sign in"))
        self.title.setText(title)
        self.server = named(QLineEdit(client.session.base_url), "server")
        self.username = named(QLineEdit(client.session.username), "username")
        self.password = named(QLineEdit(), "password")
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.code = named(QLineEdit(maxLength=CODE_LENGTH), "otp")
        self._lay_out()
        self._lock = QTimer(self, interval=1000)
        self._lock.timeout.connect(self._count_down)
        self._seconds = 0
        self.problem.say(words or told, "info")
        (self.password if self.username.text() else self.username).setFocus()
        if closed := closed_words():
            self._close(closed)

    def _opening(self) -> tuple[str, str]:
        """Title, and what is told first."""
        if self._locked:
            return self.tr("Locked session"), self.tr("Enter your password to go on: nothing you typed is lost.")
        if self._again:
            return self.tr("Your session has ended"), self.tr("Sign in again to go on: nothing you typed is lost.")
        return self.tr("Sign in to FOFAL"), ""

    def _lay_out(self) -> None:
        if not self._again:
            words = self.tr("Company software for the plantation, stocks and teams.")
            self.body.addWidget(label(words, "hint", wrap=True))
        rows = tight(QFormLayout(), GAP + 2)
        self.body.addLayout(rows)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        rows.addRow(self.tr("Server"), self.server)
        rows.addRow(self.tr("User name"), self.username)
        rows.addRow(self.tr("Password"), self._password_row())
        rows.addRow(self.tr("Code of the second factor"), self.code)
        self.code.setPlaceholderText(self.tr("six digits, or a recovery code"))
        self.rows = rows
        rows.setRowVisible(self.code, False)
        self.username.textEdited.connect(self._forget_code)
        rows.setRowVisible(self.server, not self._again)
        if not self._again:
            self._show_fixed()
        self.username.setReadOnly(self._again)
        forgotten = button(self.tr("Forgot your password?"), "forgotPassword", "link")
        forgotten.setAutoDefault(False)
        forgotten.clicked.connect(self.recover)
        self.body.addWidget(forgotten)
        if not self._again:
            first = button(self.tr("First start? Set up this installation"), "firstStart", "link")
            first.setAutoDefault(False)
            first.clicked.connect(lambda: self.first_start.emit(self._address()))
            self.body.addWidget(first)
        later = self.tr("Stay locked") if self._locked else self.tr("Not now")
        leave = self.add_button(later if self._again else self.tr("Quit"), "cancel")
        leave.clicked.connect(self.reject)
        go = self.tr("Unlock") if self._locked else self.tr("Sign in")
        self.go = self.add_button(go, "signInButton", "primary")
        self.go.clicked.connect(self.submit)

    def _show_fixed(self) -> None:
        """What the administrator of this computer has decided can be seen and not changed."""
        self.server.setReadOnly(machine().server is not None)
        if words := fixed_words():
            self.rows.insertRow(1, label(words, "hint", wrap=True))

    def _close(self, words: str) -> None:
        """Nobody can come in here: why, before anything is typed."""
        self.problem.say(words)
        for name in ("signInButton", "forgotPassword", "firstStart"):
            if (way := self.findChild(QPushButton, name)) is not None:
                way.setEnabled(False)

    def _password_row(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), GAP)
        show = button(self.tr("Show"), "showPassword", symbol="mdi6.eye-outline")
        show.setCheckable(True)
        show.setAutoDefault(False)
        mode = QLineEdit.EchoMode
        show.toggled.connect(lambda on: self.password.setEchoMode(mode.Normal if on else mode.Password))
        self.password.setAccessibleName(self.tr("Password"))
        row.addWidget(self.password, 1)
        row.addWidget(show)
        return row

    def _address(self) -> str:
        """The address as it is asked, which then stands in the field for everybody to see."""
        address = completed(self.server.text())
        self.server.setText(address)
        return address

    def submit(self) -> None:
        """Send what was typed; an empty field is named before anything is sent."""
        empty = next((field for field in (self.username, self.password) if not field.text()), None)
        if empty is not None:
            empty.setFocus()
            self.problem.say(self.tr("Enter your user name and your password."))
            return
        self._client.session.base_url = self._address()
        self.problem.say("")
        self.wait(True)
        name, password, code = self.username.text().strip(), self.password.text(), self.code.text().strip() or None
        Job(self, lambda: self._client.sign_in(name, password, code), self._enter, self.refuse, self._rest).start()

    def recover(self) -> None:
        """Choose a new password by a code, then sign in with it."""
        self._client.session.base_url = self._address()
        dialog = Forgotten(self._client, self, self.username.text().strip())
        words = self.tr("Your password is changed: sign in with it.")
        dialog.accepted.connect(lambda: self.problem.say(words, "info"))
        dialog.accepted.connect(self.password.setFocus)
        dialog.open()

    def offer(self, words: str, offer: str, deed: Callable[[], Any]) -> None:
        """Say what is better done before, and offer it; whoever wants to sign in all the same may."""
        self.problem.say(words, "warning")
        made = button(offer, "offered", "link")
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: deed())
        self.body.insertWidget(0, made)
        made.show()  # at once, not when the layout comes to it
        self.fit()

    def _rest(self) -> None:
        self.wait(False)
        self.go.setEnabled(self._seconds == 0)

    def _enter(self, tokens: Tokens) -> None:
        self.signed_in.emit(tokens)
        self.accept()

    def refuse(self, error: Exception) -> None:
        """Say why nobody came in, and ask for what is still missing."""
        if isinstance(error, ApiError) and error.problem.code == OTP:
            self._ask_code(error)
            return
        self.problem.say(message_of(error))
        if isinstance(error, ApiError) and error.status == 429 and error.retry_after:
            self._seconds = int(error.retry_after)
            self._lock.start()
            self._count_down()
            return
        mark(self.password, "problem", isinstance(error, ApiError) and error.status == 401)
        self.password.selectAll()
        self.password.setFocus()

    def _ask_code(self, error: ApiError) -> None:
        asked_before = self.rows.isRowVisible(self.code)
        self.rows.setRowVisible(self.code, True)
        self.problem.say(message_of(error), "danger" if asked_before else "info")
        self.code.setFocus()
        self.code.selectAll()
        mark(self.code, "problem", asked_before)
        mark(self.password, "problem", False)

    def _forget_code(self) -> None:
        """Another person may have no second factor, and has another code."""
        self.code.clear()
        self.rows.setRowVisible(self.code, False)

    def _count_down(self) -> None:
        if self._seconds > 0:
            self.problem.say(self.tr("Too many attempts. Try again in %n second(s).", "", self._seconds), "warning")
        else:
            self._lock.stop()
            self.problem.say("")
        self.go.setEnabled(self._seconds == 0)
        self._seconds = max(0, self._seconds - 1)
