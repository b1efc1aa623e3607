"""Has a newcomer shown around, once: this computer remembers it, and the server for all others."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from fofal_desktop.api.client import Client
from fofal_desktop.api.request import Request
from fofal_desktop.jobs import Job
from fofal_desktop.preferences import Preferences

SHOWN = "shown_around"
"""Among the preferences that the server keeps of a person."""


class Greeter(QObject):
    """``show`` shows the person around if nothing stands in the way, and answers whether it did.

    When something does, or the server does not answer, the next sign-in tries again.
    """

    def __init__(self, client: Client, preferences: Preferences, show: Callable[[], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._client, self._kept, self._show = client, preferences, show

    def begin(self) -> None:
        """Somebody has signed in: find out whether they have been here before, on any computer."""
        user, client = self._client.session.account, self._client
        if self._kept.introduces and self._kept.shown_around(user) != "everywhere":
            Job(self, client.account, partial(self._greet, user), self._put_off).start()

    def _greet(self, user: str, account: dict[str, Any]) -> None:
        if user != self._client.session.account:  # somebody else has come meanwhile
            return
        liked = account["preferences"]
        if liked.get(SHOWN):
            self._known(user)
        elif self._kept.shown_around(user) or self._show():
            self._kept.keep_shown_around(user, "here")
            self._tell(user, liked | {SHOWN: True})

    def _tell(self, user: str, preferences: dict[str, Any]) -> None:
        client, request = self._client, Request("PATCH", "/auth/me", body={"preferences": preferences})
        Job(self, lambda: client.send(request), lambda _answer: self._known(user), self._put_off).start()

    def _known(self, user: str) -> None:
        self._kept.keep_shown_around(user, "everywhere")

    def _put_off(self, _error: Exception) -> None:
        """Whether the server answers is told by the feed."""
