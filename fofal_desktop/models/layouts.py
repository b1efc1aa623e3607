"""How each list was left: kept on this computer at once, on the server soon after, and back wherever one signs in."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.request import Answer, Request
from fofal_desktop.jobs import Job
from fofal_desktop.preferences import Preferences

Layout = dict[str, Any]

HEADS = ("order", "widths", "hidden", "sort")
FIELDS = (*HEADS, "filter", "details")
"""What is kept of a list; each is changed for itself, and the last one who changes it counts.

``filter`` is the saved one with which the list opens; ``details``: the record of the row is read beside it.
"""
PAUSE_MS, LATER_MS = 1_000, 60_000
"""How long a hand has to rest before the server hears of it, and how long a server that is away is left alone."""
_DOOR = "/lists/layouts"
_PASSING = frozenset({401, 408, 429})


class Layouts(QObject):
    """``learnt`` names a list that the person left otherwise on another computer.

    What one works with is the file of this computer, so that nothing waits for the server and nothing is lost without
    it. Beside each layout stands the one on which both agreed last: what differs from it is still to be sent.
    """

    learnt = Signal(str)

    def __init__(self, client: Client, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._kept = client, preferences
        self._asked_for = ""
        self._job: Job[Answer] | None = None
        self._on = False
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._go_on)

    @property
    def _user(self) -> str:
        return self._client.session.account

    def of(self, resource: str) -> Layout:
        """How the person left this list; empty when it was never touched."""
        return self._kept.layout(self._user, resource)

    def keep(self, resource: str, change: Layout) -> None:
        """Take down how a list stands now; a field of None is as at the beginning."""
        found = self.of(resource) | change
        self._kept.keep_layout(self._user, resource, {name: one for name, one in found.items() if one is not None})
        self._pause.start(PAUSE_MS)

    def forget(self, resource: str) -> None:
        """The columns are to be as at the beginning, here and everywhere."""
        self.keep(resource, dict.fromkeys(HEADS))

    def begin(self) -> None:
        """Ask how the person who has signed in left the lists elsewhere; who could sign in need not be left alone."""
        self._pause.stop()
        self._asked_for, self._on = "", True
        self._go_on()

    def end(self) -> None:
        """Nobody is signed in: what is still to be sent waits for the next time."""
        self._on = False
        self._pause.stop()

    # -- one call after another

    def _go_on(self) -> None:
        if not self._on or self._job is not None or self._client.session.user is None:
            return
        user = self._user
        if self._asked_for != user:
            self._send(Request("GET", _DOOR), partial(self._learn, user), self._put_off)
            return
        for resource, change in self._unsent(user):
            request = Request("PATCH", f"{_DOOR}/{resource}", body=change)
            self._send(request, partial(self._sent, user, resource), partial(self._refused, user, resource, change))
            return

    def _send(self, request: Request, done: Callable[[Answer], None], failed: Callable[[Exception], None]) -> None:
        client = self._client
        self._job = Job(self, lambda: client.send(request), done, failed, self._ended).start()

    def _ended(self) -> None:
        self._job = None
        if not self._pause.isActive():
            self._go_on()

    def _put_off(self, _error: Exception) -> None:
        """Whether the server answers is told by the feed; here it is only tried again, in a while."""
        self._pause.start(LATER_MS)

    def _sent(self, user: str, resource: str, answer: Answer) -> None:
        self._agree(user, resource, answer.json())

    def _refused(self, user: str, resource: str, change: Layout, error: Exception) -> None:
        """What the server will never take is not sent again, what was changed meanwhile is."""
        if isinstance(error, ApiError) and 400 <= error.status < 500 and error.status not in _PASSING:
            self._agree(user, resource, self._kept.agreed_layout(user, resource) | change)
        else:
            self._put_off(error)

    # -- here and there

    def _unsent(self, user: str) -> Iterator[tuple[str, Layout]]:
        """Lists that stand here otherwise than was agreed, each with the fields that do."""
        for resource in self._kept.touched_lists(user):
            ours, agreed = self._kept.layout(user, resource), self._kept.agreed_layout(user, resource)
            change = {name: ours.get(name) for name in FIELDS if ours.get(name) != agreed.get(name)}
            if change:
                yield resource, change

    def _learn(self, user: str, answer: Answer) -> None:
        self._asked_for = user
        theirs: dict[str, Layout] = answer.json()["items"]
        for resource in {*self._kept.touched_lists(user), *theirs}:
            told = theirs.get(resource, {})
            ours = self._kept.layout(user, resource)
            found = merged(ours, self._kept.agreed_layout(user, resource), told)
            self._agree(user, resource, told)
            if found != ours:
                self._kept.keep_layout(user, resource, found)
                self.learnt.emit(resource)

    def _agree(self, user: str, resource: str, told: Layout) -> None:
        self._kept.agree_layout(user, resource, {name: told[name] for name in FIELDS if told.get(name) is not None})


def merged(ours: Layout, agreed: Layout, theirs: Layout) -> Layout:
    """What was changed here since both agreed stays, everything else is as the server has it."""
    sides = {name: ours if ours.get(name) != agreed.get(name) else theirs for name in FIELDS}
    return {name: side[name] for name, side in sides.items() if side.get(name) is not None}
