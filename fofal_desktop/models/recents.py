"""The records that a person looked at last: which ones is kept on this computer, what they are called is asked."""

from functools import partial

from PySide6.QtCore import QObject

from fofal_desktop.api.age import Dated, dated
from fofal_desktop.api.client import Client
from fofal_desktop.jobs import Job
from fofal_desktop.preferences import Preferences
from fofal_server.contract.finding import Found, Hit

KEPT = 12


class Recents(QObject):
    """Names are asked at the sign-in and each time they are looked at: they are there at once, and soon not stale.

    Only ids are written down: a name is data, and may be none of that person's business any more.
    """

    def __init__(self, client: Client, preferences: Preferences, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client, self._preferences = client, preferences
        self._named: dict[str, Hit] = {}
        self._job: Job[Dated[Found]] | None = None

    @property
    def _user(self) -> str:
        return self._client.session.account

    def note(self, hit: Hit) -> None:
        """The person looks at this record now."""
        record = _name(hit)
        others = [one for one in self._preferences.recent(self._user) if one != record]
        self._preferences.keep_recent(self._user, [record, *others][:KEPT])
        self._named[record] = hit

    def shown(self) -> list[Hit]:
        """The last first, as far as their names are known."""
        known = self._preferences.recent(self._user)
        return [self._named[record] for record in known if record in self._named]

    def refresh(self) -> None:
        """Ask what they are called; those that are gone, or that one may not see any more, get no name."""
        if self._client.session.user is None or self._job is not None:
            return
        wanted = self._preferences.recent(self._user)
        if wanted:
            work = dated(partial(self._client.titles, wanted))
            self._job = Job(self, work, self._learn, lambda _error: None, self._ended).start()

    def end(self) -> None:
        """Nobody is signed in: nothing of what was seen stays in memory."""
        self._named = {}

    def _learn(self, found: Dated[Found]) -> None:
        self._named = {_name(hit): hit for hit in found.value.items}

    def _ended(self) -> None:
        self._job = None


def _name(hit: Hit) -> str:
    return f"{hit.resource}:{hit.id}"
