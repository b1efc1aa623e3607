"""Calls that wait at the door while the session has expired or something is owed, and go again once that is mended."""

import logging
from collections.abc import Callable
from json import JSONDecodeError
from typing import Any, TypeVar

from pydantic import ValidationError
from PySide6.QtCore import QCoreApplication, QObject, Signal
from shiboken6 import isValid

from fofal_desktop.api.errors import NOT_OURS, ApiError, Strange, Unreachable, Unseen, Untrusted
from fofal_desktop.disk import words_of_disk
from fofal_desktop.jobs import Job
from fofal_server.contract.frames import Cut
from fofal_server.contract.wire import NO_SUCH_DOOR, NO_SUCH_METHOD

T = TypeVar("T")
_log = logging.getLogger(__name__)


EXPIRED = "expired"
PASSWORD_DUE, FACTOR_DUE = "password_change_due", "second_factor_due"
"""What may be owed: the server refuses everything else (403) until it is done, also in the middle of a session."""


def closed_by(error: Exception) -> str:
    """Why nothing goes on for now: EXPIRED, or the code of what is owed; empty for any other failure."""
    if not isinstance(error, ApiError):
        return ""
    if error.status == 401:
        return EXPIRED
    code = error.problem.code or ""
    return code if error.status == 403 and code in {PASSWORD_DUE, FACTOR_DUE} else ""


class Gate(QObject):
    """``expired`` asks the window to show the sign-in, ``owing`` (with the server's code) for what is to be done first.

    Then ``reopen`` or ``give_up`` tells what became of it.
    """

    expired = Signal()
    owing = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._waiting: list[tuple[QObject, Callable[[], Any], Callable[[], Any]]] = []
        self._told: set[str] = set()

    @property
    def waiting(self) -> list[QObject]:
        """Whose calls wait."""
        return [owner for owner, _again, _give_up in self._waiting]

    @property
    def closed(self) -> bool:
        return bool(self._waiting)

    def hold(self, owner: QObject, again: Callable[[], Any], give_up: Callable[[], Any], why: str = EXPIRED) -> None:
        """Keep ``again`` until the door opens; ``give_up`` is called when it stays closed."""
        self._waiting = [one for one in self._waiting if isValid(one[0])]  # a closed window waits for nothing
        self._told = self._told if self._waiting else set()
        self._waiting.append((owner, again, give_up))
        if why in self._told:
            return
        self._told.add(why)
        self.expired.emit() if why == EXPIRED else self.owing.emit(why)

    def reopen(self) -> None:
        """Somebody signed in, or did what was owed: everything that waited goes again, once."""
        waiting, self._waiting, self._told = self._waiting, [], set()
        for owner, again, _give_up in waiting:
            if isValid(owner):
                again()

    def give_up(self) -> None:
        """Nobody did: each call that waited hears its refusal; forms keep what was typed."""
        waiting, self._waiting, self._told = self._waiting, [], set()
        for owner, _again, give_up in waiting:
            if isValid(owner):
                give_up()


gate = Gate()


def ask(
    owner: QObject,
    work: Callable[[], T],
    done: Callable[[T], Any],
    failed: Callable[[Exception], Any],
    finished: Callable[[], Any] | None = None,
    *,
    progressed: Callable[[Any], Any] | None = None,
    long: bool = False,
) -> Job[T]:
    """Start a job whose call, refused because the door is closed to everything, waits for it to open and goes again."""

    def refused(error: Exception) -> None:
        if why := closed_by(error):
            gate.hold(owner, start, lambda: failed(error), why)
        else:
            failed(error)

    def start() -> Job[T]:
        return Job(owner, work, done, refused, finished, progressed=progressed, long=long).start()

    return start()


def message_of(error: Exception) -> str:
    """What went wrong in the words of the person; what we did not foresee also goes to the log."""
    if isinstance(error, Untrusted):
        return _distrust(error)
    if isinstance(error, Strange):
        return _strange(error.answered)
    if isinstance(error, Unseen):
        return QCoreApplication.translate(
            "Problems", "The server does not answer, and nothing of this is kept on this computer."
        )
    if isinstance(error, Unreachable):
        return QCoreApplication.translate(
            "Problems", "The server does not answer. Check the connection, then try again."
        )
    if isinstance(error, ApiError):
        problem = error.problem
        if problem.type == NOT_OURS:
            return _strange(problem.status)
        if problem.code in {NO_SUCH_DOOR, NO_SUCH_METHOD}:
            return QCoreApplication.translate(
                "Problems",
                "The server does not know this: it is of an older version than this program. Tell your administrator. "
                "What you typed is still there.",
            )
        words = problem.detail or problem.title
        if problem.status >= 500 and problem.request_id and not error.maintenance:
            number = QCoreApplication.translate("Problems", "Number to give to support: {0}").format(problem.request_id)
            return f"{words} {number}"
        return words
    if isinstance(error, OSError):
        return words_of_disk(error)
    _log.error("unforeseen failure", exc_info=error)
    if isinstance(error, ValidationError | JSONDecodeError | Cut | LookupError):
        return QCoreApplication.translate(
            "Problems",
            "The answer of the server cannot be understood. Try again; if it stays so, this program and the server are "
            "of different versions: tell your administrator. What you typed is still there.",
        )
    return QCoreApplication.translate("Problems", "Something unforeseen happened: {0}").format(error)


def _strange(status: int) -> str:
    return QCoreApplication.translate(
        "Problems",
        "Something else answered in the place of the server ({0}): the network may want you to sign in to it, or the "
        "server is just starting. Open a web page to see, then try again. What you typed is still there.",
    ).format(status)


def _distrust(error: Untrusted) -> str:
    """Say why a server is not believed, and what to do."""
    words = {
        "name": QCoreApplication.translate(
            "Problems",
            "The certificate of the server is not made out to {0}. Check the address. If it is right, type no password "
            "and tell your administrator: somebody may be posing as the server.",
        ),
        "expired": QCoreApplication.translate(
            "Problems",
            "The certificate of {0} is not valid at the date of this computer. Check the date and time of the "
            "computer; if they are right, tell your administrator that the certificate must be renewed.",
        ),
        "unknown": QCoreApplication.translate(
            "Problems",
            "No authority known to this computer stands for the certificate of {0}. Type no password: ask your "
            "administrator to install the authority of the company on this computer.",
        ),
        "authority": QCoreApplication.translate(
            "Problems",
            "The certificate of the company’s authority cannot be read: {0}. Ask your administrator to install FOFAL "
            "again on this computer.",
        ),
        "plain": QCoreApplication.translate(
            "Problems",
            "The address of {0} must begin with https://, otherwise your password could be read on its way.",
        ),
    }
    return words[error.reason].format(error.about)
