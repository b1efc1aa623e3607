"""The foot of the window: connection, server, company, what waits to be sent, open alerts, person, delay, news."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

from fofal_desktop.api.clock import ServerClock
from fofal_desktop.fields.formats import tip_of
from fofal_desktop.parts import Elided, button, mark, named, picture, show_words
from fofal_desktop.theme.icons import icon

Connection = Literal["online", "slow", "late", "offline", "closed", "maintenance"]
SLOW_MS = 800
_DOTS: dict[Connection, tuple[str, str]] = {
    "online": ("mdi6.circle", "success"),
    "slow": ("mdi6.circle", "accent"),
    "late": ("mdi6.timer-sand", "accent"),
    "offline": ("mdi6.circle-off-outline", "danger"),
    "closed": ("mdi6.lock-outline", "muted"),
    "maintenance": ("mdi6.wrench-clock", "danger"),
}


class StatusBar(QStatusBar):
    """``show_connection`` on each answer or failure; the rest when somebody signs in. Times are the server's."""

    def __init__(self, clock: ServerClock) -> None:
        super().__init__()
        self._clock = clock
        self.setSizeGripEnabled(False)
        self._since = ""
        self.dot: QLabel = named(picture("mdi6.circle", "muted", 12), "dot")
        self.dot.setFixedWidth(24)
        self.state = Elided("connectionState")
        self.server = Elided("serverAddress")  # what is known anyway gives way
        self.company, self.person = Elided("company"), Elided("statusPerson")
        self.delay, self.news = Elided("latency"), Elided("lastNews")
        self.retry = button(self.tr("Try now"), "retryNow", "link")
        self.retry.setToolTip(tip_of(self.tr("Ask the server again now")))
        for widget in (self.dot, self.state, self.retry, self.server, self.company):
            self.addWidget(widget)
        self.retry.hide()
        self.company.hide()
        self.queue, self.alerts, self.notices = _door("queue"), _door("openAlerts"), _door("unreadNotices")
        for door in (self.queue, self.alerts, self.notices):
            self.addPermanentWidget(door)
            door.hide()  # a status bar shows what is added to it
        for widget in (self.person, self.delay, self.news):
            self.addPermanentWidget(widget)

    def show_session(self, server: str, company: str, person: str) -> None:
        self.server.setText(server)
        self.company.setText(company)
        self.company.setVisible(bool(company))
        self.person.setText(person)

    def show_connection(self, connection: Connection, delay_ms: int | None = None) -> None:
        """``delay_ms`` is how long the last answer took."""
        symbol, role = _DOTS[connection]
        self.dot.setPixmap(icon(symbol, role).pixmap(12, 12))
        lost = connection == "offline"
        if lost and self.state.property("state") != connection:
            self._since = self._clock.time_of_day()
        self.state.setText(self._words(connection))
        mark(self.state, "state", connection)
        self.retry.setVisible(lost)
        self.delay.setHidden(lost)  # that of an answer long ago says nothing
        if delay_ms is not None:
            self.delay.setText(self.tr("{0} ms").format(delay_ms))
            self.news.setText(self.tr("Up to date at {0}").format(self._clock.time_of_day("%H:%M:%S")))

    def show_alerts(self, count: int, tone: str) -> None:
        """How many alerts are open and how grave the worst is; nothing while all is well."""
        self.alerts.setVisible(bool(count))
        self.alerts.setIcon(icon("mdi6.bell-ring-outline", tone))
        self.alerts.setText(self.tr("%n alert(s)", "", count))
        mark(self.alerts, "tone", tone)

    def show_notices(self, count: int) -> None:
        """How many notices nobody has looked at; nothing while there is none."""
        self.notices.setVisible(bool(count))
        self.notices.setIcon(icon("mdi6.bell-outline", "muted"))
        self.notices.setText(self.tr("%n notice(s)", "", count))

    def show_queue(self, waiting: int, refused: int) -> None:
        """How much waits to be sent, and how much of that came back refused; nothing while all is sent."""
        words = self.tr("%n to send", "", waiting)
        if refused:
            words = self.tr("%n refused", "", refused) + (f" · {words}" if waiting else "")
        self.queue.setVisible(bool(waiting or refused))
        symbol, tone = ("mdi6.tray-alert", "danger") if refused else ("mdi6.tray-arrow-up", "muted")
        self.queue.setIcon(icon(symbol, tone))
        self.queue.setText(words)
        mark(self.queue, "tone", tone)

    def _words(self, connection: Connection) -> str:
        return {
            "online": self.tr("Connected"),
            "slow": self.tr("Slow connection"),
            "late": self.tr("The server takes its time to answer"),
            "offline": self.tr("Server unreachable since {0}, trying again").format(self._since),
            "closed": self.tr("Not signed in"),
            "maintenance": self.tr("Server closed for maintenance"),
        }[connection]


def _door(name: str) -> QToolButton:
    """A button that leads to what it counts."""
    made = named(QToolButton(), name)
    show_words(made)
    made.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return made
