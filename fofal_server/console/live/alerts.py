"""What is wrong, and who has it in hand."""

from typing import Any, ClassVar
from uuid import UUID

from sqlalchemy.orm import Session
from textual.binding import Binding

from fofal_server.console import desk
from fofal_server.console.live.asking import Sure
from fofal_server.console.live.moments import short
from fofal_server.console.live.pane import TablePane
from fofal_server.core import crud
from fofal_server.core.access import scoped
from fofal_server.core.texts import text
from fofal_server.notifications.models import OPEN, Alert
from fofal_server.notifications.resources import ALERTS


class AlertsPane(TablePane):
    """One row an open alert, the newest first."""

    title = "Alertes"
    nothing = "Aucune alerte ouverte."
    columns: ClassVar = {
        "severity": ("Gravité", 10),
        "title": ("Alerte", 38),
        "status": ("État", 12),
        "since": ("Depuis", 11),
    }
    BINDINGS: ClassVar = [Binding("a", "take", "Prendre en main"), Binding("s", "resolve", "C'est fini")]

    def look(self) -> list[tuple[str, list[Any]]]:
        return self.house.ask(open_ones)

    def fill(self, found: list[tuple[str, list[Any]]]) -> None:
        self.put(found)

    def action_take(self) -> None:
        key = self.chosen
        if key is not None:
            self._do(key, "acknowledge", "Prise en main : personne d'autre n'est prévenu.")

    def action_resolve(self) -> None:
        key = self.chosen
        if key is not None:
            question = "Dire que c'est fini ? Ce qui se voit encore restera muet jusqu'à ce que cela s'aggrave."
            self.app.push_screen(Sure(question), lambda sure: self._do(key, "resolve", "Close.") if sure else None)

    def _do(self, key: str, action: str, said: str) -> None:
        self.act(lambda: self.house.ask(lambda session: done(session, key, action)), said)


def open_ones(session: Session) -> list[tuple[str, list[Any]]]:
    """Alerts that are not over, by their ids."""
    query = scoped(desk.CONSOLE, Alert).where(Alert.status.in_(OPEN)).order_by(Alert.since.desc())
    return [(str(one.id), _cells(one)) for one in session.scalars(query)]


def done(session: Session, key: str, action: str) -> None:
    """Do what may be done to an alert, as it is done from a desktop."""
    alert = session.get_one(Alert, UUID(key))
    deed = next(one for one in ALERTS.actions if one.name == action)
    crud.act(session, ALERTS, desk.CONSOLE, alert.id, deed, None, alert.version)


def _cells(one: Alert) -> list[Any]:
    severity, state = text(f"choice.Severity.{one.severity.value}"), text(f"state.{one.status.value}")
    return [severity, one.title, state, short(one.since)]
