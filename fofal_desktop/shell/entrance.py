"""How a person comes in: by ticket, by the session kept or by password; then what they owe, then their work."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal

from fofal_desktop.api.age import Dated, dated
from fofal_desktop.api.errors import ApiError, Unreachable, Untrusted
from fofal_desktop.dialogs.enrolment import Enrolment
from fofal_desktop.dialogs.first_admin import FirstAdminDialog
from fofal_desktop.dialogs.frame import Dialog
from fofal_desktop.dialogs.password import PasswordDialog
from fofal_desktop.dialogs.signin import SignIn
from fofal_desktop.drafts.desk import Desk
from fofal_desktop.gate import FACTOR_DUE, PASSWORD_DUE, gate, message_of
from fofal_desktop.jobs import Job
from fofal_desktop.line import line
from fofal_desktop.notices import Notice
from fofal_desktop.preferences import Preferences
from fofal_desktop.seen.client import RememberingClient
from fofal_desktop.shell.reopening import Reopening
from fofal_desktop.shell.window import MainWindow
from fofal_server.contract.meta import ResourceMeta
from fofal_server.contract.wire import Tokens, UserCard


class Entrance(QObject):
    """``entered``: somebody has signed in; ``furnished`` carries what they may see, once nothing is owed.

    ``asked`` carries the sign-in that is shown; ``undone``: what was owed at the sign-in was not done; ``given_up``:
    nobody came back to a session that goes on. ``sign_in`` is the dialog on show, None while there is none; ``offline``
    tells that the person came in while nobody answered. Dialogs stand over ``window``, given by ``lead_into``.
    """

    asked = Signal(object)
    entered = Signal()
    furnished = Signal(object)
    undone = Signal()
    given_up = Signal()

    def __init__(self, client: RememberingClient, preferences: Preferences, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._client, self._preferences, self._desk = client, preferences, desk
        self.window: MainWindow
        self.sign_in: SignIn | None = None
        self.first_admin: FirstAdminDialog | None = None
        self.setting_up = self.offline = False
        self._owed: Dialog | None = None
        self._tokens: Tokens | None = None
        self.reopening = Reopening(client, self)
        self.reopening.opened.connect(self._let_in)
        gate.owing.connect(self._owing)
        line.back.connect(self._enter_late)

    def lead_into(self, window: MainWindow) -> None:
        self.window = window

    # -- by which way

    def begin(self, ticket: str | None = None, *, first: bool = False) -> None:
        """By ticket, by the session kept in the keyring, else by password; ``first`` sets up an empty installation."""
        if first:
            self.ask_sign_in()
            self._set_up(self._client.session.base_url)
            return
        self.window.strip(self.tr("Connecting to {0}…").format(self._client.session.base_url))
        if ticket:
            Job(self, lambda: self._client.redeem(ticket), self._enter, self._ask_anew).start()
            return
        Job(self, self._client.resume, self._resumed, self._not_resumed).start()

    def ask_sign_in(self, words: str = "") -> None:
        """Show the sign-in over the window."""
        self.window.strip(self.tr("Not signed in"))
        dialog = self._keep(SignIn(self._client, self.window, words=words))
        dialog.signed_in.connect(self._enter)
        dialog.rejected.connect(self.window.close)
        dialog.first_start.connect(self._set_up)
        dialog.open()
        self.asked.emit(dialog)

    def _ask_anew(self, error: Exception) -> None:
        self.ask_sign_in(message_of(error))

    def _keep(self, dialog: SignIn) -> SignIn:
        self.sign_in = dialog
        dialog.finished.connect(self._forget_sign_in)
        return dialog

    def _forget_sign_in(self) -> None:
        self.sign_in = None

    def _set_up(self, server: str) -> None:
        """Make the first administrator of an empty installation."""
        self._client.session.base_url = server
        if self.sign_in is None:
            return
        self.first_admin = FirstAdminDialog(self._client, self.sign_in)
        self.first_admin.signed_in.connect(self._enter_first)
        self.first_admin.open()

    def _enter_first(self, tokens: Tokens) -> None:
        self.setting_up = True
        self._answer_sign_in(tokens)

    def _answer_sign_in(self, tokens: Tokens) -> bool:
        """The sign-in on show has its answer, though it was given elsewhere; False when none is."""
        if self.sign_in is None:
            return False
        self.sign_in.signed_in.emit(tokens)
        self.sign_in.accept()
        return True

    def _resumed(self, tokens: Tokens | None) -> None:
        if tokens is None:
            self.ask_sign_in()
        else:
            self._enter(tokens)

    def _not_resumed(self, error: Exception) -> None:
        """Nobody answers: who is remembered here may look at what is kept."""
        if isinstance(error, Unreachable) and not isinstance(error, Untrusted):
            enter = partial(self._enter_offline, error)
            Job(self, self._client.stand_in, enter, lambda _unreadable: enter(None)).start()
        else:
            self._ask_anew(error)

    def _enter_offline(self, error: Exception, card: UserCard | None) -> None:
        if card is None:
            self._ask_anew(error)
            return
        self.offline = True
        line.lose()
        self._desk.enter("")
        self.entered.emit()
        self.furnish()

    def _enter_late(self) -> None:
        """Somebody answers, and the session of the keyring has been taken up: what the person may see is asked anew."""
        if self.offline:
            self.offline = False
            self.furnish()

    # -- what comes before the work

    def _enter(self, tokens: Tokens) -> None:
        self.reopening.stop()
        self.offline = False
        self._desk.enter(self.sign_in.password.text() if self.sign_in is not None else "")
        self._preferences.server, self._preferences.username = self._client.session.base_url, tokens.user.username
        self.entered.emit()
        self._tokens = tokens
        if tokens.must_change_password:
            self.window.strip(self.tr("First choose your own password."))
        elif tokens.totp_due:
            self.window.strip(self.tr("First set up your second factor."))
        due = {PASSWORD_DUE: tokens.must_change_password, FACTOR_DUE: tokens.totp_due}
        self._settle([code for code, owed in due.items() if owed])

    def _settle(self, owed: list[str]) -> None:
        """Show nothing before what the person owes is done: a password of the own, then a second factor."""
        if owed:
            self._demand(owed[0], lambda: self._settle(owed[1:]), self.undone.emit)
        else:
            self.furnish()

    def _demand(self, code: str, then: Callable[[], None], refused: Callable[[], None]) -> None:
        """Let nothing else happen until this is done; who does not do it is signed out."""
        due = code == PASSWORD_DUE
        over = self.window.acting
        self._owed = self.new_password(demanded=True) if due else Enrolment(self._client, over, demanded=True)
        self._owed.accepted.connect(lambda: self._answer_demand(then))
        self._owed.rejected.connect(lambda: self._answer_demand(refused))
        self._owed.open_over_all()

    def new_password(self, *, demanded: bool = False) -> PasswordDialog:
        """The dialog for one; what is kept of the person on this computer opens with it from then on."""
        dialog = PasswordDialog(self._client, self.window.acting, demanded=demanded)
        dialog.changed.connect(self._desk.rewrap)
        return dialog

    def _answer_demand(self, go_on: Callable[[], None]) -> None:
        self._owed = None
        go_on()

    def _owing(self, code: str) -> None:
        """In the middle of a session something became due: calls wait until it is done, then go again."""
        if self._owed is None:
            self._demand(code, gate.reopen, self._leave_again)

    def furnish(self) -> None:
        """Ask what the person may see, or what they might see last."""
        Job(self, dated(self._client.meta), self._furnish_read, self._not_furnished).start()

    def _furnish_read(self, found: Dated[dict[str, ResourceMeta]]) -> None:
        self._furnish(found.value)

    def _not_furnished(self, error: Exception) -> None:
        """Somebody else may sign in; while the server is closed for maintenance, who has signed in is waited for."""
        self._ask_anew(error)
        if isinstance(error, ApiError) and error.maintenance:
            self.reopening.wait_for()

    def _let_in(self, metas: dict[str, ResourceMeta]) -> None:
        """The maintenance is over: whoever waited comes in, unless somebody else is about to."""
        if self.sign_in is not None and not self.sign_in.password.text():
            self.sign_in.accept()
            self.entered.emit()
            self._furnish(metas)

    def _furnish(self, metas: dict[str, ResourceMeta]) -> None:
        if self._client.session.user is None:  # signed out while the answer was under way
            return
        self.furnished.emit(metas)
        if not self._client.session.remembered:
            words = self.tr(
                "This computer has no safe place for your session: you will sign in again at the next start."
            )
            self._tell([words])
        self._remind()

    def _remind(self) -> None:
        """What the server said at the sign-in, told once; the second factor that it asks for is offered."""
        tokens, self._tokens = self._tokens, None
        if tokens is None:
            return
        happened = _happened(tokens)
        self._tell(happened)
        for words in tokens.notices[len(happened) :] if not tokens.totp_due else ():  # what was due is done by now
            self.window.tell(Notice(words, "warning", self.tr("Set it up…"), self._enrol))

    def _tell(self, notices: Sequence[str]) -> None:
        for words in notices:
            self.window.tell(Notice(words, "warning"))

    def _enrol(self) -> None:
        Enrolment(self._client, self.window).open()

    # -- coming back

    def sign_in_again(self) -> None:
        """The session has expired: over what is in front, so that nothing is lost, and for all windows."""
        dialog = self._keep(SignIn(self._client, self.window.acting, again=True))
        dialog.signed_in.connect(self._enter_again)
        dialog.rejected.connect(gate.give_up)
        dialog.open_over_all()

    def come_back(self, tokens: Tokens) -> None:
        """The person has unlocked: a sign-in that had been hidden has its answer too."""
        if not self._answer_sign_in(tokens):
            self._enter_again(tokens)

    def forget(self) -> None:
        """Somebody else comes: no dialog of the person before counts any more."""
        self.sign_in = self._owed = None

    def _enter_again(self, tokens: Tokens) -> None:
        """What is owed is told to the calls that go again; what happened to the account is told here and only now."""
        self._tell(_happened(tokens))
        gate.reopen()

    def _leave_again(self) -> None:
        """Nobody got in after all: what waited hears so, forms may still be kept, then the session ends."""
        gate.give_up()
        self.given_up.emit()


def _happened(tokens: Tokens) -> list[str]:
    """What the server tells once; the last sentence asks for a second factor where one must be set up."""
    return tokens.notices[:-1] if tokens.must_enrol_totp else tokens.notices
