"""Alerts as their centre shows them: read by what one looks for, the gravest first, each with its timeline in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt

from fofal_desktop.api.calls import Calls
from fofal_desktop.api.request import Request
from fofal_desktop.fields.formats import moment_text, text_of
from fofal_desktop.language import QT_TRANSLATE_NOOP
from fofal_desktop.models.index import Index
from fofal_desktop.models.operations import ALERTS, GRAVITY, MOST, Record, gravity, open_alerts
from fofal_desktop.models.worded import WordedTable
from fofal_desktop.theme.icons import icon
from fofal_server.contract.meta import ResourceMeta

TONES = {"info": "muted", "warning": "warning", "critical": "danger"}
SYMBOLS = {
    "info": "mdi6.information-outline",
    "warning": "mdi6.alert-outline",
    "critical": "mdi6.alert-octagon-outline",
}


def tone_of(severity: str) -> str:
    """A severity that this program does not know counts as the gravest."""
    return TONES.get(severity, "danger")


def symbol_of(severity: str) -> str:
    """As ``tone_of`` has it."""
    return SYMBOLS.get(severity, SYMBOLS["critical"])


@dataclass(frozen=True)
class Sought:
    """One way to look at alerts: its words, and the states that it shows."""

    name: str
    words: str
    states: tuple[str, ...]


SOUGHT = (
    Sought("open", QT_TRANSLATE_NOOP("Alerts", "Not over"), ("active", "acknowledged")),
    Sought("active", QT_TRANSLATE_NOOP("Alerts", "In nobody's hand"), ("active",)),
    Sought("acknowledged", QT_TRANSLATE_NOOP("Alerts", "In hand"), ("acknowledged",)),
    Sought("over", QT_TRANSLATE_NOOP("Alerts", "Over"), ("resolved", "closed")),
    Sought("all", QT_TRANSLATE_NOOP("Alerts", "All"), ()),
)


@dataclass(frozen=True)
class Open:
    """What is not over, and from how grave on the person wants to be told of it unasked."""

    alerts: list[Record]
    shown_from: str

    def is_wanted(self, alert: Record) -> bool:
        return gravity(alert["severity"]) >= gravity(self.shown_from)


def read_open(client: Calls, metas: Mapping[str, ResourceMeta]) -> Open:
    """Both of them; blocking, for a job."""
    mine = client.send(Request("GET", "/notifications/mine")).json()
    return Open(open_alerts(client, metas), mine["shown_from"])


def read_alerts(client: Calls, metas: Mapping[str, ResourceMeta], sought: Sought, least: str) -> list[Record]:
    """Those of a state and at least as grave as ``least``: what is not over by gravity, the rest by date; blocking."""
    states = (f"status:in:{'|'.join(sought.states)}",) if sought.states else ()
    milder = GRAVITY[: GRAVITY.index(least)]
    filters = (*states, *(f"severity:ne:{one}" for one in milder))
    found = client.page(metas[ALERTS], offset=0, limit=MOST, filters=filters, sort=("-since",), total=False).items
    return sorted(found, key=_rank)


def _rank(alert: Record) -> int:
    """What is not over comes first, the gravest on top; the order of dates stays within."""
    is_open = alert["status"] in SOUGHT[0].states
    return -gravity(alert["severity"]) if is_open else len(GRAVITY)


class AlertsModel(WordedTable):
    """How grave, what, its state and since when; who has it in hand is told beside the table."""

    def __init__(self, resource: ResourceMeta, parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)
        self._fields = [resource.fields[name] for name in ("severity", "title", "status", "since")]

    @property
    def alerts(self) -> Sequence[Record]:
        return self._rows

    def show_alerts(self, alerts: Sequence[Record]) -> None:
        if list(alerts) != self._rows:  # else what is selected stays selected
            self.show_rows(alerts)

    def place_of(self, key: str) -> int:
        """In which row an alert stands; the first one when it has gone."""
        return next((row for row, one in enumerate(self._rows) if one["id"] == key), 0)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Gravity is told by a sign and a word, never by a colour alone."""
        if role == Qt.ItemDataRole.DecorationRole and index.isValid() and index.column() == 0:
            severity = self.row(index.row())["severity"]
            return icon(symbol_of(severity), tone_of(severity))
        return super().data(index, role)

    def _heads(self) -> tuple[str, ...]:
        return tuple(field.label for field in self._fields)

    def _texts(self, alert: Record) -> tuple[str, ...]:
        return tuple(text_of(field, alert) for field in self._fields)


class TimelineModel(WordedTable):
    """When, and what, with what was said and by whom; the newest line first."""

    def __init__(self, resource: ResourceMeta, parent: QObject | None = None) -> None:
        super().__init__(self._heads, self._texts, parent)
        self._columns = {one.name: one for one in resource.fields["steps"].lines}

    def show_steps(self, steps: Sequence[Record]) -> None:
        self.show_rows(reversed(steps))

    def _heads(self) -> tuple[str, ...]:
        return (self.tr("When"), self.tr("What"))

    def _texts(self, step: Record) -> tuple[str, ...]:
        what, who = (text_of(self._columns[name], step) for name in ("what", "user_id"))
        done = " · ".join(filter(None, (what, step["words"])))
        return (moment_text(step["at"]), f"{done} — {who}" if who else done)
