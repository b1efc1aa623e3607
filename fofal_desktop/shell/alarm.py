"""Tells at once what went wrong and offers to take it in hand; takes its word back when that is over."""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from fofal_desktop.api.client import Client
from fofal_desktop.api.errors import ApiError
from fofal_desktop.api.keys import new_key
from fofal_desktop.gate import message_of
from fofal_desktop.jobs import Job, changes
from fofal_desktop.models.alerts import Open, read_open
from fofal_desktop.models.operations import ALERTS, Record, gravity
from fofal_desktop.notices import Notice, Tone
from fofal_desktop.views.hand_made import ALERTS as CENTRE
from fofal_desktop.views.page import Place
from fofal_server.contract.meta import ResourceMeta

AT_ONCE = 2
"""So many new ones are told one by one; more are told by their number."""
MANY = "alerts"
_TONES: dict[str, Tone] = {"info": "info", "warning": "warning", "critical": "danger"}


class Alarm(QObject):
    """``counted`` carries how many alerts are open and the colour of the worst, ``over`` what nobody needs to read."""

    told = Signal(object)
    over = Signal(str)
    counted = Signal(int, str)
    wanted = Signal(object)

    def __init__(self, client: Client, metas: Mapping[str, ResourceMeta], parent: QObject) -> None:
        super().__init__(parent)
        self._client, self._metas = client, metas
        self._known: set[str] = set()
        changes.happened.connect(self._heed)

    def begin(self) -> None:
        """Look for the first time for the person who has signed in."""
        self._known = set()
        self.look()

    def tell_again(self, shown: Iterable[str]) -> None:
        """Tell anew, in the language of now, what of ``shown`` was told; what somebody has closed stays closed."""
        again = {about for about in shown if about in self._known or about == MANY}
        for about in again:
            self.over.emit(about)
        self._known = set() if MANY in again else self._known - again
        self.look()

    def end(self) -> None:
        """Nobody is signed in: nothing is told any more."""
        self._known = set()
        self.counted.emit(0, "muted")

    def _heed(self, resources: set[str]) -> None:
        if ALERTS in resources:
            self.look()

    def look(self) -> None:
        """See what is open now, and tell what is new."""
        if ALERTS in self._metas:
            Job(self, lambda: read_open(self._client, self._metas), self._show, self._miss).start()

    def _miss(self, _error: Exception) -> None:
        """Whether the server answers is told by the feed; the next news asks again."""

    def _show(self, found: Open) -> None:
        """All of them are counted; by itself the program speaks of those that the person wants to hear of."""
        alerts = found.alerts
        if self._client.session.user is None:  # signed out while the answer was under way
            return
        worst = max((one["severity"] for one in alerts), key=gravity, default="info")
        self.counted.emit(len(alerts), "muted" if worst == "info" else _tone(worst))
        active = {_about(one): one for one in alerts if one["status"] == "active" and found.is_wanted(one)}
        for about in self._known - active.keys():
            self.over.emit(about)
        if not active:
            self.over.emit(MANY)
        self._tell([one for about, one in active.items() if about not in self._known])
        self._known = set(active)

    def _tell(self, news: Sequence[Record]) -> None:
        if len(news) <= AT_ONCE:
            for one in sorted(news, key=lambda one: gravity(one["severity"])):  # the gravest on top
                self.told.emit(self._notice(one))
            return
        grave = max((one["severity"] for one in news), key=gravity)
        words = self.tr("%n new alert(s).", "", len(news))
        self.over.emit(MANY)
        self.told.emit(Notice(words, _tone(grave), self.tr("Show"), self._go, lasting=True, about=MANY))

    def _notice(self, alert: Record) -> Notice:
        words, tone = f"{alert['title']}\n{alert['told']}", _tone(alert["severity"])
        about = _about(alert)
        if "acknowledge" not in self._metas[ALERTS].can:
            return Notice(words, tone, self.tr("Show"), self._go, lasting=True, about=about)
        return Notice(words, tone, self.tr("Take in hand"), lambda: self._take(alert), lasting=True, about=about)

    def _go(self) -> None:
        self.wanted.emit(Place("page", CENTRE.name))

    def _take(self, alert: Record) -> None:
        key, resource = new_key(), self._metas[ALERTS]
        asked = alert["id"], "acknowledge", alert["version"]
        Job(self, lambda: self._client.act(resource, *asked, idempotency_key=key), self._taken, self._not_taken).start()

    def _taken(self, record: Record) -> None:
        self.wanted.emit(Place("record", ALERTS, str(record["id"])))
        changes.happened.emit({ALERTS})

    def _not_taken(self, error: Exception) -> None:
        """Somebody else was faster, or it is over: the list says which."""
        if isinstance(error, ApiError) and error.status in {409, 412}:
            self._known = set()
            changes.happened.emit({ALERTS})
        self.told.emit(Notice(message_of(error), "warning"))


def _tone(severity: str) -> Tone:
    return _TONES.get(severity, "danger")


def _about(alert: Record) -> str:
    """An alert that gets graver is told anew."""
    return f"{alert['id']} {alert['severity']}"
